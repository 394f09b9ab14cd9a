//! Language, direction and formats for everything below: switching changes the page at once, without a reload.

import { useDirection } from "@mantine/core";
import { createContext, use, useCallback, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from "react";
import type { Failure, Message } from "@/bindings";
import { bundleOf } from "./bundles";
import { Formatter } from "./format";
import { keepLocalPreferences, readLocalPreferences, type Preferences } from "./preferences";
import { wordsFor } from "./words";

export type Args = Record<string, string | number>;
/** The text of a message id in the current language. An id without text shows itself, so that it is noticed. */
export type Translate = (id: string, args?: Args) => string;

interface Text {
  t: Translate;
  has: (id: string) => boolean;
  preferences: Preferences;
  change: (part: Partial<Preferences>) => void;
}

const TextContext = createContext<Text | null>(null);
const FormatContext = createContext<Formatter | null>(null);

export function TextProvider({ children, initial }: { children: ReactNode; initial?: Preferences }) {
  const [preferences, setPreferences] = useState<Preferences>(() => initial ?? readLocalPreferences());
  const { setDirection } = useDirection();
  const { language, digits } = preferences;

  useLayoutEffect(() => {
    const direction = language === "ar" ? "rtl" : "ltr";
    document.documentElement.lang = language;
    setDirection(direction);
    document.documentElement.dir = direction;
  }, [language, setDirection]);
  useEffect(() => keepLocalPreferences(preferences), [preferences]);

  const change = useCallback((part: Partial<Preferences>) => setPreferences((old) => ({ ...old, ...part })), []);
  const text = useMemo<Text>(() => {
    const bundle = bundleOf(language, digits);
    return {
      preferences,
      change,
      has: (id) => bundle.hasMessage(id),
      t: (id, args) => {
        const pattern = bundle.getMessage(id)?.value;
        // Fluent would throw at the first problem; with a list it goes on and shows the name of what is missing.
        return pattern ? bundle.formatPattern(pattern, args, []) : id;
      },
    };
  }, [language, digits, preferences, change]);

  return <TextContext value={text}>{children}</TextContext>;
}

/** The formatter with the zone of the workspace, or of a site for the part of a page that is about it. */
export function FormatProvider({ zone, children }: { zone: string; children: ReactNode }) {
  const { preferences } = useText();
  const formatter = useMemo(() => new Formatter(preferences, zone), [preferences, zone]);
  return <FormatContext value={formatter}>{children}</FormatContext>;
}

export function useText(): Text {
  const text = use(TextContext);
  if (!text) throw new Error("useText needs a TextProvider above it");
  return text;
}

export function useT(): Translate {
  return useText().t;
}

export function useFormat(): Formatter {
  const formatter = use(FormatContext);
  const { preferences } = useText();
  return useMemo(() => formatter ?? new Formatter(preferences, "UTC"), [formatter, preferences]);
}

/** A message of the core in the current language. */
export function useMessage(): (message: Message) => string {
  const { t, has } = useText();
  const format = useFormat();
  return useCallback((message: Message) => t(message.id, withDays(wordsFor(message, { t, has }), format)), [t, has, format]);
}

/** Days that the core names (`2027-03-01`), as days are written here and in the calendar that is read in. */
function withDays(args: Args, format: Formatter): Args {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? format.day(value) : value]));
}

/** The name to show of a thing that has one in both languages. */
export function useName(): (thing: { nameEn: string; nameAr: string }) => string {
  const { preferences } = useText();
  return useCallback(
    (thing) => (preferences.language === "ar" ? thing.nameAr || thing.nameEn : thing.nameEn || thing.nameAr),
    [preferences.language],
  );
}

/** What happened and what to do, as two sentences; the number is what the field knows the kind by. */
export function useFailureText(): (failure: Failure) => { what: string; remedy: string; number: number } {
  const { t, has } = useText();
  const format = useFormat();
  return useCallback(
    (failure) => {
      const number = failureNumber(failure);
      const say = (message: Message, fallback: string) =>
        has(message.id) ? t(message.id, withDays(wordsFor(message, { t, has }), format)) : t(fallback);
      return {
        what: say(failure.message, `ui-code-${failure.code}`),
        remedy: say(failure.remedy, `ui-code-${failure.code}-remedy`),
        number,
      };
    },
    [t, has, format],
  );
}

const numbers: Record<Failure["code"], number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 422,
  locked: 423,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

export function failureNumber(failure: Failure): number {
  return numbers[failure.code];
}
