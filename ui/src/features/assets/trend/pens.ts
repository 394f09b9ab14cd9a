//! What tells one pen from another: a muted colour and a dash, so that colour never stands alone.
//! No red, no amber: those are kept for what is abnormal (ISA-101).

/** As many as one request of the trend command takes. */
export const MOST_PENS = 12;

const LIGHT = ["#2f5d8a", "#4a7c59", "#6d5a94", "#8a6d3b", "#2b7f86", "#9a5b7b", "#55606e", "#3f7fb5"];
const DARK = ["#8fb8e0", "#9ccfa8", "#bfaee0", "#d6bd8a", "#84d0d6", "#e0a9c4", "#b4bfcc", "#7fb2ff"];
const DASHES: number[][] = [[], [8, 4], [2, 3]];

export interface PenStyle {
  stroke: string;
  fill: string;
  dash: number[];
}

export function penStyle(index: number, dark: boolean): PenStyle {
  const colours = dark ? DARK : LIGHT;
  const stroke = colours[index % colours.length] ?? "#55606e";
  return { stroke, fill: `${stroke}30`, dash: DASHES[Math.floor(index / colours.length) % DASHES.length] ?? [] };
}
