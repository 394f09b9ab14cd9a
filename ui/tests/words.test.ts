//! What the core names by a code is read in words: units, metrics, rights, states.

import { expect, it } from "vitest";
import { bundleOf } from "@/text/bundles";
import { wordsFor } from "@/text/words";

function check(id: string, args: Record<string, string | number>, expected: string) {
  const bundle = bundleOf("en", "latn");
  const t = (each: string, words?: Record<string, string | number>) => {
    const pattern = bundle.getMessage(each)?.value;
    return pattern ? bundle.formatPattern(pattern, words, []) : each;
  };
  expect(t(id, wordsFor({ id, args }, { t, has: (each) => bundle.hasMessage(each) }))).toBe(expected);
}

it("a message about units has their symbols, and a word for no unit", () => {
  check("unit-dimension-differs", { from: "1", to: "[degF]" }, "no unit and °F measure different things.");
  check("unit-dimension-differs", { from: "m3/h", to: "Cel" }, "m³/h and °C measure different things.");
});

it("what is no unit is told as it was typed", () => check("unit-unknown", { unit: "[fur]" }, "There is no unit [fur]."));

it("a right and a state are told in words", () => {
  check("capability-missing", { capability: "manage_integrations" }, "Your role does not allow this: manage integrations is missing.");
  check("work-order-move-impossible", { from: "in_progress", to: "open" }, "An order can't go from In progress to Open.");
});
