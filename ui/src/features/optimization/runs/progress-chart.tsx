//! How a search comes along: the cost of the best plan so far falls, what no plan can be below rises. A chart, so it runs
//! left to right in Arabic too.

import type { RunProgress } from "@/bindings";
import { useFormat, useT } from "@/text";
import classes from "./runs.module.css";

/** How many times its distance from the lowest the best plan so far is seen from. */
const ABOVE = 3;
const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, FOOT] = [560, 130, 70, 12, 10, 22];

export function ProgressChart({ progress, currency }: { progress: RunProgress; currency?: string }) {
  const t = useT();
  const format = useFormat();
  const { points } = progress;
  if (points.length === 0) return null;
  const end = Math.max(progress.timeLimitSeconds ?? 0, progress.seconds, points.at(-1)?.seconds ?? 0, 0.1);
  const values = points.flatMap((p) => (p.bound === null ? [p.objective] : [p.objective, p.bound]));
  const low = Math.min(...values);
  // A bad first plan would press all that follows onto one line: what is far above the best so far is cut off.
  const best = points.at(-1)?.objective ?? low;
  const high = Math.min(Math.max(...values), best + Math.max((best - low) * ABOVE, Math.abs(best) * 0.05));
  const pad = (high - low || Math.abs(high) || 1) * 0.08;
  const x = (seconds: number) => LEFT + (seconds / end) * (WIDTH - LEFT - RIGHT);
  const y = (value: number) => TOP + (1 - (Math.min(value, high) - low + pad) / (high - low + 2 * pad)) * (HEIGHT - TOP - FOOT);
  const steps = (at: (p: (typeof points)[number]) => number | null) => {
    let path = "";
    let last: number | null = null;
    for (const point of points) {
      const value = at(point);
      if (value === null) continue;
      path += last === null ? `M${x(point.seconds).toFixed(1)} ${y(value).toFixed(1)}` : `H${x(point.seconds).toFixed(1)}V${y(value).toFixed(1)}`;
      last = value;
    }
    return last === null ? "" : `${path}H${x(Math.max(progress.seconds, points.at(-1)?.seconds ?? 0)).toFixed(1)}`;
  };
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} direction="ltr" role="img" aria-label={t("ui-run-progress-chart")} className={classes.chart}>
        {[low, high].map((value, i) => (
          <g key={i}>
            <line x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} className={classes.grid} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {format.number(value, { notation: "compact", maximumSignificantDigits: 4 })}
            </text>
          </g>
        ))}
        {[0, 0.5, 1].map((share) => (
          <text key={share} x={x(end * share)} y={HEIGHT - 6} textAnchor={share === 0 ? "start" : share === 1 ? "end" : "middle"}>
            {format.duration(end * share)}
          </text>
        ))}
        <path d={steps((p) => p.bound)} className={classes.bound} />
        <path d={steps((p) => p.objective)} className={classes.objective} />
      </svg>
      <figcaption className={classes.legend}>
        <span data-line="objective">{t("ui-run-objective")}{currency ? ` (${currency})` : ""}</span>
        <span data-line="bound">{t("ui-run-bound")}</span>
      </figcaption>
    </figure>
  );
}
