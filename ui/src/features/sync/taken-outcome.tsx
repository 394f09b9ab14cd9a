//! What became, or would become, of a standalone workspace's rows: by kind, what differs, what is not taken, what stays.

import { Text } from "@mantine/core";
import type { TakenDifference, TakenIn, TakenRefusal, TakenTable } from "@/bindings";
import { PlainTable, type PlainColumn } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useFormat, useT } from "@/text";
import { FieldValue } from "./field-value";
import { useNames } from "./words";

const counted = ["created", "merged", "there", "refused"] as const;

export function TakenOutcome({ taken }: { taken: TakenIn }) {
  const t = useT();
  const format = useFormat();
  const names = useNames();
  const tables: PlainColumn<TakenTable>[] = [
    { id: "table", header: t("ui-sync-object"), cell: (row) => names.table(row.table) },
    ...counted.map((count): PlainColumn<TakenTable> => ({
      id: count,
      header: t(`ui-sync-take-in-${count}`),
      align: "end",
      cell: (row) => <bdi>{format.integer(row[count])}</bdi>,
    })),
  ];
  const differing: PlainColumn<TakenDifference>[] = [
    { id: "object", header: t("ui-sync-object"), cell: (row) => <Named {...row} /> },
    { id: "field", header: t("ui-sync-field"), cell: (row) => names.field(row.field) },
    { id: "tenant", header: t("ui-sync-take-in-stays"), cell: (row) => <FieldValue table={row.table} field={row.field} value={row.tenant} /> },
    { id: "standalone", header: t("ui-sync-take-in-standalone"), cell: (row) => <FieldValue table={row.table} field={row.field} value={row.standalone} /> },
  ];
  const refused: PlainColumn<TakenRefusal>[] = [
    { id: "object", header: t("ui-sync-object"), cell: (row) => <Named {...row} /> },
    { id: "reason", header: t("ui-sync-reason"), cell: (row) => t(row.reason.id, row.reason.args) },
  ];
  return (
    <div data-testid="taken" data-done={taken.isDone}>
      <Text size="sm" fw={600} mb={6} role="status">
        {t(taken.isDone ? "ui-sync-take-in-done" : "ui-sync-take-in-looked")}
      </Text>
      <PlainTable label={t("ui-sync-take-in-title")} columns={tables} rows={taken.tables} rowKey={(row) => row.table} rowProps={(row) => ({ "data-table": row.table })} />
      {taken.refusedTotal > 0 ? (
        <>
          <Text size="sm" fw={600} mt="sm" mb={6}>
            {t("ui-sync-take-in-refused-list", { total: taken.refusedTotal })}
          </Text>
          <PlainTable label={t("ui-sync-take-in-refused")} columns={refused} rows={taken.refused} rowKey={(row) => `${row.table} ${row.name}`} testId="taken-refused" />
        </>
      ) : null}
      {taken.differingTotal > 0 ? (
        <>
          <Text size="sm" fw={600} mt="sm" mb={6}>
            {t("ui-sync-take-in-differing", { total: taken.differingTotal })}
          </Text>
          <PlainTable label={t("ui-sync-take-in-stays")} columns={differing} rows={taken.differing} rowKey={(row) => `${row.table} ${row.name} ${row.field}`} testId="taken-differing" />
        </>
      ) : null}
      <Text size="sm" mt="sm" c="dimmed" data-testid="taken-left">
        {t("ui-sync-take-in-readings")}{" "}
        {taken.leftBehind.map((left) => t(`ui-sync-take-in-left-${kebab(left.what)}`, { count: left.count })).join(t("ui-sync-list-comma"))}
      </Text>
    </div>
  );
}

function Named({ table, name }: { table: string; name: string }) {
  const names = useNames();
  return (
    <>
      {names.table(table)} <Tag>{name}</Tag>
    </>
  );
}
