//! The trend's data as CSV: what is in view, every pen, min and max included, times in ISO 8601 UTC.
//! Numbers are plain (Latin digits, full precision), so that the file reads back as it was measured.

import type { TrendSeries } from "@/bindings";
import { qualityName } from "./series";

export interface CsvPen {
  /** `P-101 bearing_temperature [Cel]` */
  title: string;
  series: TrendSeries;
}

/** One line a point and pen, oldest first: time, pen, min, mean, max, quality; gaps as lines of their own. */
export function trendCsv(pens: CsvPen[]): string {
  const lines: { ms: number; text: string }[] = [];
  for (const { title, series } of pens) {
    series.t.forEach((ms, i) => {
      const cells = [iso(ms), title, series.min[i], series.mean[i], series.max[i], qualityName(series.quality[i] ?? 2), ""];
      lines.push({ ms, text: row(cells) });
    });
    for (const gap of series.gaps) {
      lines.push({ ms: gap.fromMs, text: row([iso(gap.fromMs), title, null, null, null, "gap", `${gap.reason} until ${iso(gap.toMs)}`]) });
    }
  }
  lines.sort((a, b) => a.ms - b.ms);
  return ["time,signal,min,mean,max,quality,note", ...lines.map((l) => l.text)].join("\r\n") + "\r\n";
}

/** RFC 4180; a text that a spreadsheet would run as a formula is kept from it. */
export function row(cells: (string | number | null | undefined)[]): string {
  return cells.map(cell).join(",");
}

function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
