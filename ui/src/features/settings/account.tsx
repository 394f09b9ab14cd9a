//! Who is signed in, what they may do, and a new password.

import { Button, PasswordInput, Stack } from "@mantine/core";
import type { FormEvent } from "react";
import { useAction, useSession } from "@/api";
import { FailureNotice, Panel, TimeText, useForm, useToast } from "@/components";
import { useT } from "@/text";
import { Row } from "./reading";
import classes from "./settings.module.css";

const LEAST_PASSWORD = 10;

export function Account() {
  const t = useT();
  const session = useSession();
  if (!session) return null;
  const { person, capabilities } = session;
  return (
    <Stack gap={14}>
      <Panel title={t("ui-settings-account")}>
        <Row label={t("ui-people-name")}>{person.displayName}</Row>
        <Row label={t("ui-email")}>
          <bdi dir="ltr">{person.email}</bdi>
        </Row>
        <Row label={t("ui-people-role")}>{t(`ui-role-${person.role.replaceAll("_", "-")}`)}</Row>
        <Row label={t("ui-settings-rights")}>
          <ul className={classes.rights}>
            {capabilities.map((capability) => (
              <li key={capability}>{t(`ui-capability-${capability.replaceAll("_", "-")}`)}</li>
            ))}
          </ul>
        </Row>
        <Row label={t("ui-settings-signed-in-at")}>
          <TimeText at={session.signedInAt} withOffset />
        </Row>
      </Panel>
      <Panel title={t("ui-settings-change-password")}>
        <ChangePassword />
      </Panel>
    </Stack>
  );
}

function ChangePassword() {
  const t = useT();
  const toast = useToast();
  const empty = { current: "", next: "", again: "" };
  const form = useForm(empty, (values) => ({
    current: values.current ? undefined : t("ui-required"),
    next: [...values.next].length >= LEAST_PASSWORD ? undefined : t("ui-password-short", { least: LEAST_PASSWORD }),
    again: values.again === values.next ? undefined : t("ui-password-differs"),
  }));
  const change = useAction("change_password", {
    onDone: () => {
      form.reset(empty);
      toast(t("ui-settings-password-changed"));
    },
    onFailure: () => undefined,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.check()) change.mutate({ current: form.values.current, new: form.values.next });
  };
  const field = (name: "current" | "next" | "again") => ({
    value: form.values[name],
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => form.set(name, event.currentTarget.value),
    error: form.problems[name],
    dir: "ltr" as const,
    maw: 340,
    visibilityToggleButtonProps: { "aria-label": t("ui-show-password") },
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {change.error ? <FailureNotice failure={change.error} /> : null}
        <PasswordInput label={t("ui-settings-password-now")} autoComplete="current-password" {...field("current")} data-testid="password-current" />
        <PasswordInput
          label={t("ui-settings-password-new")}
          description={t("ui-password-rule", { least: LEAST_PASSWORD })}
          autoComplete="new-password"
          {...field("next")}
          data-testid="password-new"
        />
        <PasswordInput label={t("ui-password-again")} autoComplete="new-password" {...field("again")} data-testid="password-again" />
        <div>
          <Button type="submit" loading={change.isPending} data-testid="password-save">
            {t("ui-settings-change-password")}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
