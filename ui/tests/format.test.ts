//! One formatter: numbers, times and units as each preference wants them.

import { describe, expect, it } from "vitest";
import { Formatter, parseNumber, parsePreferences, toLatinDigits, unitNameId, unitSymbol, type Preferences } from "@/text";

const base: Preferences = { language: "en", theme: "light", digits: "latn", calendar: "gregory", timeZone: "site" };
const at = "2026-11-22T10:41:05.250Z";
const formatter = (part: Partial<Preferences>, zone = "Asia/Riyadh") => new Formatter({ ...base, ...part }, zone);
/** Marks of direction and special spaces are not what these tests are about. */
const plain = (text: string) => text.replace(/[\u200e\u200f\u061c]/g, "").replace(/[\u00a0\u202f]/g, " ");

describe("readings", () => {
  const check = (value: number, expected: string, part: Partial<Preferences> = {}) =>
    expect(plain(formatter(part).reading(value))).toBe(expected);

  it("shows five significant digits and no more", () => {
    check(1234.5678, "1,234.6");
    check(0.123456, "0.12346");
    check(98765.4, "98,765");
    check(0, "0");
  });
  it("shows the very large and very small in powers of ten", () => {
    check(4.2e-7, "4.2E-7");
    check(1.5e12, "1.5E12");
  });
  it("shows a dash where there is no number", () => {
    check(Number.NaN, "–");
    check(Number.POSITIVE_INFINITY, "–");
  });
  it("writes Arabic-Indic digits with their own separators when they are chosen", () => {
    check(1234.5, "١٬٢٣٤٫٥", { language: "ar", digits: "arab" });
    check(1234.5, "1,234.5", { language: "ar", digits: "latn" });
  });
  it("keeps value and unit together", () => {
    expect(formatter({}).withUnit(71.25, "Cel")).toBe("71.25\u00a0°C");
    expect(formatter({}).withUnit(71.25, "1")).toBe("71.25");
  });
});

describe("times", () => {
  const check = (expected: string, part: Partial<Preferences>, shape: "minute" | "second" = "minute") =>
    expect(plain(formatter(part).time(at, shape))).toBe(expected);

  it("shows the site's zone unless the person wishes otherwise", () => {
    check("22/11/2026, 13:41", {});
    check("22/11/2026, 10:41:05", { timeZone: "utc" }, "second");
    check("22/11/2026, 16:11", { timeZone: "Asia/Kolkata" });
  });
  it("shows the Saudi Umm al-Qura calendar, not another Islamic one", () => {
    check("12/06/1448 AH, 13:41", { calendar: "islamic-umalqura" });
    // The civil calendar would say the 11th: a test that the whole name reaches Intl.
    expect(plain(formatter({ calendar: "islamic-umalqura" }).time(at, "date"))).toContain("1448");
  });
  it("shows the offset in the digits of the time beside it", () => {
    expect(formatter({ language: "ar", digits: "arab" }).offset(at)).toBe("+٠٣:٠٠");
    expect(formatter({ language: "ar", digits: "latn" }).offset(at)).toBe("+03:00");
    expect(formatter({ timeZone: "utc" }).offset(at)).toBe("+00:00");
    expect(formatter({ timeZone: "America/New_York" }).offset(at)).toBe("-05:00");
  });
  it("moves no due date by a zone", () => {
    expect(formatter({}, "Pacific/Kiritimati").day("2026-12-04")).toBe("04/12/2026");
    expect(formatter({}, "Pacific/Midway").day("2026-12-04")).toBe("04/12/2026");
  });
  it("says a dash for what is no time", () => {
    expect(formatter({}).time("never")).toBe("–");
    expect(formatter({}).day("soon")).toBe("–");
  });
  it("tells ages in the largest unit that fits", () => {
    const now = Date.parse(at);
    const age = (seconds: number) => plain(formatter({}).age(now - seconds * 1000, now));
    expect(age(5)).toBe("5 sec ago");
    expect(age(150)).toBe("2 min ago");
    expect(age(7200)).toBe("2 hr ago");
    expect(age(200_000)).toBe("2 days ago");
  });
  it("tells ages in Arabic in one piece, with no word that ends in a mark", () => {
    const now = Date.parse(at);
    expect(formatter({ language: "ar" }).age(now - 6000, now).replace(/[\u200e\u200f\u061c]/g, "")).toBe("قبل\u00a06\u00a0ثوان");
  });
});

describe("numbers that people type", () => {
  const check = (text: string, expected: number | null) => expect(parseNumber(text)).toBe(expected);
  it("takes both kinds of digits and separators", () => {
    check("١٬٢٣٤٫٥", 1234.5);
    check("1,234.5", 1234.5);
    check(" -0.75 ", -0.75);
    check("٣", 3);
  });
  it("refuses what is no number", () => {
    for (const text of ["", "abc", "1.2.3", "NaN", "Infinity", "1e999", "--1"]) check(text, null);
  });
  it("keeps a decimal exact as text", () => {
    expect(toLatinDigits("٠٫١٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠١")).toBe("0.100000000000000000" + "1");
  });
});

describe("units", () => {
  it("shows symbols as on instruments", () => {
    for (const [code, symbol] of [["Cel", "°C"], ["m3/h", "m³/h"], ["{rev}/min", "rpm"], ["m/s2", "m/s²"], ["kg/m3", "kg/m³"], ["1", ""], ["bar{gauge}", "bar(g)"]]) {
      expect(unitSymbol(code ?? "")).toBe(symbol);
    }
  });
  it("names each code by one id", () => {
    expect(unitNameId("m3/h")).toBe("unit-m3-h");
    expect(unitNameId("[psi]{gauge}")).toBe("unit-psi-gauge");
    expect(unitNameId("%")).toBe("unit-percent");
  });
});

describe("preferences", () => {
  it("come out right whatever was stored", () => {
    expect(parsePreferences({})).toEqual({ ...base, theme: "auto" });
    expect(parsePreferences({ language: "C", theme: "pink", digits: "roman", calendar: "islamic", timeZone: "Mars/Base" })).toEqual({ ...base, theme: "auto" });
    expect(parsePreferences({ language: "ar", timeZone: "Asia/Riyadh" })).toMatchObject({ language: "ar", timeZone: "Asia/Riyadh" });
  });
});
