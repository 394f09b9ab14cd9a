//! Why an asset's cheapest day is that day: the reasons, the costs it weighs, and the way to its curve.

import { Anchor, Drawer } from "@mantine/core";
import type { DeferralLine, RunRow } from "@/bindings";
import { CriticalityMark, PlainTable } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import { ProposalDecision } from "../runs/proposal-decision";
import runs from "../runs/runs.module.css";
import { useMoney } from "../runs/use-money";
import classes from "./deferral.module.css";

export function DeferralDetails({ row, line, currency, onClose }: { row: RunRow; line: DeferralLine | null; currency: string; onClose: () => void }) {
  const t = useT();
  return (
    <Drawer
      opened={line !== null}
      onClose={onClose}
      position="right"
      size={520}
      title={t("ui-deferral-fleet-details")}
      overlayProps={{ backgroundOpacity: 0.15 }}
      transitionProps={{ duration: 80 }}
      closeButtonProps={{ "aria-label": t("ui-close") }}
    >
      {line ? <Content row={row} line={line} currency={currency} /> : null}
    </Drawer>
  );
}

function Content({ row, line, currency }: { row: RunRow; line: DeferralLine; currency: string }) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  const format = useFormat();
  const money = useMoney(currency);
  const { proposal } = line.proposal;
  return (
    <div className={classes.stack} data-testid="deferral-details" data-tag={line.proposal.assetTag}>
      <div>
        <Anchor href={links.asset(proposal.assetId, "deferral")}>
          <Tag>{line.proposal.assetTag}</Tag>
        </Anchor>{" "}
        {name({ nameEn: line.proposal.assetNameEn, nameAr: line.proposal.assetNameAr })}
        <div>
          <CriticalityMark criticality={line.proposal.criticality} />
        </div>
      </div>
      <div>
        <b>{say(proposal.action)}</b>
        <ul className={runs.why}>
          {proposal.why.map((why, index) => (
            <li key={index}>{say(why)}</li>
          ))}
        </ul>
      </div>
      <dl className={runs.facts}>
        <div>
          <dt>{t("ui-deferral-age")}</dt>
          <dd>{t("ui-deferral-days", { days: Math.round(line.ageDays) })}</dd>
        </div>
        {line.damageGrowthPercent > 0 ? (
          <div>
            <dt>{t("ui-deferral-damage-growth")}</dt>
            <dd>{t("ui-deferral-damage-growth-a-day", { percent: format.percent(line.damageGrowthPercent / 100, 2) })}</dd>
          </div>
        ) : null}
        <div>
          <dt>{t("ui-deferral-best-age")}</dt>
          <dd>{line.bestAgeDays === null ? t("ui-deferral-run-to-failure-short") : t("ui-deferral-days", { days: Math.round(line.bestAgeDays) })}</dd>
        </div>
        <div>
          <dt>{t("ui-deferral-planned-cost")}</dt>
          <dd>{money(line.plannedCost)}</dd>
        </div>
        <div>
          <dt>{t("ui-deferral-failure-cost")}</dt>
          <dd>{money(line.failureCost)}</dd>
        </div>
      </dl>
      <PlainTable
        label={t("ui-deferral-title")}
        rows={line.points}
        rowKey={(point) => String(point.days)}
        columns={[
          { id: "days", header: t("ui-deferral-deferred-by"), cell: (point) => t("ui-deferral-days", { days: point.days }) },
          { id: "fails", header: t("ui-deferral-risk"), align: "end", cell: (point) => format.percent(point.riskIncrease, 1) },
          { id: "expected", header: t("ui-deferral-expected-cost"), align: "end", cell: (point) => money(point.expectedCost) },
          { id: "net", header: t("ui-deferral-net-cost"), align: "end", cell: (point) => <bdi dir="ltr">{`${point.netCost > 0 ? "+" : ""}${money(point.netCost)}`}</bdi> },
        ]}
      />
      <p className={runs.note}>
        {line.ageSince ? t("ui-deferral-age-since", { what: t(`life-began-${line.ageSince.began.replaceAll("_", "-")}`), day: format.time(line.ageSince.at, "date") }) : null}{" "}
        {t(line.livesOf === "asset" ? "ui-deferral-fleet-own-lives" : "ui-deferral-fleet-family-lives")} <Anchor href={links.asset(proposal.assetId, "deferral")}>{t("ui-deferral-fleet-curve")}</Anchor>
      </p>
      <ProposalDecision row={row} id={proposal.id} status={proposal.status} index={-1} isIdle={line.bestAgeDays === null} />
    </div>
  );
}
