//! What a workspace is called, and its first administrator. There is no default password.

import { Button, Group, PasswordInput, Select, SimpleGrid, Stack, TextInput } from "@mantine/core";
import type { FormEvent } from "react";
import type { Failure } from "@/bindings";
import { FailureNotice, useForm, ZonePicker } from "@/components";
import { useT } from "@/text";

export interface AdministratorValues {
  workspaceName: string;
  timeZone: string;
  currency: string;
  displayName: string;
  email: string;
  password: string;
  passwordAgain: string;
}

const LEAST_PASSWORD = 10;

export function Administrator({ busy, failure, name, submitLabel, onBack, onDone }: {
  busy: boolean;
  failure: Failure | null;
  /** Of the workspace, where it has one. */
  name?: string;
  submitLabel?: string;
  onBack?: () => void;
  onDone: (values: AdministratorValues) => void;
}) {
  const t = useT();
  const form = useForm<AdministratorValues>(
    {
      workspaceName: name || t("ui-workspace-default-name"),
      timeZone: "Asia/Riyadh",
      currency: "SAR",
      displayName: "",
      email: "",
      password: "",
      passwordAgain: "",
    },
    (values) => ({
      workspaceName: values.workspaceName.trim() ? undefined : t("ui-required"),
      displayName: values.displayName.trim() ? undefined : t("ui-required"),
      email: /^[^@\s]+@[^@\s]+$/.test(values.email.trim()) ? undefined : t("ui-email-wrong"),
      password: [...values.password].length >= LEAST_PASSWORD ? undefined : t("ui-password-short", { least: LEAST_PASSWORD }),
      passwordAgain: values.passwordAgain === values.password ? undefined : t("ui-password-differs"),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check()) onDone(form.values);
  };
  const text = (field: "workspaceName" | "displayName" | "email") => ({
    value: form.values[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => form.set(field, event.currentTarget.value),
    error: form.problems[field],
    "data-testid": `field-${field}`,
  });
  const password = (field: "password" | "passwordAgain") => ({
    value: form.values[field],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => form.set(field, event.currentTarget.value),
    error: form.problems[field],
    autoComplete: "new-password",
    dir: "ltr" as const,
    visibilityToggleButtonProps: { "aria-label": t("ui-show-password") },
    "data-testid": `field-${field}`,
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {failure ? <FailureNotice failure={failure} /> : null}
        <TextInput label={t("ui-workspace-name")} {...text("workspaceName")} />
        <SimpleGrid cols={2} spacing="sm">
          <ZonePicker label={t("ui-time-zone")} value={form.values.timeZone} onChange={(zone) => form.set("timeZone", zone)} testId="field-timeZone" />
          <Select
            label={t("ui-currency")}
            data={["SAR", "USD", "EUR"]}
            value={form.values.currency}
            onChange={(currency) => currency && form.set("currency", currency)}
            data-testid="field-currency"
          />
        </SimpleGrid>
        <TextInput label={t("ui-display-name")} autoComplete="name" autoFocus {...text("displayName")} />
        <TextInput label={t("ui-email")} type="email" autoComplete="username" dir="ltr" {...text("email")} />
        <PasswordInput label={t("ui-password")} description={t("ui-password-rule", { least: LEAST_PASSWORD })} {...password("password")} />
        <PasswordInput label={t("ui-password-again")} {...password("passwordAgain")} />
        <Group justify="space-between" mt={4}>
          {onBack ? (
            <Button variant="subtle" color="gray" size="sm" onClick={onBack}>
              {t("ui-back")}
            </Button>
          ) : (
            <span />
          )}
          <Button type="submit" size="sm" loading={busy} data-testid="first-run-create">
            {submitLabel ?? t("ui-create-workspace")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
