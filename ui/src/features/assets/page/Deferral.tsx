//! What waiting costs: the failure model that the recorded lives give, the curve of cost and risk by days deferred, the
//! cheapest day, and why. Where too little is known it says what is missing.

import { Anchor, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useCommand } from "@/api";
import type { AssetDetail, DeferralAnswer, DeferralPoint } from "@/bindings";
import { FailureNotice, LoadingState, Mark, Panel, PlainTable } from "@/components";
import { links } from "@/router";
import { useFormat, useMessage, useT } from "@/text";
import { DeferralCurve } from "./DeferralCurve";
import classes from "./deferral.module.css";

const HORIZONS = [30, 90, 180, 365, 730];
/** The days of the table beside the curve, those within the horizon. */
const SHOWN = [7, 30, 90, 180, 365, 730];

export function Deferral({ detail }: { detail: AssetDetail }) {
  const t = useT();
  const [horizon, setHorizon] = useState("180");
  const query = useCommand("get_deferral", { assetId: detail.asset.id, horizonDays: Number(horizon) }, { keepPrevious: true });
  return (
    <Panel
      testId="deferral"
      state={query.data ? "ready" : query.error ? "failed" : "loading"}
      title={t("ui-deferral-title")}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t("ui-deferral-horizon")}
          value={horizon}
          onChange={setHorizon}
          data={HORIZONS.map((days) => ({ value: String(days), label: t("ui-deferral-days-short", { days }) }))}
          data-testid="deferral-horizon"
        />
      }
    >
      {query.error ? (
        <>
          <FailureNotice failure={query.error} />
          <p className={classes.hint}>
            <Anchor href={links.asset(detail.asset.id, "history")}>{t("ui-deferral-to-history")}</Anchor>
          </p>
        </>
      ) : query.data ? (
        <>
          {detail.band === "poor" ? (
            <p className={classes.condition} data-testid="deferral-condition">
              <Mark tone="warning" shape="hollow-square">
                {t("ui-deferral-condition")}
              </Mark>
            </p>
          ) : null}
          <Answer answer={query.data} />
        </>
      ) : (
        <LoadingState />
      )}
    </Panel>
  );
}

function Answer({ answer }: { answer: DeferralAnswer }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  const money = (amount: number) => `${format.number(amount, { maximumFractionDigits: 0 })} ${answer.currency}`;
  const { fit, cheapest } = answer;
  const rows = answer.curve.filter((point) => SHOWN.some((day) => nearest(answer.curve, day) === point));
  return (
    <div className={classes.stack}>
      <ul className={classes.why} data-testid="deferral-why">
        {answer.why.map((reason) => (
          <li key={reason.id}>{say(reason)}</li>
        ))}
      </ul>
      <dl className={classes.facts}>
        <Fact label={t("ui-deferral-cheapest")} testId="deferral-cheapest">
          {cheapest.daysDeferred === 0 ? t("ui-deferral-today") : t("ui-deferral-in-days", { days: Math.round(cheapest.daysDeferred) })}
        </Fact>
        <Fact label={t("ui-deferral-age")}>{t("ui-deferral-days", { days: Math.round(answer.ageDays) })}</Fact>
        <Fact label={t("ui-deferral-best-age")}>
          {answer.bestAgeDays === null ? t("ui-deferral-run-to-failure-short") : t("ui-deferral-days", { days: Math.round(answer.bestAgeDays) })}
        </Fact>
        <Fact label={t("ui-deferral-planned-cost")}>{money(Number(answer.plannedCost))}</Fact>
        <Fact label={t("ui-deferral-failure-cost")}>{money(Number(answer.failureCost))}</Fact>
        <Fact label={t("ui-deferral-rate")}>{money(answer.costRatePerDay)}</Fact>
        {Number(answer.damageGrowthPercent) > 0 ? (
          <Fact label={t("ui-deferral-damage-growth")} testId="deferral-growth">
            {t("ui-deferral-damage-growth-a-day", { percent: format.percent(Number(answer.damageGrowthPercent) / 100, 2) })}
          </Fact>
        ) : null}
      </dl>
      <DeferralCurve answer={answer} />
      <PlainTable
        label={t("ui-deferral-title")}
        rows={rows}
        rowKey={(point) => String(point.daysDeferred)}
        rowProps={(point) => ({ "data-testid": `deferral-day-${point.daysDeferred}` })}
        columns={[
          { id: "days", header: t("ui-deferral-deferred-by"), cell: (point) => t("ui-deferral-days", { days: point.daysDeferred }) },
          { id: "risk", header: t("ui-deferral-risk"), align: "end", cell: (point) => <bdi dir="ltr">{format.percent(point.riskIncrease, 1)}</bdi> },
          { id: "riskBand", header: t("ui-deferral-interval"), align: "end", cell: (point) => range(point.riskInterval, (v) => format.percent(v, 1)) },
          { id: "cost", header: t("ui-deferral-expected-cost"), align: "end", cell: (point) => money(point.expectedCost) },
          { id: "net", header: t("ui-deferral-net-cost"), align: "end", cell: (point) => <b>{money(point.netCost)}</b> },
          { id: "netBand", header: t("ui-deferral-interval"), align: "end", cell: (point) => range(point.netCostInterval, (v) => format.number(v, { maximumFractionDigits: 0 })) },
        ]}
      />
      <p className={classes.hint}>
        {t(fit.livesOf === "asset" ? "ui-deferral-fit-asset" : "ui-deferral-fit-family", {
          failures: fit.failures,
          lives: fit.lives,
          eta: format.reading(fit.etaDays),
          beta: format.number(fit.beta, { maximumFractionDigits: 2 }),
        })}{" "}
        <span data-testid="deferral-age-since" data-began={answer.ageSince.began}>
          {t("ui-deferral-age-since", { what: t(`life-began-${answer.ageSince.began.replaceAll("_", "-")}`), day: format.time(answer.ageSince.at, "date") })}
        </span>{" "}
        {fit.historySince ? <span data-testid="deferral-truncated">{t("ui-deferral-truncated", { day: format.day(fit.historySince), truncated: fit.truncated })} </span> : null}
        {answer.costModelVersion === 0 ? t("ui-deferral-cost-example") : t("ui-deferral-cost-version", { version: format.integer(answer.costModelVersion) })}{" "}
        <Anchor href={links.integrations({ tab: "cost-and-risk" })}>{t("ui-deferral-to-costs")}</Anchor>
      </p>
    </div>
  );
}

function Fact({ label, testId, children }: { label: string; testId?: string; children: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId}>{children}</dd>
    </div>
  );
}

function range(interval: { low: number; high: number } | null, show: (value: number) => string) {
  return interval ? (
    <bdi dir="ltr">
      {show(interval.low)} … {show(interval.high)}
    </bdi>
  ) : (
    "–"
  );
}

/** The point of the curve at that day; none where the horizon ends before it. */
function nearest(curve: DeferralPoint[], day: number): DeferralPoint | undefined {
  const last = curve.at(-1);
  if (!last || last.daysDeferred < day) return undefined;
  return curve.reduce((best, point) => (Math.abs(point.daysDeferred - day) < Math.abs(best.daysDeferred - day) ? point : best));
}
