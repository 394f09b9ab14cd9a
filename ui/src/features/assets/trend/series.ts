//! Trend series as the store answers them, made ready for the chart: aligned on one time axis, gaps kept as gaps,
//! and read at a moment for the legend. Pure; nothing is interpolated that was not measured.

import type { LatestValue, Quality, TrendGap, TrendSeries } from "@/bindings";

/** A column of the chart: a number, `null` where the line must break, `undefined` where only another pen has a point. */
export type Column = (number | null | undefined)[];

/** What a pen draws: its line, and beside it the least and the greatest where points stand for intervals. */
export interface PenColumns {
  line: Column;
  min: Column;
  max: Column;
}

export interface Aligned {
  t: number[];
  pens: PenColumns[];
}

/**
 * Puts all series on the union of their times. A break (both ends of a gap, a point without a value) is `null`: a reading
 * that was found inside a gap stands alone.
 * The line is the mean; where every point is a reading, min and max are the line and no band is drawn.
 */
export function align(series: TrendSeries[]): Aligned {
  const times = new Set<number>();
  for (const s of series) {
    for (const t of s.t) times.add(t);
    for (const gap of s.gaps) for (const ms of breaks(gap)) times.add(ms);
  }
  const t = Float64Array.from(times).sort();
  const at = new Map<number, number>();
  t.forEach((ms, i) => at.set(ms, i));
  const blank = (): Column => new Array(t.length).fill(undefined);
  const pens = series.map((s): PenColumns => {
    const pen = { line: blank(), min: blank(), max: blank() };
    for (const ms of s.gaps.flatMap(breaks)) {
      const i = at.get(ms);
      if (i !== undefined) pen.line[i] = pen.min[i] = pen.max[i] = null;
    }
    s.t.forEach((ms, k) => {
      const i = at.get(ms);
      if (i === undefined) return;
      pen.line[i] = s.mean[k] ?? null;
      if (!s.isRaw) {
        pen.min[i] = s.min[k] ?? null;
        pen.max[i] = s.max[k] ?? null;
      }
    });
    return pen;
  });
  return { t: Array.from(t), pens };
}

/** Just inside the gap's ends, which themselves are readings; half a microsecond is finer than any source time. */
function breaks(gap: TrendGap): number[] {
  return [gap.fromMs + 0.0005, gap.toMs - 0.0005];
}

/** The tail is as fresh as the latest value: a newer reading is put behind the last point. */
export function withLatest(series: TrendSeries, latest: LatestValue | undefined): TrendSeries {
  if (latest === undefined || latest.signal !== series.signal) return series;
  const ms = Date.parse(latest.sourceTime);
  const last = series.t.at(-1);
  if (!Number.isFinite(ms) || (last !== undefined && ms <= last)) return series;
  return {
    ...series,
    t: [...series.t, ms],
    min: [...series.min, latest.value],
    max: [...series.max, latest.value],
    mean: [...series.mean, latest.value],
    quality: [...series.quality, QUALITY_NUMBER[latest.quality]],
    readings: series.readings + 1,
  };
}

const QUALITY_NUMBER: Record<Quality, number> = { good: 0, uncertain: 1, bad: 2 };
const QUALITY_NAME: Quality[] = ["good", "uncertain", "bad"];

export function qualityName(n: number): Quality {
  return QUALITY_NAME[n] ?? "bad";
}

/** What a pen says at a moment. */
export type AtMoment =
  | { kind: "value"; t: number; value: number; min: number; max: number; quality: Quality }
  | { kind: "bad"; t: number }
  | { kind: "gap"; gap: TrendGap }
  | { kind: "none" };

/**
 * The newest point at or before `ms`: a plant value holds until the next one is known. Inside a gap there is no value,
 * before the first point neither; nor behind the last one further than `holdMs`.
 */
export function readAt(series: TrendSeries, ms: number, holdMs: number): AtMoment {
  const gap = series.gaps.find((g) => g.fromMs < ms && ms < g.toMs);
  if (gap) return { kind: "gap", gap };
  const i = lastAtOrBefore(series.t, ms);
  const t = series.t[i];
  if (t === undefined || (i === series.t.length - 1 && ms - t > holdMs)) return { kind: "none" };
  const value = series.mean[i] ?? null;
  if (value === null) return { kind: "bad", t };
  return {
    kind: "value",
    t,
    value,
    min: series.min[i] ?? value,
    max: series.max[i] ?? value,
    quality: qualityName(series.quality[i] ?? 2),
  };
}

/** Index of the newest time not after `ms`; -1 before the first. */
export function lastAtOrBefore(t: number[], ms: number): number {
  let [low, high] = [0, t.length];
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((t[mid] ?? Infinity) <= ms) low = mid + 1;
    else high = mid;
  }
  return low - 1;
}

/** Least, mean and greatest of what is in view. Intervals count by what they hold, bad points not at all. */
export function summary(series: TrendSeries, fromMs: number, toMs: number) {
  let [min, max, sum, count] = [Infinity, -Infinity, 0, 0];
  series.t.forEach((t, i) => {
    const mean = series.mean[i];
    if (t < fromMs || t > toMs || mean === null || mean === undefined) return;
    min = Math.min(min, series.min[i] ?? mean);
    max = Math.max(max, series.max[i] ?? mean);
    sum += mean;
    count += 1;
  });
  return count === 0 ? null : { min, max, mean: sum / count };
}

/** Stretches of points that are not good, for the marks under the lines: [from, to, worst quality]. */
export function badStretches(series: TrendSeries): [number, number, Quality][] {
  const found: [number, number, Quality][] = [];
  let open: [number, number, number] | null = null;
  series.t.forEach((t, i) => {
    const q = series.quality[i] ?? 2;
    if (open && open[2] === q) open[1] = t;
    else {
      if (open) found.push([open[0], t, qualityName(open[2])]);
      open = q === 0 ? null : [t, t, q];
    }
  });
  const last = open as [number, number, number] | null;
  if (last) found.push([last[0], last[1], qualityName(last[2])]);
  return found;
}
