//! What verifying the tenant's log found: whether the chain holds from its first entry to its head, and whether the head that
//! this workstation kept the last time is still part of it.

import { CloseButton } from "@mantine/core";
import type { ActionLogVerification } from "@/bindings";
import { Mark, TimeText } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import classes from "./action-log.module.css";

export function Verdict({ verdict, onClose }: { verdict: ActionLogVerification; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const { isIntact } = verdict;
  return (
    <section className={classes.verdict} role="status" data-testid="log-verdict" data-intact={String(isIntact)} aria-label={t("ui-log-verify")}>
      <div className={classes.head}>
        <Mark tone={isIntact ? "plain" : "critical"} shape={isIntact ? "circle" : "diamond"} filled={!isIntact}>
          <b>{t(isIntact ? "ui-log-intact" : "ui-log-broken")}</b>
        </Mark>
        <TimeText at={verdict.verifiedAt} shape="second" withOffset />
        <CloseButton size="sm" className={classes.close} onClick={onClose} aria-label={t("ui-close")} />
      </div>
      <p>
        {verdict.brokenAt === null
          ? t("ui-log-entries", { count: verdict.entries, shown: format.integer(verdict.entries) })
          : t("ui-log-broken-at", { no: format.integer(verdict.brokenAt) })}{" "}
        {verdict.unchained > 0 ? t("ui-log-unchained", { count: verdict.unchained, shown: format.integer(verdict.unchained) }) : ""}
      </p>
      <p>{t(verdict.comparedWithKept ? "ui-log-compared" : "ui-log-not-compared")}</p>
      {isIntact ? null : <p>{t("ui-log-broken-remedy")}</p>}
      <p className={classes.hash}>
        {t("ui-log-head")} <Tag>{verdict.headNo}</Tag> <Tag>{verdict.headHash}</Tag>
      </p>
    </section>
  );
}
