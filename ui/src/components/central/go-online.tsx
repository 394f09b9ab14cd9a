//! Somebody who unlocked without the server, and whose session with it is over, gives the password once more to go on with it.

import { PasswordInput, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { useAction, useSession } from "@/api";
import { useT } from "@/text";
import { FormDialog } from "../form-dialog";
import { useToast } from "../toast";

export function GoOnline({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const session = useSession();
  const [password, setPassword] = useState("");
  const close = () => {
    setPassword("");
    onClose();
  };
  const go = useAction("go_online", {
    onDone: () => {
      toast(t("ui-link-is-online"));
      close();
    },
    onFailure: () => setPassword(""),
  });
  return (
    <FormDialog
      opened={opened}
      title={t("ui-go-online")}
      onClose={close}
      onSubmit={() => password && go.mutate({ password })}
      submitLabel={t("ui-go-online")}
      submitTestId="go-online-submit"
      isBusy={go.isPending}
      failure={go.isPending ? null : go.error}
      testId="go-online-dialog"
    >
      <Stack gap="sm">
        <Text size="sm">{t("ui-go-online-why", { name: session?.person.displayName ?? "" })}</Text>
        <input type="text" autoComplete="username" value={session?.person.email ?? ""} readOnly hidden />
        <PasswordInput
          label={t("ui-password")}
          autoComplete="current-password"
          dir="ltr"
          data-autofocus
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("ui-show-password") }}
          data-testid="go-online-password"
        />
      </Stack>
    </FormDialog>
  );
}
