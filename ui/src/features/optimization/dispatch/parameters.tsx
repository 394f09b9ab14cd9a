//! What a run of workforce dispatch asks: which days and sites, what is planned anew, what things cost, how long to search.

import { Switch } from "@mantine/core";
import { useCommand } from "@/api";
import type { DispatchParameters, DispatchRates } from "@/bindings";
import { useT } from "@/text";
import { DayField, EffortFields, NumberField, SitesField } from "../runs/fields";
import { costModelName } from "../runs/models";
import classes from "../runs/runs.module.css";

const rates: (keyof DispatchRates)[] = ["lateDay", "waitingDay", "travelHour", "travelKm", "unassigned"];

export function DispatchParameterFields({ value, onChange }: { value: DispatchParameters; onChange: (value: DispatchParameters) => void }) {
  const t = useT();
  const costs = useCommand("get_cost_model", {});
  const tariff = costs.data?.model.dispatch;
  const usual: DispatchRates | undefined = tariff && {
    lateDay: Number(tariff.lateDay),
    waitingDay: Number(tariff.waitingDay),
    travelHour: Number(tariff.travelHour),
    travelKm: Number(tariff.travelKm),
    unassigned: Number(tariff.unassigned),
  };
  const own = value.rates ?? null;
  const set = (part: Partial<DispatchParameters>) => onChange({ ...value, ...part });
  return (
    <>
      <div className={classes.grid2}>
        <DayField label={t("ui-run-first-day")} description={t("ui-run-first-day-why")} value={value.firstDay} onChange={(firstDay) => set({ firstDay })} testId="run-first-day" />
        <NumberField label={t("ui-dispatch-days")} description={t("ui-dispatch-days-why")} value={value.days} onChange={(days) => set({ days })} testId="run-days" />
        <SitesField value={value.siteIds} onChange={(siteIds) => set({ siteIds })} />
        <Switch
          className={classes.wide}
          label={t("ui-dispatch-include-scheduled")}
          description={t("ui-dispatch-include-scheduled-why")}
          checked={value.includeScheduled}
          onChange={(event) => set({ includeScheduled: event.currentTarget.checked })}
          data-testid="run-include-scheduled"
        />
      </div>
      <h3 className={classes.section}>{t("ui-dispatch-rates")}</h3>
      <div className={classes.grid2}>
        <Switch
          className={classes.wide}
          label={t("ui-dispatch-own-rates")}
          description={t("ui-dispatch-own-rates-why", { version: costModelName(t, costs.data?.version ?? null) })}
          checked={own !== null}
          disabled={!usual && own === null}
          onChange={(event) => set({ rates: event.currentTarget.checked ? usual : undefined })}
          data-testid="run-own-rates"
        />
        {own
          ? rates.map((rate) => (
              <NumberField key={rate} label={t(`ui-dispatch-rate-${rate}`)} value={own[rate]} onChange={(amount) => set({ rates: { ...own, [rate]: amount } })} unit={costs.data?.model.currency} testId={`run-rate-${rate}`} />
            ))
          : null}
        <NumberField
          label={t("ui-dispatch-fairness")}
          description={t("ui-dispatch-fairness-why")}
          isShare
          value={value.fairness}
          onChange={(fairness) => set({ fairness })}
          onNone={() => set({ fairness: undefined })}
          testId="run-fairness"
        />
      </div>
      <h3 className={classes.section}>{t("ui-dispatch-ways")}</h3>
      <div className={classes.grid2}>
        <NumberField label={t("ui-dispatch-default-hours")} value={value.defaultHours} onChange={(defaultHours) => set({ defaultHours })} testId="run-default-hours" />
        <NumberField label={t("ui-dispatch-speed")} value={value.speedKmh} onChange={(speedKmh) => set({ speedKmh })} testId="run-speed" />
        <NumberField label={t("ui-dispatch-detour")} value={value.detour} onChange={(detour) => set({ detour })} testId="run-detour" />
        <NumberField label={t("ui-dispatch-place-minutes")} value={value.placeMinutes} onChange={(placeMinutes) => set({ placeMinutes })} testId="run-place-minutes" />
      </div>
      <h3 className={classes.section}>{t("ui-run-search")}</h3>
      <div className={classes.grid2}>
        <EffortFields effort={value.effort} seed={value.seed} onEffort={(effort) => set({ effort })} onSeed={(seed) => set({ seed })} />
      </div>
    </>
  );
}
