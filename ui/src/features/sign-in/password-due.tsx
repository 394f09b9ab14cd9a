//! A password that somebody else knows (the first one, or one that was reset) is changed before anything else is shown.

import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import type { Session } from "@/bindings";
import { useAction } from "@/api";
import { Entry, FailureNotice, NewPasswordFields, newPasswordProblems, useForm, useToast } from "@/components";
import { useT } from "@/text";

export function PasswordDue({ session }: { session: Session }) {
  const t = useT();
  const toast = useToast();
  const form = useForm({ current: "", next: "", again: "" }, (values) => ({
    current: values.current ? undefined : t("ui-required"),
    ...newPasswordProblems(values, t),
  }));
  const change = useAction("change_password", { onDone: () => toast(t("ui-settings-password-changed")), onFailure: () => undefined });
  const signOut = useAction("sign_out");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check()) change.mutate({ current: form.values.current, new: form.values.next });
  };
  return (
    <Entry testId="password-due" title={t("ui-password-due-title")} lead={t("ui-password-due-lead")}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {change.error ? <FailureNotice failure={change.error} /> : null}
          <input type="text" autoComplete="username" value={session.person.email} readOnly hidden />
          <PasswordInput
            label={t("ui-settings-password-now")}
            autoComplete="current-password"
            dir="ltr"
            autoFocus
            value={form.values.current}
            onChange={(event) => form.set("current", event.currentTarget.value)}
            error={form.problems.current}
            visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
            data-testid="password-current"
          />
          <NewPasswordFields value={form.values} problems={form.problems} onChange={form.set} />
          <Group gap="xs">
            <Button type="submit" size="sm" loading={change.isPending} data-testid="password-save">
              {t("ui-settings-change-password")}
            </Button>
            <Button variant="subtle" color="gray" size="sm" onClick={() => signOut.mutate({})} data-testid="sign-out">
              {t("ui-sign-out")}
            </Button>
          </Group>
        </Stack>
      </form>
    </Entry>
  );
}
