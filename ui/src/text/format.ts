//! The one formatter: numbers, dates, durations, ages and units, by the person's preferences and the site's zone.
//! Pure: the same input gives the same text; `now` is passed in.

import { localeOf } from "./bundles";
import type { Preferences } from "./preferences";
import { unitSymbol } from "./units";

export type TimeShape = "date" | "minute" | "second" | "millisecond" | "clock";

const clock = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
const day = { year: "numeric", month: "2-digit", day: "2-digit" } as const;

export class Formatter {
  readonly locale: string;
  private readonly numbers = new Map<string, Intl.NumberFormat>();
  private readonly dates = new Map<string, Intl.DateTimeFormat>();

  constructor(
    readonly preferences: Preferences,
    /** The zone of the site, or of the workspace where no site is meant. */
    readonly siteZone: string,
  ) {
    this.locale = localeOf(preferences.language, preferences.digits);
  }

  /** The zone that times are shown in, for a thing at a site with the zone given. */
  zone(siteZone: string = this.siteZone): string {
    const wish = this.preferences.timeZone;
    if (wish === "site") return siteZone;
    return wish === "utc" ? "UTC" : wish;
  }

  integer(value: number): string {
    return this.number(value, { maximumFractionDigits: 0 });
  }

  number(value: number, options: Intl.NumberFormatOptions = {}): string {
    if (!Number.isFinite(value)) return "–";
    const key = JSON.stringify(options);
    let format = this.numbers.get(key);
    if (!format) this.numbers.set(key, (format = new Intl.NumberFormat(this.locale, options)));
    // Nothing is not less than nothing.
    return format.format(value === 0 ? 0 : value);
  }

  /** A reading: five significant digits, without pretending to more; plain notation in the range of the field. */
  reading(value: number): string {
    const size = Math.abs(value);
    if (size !== 0 && (size < 1e-4 || size >= 1e9)) {
      return this.number(value, { notation: "scientific", maximumSignificantDigits: 4 });
    }
    if (size >= 10_000) return this.number(value, { maximumFractionDigits: 0 });
    return this.number(value, { maximumSignificantDigits: 5 });
  }

  fixed(value: number, decimals: number): string {
    return this.number(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }

  /** A share of 0..=1 as per cent. */
  percent(share: number, decimals = 0): string {
    return this.number(share, { style: "percent", minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }

  unit(code: string): string {
    return unitSymbol(code);
  }

  withUnit(value: number, unit: string): string {
    const symbol = unitSymbol(unit);
    return symbol ? `${this.reading(value)}\u00a0${symbol}` : this.reading(value);
  }

  bytes(count: number): string {
    const names = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;
    let size = count;
    let step = 0;
    while (size >= 1000 && step < names.length - 1) {
      size /= 1000;
      step += 1;
    }
    return this.number(size, {
      style: "unit",
      unit: names[step] ?? "byte",
      unitDisplay: "short",
      maximumFractionDigits: step === 0 ? 0 : 1,
    });
  }

  time(iso: string | number | Date, shape: TimeShape = "minute", siteZone?: string): string {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return "–";
    return this.dateFormat(shape, this.zone(siteZone)).format(at);
  }

  /** The offset of the zone shown at that moment, in the digits of the time beside it: `+03:00`, `+٠٣:٠٠`. */
  offset(iso: string | number | Date, siteZone?: string): string {
    const at = new Date(iso);
    if (Number.isNaN(at.getTime())) return "";
    const parts = new Intl.DateTimeFormat("en-GB-u-nu-latn", { timeZone: this.zone(siteZone), timeZoneName: "longOffset" });
    const name = parts.formatToParts(at).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
    const code = name === "GMT" ? "+00:00" : name.replace("GMT", "").replace("\u2212", "-");
    return this.preferences.digits === "arab" ? code.replace(/\d/g, (digit) => String.fromCharCode(0x0660 + Number(digit))) : code;
  }

  /** A day without a time (`2027-03-01`): never shifted by a zone. */
  day(date: string): string {
    const at = new Date(`${date}T12:00:00Z`);
    return Number.isNaN(at.getTime()) ? "–" : this.dateFormat("date", "UTC").format(at);
  }

  /** Of such a day: `Tue`. */
  weekday(date: string): string {
    const at = new Date(`${date}T12:00:00Z`);
    return Number.isNaN(at.getTime()) ? "–" : new Intl.DateTimeFormat(this.locale, { weekday: "short", timeZone: "UTC" }).format(at);
  }

  /** Of such a day, where the year is plain: `01/12`. */
  dayAndMonth(date: string): string {
    const at = new Date(`${date}T12:00:00Z`);
    if (Number.isNaN(at.getTime())) return "–";
    const locale = `${this.locale}-ca-${this.preferences.calendar}`;
    const text = new Intl.DateTimeFormat(locale, { month: "2-digit", day: "2-digit", timeZone: "UTC" }).format(at);
    // The marks of direction in it are for a sentence; on an axis they would throw the two numbers about.
    return text.replace(/[\u200e\u200f]/g, "");
  }

  /** How long ago or ahead, in the largest unit that is at least one: "5 min ago". Never broken over two lines. */
  age(iso: string | number | Date, now: number): string {
    return onItsLine(this.agoOrAhead(iso, now)).replaceAll(" ", "\u00a0");
  }

  private agoOrAhead(iso: string | number | Date, now: number): string {
    const seconds = (new Date(iso).getTime() - now) / 1000;
    if (Number.isNaN(seconds)) return "–";
    const format = new Intl.RelativeTimeFormat(this.locale, { numeric: "always", style: "short" });
    const size = Math.abs(seconds);
    if (size < 60) return format.format(Math.trunc(seconds) || -0, "second");
    if (size < 3600) return format.format(Math.trunc(seconds / 60), "minute");
    if (size < 86_400) return format.format(Math.trunc(seconds / 3600), "hour");
    return format.format(Math.trunc(seconds / 86_400), "day");
  }

  /** A span of seconds in the unit that fits: 0.4 ms, 12 s, 3.2 h. */
  duration(seconds: number): string {
    const show = (value: number, unit: string) =>
      this.number(value, { style: "unit", unit, unitDisplay: "short", maximumSignificantDigits: 3 });
    if (seconds < 1) return show(seconds * 1000, "millisecond");
    if (seconds < 120) return show(seconds, "second");
    if (seconds < 7200) return show(seconds / 60, "minute");
    if (seconds < 172_800) return show(seconds / 3600, "hour");
    return show(seconds / 86_400, "day");
  }

  private dateFormat(shape: TimeShape, timeZone: string): Intl.DateTimeFormat {
    const key = `${shape} ${timeZone}`;
    let format = this.dates.get(key);
    if (!format) this.dates.set(key, (format = this.makeDateFormat(shape, timeZone)));
    return format;
  }

  private makeDateFormat(shape: TimeShape, timeZone: string): Intl.DateTimeFormat {
    // `islamic` is another calendar: the Saudi one is Umm al-Qura, by its whole name.
    const locale = `${this.locale}-ca-${this.preferences.calendar}`;
    const shapes: Record<TimeShape, Intl.DateTimeFormatOptions> = {
      date: day,
      minute: { ...day, ...clock },
      second: { ...day, ...clock, second: "2-digit" },
      millisecond: { ...day, ...clock, second: "2-digit", fractionalSecondDigits: 3 },
      clock: { ...clock, second: "2-digit" },
    };
    return new Intl.DateTimeFormat(locale, { ...shapes[shape], timeZone });
  }
}

/** Without the mark that a word ends in (ثوانٍ): WebKitGTK would move the whole word off its line by it. */
function onItsLine(text: string): string {
  return text.replace(/[\u064b-\u0652\u0670]+(?![\p{L}\p{M}])/gu, "");
}

/** Digits a person typed, Arabic-Indic or Latin, with the separators of either, as plain text for the core; null if no number. */
export function parseNumber(text: string): number | null {
  const plain = toLatinDigits(text).trim();
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : null;
}

/** `٣٫٥` becomes `3.5`; thousands separators are dropped. */
export function toLatinDigits(text: string): string {
  return text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[٬,\u00a0\u202f]/g, "")
    .replace(/٫/g, ".")
    .replace(/[\u200e\u200f\u061c]/g, "")
    .replace(/\u2212/g, "-");
}
