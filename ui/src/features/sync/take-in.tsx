//! Taking a standalone workspace of this workstation into the tenant: which one, who hands it over, first a look at
//! what would become of its rows, then the act. A change of any field asks for the look anew.

import { Button, PasswordInput, Select, Stack, Text, TextInput } from "@mantine/core";
import { IconFileImport } from "@tabler/icons-react";
import { useState } from "react";
import type { TakenIn } from "@/bindings";
import { useAction, useCan, useCommand } from "@/api";
import { useForm, useToast, type Problems } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useName, useT } from "@/text";
import { TakenOutcome } from "./taken-outcome";

interface Draft {
  id: string | null;
  email: string;
  password: string;
  passphrase: string;
}

const nothing: Draft = { id: null, email: "", password: "", passphrase: "" };

/** The button, for who may; what it opens lives only while it is open. */
export function TakeIn() {
  const t = useT();
  const [opened, setOpened] = useState(false);
  if (!useCan("manage_integrations")) return null;
  return (
    <>
      <Button variant="default" leftSection={<IconFileImport size={16} />} onClick={() => setOpened(true)} data-testid="take-in">
        {t("ui-sync-take-in")}
      </Button>
      {opened ? <TakeInDialog onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function TakeInDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const name = useName();
  const toast = useToast();
  const [outcome, setOutcome] = useState<TakenIn | null>(null);
  const here = useCommand("list_workspaces", {});
  const standalone = (here.data ?? []).filter((each) => each.kind === "empty");
  const form = useForm<Draft>(nothing, ({ id, email, password }): Problems<Draft> => ({
    id: id ? undefined : t("ui-sync-take-in-choose"),
    email: email.trim() ? undefined : t("ui-required"),
    password: password ? undefined : t("ui-required"),
  }));
  const act = useAction("take_in_workspace", {
    onDone: (taken) => {
      setOutcome(taken);
      if (taken.isDone) toast(t("ui-sync-take-in-done"));
    },
    // It stands in the dialog.
    onFailure: () => setOutcome(null),
  });
  const set = <F extends keyof Draft>(field: F, value: Draft[F]) => {
    form.set(field, value);
    setOutcome(null);
  };
  const isLooked = outcome !== null && !outcome.isDone;
  const submit = () => {
    if (outcome?.isDone) return onClose();
    const { id, email, password, passphrase } = form.values;
    if (form.check() && id) act.mutate({ id, email: email.trim(), password, dryRun: !isLooked, ...(passphrase ? { passphrase } : {}) });
  };
  return (
    <FormDialog
      opened
      title={t("ui-sync-take-in-title")}
      onClose={onClose}
      onSubmit={submit}
      submitLabel={t(outcome?.isDone ? "ui-close" : isLooked ? "ui-sync-take-in-do" : "ui-sync-take-in-look")}
      submitTestId="take-in-submit"
      isBusy={act.isPending}
      isBlocked={here.data !== undefined && standalone.length === 0}
      failure={act.isPending ? null : (act.error ?? here.error)}
      size="lg"
      testId="take-in-dialog"
    >
      <Stack gap="sm">
        <Text size="sm">{t("ui-sync-take-in-why")}</Text>
        <Select
          label={t("ui-sync-take-in-workspace")}
          placeholder={here.data && standalone.length === 0 ? t("ui-sync-take-in-none") : t("ui-sync-take-in-choose")}
          data={standalone.map((each) => ({ value: each.id, label: name(each) }))}
          value={form.values.id}
          onChange={(id) => set("id", id)}
          error={form.problems.id}
          data-testid="take-in-workspace"
        />
        <TextInput
          label={t("ui-sync-take-in-email")}
          dir="ltr"
          autoComplete="off"
          value={form.values.email}
          onChange={(event) => set("email", event.currentTarget.value)}
          error={form.problems.email}
          data-testid="take-in-email"
        />
        <PasswordInput
          label={t("ui-sync-take-in-password")}
          dir="ltr"
          autoComplete="off"
          value={form.values.password}
          onChange={(event) => set("password", event.currentTarget.value)}
          error={form.problems.password}
          visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
          data-testid="take-in-password"
        />
        <PasswordInput
          label={t("ui-sync-take-in-passphrase")}
          dir="ltr"
          autoComplete="off"
          value={form.values.passphrase}
          onChange={(event) => set("passphrase", event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
          data-testid="take-in-passphrase"
        />
        {outcome ? <TakenOutcome taken={outcome} /> : null}
      </Stack>
    </FormDialog>
  );
}
