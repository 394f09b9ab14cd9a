//! What a run of production risk asks: the periods, what counts as a bad case, the limits, and how long to search.

import { NativeSelect, Switch } from "@mantine/core";
import { useCommand } from "@/api";
import type { RiskParameters, TailKind } from "@/bindings";
import { kebab } from "@/components/closed-lists";
import { useT } from "@/text";
import { DayField, EffortFields, NumberField, SitesField } from "../runs/fields";
import classes from "../runs/runs.module.css";
import { GivenScenariosField } from "./given-scenarios";
import { CrewFields, forPeriods } from "./crew-fields";
import { ExclusionFields, WindowFields } from "./place-fields";

const tails: TailKind[] = ["tail_mean_excess", "quantile_excess"];

export function RiskParameterFields({ value, onChange }: { value: RiskParameters; onChange: (value: RiskParameters) => void }) {
  const t = useT();
  const costs = useCommand("get_cost_model", {});
  const set = (part: Partial<RiskParameters>) => onChange({ ...value, ...part });
  return (
    <>
      <div className={classes.grid2}>
        <NumberField label={t("ui-risk-periods")} value={value.periods} onChange={(periods) => set({ periods, ...(value.crews ? { crews: forPeriods(value.crews, periods) } : {}) })} testId="run-periods" />
        <NumberField label={t("ui-risk-period-days")} value={value.periodDays} onChange={(periodDays) => set({ periodDays })} testId="run-period-days" />
        <DayField label={t("ui-run-first-day")} description={t("ui-run-first-day-why")} value={value.firstDay} onChange={(firstDay) => set({ firstDay })} testId="run-first-day" />
        <div className={classes.wide}>
          <SitesField value={value.siteIds} onChange={(siteIds) => set({ siteIds })} />
        </div>
      </div>
      <h3 className={classes.section}>{t("ui-risk-bad-cases")}</h3>
      <div className={classes.grid2}>
        <NumberField label={t("ui-risk-scenarios")} value={value.scenarios} onChange={(scenarios) => set({ scenarios })} testId="run-scenarios" />
        <NumberField label={t("ui-risk-quantile")} isShare value={value.quantile} onChange={(quantile) => set({ quantile })} testId="run-quantile" />
        <NativeSelect
          label={t("ui-risk-tail")}
          value={value.tail}
          onChange={(event) => set({ tail: tails.find((each) => each === event.currentTarget.value) ?? value.tail })}
          data={tails.map((tail) => ({ value: tail, label: t(`ui-risk-tail-${kebab(tail)}`) }))}
          data-testid="run-tail"
        />
        <NumberField
          label={t("ui-risk-tail-share")}
          description={t("ui-risk-tail-share-why")}
          isShare
          value={value.tailShare}
          onChange={(tailShare) => set({ tailShare })}
          onNone={() => set({ tailShare: undefined })}
          testId="run-tail-share"
        />
      </div>
      <div className={classes.grid2}>
        <GivenScenariosField value={value.givenScenarios ?? []} onChange={(givenScenarios) => set({ givenScenarios })} />
      </div>
      <h3 className={classes.section}>{t("ui-risk-limits")}</h3>
      <div className={classes.grid2}>
        <NumberField
          label={t("ui-risk-budget")}
          unit={costs.data?.model.currency}
          description={t("ui-risk-budget-why")}
          value={value.budget}
          onChange={(budget) => set({ budget })}
          onNone={() => set({ budget: undefined })}
          testId="run-budget"
        />
        <NumberField label={t("ui-risk-crew-share")} description={t("ui-risk-crew-share-why")} isShare value={value.crewShare} onChange={(crewShare) => set({ crewShare })} testId="run-crew-share" />
      </div>
      <CrewFields value={value} onChange={(crews) => set({ crews })} />
      <WindowFields value={value} onChange={(windows) => set({ windows })} />
      <ExclusionFields value={value} onChange={(exclusions) => set({ exclusions })} />
      <Switch
        mt="sm"
        label={t("ui-risk-keep-ordered")}
        description={t("ui-risk-keep-ordered-why")}
        checked={value.keepOrdered ?? false}
        onChange={(event) => set({ keepOrdered: event.currentTarget.checked })}
        data-testid="run-keep-ordered"
      />
      <h3 className={classes.section}>{t("ui-run-search")}</h3>
      <div className={classes.grid2}>
        <EffortFields effort={value.effort} seed={value.seed} onEffort={(effort) => set({ effort })} onSeed={(seed) => set({ seed })} />
      </div>
    </>
  );
}
