//! What the core names by a code, in words: metrics, units, capabilities, states of an order. Only arguments that a message
//! has by these names; a code without words stays as it is.

import type { Message } from "@/bindings";
import { unitSymbol } from "./units";

type Args = Record<string, string | number>;
interface Texts {
  t: (id: string) => string;
  has: (id: string) => boolean;
}

/** Messages about units themselves: there `1` has a name, and these arguments are units. In others `from` and `to` are numbers. */
const aboutUnits: Record<string, readonly string[]> = {
  "unit-dimension-differs": ["from", "to"],
  "mapping-metric-unit-differs": ["unit"],
  "suggest-unit-converts": ["from", "to"],
  // What was typed and is no unit is told as it was typed.
  "unit-unknown": [],
};

const aboutStates: Record<string, readonly string[]> = { "work-order-move-impossible": ["from", "to"] };

export function wordsFor(message: Message, { t, has }: Texts): Args {
  // What was kept before reasons named their currency has none.
  const args: Args = { currency: "", ...(message.args as Args | undefined) };
  const replace = (name: string, words: (code: string) => string) => {
    const code = args[name];
    if (typeof code === "string") args[name] = words(code);
  };
  const known = (id: string, code: string) => (has(id) ? t(id) : code);
  const dashed = (code: string) => code.replaceAll("_", "-");
  const units = aboutUnits[message.id];
  if (units) for (const name of units) replace(name, (code) => unitSymbol(code) || t("unit-one"));
  else replace("unit", unitSymbol);
  for (const name of aboutStates[message.id] ?? []) replace(name, (code) => known(`ui-order-status-${dashed(code)}`, code));
  replace("metric", (code) => known(`demo-metric-${dashed(code)}`, code));
  // `speedKmh` and `late_day` are names of a request's fields; people know them by their labels.
  replace("field", (code) => known(`field-${dashed(code).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`, code));
  replace("capability", (code) => known(`ui-capability-${dashed(code)}`, code));
  return args;
}
