//! What a run of the fleet's deferral asks: which sites, and the five horizons.

import type { DeferralFleetParameters } from "@/bindings";
import { useFormat, useT } from "@/text";
import { NumberField, SitesField } from "../runs/fields";
import classes from "../runs/runs.module.css";

export function DeferralParameters({ value, onChange }: { value: DeferralFleetParameters; onChange: (value: DeferralFleetParameters) => void }) {
  const t = useT();
  const format = useFormat();
  const setHorizon = (at: number, days: number) => {
    const [a, b, c, d, e] = value.horizons.map((old, index) => (index === at ? days : old)) as DeferralFleetParameters["horizons"];
    onChange({ ...value, horizons: [a, b, c, d, e] });
  };
  return (
    <div className={classes.grid2}>
      <div className={classes.wide}>
        <SitesField value={value.siteIds} onChange={(siteIds) => onChange({ ...value, siteIds })} />
      </div>
      {value.horizons.map((days, index) => (
        <NumberField key={index} label={t("ui-deferral-fleet-horizon", { number: format.integer(index + 1) })} value={days} onChange={(next) => setHorizon(index, next)} testId={`run-horizon-${index}`} />
      ))}
    </div>
  );
}
