//! How a person likes to read: language, theme, digits, calendar, time zone. Text from the core is parsed here, once.

import type { Preferences as StoredPreferences } from "@/bindings";

export type Language = "en" | "ar";
export type Theme = "light" | "dark" | "auto";
export type Digits = "latn" | "arab";
export type Calendar = "gregory" | "islamic-umalqura";

export interface Preferences {
  language: Language;
  theme: Theme;
  digits: Digits;
  calendar: Calendar;
  /** `site`, `utc`, or an IANA name. */
  timeZone: string;
}

export const defaults: Preferences = {
  language: "en",
  theme: "auto",
  digits: "latn",
  calendar: "gregory",
  timeZone: "site",
};

const place = "optria-preferences";

export function parsePreferences(stored: Partial<StoredPreferences>): Preferences {
  return {
    language: stored.language === "ar" ? "ar" : "en",
    theme: stored.theme === "light" || stored.theme === "dark" ? stored.theme : "auto",
    digits: stored.digits === "arab" ? "arab" : "latn",
    calendar: stored.calendar === "islamic-umalqura" ? "islamic-umalqura" : "gregory",
    timeZone: stored.timeZone && isTimeZone(stored.timeZone) ? stored.timeZone : "site",
  };
}

/** `site` and `utc` are words of ours; the rest must be a zone that this machine knows. */
export function isTimeZone(zone: string): boolean {
  if (zone === "site" || zone === "utc") return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** Before anyone is signed in: what was last chosen in this window, else the machine's language. */
export function readLocalPreferences(): Preferences {
  try {
    const kept = localStorage.getItem(place);
    if (kept) return parsePreferences(JSON.parse(kept) as Partial<StoredPreferences>);
  } catch {
    // A damaged or forbidden local storage is no reason not to start.
  }
  return { ...defaults, language: machineLanguage() };
}

export function keepLocalPreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(place, JSON.stringify(preferences));
  } catch {
    // The person's choice is kept with the person too; this copy only serves the sign-in page.
  }
}

/** With LANG=C WebKitGTK says "C", which Intl refuses: only what looks like Arabic counts, all else is English. */
function machineLanguage(): Language {
  return /^ar\b/i.test(navigator.language ?? "") ? "ar" : "en";
}
