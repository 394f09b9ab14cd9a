//! The stretch of time that a trend shows: a tail that follows the clock, or a fixed window. Pure; the clock is passed in.
//! Zoom, pan and drag all turn one window into another, so that every gesture, button and key shares the same arithmetic.

export type TrendWindow =
  | { kind: "live"; spanMs: number }
  | { kind: "fixed"; fromMs: number; toMs: number };

export interface Extent {
  fromMs: number;
  toMs: number;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The ranges that the toolbar offers, by the name in their test id. */
export const PRESETS: { name: string; spanMs: number }[] = [
  { name: "1h", spanMs: HOUR },
  { name: "8h", spanMs: 8 * HOUR },
  { name: "1d", spanMs: DAY },
  { name: "7d", spanMs: 7 * DAY },
  { name: "30d", spanMs: 30 * DAY },
];

/** Nothing below a second is asked of the store, nothing above ten years. */
const SHORTEST = 1_000;
const LONGEST = 3_653 * DAY;

export function extentOf(window: TrendWindow, nowMs: number): Extent {
  return window.kind === "live" ? { fromMs: nowMs - window.spanMs, toMs: nowMs } : window;
}

/** A fixed window with its ends in order and within what the store can be asked for. */
export function fixed(fromMs: number, toMs: number): TrendWindow {
  const [from, to] = fromMs <= toMs ? [fromMs, toMs] : [toMs, fromMs];
  const span = Math.min(Math.max(to - from, SHORTEST), LONGEST);
  const middle = (from + to) / 2;
  return { kind: "fixed", fromMs: Math.round(middle - span / 2), toMs: Math.round(middle + span / 2) };
}

/** Scales the span by `factor` with `atMs` staying where it is. A live tail keeps following as long as its end is in view. */
export function zoom(window: TrendWindow, nowMs: number, factor: number, atMs?: number): TrendWindow {
  const { fromMs, toMs } = extentOf(window, nowMs);
  if (window.kind === "live" && atMs === undefined) {
    return { kind: "live", spanMs: Math.min(Math.max(window.spanMs * factor, SHORTEST), LONGEST) };
  }
  const at = atMs ?? (fromMs + toMs) / 2;
  return fixed(at - (at - fromMs) * factor, at + (toMs - at) * factor);
}

/** Moves by a share of the span; negative is toward the past. Into the future only as far as now: there it follows again. */
export function pan(window: TrendWindow, nowMs: number, share: number): TrendWindow {
  const { fromMs, toMs } = extentOf(window, nowMs);
  const by = (toMs - fromMs) * share;
  if (toMs + by >= nowMs && by > 0) return { kind: "live", spanMs: toMs - fromMs };
  return { kind: "fixed", fromMs: Math.round(fromMs + by), toMs: Math.round(toMs + by) };
}

/** Back to the clock, keeping the span. */
export function now(window: TrendWindow, nowMs: number): TrendWindow {
  const { fromMs, toMs } = extentOf(window, nowMs);
  return { kind: "live", spanMs: toMs - fromMs };
}

/** How long to wait between two fetches of a live tail: a quarter of a point's width, at most four a second, at least every 15 s. */
export function refetchEveryMs(spanMs: number, points: number): number {
  return Math.min(Math.max(spanMs / Math.max(points, 1) / 4, 250), 15_000);
}
