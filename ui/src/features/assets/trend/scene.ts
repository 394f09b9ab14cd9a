//! What is drawn on a trend beside its lines, and in which colours. Types only.

import type { Limits, TrendGap } from "@/bindings";
import type { Extent } from "./window";

/** What may change without building the chart anew; read by its hooks at every draw. */
export interface Scene {
  extent: Extent;
  /** The scales as they were when they were locked, by unit. */
  locked: ReadonlyMap<string, [number, number]> | null;
  gaps: { gaps: TrendGap[]; row: number; stroke: string }[];
  bad: { stretches: [number, number, string][]; row: number }[];
  limits: { unit: string; limits: Limits } | null;
  markers: { a: number; b: number } | null;
  /** Work on the asset, by the time it was ordered. */
  work: { ms: number; name: string }[];
}

export interface Look {
  text: string;
  grid: string;
  ground: string;
  hatch: string;
  bad: string;
  uncertain: string;
  limit: string;
  marker: string;
  font: string;
}
