//! What the plan leaves, each with why, and the assets that no failure model could be fitted to.

import { Anchor } from "@mantine/core";
import { useState, type ReactNode } from "react";
import { useCan } from "@/api";
import type { AssetId, AssetReason, RiskAnswer } from "@/bindings";
import { Panel, PlainTable, RowButton } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { KeepSelect } from "./keep-select";
import classes from "./risk.module.css";
import type { Kept } from "./risk-page";

const SHOWN = 12;
const NOTHING_SAVED = "production-risk-why-saves-nothing";

export function NotDone({ plan, kept, onKeep }: { plan: RiskAnswer; kept: Kept; onKeep: (assetId: AssetId, period: number | null | undefined) => void }) {
  const t = useT();
  const may = useCan("run_optimization");
  if (plan.notDone.length === 0) return null;
  // First what a limit or another decision kept out: it could be done, and a person may want it.
  const rows = plan.notDone.toSorted((a, b) => Number(a.why.id === NOTHING_SAVED) - Number(b.why.id === NOTHING_SAVED));
  return (
    <Reasons
      title={t("ui-risk-not-done")}
      rows={rows}
      total={plan.notDone.length}
      testId="risk-not-done"
      {...(may
        ? {
            keep: (row: AssetReason, index: number) => (
              <KeepSelect assetId={row.assetId} tag={row.assetTag} periods={plan.periods} value={kept.get(row.assetId)} onKeep={onKeep} testId={`risk-not-done-keep-${index}`} />
            ),
          }
        : {})}
    />
  );
}

export function WithoutModel({ plan }: { plan: RiskAnswer }) {
  const t = useT();
  if (plan.withoutModelTotal === 0) return null;
  return <Reasons title={t("ui-run-without-model")} rows={plan.withoutModel} total={plan.withoutModelTotal} testId="without-model" />;
}

function Reasons({ title, rows, total, testId, keep }: { title: string; rows: AssetReason[]; total: number; testId: string; keep?: (row: AssetReason, index: number) => ReactNode }) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, SHOWN);
  return (
    <Panel flush title={title} aside={format.integer(total)} testId={testId}>
      <PlainTable
        label={title}
        rows={shown}
        rowKey={(row) => row.assetId}
        columns={[
          {
            id: "asset",
            header: t("ui-asset"),
            width: "34%",
            cell: (row) => (
              <>
                <Anchor href={links.asset(row.assetId)}>
                  <Tag>{row.assetTag}</Tag>
                </Anchor>{" "}
                <span className={classes.quiet}>
                  <Tag plain>{row.siteCode}</Tag> · {name({ nameEn: row.assetNameEn, nameAr: row.assetNameAr })}
                </span>
              </>
            ),
          },
          { id: "why", header: t("ui-run-why"), cell: (row) => say(row.why) },
          ...(keep ? [{ id: "keep", header: t("ui-risk-keep"), cell: keep }] : []),
        ]}
      />
      {rows.length > SHOWN && !all ? (
        <p style={{ padding: "8px 14px", margin: 0 }}>
          <RowButton onClick={() => setAll(true)}>{t("ui-run-show-all", { count: rows.length })}</RowButton>
        </p>
      ) : null}
    </Panel>
  );
}
