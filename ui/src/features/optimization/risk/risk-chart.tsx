//! Risk by period, before and after: a bar for the mean, above it the tail. Filled is after, hollow is before, so the two
//! are told apart without colour. Time runs left to right in Arabic too.

import type { RiskAnswer } from "@/bindings";
import { useFormat, useT } from "@/text";
import { useMoney } from "../runs/use-money";
import classes from "./risk.module.css";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [900, 250, 74, 10, 14, 34];
const TICKS = 4;
const MOST_LABELS = 12;

export function RiskChart({ plan }: { plan: RiskAnswer }) {
  const t = useT();
  const format = useFormat();
  const money = useMoney(plan.currency);
  const { periods } = plan;
  const most = Math.max(1e-9, ...periods.flatMap(({ before, after }) => [before.mean + before.tail, after.mean + after.tail]));
  const step = niceStep(most / TICKS);
  const top = Math.ceil(most / step) * step;
  const slot = (WIDTH - LEFT - RIGHT) / Math.max(1, periods.length);
  const bar = Math.min(22, slot * 0.36);
  const y = (value: number) => TOP + (1 - value / top) * (HEIGHT - TOP - FOOT);
  const every = Math.ceil(periods.length / MOST_LABELS);
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} direction="ltr" role="img" aria-label={t("ui-risk-chart", { before: money(plan.currentRisk.weighed), after: money(plan.optimizedRisk.weighed) })} className={classes.chart}>
        {Array.from({ length: Math.round(top / step) + 1 }, (_, i) => i * step).map((value) => (
          <g key={value}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} className={classes.grid} />
            <text x={LEFT - 8} y={y(value) + 4} textAnchor="end">
              {format.number(value, { notation: "compact", maximumSignificantDigits: 3 })}
            </text>
          </g>
        ))}
        {periods.map(({ index, from, before, after }) => {
          const middle = LEFT + slot * (index + 0.5);
          return (
            <g key={index} data-period={index}>
              <title>
                {`${format.day(from)} · ${t("ui-risk-before")}: ${money(before.mean)} + ${money(before.tail)} · ${t("ui-risk-after")}: ${money(after.mean)} + ${money(after.tail)}`}
              </title>
              <rect x={LEFT + slot * index} y={TOP} width={slot} height={HEIGHT - TOP - FOOT} fill="transparent" />
              <Bar x={middle - bar - 1} width={bar} mean={before.mean} tail={before.tail} y={y} when="before" />
              <Bar x={middle + 1} width={bar} mean={after.mean} tail={after.tail} y={y} when="after" />
              {index % every === 0 ? (
                <text x={middle} y={HEIGHT - FOOT + 15} textAnchor="middle">
                  {format.dayAndMonth(from)}
                </text>
              ) : null}
            </g>
          );
        })}
        <text x={LEFT} y={HEIGHT - 4} textAnchor="start">
          {t("ui-risk-axis", { currency: plan.currency })}
        </text>
      </svg>
      <figcaption className={classes.legend}>
        {(["before-mean", "before-tail", "after-mean", "after-tail"] as const).map((part) => (
          <span key={part} data-part={part}>
            <i aria-hidden />
            {t(`ui-risk-legend-${part}`)}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Bar({ x, width, mean, tail, y, when }: { x: number; width: number; mean: number; tail: number; y: (value: number) => number; when: "before" | "after" }) {
  return (
    <>
      <rect x={x} width={width} y={y(mean)} height={Math.max(0, y(0) - y(mean))} className={classes.mean} data-when={when} />
      <rect x={x + width * 0.3} width={width * 0.4} y={y(mean + tail)} height={Math.max(0, y(mean) - y(mean + tail))} className={classes.tail} data-when={when} />
    </>
  );
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= rough) ?? rough;
}
