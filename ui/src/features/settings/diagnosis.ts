//! The diagnostics document as a page shows it: subsystems first, everything beyond them by its part, lists as tables. Pure.
//! It goes by the document itself, so that what a later version tells is shown too.

import type { JsonValue } from "@/bindings";
import type { Shape, Tone } from "@/components";

export interface Fact {
  /** `free_bytes`, or `central.state` where it stands deeper. */
  name: string;
  value: string | number | boolean | null;
}

export interface Part {
  name: string;
  facts: Fact[];
}

export interface List {
  name: string;
  /** Names of the facts: first what the thing is called, then in the order of the first row. */
  columns: string[];
  rows: Fact[][];
}

export interface Diagnosis {
  timestamp: string | null;
  subsystems: Part[];
  parts: Part[];
  lists: List[];
}

const CALLED: readonly string[] = ["name", "connector"];
const LOOKS: Record<string, { tone: Tone; shape: Shape }> = {};
const say = (words: string, tone: Tone, shape: Shape) => words.split(" ").forEach((word) => (LOOKS[word] = { tone, shape }));
say("connected online configured enabled active streaming enrolled", "plain", "circle");
say("empty missing disabled inactive stopped elsewhere standby standalone none unknown not_requested removed", "plain", "ring");
say("connecting pending", "notice", "half");
say("offline reconnecting password_needed signed_out", "warning", "triangle");
say("unreachable damaged failed", "critical", "diamond");

/** A word that nobody has a look for is shown, and does not pretend to be good or bad. */
export function lookOf(word: string): { tone: Tone; shape: Shape } {
  return LOOKS[word] ?? { tone: "plain", shape: "dash" };
}

export function diagnosisOf(document: Record<string, JsonValue>): Diagnosis {
  const { timestamp, subsystems, ...rest } = document;
  const entries = Object.entries(rest);
  const alone = entries.filter(([, value]) => value === null || typeof value !== "object").flatMap(([name, value]) => flatten(value, name));
  return {
    timestamp: typeof timestamp === "string" ? timestamp : null,
    subsystems: isObject(subsystems) ? Object.entries(subsystems).map(([name, value]) => ({ name, facts: flatten(value) })) : [],
    parts: [
      ...entries.flatMap(([name, value]) => (isObject(value) ? [{ name, facts: flatten(value) }] : [])),
      ...(alone.length > 0 ? [{ name: "beyond", facts: alone }] : []),
    ],
    lists: entries.flatMap(([name, value]) => {
      if (!Array.isArray(value)) return [];
      const rows = value.map((each) => flatten(each));
      const columns = rows[0]?.map((fact) => fact.name) ?? [];
      return [{ name, rows, columns: columns.toSorted((a, b) => Number(CALLED.includes(b)) - Number(CALLED.includes(a))) }];
    }),
  };
}

/** What is nested is named by its way. */
export function flatten(value: JsonValue, way = ""): Fact[] {
  if (value === null || typeof value !== "object") return [{ name: way, value }];
  const entries = Array.isArray(value) ? value.map((each, i) => [String(i + 1), each] as const) : Object.entries(value);
  return entries.flatMap(([name, each]) => flatten(each ?? null, way ? `${way}.${name}` : name));
}

function isObject(value: JsonValue | undefined): value is Record<string, JsonValue> {
  return value !== undefined && value !== null && typeof value === "object" && !Array.isArray(value);
}
