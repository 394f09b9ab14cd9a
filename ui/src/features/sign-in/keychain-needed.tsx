//! The key of the store is in a keychain that does not answer: why, what to do, and trying again. Nothing can be opened without it.

import { Button } from "@mantine/core";
import { IconKey, IconRefresh } from "@tabler/icons-react";
import type { Workspace } from "@/bindings";
import { EmptyState, Entry } from "@/components";
import { useT } from "@/text";

export function KeychainNeeded({ workspace, onRetry, busy }: { workspace: Workspace; onRetry: () => void; busy: boolean }) {
  const t = useT();
  return (
    <Entry testId="keychain-needed" title={t("ui-keychain-needed-title")} wide isSimulated={workspace.kind === "demo"}>
      <EmptyState
        title={t(`ui-settings-keychain-${workspace.keychain}`)}
        icon={<IconKey size={30} stroke={1.4} />}
        action={
          <Button leftSection={<IconRefresh size={15} />} loading={busy} onClick={onRetry} data-testid="keychain-retry">
            {t("ui-try-again")}
          </Button>
        }
      >
        {t(`ui-keychain-needed-${workspace.keychain}`)}
      </EmptyState>
    </Entry>
  );
}
