//! The pens that an asset offers: one for every source of every metric; and those that the address names.

import type { AssetDetail } from "@/bindings";
import { MOST_PENS } from "./pens";

export interface AssetPen {
  signal: number;
  metric: string;
  /** Said where one metric has several sources. */
  source: string | null;
  unit: string;
  limits: AssetDetail["metrics"][number]["metric"]["limits"];
  isDemo: boolean;
}

/** Pens that are shown when nobody has chosen yet. */
const FIRST_PENS = 3;

export function pensOf(detail: AssetDetail): AssetPen[] {
  return detail.metrics.flatMap(({ metric, sources }) =>
    sources.map((source) => ({
      signal: source.signal,
      metric: metric.name,
      source: sources.length > 1 ? source.externalTag : null,
      unit: metric.unit,
      limits: metric.limits,
      isDemo: source.isDemo,
    })),
  );
}

/** `12.15`: signals as the address holds them. None yet: the first few. */
export function chosenPens(text: string | null, available: AssetPen[]): AssetPen[] {
  if (text === null) return available.slice(0, FIRST_PENS);
  const wanted = new Set(text.split(".").map(Number));
  return available.filter((p) => wanted.has(p.signal)).slice(0, MOST_PENS);
}
