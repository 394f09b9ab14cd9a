//! Said until put away: the store was found damaged, what was saved, what was lost and where the damaged file is.

import { CloseButton } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useState } from "react";
import type { RecoveryNotice as Notice } from "@/bindings";
import { Tag, useFormat, useT } from "@/text";
import classes from "./shell.module.css";

export function RecoveryNotice({ notice }: { notice: Notice }) {
  const t = useT();
  const format = useFormat();
  const [isRead, setRead] = useState(false);
  if (isRead) return null;
  return (
    <div className={classes.notice} role="alert" data-testid="recovery-notice">
      <IconAlertTriangle size={18} aria-hidden />
      <div className={classes.noticeText}>
        <p>
          <b>{t("ui-recovery-title")}</b>{" "}
          {t("ui-recovery-salvaged", { count: notice.rowsSalvaged, shown: format.integer(notice.rowsSalvaged) })}
        </p>
        <p>
          {t("ui-recovery-set-aside")} <Tag>{notice.setAside}</Tag>
        </p>
        {notice.incompleteTables.length > 0 ? (
          <p>
            {t("ui-recovery-incomplete")} <Tag>{notice.incompleteTables.join(", ")}</Tag>
          </p>
        ) : null}
      </div>
      <CloseButton size="sm" onClick={() => setRead(true)} aria-label={t("ui-close")} />
    </div>
  );
}
