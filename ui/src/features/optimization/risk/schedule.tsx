//! What is done, in the order of the periods: which asset, whose work, why and why then, what it costs and what it saves, and the decision.

import { Anchor } from "@mantine/core";
import { IconLock } from "@tabler/icons-react";
import { useCan } from "@/api";
import type { AssetId, RiskAnswer, RunRow } from "@/bindings";
import { EmptyState, Panel, PlainTable } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { ProposalDecision } from "../runs/proposal-decision";
import { useMoney } from "../runs/use-money";
import { KeepSelect } from "./keep-select";
import classes from "./risk.module.css";
import type { Kept } from "./risk-page";

export function RiskSchedule({ plan, row, kept, onKeep }: { plan: RiskAnswer; row: RunRow; kept: Kept; onKeep: (assetId: AssetId, period: number | null | undefined) => void }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const say = useMessage();
  const money = useMoney(plan.currency);
  const may = useCan("run_optimization");
  const rows = plan.schedule.toSorted((a, b) => a.period - b.period || a.rank - b.rank);
  return (
    <Panel flush title={t("ui-risk-schedule")} aside={format.integer(rows.length)} testId="risk-schedule">
      {rows.length === 0 ? (
        <EmptyState title={t("ui-risk-schedule-none")}>{t("ui-risk-schedule-none-why")}</EmptyState>
      ) : (
        <PlainTable
          label={t("ui-risk-schedule")}
          rows={rows}
          rowKey={(each) => each.assetId}
          rowProps={(each, index) => ({ "data-testid": `risk-row-${index}`, "data-tag": each.assetTag, "data-period": each.period })}
          columns={[
            {
              id: "period",
              header: t("ui-risk-period"),
              cell: (each, index) => (
                <span className={classes.two}>
                  <b>{rows[index - 1]?.period === each.period ? <span className="hidden-visually">{format.integer(each.period + 1)}</span> : format.integer(each.period + 1)}</b>
                  <span className={classes.quiet}>
                    {format.day(each.from)} – {format.day(each.until)}
                  </span>
                </span>
              ),
            },
            {
              id: "asset",
              header: t("ui-asset"),
              cell: (each) => (
                <span className={classes.two}>
                  <span>
                    <Anchor href={links.asset(each.assetId)}>
                      <Tag>{each.assetTag}</Tag>
                    </Anchor>
                    {each.isLocked ? <IconLock size={12} aria-label={t("ui-dispatch-locked")} /> : null}
                  </span>
                  <span className={classes.quiet}>
                    <Tag plain>{each.siteCode}</Tag> · {name({ nameEn: each.assetNameEn, nameAr: each.assetNameAr })}
                    {each.trade ? ` · ${name(each.trade)}` : null}
                  </span>
                </span>
              ),
            },
            {
              id: "why",
              header: t("ui-run-why"),
              cell: (each) => (
                <span className={classes.quiet} data-testid="risk-why">
                  {each.why.map((why) => say(why)).join(" ")}
                </span>
              ),
            },
            { id: "hours", header: t("ui-risk-hours-out"), align: "end", cell: (each) => format.number(each.hoursOut, { maximumFractionDigits: 1 }) },
            { id: "cost", header: t("ui-risk-cost"), align: "end", cell: (each) => money(each.cost) },
            { id: "saves", header: t("ui-risk-saves"), align: "end", cell: (each) => <b>{money(each.saves)}</b> },
            ...(may
              ? [
                  {
                    id: "keep",
                    header: t("ui-risk-keep"),
                    cell: (each: (typeof rows)[number], index: number) => (
                      <KeepSelect assetId={each.assetId} tag={each.assetTag} periods={plan.periods} value={kept.get(each.assetId)} onKeep={onKeep} testId={`risk-keep-${index}`} />
                    ),
                  },
                ]
              : []),
            { id: "decision", header: t("ui-optimization-decision"), cell: (each, index) => <ProposalDecision row={row} id={each.proposalId} status={each.status} index={index} /> },
          ]}
        />
      )}
    </Panel>
  );
}
