//! The password of the tenant's role was changed by the database's administrator: the new one is tried, and kept if it is taken.

import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Message } from "@/bindings";
import { useAction } from "@/api";
import { useT } from "@/text";
import { useToast } from "../toast";
import classes from "./central.module.css";
import { StagedTest } from "./staged-test";

/** Whether a failure is of the role or its password, whoever it came to. */
export function isRoleRefused(message: Message | null | undefined): boolean {
  const id = message?.id === "sign-in-refused-offline" ? message.args?.reason : message?.id;
  return id === "central-role-refused" || id === "central-role-password-missing";
}

export function RenewRolePassword({ onTaken }: { onTaken?: () => void }) {
  const t = useT();
  const toast = useToast();
  const [rolePassword, setRolePassword] = useState("");
  const renew = useAction("renew_role_password", {
    onDone: (test) => {
      setRolePassword("");
      if (!test.passed) return;
      toast(t("ui-role-password-kept"));
      onTaken?.();
    },
    onFailure: () => setRolePassword(""),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rolePassword) renew.mutate({ rolePassword });
  };
  return (
    <form onSubmit={submit} className={classes.renew} noValidate data-testid="renew-role-password">
      <Stack gap="sm">
        <h2 className={classes.renewHead}>{t("ui-role-password-changed")}</h2>
        <p className={classes.hint}>{t("ui-role-password-changed-why")}</p>
        <PasswordInput
          label={t("ui-central-role-password")}
          autoComplete="off"
          dir="ltr"
          value={rolePassword}
          onChange={(event) => setRolePassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
          data-testid="role-password"
        />
        {renew.isIdle ? null : <StagedTest test={renew.data} failure={renew.error} isRunning={renew.isPending} />}
        <Group>
          <Button type="submit" variant="default" size="sm" loading={renew.isPending} disabled={!rolePassword} data-testid="role-password-save">
            {t("ui-role-password-try")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
