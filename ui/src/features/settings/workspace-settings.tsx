//! The workspace's own values: its name, zone, currency and whether it works in demo mode.

import { Button, Select, Stack, Switch, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import type { SaveWorkspaceSettings } from "@/bindings";
import { useAction, useWorkspace } from "@/api";
import { FailureNotice, Panel, useForm, useToast, ZonePicker } from "@/components";
import { useT } from "@/text";
import classes from "./settings.module.css";

export function WorkspaceSettings() {
  const t = useT();
  const { name, timeZone, currency, flags, settingsLost } = useWorkspace();
  const values: SaveWorkspaceSettings = { name, timeZone, currency, demoMode: flags.demoMode };
  return (
    <Panel title={t("ui-settings-workspace")}>
      <WorkspaceForm key={JSON.stringify(values)} values={values} isLost={settingsLost} />
    </Panel>
  );
}

function WorkspaceForm({ values, isLost }: { values: SaveWorkspaceSettings; /** Only stand-ins are shown: they may be saved as they are. */ isLost: boolean }) {
  const t = useT();
  const toast = useToast();
  const form = useForm(values, (now) => ({ name: now.name.trim() ? undefined : t("ui-required") }));
  const save = useAction("save_workspace_settings", { onDone: () => toast(t("ui-settings-saved")), onFailure: () => undefined });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check()) save.mutate({ ...form.values, name: form.values.name.trim() });
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={420}>
        {save.error ? <FailureNotice failure={save.error} /> : null}
        <TextInput
          label={t("ui-workspace-name")}
          value={form.values.name}
          onChange={(event) => form.set("name", event.currentTarget.value)}
          error={form.problems.name}
          data-testid="field-workspaceName"
        />
        <ZonePicker
          label={t("ui-time-zone")}
          description={t("ui-settings-workspace-why")}
          value={form.values.timeZone}
          onChange={(zone) => form.set("timeZone", zone)}
          testId="field-timeZone"
        />
        <Select
          label={t("ui-currency")}
          data={["SAR", "USD", "EUR"]}
          value={form.values.currency}
          onChange={(currency) => currency && form.set("currency", currency)}
          data-testid="field-currency"
        />
        <Switch
          label={t("ui-settings-demo-mode")}
          checked={form.values.demoMode}
          onChange={(event) => form.set("demoMode", event.currentTarget.checked)}
          data-testid="field-demoMode"
        />
        <p className={classes.hint}>{t("ui-settings-demo-mode-why")}</p>
        <div>
          <Button type="submit" disabled={!form.isChanged && !isLost} loading={save.isPending} data-testid="workspace-save">
            {t("ui-save")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
