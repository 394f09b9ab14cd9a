//! Net cost of waiting by day with its 90 % band, the probability to fail beside it, and the cheapest day. A chart, so it
//! runs left to right in Arabic too.

import type { DeferralAnswer } from "@/bindings";
import { useFormat, useT } from "@/text";
import classes from "./deferral.module.css";

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [860, 280, 84, 48, 22, 36];
const TICKS = 5;

export function DeferralCurve({ answer }: { answer: DeferralAnswer }) {
  const t = useT();
  const format = useFormat();
  const { curve, cheapest } = answer;
  const last = curve.at(-1)?.daysDeferred ?? 1;
  const costs = curve.flatMap((p) => [p.netCost, p.netCostInterval?.low ?? p.netCost, p.netCostInterval?.high ?? p.netCost]);
  const { from, to, ticks } = niceScale(Math.min(0, ...costs), Math.max(0, ...costs));
  const x = (days: number) => LEFT + (days / last) * (WIDTH - LEFT - RIGHT);
  const y = (cost: number) => TOP + (1 - (cost - from) / (to - from)) * (HEIGHT - TOP - FOOT);
  const yRisk = (risk: number) => TOP + (1 - risk) * (HEIGHT - TOP - FOOT);
  const line = (at: (p: (typeof curve)[number]) => number) =>
    curve.map((p, i) => `${i ? "L" : "M"}${x(p.daysDeferred).toFixed(1)} ${at(p).toFixed(1)}`).join("");
  const upper = curve.map((p) => `${x(p.daysDeferred).toFixed(1)},${y(p.netCostInterval?.high ?? p.netCost).toFixed(1)}`);
  const lower = curve.toReversed().map((p) => `${x(p.daysDeferred).toFixed(1)},${y(p.netCostInterval?.low ?? p.netCost).toFixed(1)}`);
  // Where the curve leaves the picture: the cheapest day may lie beyond it.
  const end = y(curve.at(-1)?.netCost ?? 0);
  const days = Array.from({ length: TICKS + 1 }, (_, i) => Math.round((last * i) / TICKS));
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} direction="ltr" className={classes.curve} role="img"
        aria-label={t("ui-deferral-curve-label", { days: Math.round(cheapest.daysDeferred), cost: Math.round(cheapest.netCost), currency: answer.currency })}>
        {ticks.map((cost) => (
          <g key={cost}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(cost)} y2={y(cost)} className={cost === 0 ? classes.zero : classes.grid} />
            <text x={LEFT - 8} y={y(cost) + 4} textAnchor="end">
              {format.number(cost, { notation: "compact", maximumSignificantDigits: 3 })}
            </text>
          </g>
        ))}
        {[0, 0.5, 1].map((risk) => (
          <text key={risk} x={WIDTH - RIGHT + 8} y={yRisk(risk) + 4} className={classes.riskText}>
            {format.percent(risk)}
          </text>
        ))}
        {days.map((day, i) => (
          <text key={day} x={x(day)} y={HEIGHT - FOOT + 16} textAnchor={i === 0 ? "start" : i === TICKS ? "end" : "middle"}>
            {format.integer(day)}
          </text>
        ))}
        <text x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 4} textAnchor="middle">
          {t("ui-deferral-axis-days")}
        </text>
        <text x={LEFT} y={12} textAnchor="start">
          {t("ui-deferral-axis-cost", { currency: answer.currency })}
        </text>
        <text x={WIDTH - RIGHT} y={12} textAnchor="end" className={classes.riskText}>
          {t("ui-deferral-axis-risk")}
        </text>
        <polygon points={[...upper, ...lower].join(" ")} className={classes.band} />
        <path d={line((p) => yRisk(p.riskIncrease))} className={classes.risk} />
        <path d={line((p) => y(p.netCost))} className={classes.net} />
        {cheapest.daysDeferred > last ? (
          <g data-testid="deferral-cheapest-beyond">
            <path d={`M${WIDTH - RIGHT} ${end}l-9 -5v10z`} className={classes.cheapest} />
            <text x={WIDTH - RIGHT - 12} y={end > HEIGHT - FOOT - 20 ? end - 8 : end + 16} textAnchor="end" className={classes.beyond}>
              {t("ui-deferral-cheapest-beyond", { days: Math.round(cheapest.daysDeferred) })}
            </text>
          </g>
        ) : (
          <>
            <line x1={x(cheapest.daysDeferred)} x2={x(cheapest.daysDeferred)} y1={TOP} y2={HEIGHT - FOOT} className={classes.cheapestLine} />
            <circle cx={x(cheapest.daysDeferred)} cy={y(cheapest.netCost)} r={5} className={classes.cheapest} />
          </>
        )}
      </svg>
      <figcaption className={classes.legend}>
        <span data-line="net">{t("ui-deferral-legend-net")}</span>
        <span data-line="band">{t("ui-deferral-legend-band")}</span>
        <span data-line="risk">{t("ui-deferral-legend-risk")}</span>
        <span data-line="cheapest">{t("ui-deferral-legend-cheapest")}</span>
      </figcaption>
    </figure>
  );
}

/** Round numbers that enclose the range: steps of 1, 2 or 5 times a power of ten. */
export function niceScale(least: number, most: number): { from: number; to: number; ticks: number[] } {
  const span = most - least || 1;
  const rough = span / TICKS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((f) => f * power).find((s) => s >= rough) ?? rough;
  const from = Math.floor(least / step) * step;
  const to = Math.max(Math.ceil(most / step) * step, from + step);
  const count = Math.round((to - from) / step);
  return { from, to, ticks: Array.from({ length: count + 1 }, (_, i) => from + i * step) };
}
