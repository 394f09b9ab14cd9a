//! Said until somebody who may mend it has seen it: the store was found damaged. Said until mended: its own settings were lost with it.

import { Anchor, Button, CloseButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import { useAction, useCan } from "@/api";
import type { RecoveryNotice as Notice } from "@/bindings";
import { RecoveryFacts } from "@/components";
import { links } from "@/router";
import { useT } from "@/text";
import classes from "./shell.module.css";

export function RecoveryNotice({ notice }: { notice: Notice }) {
  const t = useT();
  const mayMend = useCan("manage_integrations");
  const seen = useAction("acknowledge_recovery");
  const [isRead, setRead] = useState(false);
  if (isRead) return null;
  return (
    <div className={classes.notice} role="alert" data-testid="recovery-notice">
      <IconAlertTriangle size={18} aria-hidden />
      <div className={classes.noticeText}>
        <RecoveryFacts notice={notice} />
      </div>
      {mayMend ? (
        <Button size="compact-sm" variant="default" loading={seen.isPending} onClick={() => seen.mutate({})} data-testid="recovery-seen">
          {t("ui-recovery-seen")}
        </Button>
      ) : (
        <CloseButton size="sm" onClick={() => setRead(true)} aria-label={t("ui-close")} />
      )}
    </div>
  );
}

export function SettingsLost() {
  const t = useT();
  const mayMend = useCan("manage_integrations");
  return (
    <div className={classes.notice} role="alert" data-testid="settings-lost">
      <IconAlertTriangle size={18} aria-hidden />
      <div className={classes.noticeText}>
        <p>
          <b>{t("ui-settings-lost")}</b> {t("ui-settings-lost-why")}
        </p>
        <p>{mayMend ? <Anchor href={links.settings("workspace")}>{t("ui-settings-lost-mend")}</Anchor> : t("ui-settings-lost-ask")}</p>
      </div>
    </div>
  );
}
