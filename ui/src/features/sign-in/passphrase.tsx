//! No usable keychain: the encrypted store is opened by its passphrase, and the person is told why it is asked for.

import { Button, PasswordInput, Stack } from "@mantine/core";
import { useState, type FormEvent } from "react";
import type { Workspace } from "@/bindings";
import { useAction } from "@/api";
import { Entry, FailureNotice } from "@/components";
import { useT } from "@/text";

export function PassphraseNeeded({ workspace }: { workspace: Workspace }) {
  const t = useT();
  const [passphrase, setPassphrase] = useState("");
  const open = useAction("open_workspace", { onFailure: () => setPassphrase("") });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase) open.mutate({ passphrase });
  };
  return (
    <Entry testId="passphrase" title={t("ui-passphrase-title")} lead={t(`ui-passphrase-why-${workspace.keychain}`)} isSimulated={workspace.kind === "demo"}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {open.error ? <FailureNotice failure={open.error} /> : null}
          <PasswordInput
            label={t("ui-passphrase")}
            dir="ltr"
            autoFocus
            value={passphrase}
            onChange={(event) => setPassphrase(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
            data-testid="keychain-passphrase"
          />
          <Button type="submit" size="sm" loading={open.isPending} disabled={!passphrase} data-testid="keychain-continue">
            {t("ui-open")}
          </Button>
        </Stack>
      </form>
    </Entry>
  );
}
