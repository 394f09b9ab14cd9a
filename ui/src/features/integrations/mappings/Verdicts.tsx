//! What each row of a file would do, with every cell that would become another, or why the row is refused.

import type { Failure, ImportReport, ImportRow, MappingChange, RowVerdict } from "@/bindings";
import { Mark, type Shape, type Tone } from "@/components";
import { Tag, useFailureText, useFormat, useT } from "@/text";
import classes from "./mappings.module.css";

export const LOOKS: Record<RowVerdict, { tone: Tone; shape: Shape }> = {
  create: { tone: "notice", shape: "circle" },
  update: { tone: "notice", shape: "half" },
  delete: { tone: "warning", shape: "cross" },
  kept: { tone: "plain", shape: "ring" },
  unchanged: { tone: "plain", shape: "dash" },
  refused: { tone: "critical", shape: "diamond" },
};

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
      <div className={classes.verdicts}>
        <table>
          <thead>
            <tr>
              <th className="numeric">{t("mappings-import-line")}</th>
              <th>{t("mappings-tag")}</th>
              <th>{t("mappings-import-target")}</th>
              <th>{t("mappings-import-verdict")}</th>
              <th>{t("mappings-import-changes")}</th>
            </tr>
          </thead>
          <tbody>
            {report.rows.map((row) => (
              <Row key={row.line} row={row} />
            ))}
          </tbody>
        </table>
      </div>
      {report.rows.length < all ? <p className={classes.dim}>{t("mappings-import-shown", { shown: format.integer(report.rows.length), all: format.integer(all) })}</p> : null}
    </>
  );
}

function Row({ row }: { row: ImportRow }) {
  const t = useT();
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
        <Mark {...LOOKS[row.verdict]}>{t(`mappings-verdict-${row.verdict}`)}</Mark>
      </td>
      <td>
        {row.problem ? <Problem failure={row.problem} /> : null}
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

function Problem({ failure }: { failure: Failure }) {
  const { what, remedy } = useFailureText()(failure);
  return (
    <p className={classes.problem}>
      {what} <span className={classes.dim}>{remedy}</span>
    </p>
  );
}
