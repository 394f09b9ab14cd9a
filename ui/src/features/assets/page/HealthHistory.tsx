//! Health over time as a stepped line between 0 and 100; a score is good until the next. Where there was not enough data
//! the line is broken. A chart, so it runs left to right in Arabic too.

import type { Score } from "@/bindings";
import { useFormat, useT } from "@/text";
import { bare } from "../trend/axis";
import classes from "./page.module.css";

const [WIDTH, HEIGHT, LEFT, FOOT] = [720, 200, 34, 22];
/** Below 40 poor, below 70 fair: the bands of `HealthBand`. */
const BANDS = [40, 70];

export function HealthHistory({ scores, fromMs, toMs, zone }: { scores: Score[]; fromMs: number; toMs: number; zone: string }) {
  const t = useT();
  const format = useFormat();
  const x = (ms: number) => LEFT + ((ms - fromMs) / (toMs - fromMs)) * (WIDTH - LEFT - 8);
  const y = (health: number) => 8 + (1 - health / 100) * (HEIGHT - FOOT - 8);
  const ordered = [...scores].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const path = steps(ordered, x, y);
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => fromMs + share * (toMs - fromMs));
  const last = ordered.at(-1);
  const label = last?.outcome === "scored" ? t("assets-score-history-label", { health: Math.round(last.health) }) : t("assets-score-history");
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} direction="ltr" className={classes.history} role="img" aria-label={label}>
      {[0, ...BANDS, 100].map((health) => (
        <g key={health}>
          <line x1={LEFT} x2={WIDTH - 8} y1={y(health)} y2={y(health)} className={BANDS.includes(health) ? classes.bandLine : classes.gridLine} />
          <text x={LEFT - 6} y={y(health) + 4} textAnchor="end">
            {format.integer(health)}
          </text>
        </g>
      ))}
      {ticks.map((ms, i) => (
        <text key={ms} x={x(ms)} y={HEIGHT - 6} textAnchor={i === 0 ? "start" : i === ticks.length - 1 ? "end" : "middle"}>
          {bare(format.time(ms, toMs - fromMs > 2 * 86_400_000 ? "date" : "minute", zone))}
        </text>
      ))}
      <path d={path} className={classes.healthLine} />
      {ordered.map((score) =>
        score.outcome === "scored" ? (
          <circle key={score.id} cx={x(Date.parse(score.at))} cy={y(score.health)} r={ordered.length > 80 ? 1.2 : 2.6} className={classes.healthDot}>
            <title>{`${format.time(score.at, "minute", zone)} · ${format.fixed(score.health, 1)}`}</title>
          </circle>
        ) : null,
      )}
    </svg>
  );
}

/** Each score holds until the next one; insufficient data lifts the pen. */
export function steps(scores: Score[], x: (ms: number) => number, y: (health: number) => number): string {
  let path = "";
  let isDown = false;
  for (const score of scores) {
    const at = x(Date.parse(score.at)).toFixed(1);
    if (score.outcome !== "scored") {
      if (isDown) path += `H${at}`;
      isDown = false;
      continue;
    }
    const height = y(score.health).toFixed(1);
    path += isDown ? `H${at}V${height}` : `M${at} ${height}`;
    isDown = true;
  }
  return path;
}
