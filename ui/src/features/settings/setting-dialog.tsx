//! Sets a setting for this tenant or as the platform's default, or gives it up, so that what stands behind it holds again.

import { Button, NumberInput, Select, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { SettingRow } from "@/bindings";
import { useAction } from "@/api";
import { useToast } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { parseNumber, useFormat, useText } from "@/text";
import { nameIdOf } from "./setting-name";

export function SettingDialog({ setting, level, name, onClose }: { setting: SettingRow; level: "tenant" | "platform"; name: string; onClose: () => void }) {
  const { t } = useText();
  const toast = useToast();
  const own = level === "platform" ? (setting.platformValue ?? null) : setting.origin === "tenant" ? setting.value : null;
  const [typed, setTyped] = useState<string | boolean>(() => asTyped(setting, own ?? setting.value));
  const [problem, setProblem] = useState<string | null>(null);
  const options = {
    onDone: () => {
      toast(t("ui-settings-saved"));
      onClose();
    },
    onFailure: () => undefined,
  };
  const setTenant = useAction("set_setting", options);
  const setPlatform = useAction("set_platform_default", options);
  const save = level === "platform" ? setPlatform : setTenant;
  const submit = () => {
    const value = parsed(setting, typed);
    if (value === undefined) setProblem(t(setting.kind === "number" ? "integrations-field-range" : "ui-required"));
    else save.mutate({ key: setting.key, value });
  };
  return (
    <FormDialog
      opened
      title={t(`ui-settings-set-${level}-title`, { name })}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t("ui-save")}
      submitTestId="setting-save"
      isBusy={save.isPending}
      failure={save.error}
      testId="setting-dialog"
      aside={
        own === null ? null : (
          <Button variant="subtle" color="gray" loading={save.isPending} onClick={() => save.mutate({ key: setting.key, value: null })} data-testid="setting-clear">
            {t(`ui-settings-clear-${level}`)}
          </Button>
        )
      }
    >
      <Stack gap="sm" mb="sm">
        <Text size="sm">{t(`ui-settings-set-${level}-effect`)}</Text>
        <Control
          setting={setting}
          name={name}
          value={typed}
          problem={problem}
          onChange={(value) => {
            setTyped(value);
            setProblem(null);
          }}
        />
      </Stack>
    </FormDialog>
  );
}

function Control({ setting, name, value, problem, onChange }: {
  setting: SettingRow;
  name: string;
  value: string | boolean;
  problem: string | null;
  onChange: (value: string | boolean) => void;
}) {
  const { t, has } = useText();
  const format = useFormat();
  const shared = { label: name, error: problem, "data-testid": "setting-value", "data-autofocus": true };
  const text = typeof value === "string" ? value : "";
  switch (setting.kind) {
    case "toggle":
      return <Switch label={name} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} data-testid="setting-value" />;
    case "select":
      return (
        <Select
          {...shared}
          data={setting.options.map(({ value: option }) => ({ value: option, label: has(`${nameIdOf(setting)}-${option}`) ? t(`${nameIdOf(setting)}-${option}`) : option }))}
          value={text}
          onChange={(option) => onChange(option ?? "")}
        />
      );
    case "number":
      return (
        <NumberInput
          {...shared}
          dir="ltr"
          hideControls
          clampBehavior="none"
          value={text}
          onChange={(next) => onChange(String(next))}
          description={t("integrations-field-range-help", { min: format.number(setting.min), max: format.number(setting.max) })}
        />
      );
    case "pem":
    case "query":
      return <Textarea {...shared} dir="ltr" spellCheck={false} minRows={4} value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
    // No secret takes a global default.
    case "password":
    case "text":
    case "url":
      return <TextInput {...shared} dir="ltr" spellCheck={false} autoComplete="off" value={text} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
}

function asTyped(setting: SettingRow, value: unknown): string | boolean {
  if (setting.kind === "toggle") return value === true;
  return value === null || value === undefined ? "" : String(value);
}

/** Undefined where it can't be sent as it is; the core's word is final. */
function parsed(setting: SettingRow, typed: string | boolean): string | number | boolean | undefined {
  if (typeof typed === "boolean") return typed;
  if (setting.kind === "number") {
    const value = parseNumber(typed);
    return value === null || value < setting.min || value > setting.max ? undefined : value;
  }
  return typed.trim() || undefined;
}
