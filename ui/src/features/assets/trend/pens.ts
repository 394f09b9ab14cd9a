//! What tells one pen from another: a muted colour of the theme and a dash, so that colour never stands alone.
//! No red, no amber: those are kept for what is abnormal (ISA-101).

/** As many as one request of the trend command takes. */
export const MOST_PENS = 12;

const COLOURS = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"];
const DASHES: number[][] = [[], [7, 4], [2, 3]];

export interface PenStyle {
  stroke: string;
  fill: string;
  dash: number[];
}

/** For the legend: the theme's variable, which the page resolves by itself. */
export function penColour(index: number): string {
  return `var(${COLOURS[index % COLOURS.length] ?? "--process"})`;
}

/** For the canvas, which knows no variables: resolved by `read`. */
export function penStyle(index: number, read: (variable: string) => string): PenStyle {
  const stroke = read(COLOURS[index % COLOURS.length] ?? "--process");
  return { stroke, fill: `${stroke}38`, dash: penDash(index) };
}

export function penDash(index: number): number[] {
  return DASHES[Math.floor(index / COLOURS.length) % DASHES.length] ?? [];
}

/** Which look each pen has: the one it had, else the first that is free. */
export function assignSlots(before: ReadonlyMap<number, number>, chosen: number[]): Map<number, number> {
  const kept = new Map(chosen.flatMap((signal) => (before.has(signal) ? [[signal, before.get(signal) ?? 0] as const] : [])));
  const taken = new Set(kept.values());
  let free = 0;
  for (const signal of chosen) {
    if (kept.has(signal)) continue;
    while (taken.has(free)) free += 1;
    taken.add(free);
    kept.set(signal, free);
  }
  return kept;
}
