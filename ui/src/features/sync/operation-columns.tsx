//! The columns that lists of operations share: who, what kind of change, of which object, which fields.

import type { ReactNode } from "react";
import type { OutboxRow } from "@/bindings";
import { Mark, type Column, type Shape, type Tone } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useFormat, useT, type Formatter } from "@/text";
import { objectOf, useNames } from "./words";
import classes from "./sync.module.css";

const looks: Record<string, { tone: Tone; shape: Shape }> = {
  waiting: { tone: "plain", shape: "ring" },
  blocked: { tone: "warning", shape: "triangle" },
  applied: { tone: "plain", shape: "circle" },
  conflict: { tone: "warning", shape: "half" },
  rejected: { tone: "critical", shape: "cross" },
};

/** The state in a word, or in those given. */
export function OperationMark({ state, children }: { state: string; children?: ReactNode }) {
  const t = useT();
  const { tone, shape } = looks[state] ?? { tone: "plain", shape: "ring" };
  return (
    <Mark tone={tone} shape={shape} data={{ "data-state": state }}>
      {children ?? t(`ui-sync-state-${kebab(state)}`)}
    </Mark>
  );
}

/** Its number on this workstation: a name, not a quantity. */
export function numberOf({ no }: Pick<OutboxRow, "no">, format: Formatter): string {
  return format.number(no, { useGrouping: false });
}

/** Who made it; the product itself has no e-mail. */
export function Who({ person }: { person: string }) {
  const t = useT();
  return <bdi dir="ltr">{person || t("ui-sync-product")}</bdi>;
}

/** What it is about: the kind of thing and what people call it. */
export function ObjectName({ row, cut }: { row: Pick<OutboxRow, "table" | "object" | "fields">; cut?: boolean }) {
  const { table } = useNames();
  const name = objectOf(row);
  return (
    <span className={cut ? classes.cut : undefined}>
      <span className={classes.kind}>{table(row.table)}</span> {name ? isTag(row) ? <Tag>{name}</Tag> : <bdi>{name}</bdi> : null}
    </span>
  );
}

/** Integrations have names, and an order that has no number here is called by its title. */
function isTag({ table, object }: Pick<OutboxRow, "table" | "object">): boolean {
  return table !== "integration" && (table !== "work_order" || object !== null);
}

/** The time of the last change goes with every other field; it is told only where it stands alone. */
function toldFields(fields: OutboxRow["fields"]): string[] {
  const names = Object.keys(fields);
  return names.length > 1 ? names.filter((name) => name !== "updated_at") : names;
}

export function useOperationColumns(): Record<"no" | "who" | "change" | "object" | "fields", Column<OutboxRow>> {
  const t = useT();
  const format = useFormat();
  const { field } = useNames();
  return {
    no: { id: "no", header: t("ui-sync-no"), width: "66px", align: "end", cell: (row) => numberOf(row, format) },
    who: { id: "who", header: t("ui-sync-who"), width: "minmax(150px, 1fr)", cell: (row) => <Who person={row.person} /> },
    change: { id: "change", header: t("ui-sync-change"), width: "84px", cell: (row) => t(`ui-sync-action-${row.action}`) },
    object: { id: "object", header: t("ui-sync-object"), width: "minmax(168px, 1.25fr)", cell: (row) => <ObjectName row={row} cut /> },
    fields: {
      id: "fields",
      header: t("ui-sync-fields"),
      width: "minmax(110px, 0.9fr)",
      cell: (row) => (row.action === "update" ? toldFields(row.fields).map(field).join(t("ui-sync-list-comma")) : <span className={classes.quiet}>{row.action === "insert" ? t("ui-sync-all-fields") : "–"}</span>),
    },
  };
}
