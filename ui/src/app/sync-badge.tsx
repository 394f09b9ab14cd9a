//! Beside "Sync" in the sidebar: how many conflicts wait for a decision and how many changes were refused that this person has not looked at.

import { useCommand } from "@/api";
import { useFormat, useT } from "@/text";
import classes from "./sync-badge.module.css";

export function SyncBadge() {
  const t = useT();
  const format = useFormat();
  const { data } = useCommand("get_sync", {});
  const count = (data?.conflicts ?? 0) + (data?.rejectedUnseen ?? 0);
  if (!data || count === 0) return null;
  const words = t("ui-sync-badge", { conflicts: format.integer(data.conflicts), refused: format.integer(data.rejectedUnseen) });
  return (
    <b className={classes.badge} title={words} data-testid="sync-badge" data-count={count}>
      {format.integer(count)}
    </b>
  );
}
