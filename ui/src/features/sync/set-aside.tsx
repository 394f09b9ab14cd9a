//! Rows of the central database that this workstation can't take in as they are: how many, which, and why.

import { useCommand } from "@/api";
import { Mark, TimeText } from "@/components";
import { kebab } from "@/components/closed-lists";
import { PAGE_SIZE } from "@/components/use-pages";
import { Tag, useFormat, useText } from "@/text";
import { useNames } from "./words";
import classes from "./sync.module.css";

export function SetAside({ count }: { count: number }) {
  const { t } = useText();
  const format = useFormat();
  const { table, field } = useNames();
  const rows = useCommand("list_set_aside", { offset: 0, limit: PAGE_SIZE }).data?.items ?? [];
  return (
    <details className={classes.setAside} data-testid="set-aside" data-count={count}>
      <summary>
        <Mark tone="warning" shape="triangle">
          <b>{t("ui-sync-set-aside", { shown: format.integer(count) })}</b>
        </Mark>{" "}
        {t("ui-sync-set-aside-what")}
      </summary>
      <ul>
        {rows.map((row) => (
          <li key={`${row.table} ${row.rowId}`} data-testid="set-aside-row" data-why={row.why}>
            {table(row.table)} {row.object ? <Tag plain>{row.object}</Tag> : null}{" "}
            {t(`ui-sync-set-aside-${kebab(row.why)}`, { field: field(row.about) })} <TimeText at={row.at} asAge />
          </li>
        ))}
      </ul>
    </details>
  );
}
