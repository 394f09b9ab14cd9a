//! Another value for a field than the two that met: the control that fits the column. Answers the value as the core takes
//! it, or why it can't be taken.

import { Select, Textarea, TextInput } from "@mantine/core";
import { useCommand } from "@/api";
import { AssetPicker, PersonPicker, UnitPicker, ZonePicker } from "@/components";
import { toLatinDigits, useT } from "@/text";
import { lookOf } from "./columns";

/** A draft as it is typed: text, or what a list gave. */
export function draftOf(table: string, field: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  return lookOf(table, field) === "json" ? JSON.stringify(value, null, 2) : String(value);
}

type Read = { value: unknown } | { problem: string };

/** The value that a draft means; a problem is a message id. */
export function readDraft(table: string, field: string, draft: string): Read {
  const typed = draft.trim();
  switch (lookOf(table, field)) {
    case "number":
    case "decimal": {
      if (typed === "") return { value: null };
      const plain = toLatinDigits(typed);
      if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return { problem: "ui-sync-number-wrong" };
      // A decimal stays as it was typed: a number of the machine would round it.
      return { value: lookOf(table, field) === "decimal" ? plain : Number(plain) };
    }
    case "flag":
      return { value: draft === "true" };
    case "day":
      if (typed === "") return { value: null };
      return /^\d{4}-\d{2}-\d{2}$/.test(typed) ? { value: typed } : { problem: "ui-sync-day-wrong" };
    case "json":
      return readObject(draft);
    case "asset":
    case "person":
    case "site":
      return { value: draft || null };
    case "lines":
      return { value: draft };
    default:
      return { value: typed };
  }
}

function readObject(draft: string): Read {
  try {
    const value: unknown = JSON.parse(draft);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { value } : { problem: "ui-sync-json-wrong" };
  } catch {
    return { problem: "ui-sync-json-wrong" };
  }
}

export interface ValueEditorProps {
  table: string;
  field: string;
  draft: string;
  onChange: (draft: string) => void;
  problem: string | undefined;
  testId: string;
}

export function ValueEditor({ table, field, draft, onChange, problem, testId }: ValueEditorProps) {
  const t = useT();
  const sites = useCommand("list_sites", {});
  const look = lookOf(table, field);
  const shared = { label: t("ui-sync-edited"), error: problem, autoFocus: true } as const;
  const listed = { ...shared, value: draft || null, testId };
  const select = (data: { value: string; label: string }[]) => (
    <Select {...shared} data={data} value={draft || null} onChange={(value) => value && onChange(value)} data-testid={testId} />
  );
  if (look && typeof look === "object") return select(look.choices.map((value) => ({ value, label: t(look.message(value)) })));
  switch (look) {
    case "flag":
      return select([{ value: "true", label: t("ui-sync-yes") }, { value: "false", label: t("ui-sync-no-flag") }]);
    case "site":
      return select((sites.data ?? []).map((site) => ({ value: site.id, label: site.code })));
    case "asset":
      return <AssetPicker {...listed} onChange={(id) => onChange(id ?? "")} />;
    case "person":
      return <PersonPicker {...listed} onChange={(id) => onChange(id ?? "")} />;
    case "unit":
      return <UnitPicker {...listed} onChange={(code) => onChange(code ?? "")} />;
    case "zone":
      return <ZonePicker {...listed} value={draft} onChange={onChange} />;
    case "json":
    case "lines":
      return (
        <Textarea
          {...shared}
          dir={look === "json" ? "ltr" : "auto"}
          maxRows={12}
          styles={look === "json" ? { input: { fontFamily: "var(--font-mono)" } } : {}}
          value={draft}
          onChange={(event) => onChange(event.currentTarget.value)}
          data-testid={testId}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          type={look === "day" ? "date" : "text"}
          dir={look === "text" ? "auto" : "ltr"}
          inputMode={look === "number" || look === "decimal" ? "decimal" : undefined}
          value={draft}
          onChange={(event) => onChange(event.currentTarget.value)}
          data-testid={testId}
        />
      );
  }
}
