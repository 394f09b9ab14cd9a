//! Production risk: what is done in which period, the risk before and after with its tail, the limits that bind and what
//! one more unit of each is worth, and what is not done with why.

import { useState } from "react";
import { useCommand } from "@/api";
import type { AssetId, RiskAnswer, RiskLock, RunRow } from "@/bindings";
import { Loaded, Mark, Panel } from "@/components";
import { useFormat, useT } from "@/text";
import { ModelPage } from "../runs/model-page";
import { requestOf } from "../runs/models";
import { ReoptimizeBar } from "../runs/reoptimize-bar";
import runs from "../runs/runs.module.css";
import { useMoney } from "../runs/use-money";
import { BindingLimits } from "./limits";
import { NotDone, WithoutModel } from "./not-done";
import { RiskChart } from "./risk-chart";
import { RiskSchedule } from "./schedule";

export function RiskPage() {
  return <ModelPage model="production_risk">{(row) => <Plan key={row.run.id} row={row} />}</ModelPage>;
}

function Plan({ row }: { row: RunRow }) {
  const plan = useCommand("get_risk_plan", { runId: row.run.id });
  return (
    <Loaded query={plan} testId="risk-plan" className={runs.result}>
      {(answer) => <Content plan={answer} row={row} />}
    </Loaded>
  );
}

/** What a person keeps: a period, `null` for not done; an asset that is not in it is left free. */
export type Kept = ReadonlyMap<AssetId, number | null>;

function locksOf(row: RunRow): Kept {
  const asked = requestOf(row.run);
  return new Map(asked?.model === "production_risk" ? asked.parameters.locks.map((lock) => [lock.assetId, lock.period]) : []);
}

function Content({ plan, row }: { plan: RiskAnswer; row: RunRow }) {
  const t = useT();
  const [changed, setChanged] = useState<Kept | null>(null);
  const kept = changed ?? locksOf(row);
  const keep = (assetId: AssetId, period: number | null | undefined) => {
    const next = new Map(kept);
    if (period === undefined) next.delete(assetId);
    else next.set(assetId, period);
    setChanged(next);
  };
  const request = () => {
    const asked = requestOf(row.run);
    if (asked?.model !== "production_risk") return null;
    const locks: RiskLock[] = [...kept].map(([assetId, period]) => ({ assetId, period }));
    return { ...asked, parameters: { ...asked.parameters, locks } };
  };
  return (
    <>
      <Figures plan={plan} />
      <Panel title={t("ui-risk-by-period")} testId="risk-by-period">
        <RiskChart plan={plan} />
      </Panel>
      <ReoptimizeBar row={row} kept={kept.size} isChanged={changed !== null} request={request} onForget={() => setChanged(null)} />
      <RiskSchedule plan={plan} row={row} kept={kept} onKeep={keep} />
      <BindingLimits plan={plan} />
      <NotDone plan={plan} kept={kept} onKeep={keep} />
      <WithoutModel plan={plan} />
    </>
  );
}

function Figures({ plan }: { plan: RiskAnswer }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(plan.currency);
  const share = plan.currentRisk.weighed > 0 ? plan.riskReduction / plan.currentRisk.weighed : 0;
  const cost = plan.schedule.reduce((sum, each) => sum + each.cost, 0);
  const hours = plan.schedule.reduce((sum, each) => sum + each.hoursOut, 0);
  const facts: [string, string, string?][] = [
    ["ui-risk-current", money(plan.currentRisk.weighed), `${t("ui-risk-mean")} ${money(plan.currentRisk.mean)} · ${t("ui-risk-tail-short")} ${money(plan.currentRisk.tail)}`],
    ["ui-risk-optimized", money(plan.optimizedRisk.weighed), `${t("ui-risk-mean")} ${money(plan.optimizedRisk.mean)} · ${t("ui-risk-tail-short")} ${money(plan.optimizedRisk.tail)}`],
    ["ui-risk-reduction", money(plan.riskReduction), format.percent(share, 1)],
    ["ui-risk-work-cost", money(cost), t("ui-risk-work-of", { count: plan.schedule.length, hours: format.number(hours, { maximumFractionDigits: 1 }) })],
  ];
  const dearer = plan.optimizedRisk.mean - plan.currentRisk.mean;
  const spared = plan.currentRisk.tail - plan.optimizedRisk.tail;
  return (
    <Panel testId="risk-figures">
      <dl className={runs.facts} data-strong>
        {facts.map(([label, value, below]) => (
          <div key={label}>
            <dt>{t(label)}</dt>
            <dd>{value}</dd>
            <dd className={runs.quiet}>{below}</dd>
          </div>
        ))}
      </dl>
      {dearer > 0 && spared > 0 ? (
        <p className={runs.note} data-testid="risk-mean-rises">
          <Mark tone="notice" shape="half">
            {t("ui-risk-mean-rises", { more: money(dearer), less: money(spared) })}
          </Mark>
        </p>
      ) : null}
      <p className={runs.note}>
        {plan.drawnScenarios === null ? null : (
          <span data-testid="risk-scenarios-used">
            {t("ui-risk-scenarios-used", { drawn: plan.drawnScenarios, given: plan.givenScenarios.length, names: plan.givenScenarios.join(" · ") })}{" "}
            {plan.givenElsewhere > 0 ? `${t("ui-risk-given-elsewhere", { count: plan.givenElsewhere })} ` : null}
          </span>
        )}
        {t("ui-risk-weighed-why", { tail: format.percent(plan.tailShare), mean: format.percent(1 - plan.tailShare), quantile: format.percent(plan.quantile) })}
      </p>
    </Panel>
  );
}
