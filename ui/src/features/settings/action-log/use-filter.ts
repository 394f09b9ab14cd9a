//! The log's filter as part of the address, and what the core is asked for with it.

import { useMemo } from "react";
import type { ListActions } from "@/bindings";
import { navigate, usePlace, writePlace } from "@/router";

export type Range = "hour" | "day" | "week" | "month" | "all" | "custom";
export type Source = "workstation" | "tenant";
export type Filter = Omit<ListActions, "offset" | "limit">;

/** As the person wishes it. */
export interface Wish {
  search: string;
  person: string;
  action: string | null;
  outcome: string | null;
  range: Range;
  /** Of a custom range, ISO. */
  from: string | null;
  to: string | null;
  source: Source;
}

const HOUR_MS = 3_600_000;
const LENGTHS: Record<Exclude<Range, "all" | "custom">, number> = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 168 * HOUR_MS, month: 720 * HOUR_MS };
export const RANGES: readonly Range[] = ["hour", "day", "week", "month", "all", "custom"];

export function wishOf(query: URLSearchParams, isCentral: boolean): Wish {
  const range = RANGES.find((each) => each === query.get("range")) ?? "all";
  return {
    search: query.get("search") ?? "",
    person: query.get("person") ?? "",
    action: query.get("action"),
    outcome: query.get("outcome"),
    range,
    from: query.get("from"),
    to: query.get("to"),
    source: isCentral && query.get("source") === "tenant" ? "tenant" : "workstation",
  };
}

/** `now` is rounded to the minute by the caller, so that the list is not asked again at every breath. */
export function filterOf(wish: Wish, now: number, isCentral: boolean): Filter {
  const { search, person, action, outcome, range } = wish;
  const times =
    range === "all"
      ? {}
      : range === "custom"
        ? { ...(wish.from ? { from: wish.from } : {}), ...(wish.to ? { to: wish.to } : {}) }
        : { from: new Date(now - LENGTHS[range]).toISOString() };
  return {
    ...(search ? { search } : {}),
    ...(person ? { person } : {}),
    ...(action ? { action } : {}),
    ...(outcome ? { outcome } : {}),
    ...times,
    ...(isCentral ? { source: wish.source } : {}),
  };
}

const MINUTE_MS = 60_000;

export function useFilter(isCentral: boolean) {
  const { path, query } = usePlace();
  const text = query.toString();
  return useMemo(() => {
    const wish = wishOf(new URLSearchParams(text), isCentral);
    const filter = filterOf(wish, Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS, isCentral);
    const { source: _, ...narrowing } = filter;
    return {
      wish,
      filter,
      isFiltered: Object.keys(narrowing).length > 0,
      change: (part: Partial<Record<keyof Wish, string | null>>) => {
        const next = new URLSearchParams(text);
        for (const [name, value] of Object.entries(part)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        navigate(writePlace(path, next), { replace: true });
      },
    };
  }, [text, path, isCentral]);
}
