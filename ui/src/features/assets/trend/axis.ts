//! Labels of the time axis: as much of a time as the step asks for, the day said once where it changes. Pure.

/** The two parts of a moment in the zone and language shown. */
export interface LabelTime {
  day: (ms: number) => string;
  time: (ms: number, withSeconds: boolean, withMilliseconds: boolean) => string;
}

/** Without direction marks: a chart's text runs left to right, where they would tear a date apart. */
export function bare(text: string): string {
  return text.replace(/[\u200e\u200f\u061c]/g, "");
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 86_400 * SECOND;

export function timeLabels(splits: (number | null)[], stepMs: number, label: LabelTime): (string | null)[] {
  let said: string | null = null;
  return splits.map((ms) => {
    if (ms === null) return null;
    const day = label.day(ms);
    if (stepMs >= DAY) return day;
    const time = label.time(ms, stepMs < MINUTE, stepMs < SECOND);
    if (day === said) return time;
    said = day;
    return `${time}\n${day}`;
  });
}
