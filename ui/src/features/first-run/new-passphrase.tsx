//! The passphrase that takes the keychain's place. It can't be recovered, and that is said before it is chosen.

import { Button, Group, PasswordInput, Stack, Text } from "@mantine/core";
import type { FormEvent } from "react";
import type { Failure } from "@/bindings";
import { FailureNotice, useForm } from "@/components";
import { useT } from "@/text";

const LEAST_PASSPHRASE = 10;

export function NewPassphrase({ busy, failure, onBack, onDone }: {
  busy: boolean;
  failure: Failure | null;
  onBack: () => void;
  onDone: (passphrase: string) => void;
}) {
  const t = useT();
  const form = useForm({ passphrase: "", again: "" }, (values) => ({
    passphrase: [...values.passphrase].length >= LEAST_PASSPHRASE ? undefined : t("ui-password-short", { least: LEAST_PASSPHRASE }),
    again: values.again === values.passphrase ? undefined : t("ui-password-differs"),
  }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check()) onDone(form.values.passphrase);
  };
  const field = (name: "passphrase" | "again") => ({
    value: form.values[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => form.set(name, event.currentTarget.value),
    error: form.problems[name],
    autoComplete: "new-password",
    dir: "ltr" as const,
    visibilityToggleButtonProps: { "aria-label": t("ui-show-password") },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {failure ? <FailureNotice failure={failure} /> : null}
        <PasswordInput label={t("ui-passphrase")} autoFocus {...field("passphrase")} data-testid="keychain-passphrase" />
        <PasswordInput label={t("ui-passphrase-again")} {...field("again")} data-testid="keychain-passphrase-again" />
        <Text size="sm" c="var(--warning)">
          {t("ui-passphrase-warning")}
        </Text>
        <Group justify="space-between">
          <Button variant="subtle" color="gray" size="sm" onClick={onBack}>
            {t("ui-back")}
          </Button>
          <Button type="submit" size="sm" loading={busy} data-testid="keychain-continue">
            {t("ui-continue")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
