//! A locked session: the same person goes on with the password, or signs out.

import { Button, Group, PasswordInput, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Session, Workspace } from "@/bindings";
import { useAction } from "@/api";
import { Entry, FailureNotice } from "@/components";
import { useT } from "@/text";

export function UnlockSession({ workspace, session }: { workspace: Workspace; session: Session }) {
  const t = useT();
  const [password, setPassword] = useState("");
  const unlock = useAction("unlock", { onFailure: () => setPassword("") });
  const signOut = useAction("sign_out");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password) unlock.mutate({ password });
  };
  return (
    <Entry testId="unlock" title={t("ui-unlock-title")} lead={t("ui-unlock-lead", { name: session.person.displayName })} isSimulated={workspace.kind === "demo"}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {unlock.error ? <FailureNotice failure={unlock.error} /> : null}
          <input type="text" autoComplete="username" value={session.person.email} readOnly hidden />
          <PasswordInput
            label={t("ui-password")}
            autoComplete="current-password"
            dir="ltr"
            autoFocus
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
            data-testid="unlock-password"
          />
          <Group gap="xs">
            <Button type="submit" size="sm" loading={unlock.isPending} disabled={!password} data-testid="unlock-submit">
              {t("ui-unlock")}
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
