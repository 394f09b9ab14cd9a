//! One field of a declaration as the control its kind asks for; its label and help are messages named after it. Under a field
//! that takes a global default stands which of the two is in force.

import { NumberInput, PasswordInput, Select, Switch, Textarea, TextInput } from "@mantine/core";
import type { ConnectorKind, Field } from "@/bindings";
import { Tag, useFormat, useText } from "@/text";
import { hasDefault, inForce, isSecret } from "./declared";

export interface DeclaredFieldProps {
  connector: ConnectorKind;
  field: Field;
  value: string | boolean;
  onChange: (value: string | boolean) => void;
  problem: string | undefined;
  /** The keychain holds this secret. */
  isKept: boolean;
}

export function DeclaredField({ connector, field, value, onChange, problem, isKept }: DeclaredFieldProps) {
  const { t, has } = useText();
  const format = useFormat();
  const id = `connector-${connector}-${field.name}`;
  const range = field.kind === "number" ? t("integrations-field-range-help", { min: format.number(field.min), max: format.number(field.max) }) : "";
  const help = [has(`${id}-help`) ? t(`${id}-help`) : "", range, isKept ? t("integrations-secret-kept") : ""].filter(Boolean).join(" ");
  const text = typeof value === "string" ? value : "";
  const force = inForce(field, value, isKept);
  const shared = {
    label: t(id),
    description: force ? (
      <>
        {help ? <span style={{ display: "block" }}>{help}</span> : null}
        <InForce field={field} which={force} connector={connector} />
      </>
    ) : (
      help
    ),
    withAsterisk: field.required && !isKept && force !== "default",
    error: problem ? t(problem) : undefined,
    // Help below, so that fields of a row stand level.
    inputWrapperOrder: ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[],
    "data-testid": `field-${field.name}`,
  };
  switch (field.kind) {
    case "select":
      return (
        <Select
          {...shared}
          data={field.options.map((o) => ({ value: o.value, label: t(`${id}-${o.value}`) }))}
          value={text}
          onChange={(v) => onChange(v ?? "")}
        />
      );
    case "toggle": {
      const { label, description, error } = shared;
      return <Switch label={label} description={description} error={error} data-testid={shared["data-testid"]} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)} mt="md" />;
    }
    case "password":
      return field.name.toLowerCase().endsWith("key") ? (
        <Textarea {...shared} dir="ltr" autoComplete="off" spellCheck={false} placeholder={isKept ? "***" : ""} minRows={3} value={text} onChange={(e) => onChange(e.currentTarget.value)} />
      ) : (
        <PasswordInput {...shared} dir="ltr" autoComplete="new-password" placeholder={isKept ? "***" : ""} value={text} onChange={(e) => onChange(e.currentTarget.value)} visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }} />
      );
    case "query":
      return <Textarea {...shared} dir="ltr" autosize minRows={5} maxRows={20} spellCheck={false} styles={{ input: { fontFamily: "var(--mantine-font-family-monospace)" } }} value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
    case "pem":
      return <Textarea {...shared} dir="ltr" minRows={4} maxRows={10} spellCheck={false} value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
    case "number":
      return (
        <NumberInput
          {...shared}
          dir="ltr"
          value={text}
          onChange={(v) => onChange(String(v))}
          hideControls
          rightSection={field.unit ? <span style={{ color: "var(--ink-3)", fontSize: "0.75rem" }}>{format.unit(field.unit)}</span> : null}
          rightSectionWidth={field.unit ? 40 : 0}
        />
      );
    case "url":
    case "text":
      return <TextInput {...shared} dir="ltr" spellCheck={false} autoComplete="off" value={text} onChange={(e) => onChange(e.currentTarget.value)} />;
  }
}

/** A secret's default is never shown, only that there is one. */
function InForce({ field, which, connector }: { field: Field; which: "own" | "default" | "none"; connector: ConnectorKind }) {
  const { t, has } = useText();
  const given = field.globalDefault;
  const option = `connector-${connector}-${field.name}-${String(given?.value)}`;
  const shown = isSecret(field) ? null : has(option) ? t(option) : String(given?.value);
  return (
    <span data-testid={`in-force-${field.name}`} data-in-force={which} data-origin={given?.origin}>
      {t(hasDefault(field) ? `integrations-in-force-${which}` : `integrations-in-force-${which}-only`)}
      {!given || !hasDefault(field) ? null : (
        <>
          {" "}
          {t(`ui-origin-${given.origin.replaceAll("_", "-")}`)}
          {shown === null ? null : (
            <>
              : <Tag plain>{shown}</Tag>
            </>
          )}
        </>
      )}
    </span>
  );
}
