//! How much each criticality weighs, and from which priority on work is urgent, as sliders with their figures.

import { Slider } from "@mantine/core";
import { Mark } from "@/components";
import { CRITICALITIES } from "@/components/closed-lists";
import { useFormat, useT } from "@/text";
import classes from "./cost.module.css";
import type { Draft } from "./draft";

interface Props {
  draft: Draft;
  disabled: boolean;
  set: <F extends keyof Draft>(field: F, value: Draft[F]) => void;
}

/** The priorities that the formula gives with the weights as they are: from 10 times the least to 40 + 40 + 10 times the greatest. */
const OTHER_TERMS = 80;

export function PrioritySliders({ draft, disabled, set }: Props) {
  const t = useT();
  const { weights, thresholds } = draft;
  const most = OTHER_TERMS + 10 * weights.critical;
  const weightsCross = weights.critical < weights.high || weights.high < weights.medium || weights.medium < weights.low;
  const thresholdsCross = thresholds.sevenDaysFrom >= thresholds.immediateFrom;
  return (
    <div className={classes.fields}>
      <p className={classes.hint}>{t("ui-cost-thresholds-why", { least: 10 * weights.low, most })}</p>
      <Figure label={t("ui-cost-immediate-from")} value={thresholds.immediateFrom} least={1} most={180} step={1} disabled={disabled}
        onChange={(v) => set("thresholds", { ...thresholds, immediateFrom: v })} testId="slider-immediateFrom" />
      <Figure label={t("ui-cost-seven-days-from")} value={thresholds.sevenDaysFrom} least={1} most={180} step={1} disabled={disabled}
        onChange={(v) => set("thresholds", { ...thresholds, sevenDaysFrom: v })} testId="slider-sevenDaysFrom" />
      {thresholdsCross ? <Mark tone="warning" shape="hollow-square">{t("ui-cost-thresholds-cross")}</Mark> : null}
      <p className={classes.hint}>{t("ui-cost-weights-why")}</p>
      {CRITICALITIES.map((criticality) => (
        <Figure key={criticality} label={t(`ui-criticality-${criticality}`)} value={weights[criticality]} least={0} most={10} step={0.5} disabled={disabled}
          onChange={(v) => set("weights", { ...weights, [criticality]: v })} testId={`slider-weight-${criticality}`} />
      ))}
      {weightsCross ? <Mark tone="warning" shape="hollow-square">{t("ui-cost-weights-cross")}</Mark> : null}
    </div>
  );
}

function Figure({ label, value, least, most, step, disabled, onChange, testId }: {
  label: string;
  value: number;
  least: number;
  most: number;
  step: number;
  disabled: boolean;
  onChange: (value: number) => void;
  testId: string;
}) {
  const format = useFormat();
  return (
    <div className={classes.slider}>
      <span>{label}</span>
      <Slider label={null} thumbLabel={label} min={least} max={most} step={step} value={value} disabled={disabled} onChange={onChange} data-testid={testId} />
      <b className={classes.figure}>{format.number(value)}</b>
    </div>
  );
}
