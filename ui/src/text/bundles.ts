//! The messages of locales/<language>/*.ftl as Fluent bundles, all inside the application: no language needs the network.

import { FluentBundle, FluentResource } from "@fluent/bundle";
import type { Digits, Language } from "./preferences";

const files: Record<Language, Record<string, string>> = {
  en: import.meta.glob<string>("../../../locales/en/*.ftl", { query: "?raw", import: "default", eager: true }),
  ar: import.meta.glob<string>("../../../locales/ar/*.ftl", { query: "?raw", import: "default", eager: true }),
};

const bundles = new Map<string, FluentBundle>();

/** The region decides separators and plural forms; the digits are the person's own choice. */
export function localeOf(language: Language, digits: Digits): string {
  return `${language === "ar" ? "ar-SA" : "en-GB"}-u-nu-${digits}`;
}

export function bundleOf(language: Language, digits: Digits): FluentBundle {
  const locale = localeOf(language, digits);
  const made = bundles.get(locale);
  if (made) return made;
  // Isolation marks keep a Latin tag inside an Arabic sentence in order; an English sentence does without them.
  const bundle = new FluentBundle(locale, { useIsolating: language === "ar" });
  for (const text of Object.values(files[language])) bundle.addResource(new FluentResource(text), { allowOverrides: true });
  bundles.set(locale, bundle);
  return bundle;
}
