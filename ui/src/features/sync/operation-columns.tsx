//! The columns that lists of operations share: who, what kind of change, of which object, which fields.

import type { OutboxRow } from "@/bindings";
import { Mark, type Column, type Shape, type Tone } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useT } from "@/text";
import { objectOf, useNames } from "./words";
import classes from "./sync.module.css";

const looks: Record<string, { tone: Tone; shape: Shape }> = {
  waiting: { tone: "plain", shape: "ring" },
  blocked: { tone: "warning", shape: "triangle" },
  applied: { tone: "plain", shape: "circle" },
  conflict: { tone: "warning", shape: "half" },
  rejected: { tone: "critical", shape: "cross" },
};

export function OperationMark({ state }: { state: string }) {
  const t = useT();
  const { tone, shape } = looks[state] ?? { tone: "plain", shape: "ring" };
  return (
    <Mark tone={tone} shape={shape} data={{ "data-state": state }}>
      {t(`ui-sync-state-${kebab(state)}`)}
    </Mark>
  );
}

/** Who made it; the product itself has no e-mail. */
export function Who({ person }: { person: string }) {
  const t = useT();
  return <bdi dir="ltr">{person || t("ui-sync-product")}</bdi>;
}

/** What it is about: the kind of thing and what people call it. */
export function ObjectName({ row }: { row: Pick<OutboxRow, "table" | "object" | "fields"> }) {
  const { table } = useNames();
  const name = objectOf(row);
  return (
    <>
      <span className={classes.kind}>{table(row.table)}</span> {name ? <Tag>{name}</Tag> : null}
    </>
  );
}

export function useOperationColumns(): Record<"no" | "who" | "change" | "object" | "fields", Column<OutboxRow>> {
  const t = useT();
  const { field } = useNames();
  return {
    no: { id: "no", header: t("ui-sync-no"), width: "66px", align: "end", cell: (row) => <bdi dir="ltr">{row.no}</bdi> },
    who: { id: "who", header: t("ui-sync-who"), width: "minmax(150px, 1fr)", cell: (row) => <Who person={row.person} /> },
    change: { id: "change", header: t("ui-sync-change"), width: "84px", cell: (row) => t(`ui-sync-action-${row.action}`) },
    object: { id: "object", header: t("ui-sync-object"), width: "minmax(200px, 1.2fr)", cell: (row) => <ObjectName row={row} /> },
    fields: {
      id: "fields",
      header: t("ui-sync-fields"),
      width: "minmax(150px, 1.2fr)",
      cell: (row) => (row.action === "update" ? Object.keys(row.fields).map(field).join(t("ui-sync-list-comma")) : <span className={classes.quiet}>{t("ui-sync-whole-row")}</span>),
    },
  };
}
