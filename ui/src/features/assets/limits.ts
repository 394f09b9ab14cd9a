//! Where a value stands to its limits, and how the indicator bar is laid out. Pure.

import type { Limits } from "@/bindings";

export type LimitState = "none" | "normal" | "low_low" | "low" | "high" | "high_high";

/** The alarm region that the value is in (deadbands and delays are the alert rules' business). */
export function limitState(value: number | null, limits: Limits): LimitState {
  const { lowLow, low, high, highHigh } = limits;
  if (value === null || [lowLow, low, high, highHigh].every((v) => v === null)) return "none";
  if (highHigh !== null && value >= highHigh) return "high_high";
  if (lowLow !== null && value <= lowLow) return "low_low";
  if (high !== null && value >= high) return "high";
  if (low !== null && value <= low) return "low";
  return "normal";
}

/** Stretches of the bar in per cent of its length, and where the pointer stands (held at the ends). */
export interface BarLayout {
  zones: { kind: "outer" | "inner" | "normal"; from: number; to: number }[];
  pointer: number;
  /** The value lies beyond the bar's end. */
  isBeyond: boolean;
}

/** Null where there are no limits at all. A side without limits gets room beyond the value, so that the pointer moves. */
export function barLayout(value: number, limits: Limits): BarLayout | null {
  const given = [limits.lowLow, limits.low, limits.high, limits.highHigh].filter((v) => v !== null);
  const [least, most] = [Math.min(...given), Math.max(...given)];
  if (given.length === 0) return null;
  const hasLow = limits.low !== null || limits.lowLow !== null;
  const hasHigh = limits.high !== null || limits.highHigh !== null;
  const span = hasLow && hasHigh && most > least ? most - least : Math.max(Math.abs(most - value), Math.abs(most) * 0.5, 1e-9);
  const begin = hasLow ? least - span * 0.15 : least - span * 1.5;
  const end = hasHigh ? most + span * 0.15 : most + span * 1.5;
  const at = (v: number) => Math.min(100, Math.max(0, ((v - begin) / (end - begin)) * 100));
  const innerLow = limits.low ?? limits.lowLow ?? begin;
  const innerHigh = limits.high ?? limits.highHigh ?? end;
  const zones: BarLayout["zones"] = [
    { kind: "outer", from: 0, to: at(limits.lowLow ?? begin) },
    { kind: "inner", from: at(limits.lowLow ?? begin), to: at(innerLow) },
    { kind: "normal", from: at(innerLow), to: at(innerHigh) },
    { kind: "inner", from: at(innerHigh), to: at(limits.highHigh ?? end) },
    { kind: "outer", from: at(limits.highHigh ?? end), to: 100 },
  ];
  return { zones: zones.filter((z) => z.to > z.from), pointer: at(value), isBeyond: value < begin || value > end };
}
