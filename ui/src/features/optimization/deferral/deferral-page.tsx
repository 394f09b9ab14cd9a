//! What waiting costs, over the whole fleet: a line for each asset with a failure model, five horizons, the cheapest day.
//! The curve with its band stands on the asset's own page.

import { Anchor } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "@/api";
import type { DeferralFleetAnswer, DeferralLine, RunRow } from "@/bindings";
import { CriticalityMark, EmptyState, Loaded, Panel, SearchField, Toolbar, VirtualTable } from "@/components";
import { links, useParam } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { ModelPage } from "../runs/model-page";
import { ProposalDecision } from "../runs/proposal-decision";
import { useMoney } from "../runs/use-money";
import classes from "./deferral.module.css";
import { DeferralDetails } from "./deferral-details";

export function DeferralPage() {
  return <ModelPage model="deferral_fleet">{(row) => <Fleet key={row.run.id} row={row} />}</ModelPage>;
}

function Fleet({ row }: { row: RunRow }) {
  const head = useCommand("get_deferral_fleet", { runId: row.run.id, limit: 1 });
  return (
    <Loaded query={head} testId="deferral-fleet">
      {(plan) => (
        <div className={classes.stack}>
          <Lines row={row} plan={plan} />
          <WithoutModel plan={plan} />
        </div>
      )}
    </Loaded>
  );
}

function Lines({ row, plan }: { row: RunRow; plan: DeferralFleetAnswer }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const money = useMoney(plan.currency);
  const [search, setSearch] = useParam("search");
  const [opened, setOpened] = useState<DeferralLine | null>(null);
  return (
    <div>
      <Toolbar aside={<span className={classes.quiet}>{t("ui-deferral-fleet-cell", { currency: plan.currency })}</span>}>
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-search-assets")} testId="deferral-search" />
      </Toolbar>
      <DeferralDetails row={row} line={opened} currency={plan.currency} onClose={() => setOpened(null)} />
      <VirtualTable
        command="get_deferral_fleet"
        filter={{ runId: row.run.id, search: search ?? undefined }}
        label={t("ui-optimization-tab-deferral")}
        testId="deferral-list"
        rowTestId="deferral-row"
        height="min(56vh, 620px)"
        rowHeight={56}
        rowKey={(line) => line.proposal.proposal.id}
        rowData={(line) => ({ "data-tag": line.proposal.assetTag, "data-cheapest": line.cheapestDays, "data-status": line.proposal.proposal.status })}
        onOpen={setOpened}
        empty={<EmptyState title={t(search ? "ui-deferral-fleet-none-match" : "ui-deferral-fleet-none")}>{search ? null : t("ui-deferral-fleet-none-why")}</EmptyState>}
        columns={[
          {
            id: "asset",
            header: t("ui-asset"),
            width: "minmax(156px, 1.4fr)",
            cell: ({ proposal }) => (
              <span className={classes.two}>
                <span>
                  <Anchor href={links.asset(proposal.proposal.assetId, "deferral")}>
                    <Tag>{proposal.assetTag}</Tag>
                  </Anchor>{" "}
                  <span className={classes.quiet}>{name({ nameEn: proposal.assetNameEn, nameAr: proposal.assetNameAr })}</span>
                </span>
                <span className={classes.quiet}>
                  <CriticalityMark criticality={proposal.criticality} /> · <Tag plain>{proposal.siteCode}</Tag>
                </span>
              </span>
            ),
          },
          {
            id: "cheapest",
            header: t("ui-deferral-cheapest"),
            width: "minmax(126px, 0.9fr)",
            cell: (line) => <Cheapest line={line} saving={line.savingAtCheapest > 0 ? money(line.savingAtCheapest) : null} />,
          },
          {
            id: "age",
            header: t("ui-deferral-fleet-age"),
            width: "116px",
            align: "end",
            cell: (line) => (
              <span className={classes.two}>
                <span>{format.integer(line.ageDays)}</span>
                <span className={classes.quiet}>{line.bestAgeDays === null ? t("ui-deferral-run-to-failure-short") : `/ ${format.integer(line.bestAgeDays)}`}</span>
              </span>
            ),
          },
          ...plan.horizons.map((days, at) => ({
            id: `h${days}`,
            header: t("ui-deferral-days-short", { days }),
            width: "78px",
            align: "end" as const,
            cell: (line: DeferralLine) => <Cell line={line} at={at} />,
          })),
          {
            id: "decision",
            header: t("ui-optimization-decision"),
            width: "158px",
            cell: ({ proposal, bestAgeDays }, index) => (
              <ProposalDecision row={row} id={proposal.proposal.id} status={proposal.proposal.status} index={index} isIdle={bestAgeDays === null} />
            ),
          },
        ]}
      />
    </div>
  );
}

function Cheapest({ line, saving }: { line: DeferralLine; saving: string | null }) {
  const t = useT();
  const days = Math.round(line.cheapestDays);
  const runs = line.bestAgeDays === null;
  return (
    <span className={classes.two}>
      <b>{runs ? t("ui-deferral-run-to-failure-short") : days === 0 ? t("ui-deferral-today") : t("ui-deferral-in-days", { days })}</b>
      {saving && days > 0 ? <span className={classes.quiet}>{t("ui-deferral-fleet-saves", { amount: saving })}</span> : null}
    </span>
  );
}

/** Net cost above acting now, and the probability to fail before. The least of the line is marked by shape, not by colour alone. */
function Cell({ line, at }: { line: DeferralLine; at: number }) {
  const t = useT();
  const format = useFormat();
  const point = line.points[at];
  if (!point) return null;
  const least = Math.min(...line.points.map((each) => each.netCost));
  const isLeast = point.netCost === least && least < 0;
  return (
    <span className={classes.two} data-raw={point.netCost}>
      <span className={isLeast ? classes.least : undefined} title={isLeast ? t("ui-deferral-fleet-least") : undefined}>
        <bdi dir="ltr">{format.number(point.netCost, { maximumFractionDigits: 0, signDisplay: "exceptZero" })}</bdi>
      </span>
      <span className={classes.quiet}>{format.percent(point.riskIncrease, 1)}</span>
    </span>
  );
}

function WithoutModel({ plan }: { plan: DeferralFleetAnswer }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  if (plan.withoutModel === 0) return null;
  return (
    <Panel title={t("ui-run-without-model")} aside={format.integer(plan.withoutModel)} testId="without-model">
      <p className={classes.quiet}>{t("ui-run-without-model-why")}</p>
      <ul className={classes.reasons}>
        {plan.reasons.map((reason, index) => (
          <li key={index}>
            <b>{format.integer(reason.assets)}</b> · {say(reason.why)}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
