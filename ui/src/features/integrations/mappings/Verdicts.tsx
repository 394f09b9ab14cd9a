//! What each row of a file would do, with every cell that would become another, or why the row is refused.

import type { ImportReport, ImportRow, MappingChange, RowVerdict } from "@/bindings";
import { RowProblem, VerdictMark, VerdictTable } from "@/components";
import { Tag, useFormat, useT } from "@/text";
import classes from "./mappings.module.css";

type Count = "created" | "updated" | "deleted" | "kept" | "unchanged" | "refused";

/** Each with its count in the report; rare ones are shown only where there are any. */
export const VERDICTS: { verdict: RowVerdict; count: Count; isRare?: boolean }[] = [
  { verdict: "create", count: "created" },
  { verdict: "update", count: "updated" },
  { verdict: "delete", count: "deleted", isRare: true },
  { verdict: "kept", count: "kept", isRare: true },
  { verdict: "unchanged", count: "unchanged" },
  { verdict: "refused", count: "refused" },
];

export function Verdicts({ report }: { report: ImportReport }) {
  const t = useT();
  const format = useFormat();
  const all = VERDICTS.reduce((sum, { count }) => sum + report[count], 0);
  return (
    <>
      <VerdictTable columns={[t("mappings-tag"), t("mappings-import-target"), t("mappings-import-verdict"), t("mappings-import-changes")]}>
        {report.rows.map((row) => (
          <Row key={row.line} row={row} />
        ))}
      </VerdictTable>
      {report.rows.length < all ? <p className={classes.dim}>{t("mappings-import-shown", { shown: format.integer(report.rows.length), all: format.integer(all) })}</p> : null}
    </>
  );
}

function Row({ row }: { row: ImportRow }) {
  const format = useFormat();
  return (
    <tr data-testid={`mapping-import-verdict-${row.line}`} data-verdict={row.verdict}>
      <td className="numeric">{format.integer(row.line)}</td>
      <td className={classes.fileTag}>
        <Tag>{row.externalTag}</Tag>
      </td>
      <td className={classes.target}>
        <bdi dir="ltr">
          <Tag>{row.assetTag}</Tag> <Tag plain>{row.metricName}</Tag>
        </bdi>
      </td>
      <td>
        <VerdictMark verdict={row.verdict} />
      </td>
      <td>
        {row.problem ? <RowProblem failure={row.problem} /> : null}
        {row.changes.map((change) => (
          <Change key={change.field} change={change} />
        ))}
      </td>
    </tr>
  );
}

/** A cell before and after: left to right in both languages, since it is a file's cell. */
function Change({ change: { field, from, to } }: { change: MappingChange }) {
  const t = useT();
  const empty = t("mappings-import-empty");
  return (
    <div className={classes.change} data-testid={`mapping-import-change-${field}`} data-from={from} data-to={to}>
      <span className={classes.dim}>{t(`mappings-column-${field.replaceAll("_", "-")}`)}</span>
      <bdi dir="ltr">
        <del>{from || empty}</del> <span aria-hidden>→</span> <ins>{to || empty}</ins>
      </bdi>
    </div>
  );
}
