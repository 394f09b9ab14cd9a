import { describe, expect, test } from "vitest";
import type { BrowseNode, RulePreview, Suggestion } from "@/bindings";
import { newDraft } from "./draft";
import { open, seen, withRule, withSuggestion } from "./proposals";
import { withStretch, type Gathering } from "./useGather";

const node = (tag: string, changes: Partial<BrowseNode> = {}): BrowseNode => ({
  tag, name: tag, path: ["U1"], kind: "variable", hasChildren: false, dataType: "Double", isNumeric: true, unit: "Cel", description: null, ...changes,
});

test("what the source told of a tag is what proposals are asked with; no unit is none", () => {
  expect(seen(newDraft(node("a")))).toEqual({ externalTag: "a", name: "a", path: ["U1"], unit: "Cel" });
  expect(seen(newDraft(node("a", { unit: null })))).toEqual({ externalTag: "a", name: "a", path: ["U1"] });
});

test("a suggestion that is taken leaves the source's unit alone", () => {
  const suggestion: Suggestion = { assetId: "p", assetTag: "P-1", siteCode: "RTP", metricName: "temperature", metricUnit: "[degF]", isNewMetric: false, score: 1, reasons: [] };
  const taken = withSuggestion(newDraft(node("a")), suggestion);
  expect([taken.assetId, taken.metricName, taken.metricUnit, taken.sourceUnit]).toEqual(["p", "temperature", "[degF]", "Cel"]);
  expect(open([taken, newDraft(node("b"))]).map((d) => d.externalTag)).toEqual(["b"]);
});

test("a rule fills in what it matches and touches nothing else", () => {
  const problem = { code: "invalid" as const, message: { id: "x" }, remedy: { id: "x-remedy" } };
  const preview: RulePreview = {
    matched: 1, refused: 1, notMatched: 1,
    rows: [
      { externalTag: "a", target: { assetId: "p", assetTag: "P-1", metricName: "flow", metricUnit: "m3/h", sourceUnit: "l/s" }, problem: null },
      { externalTag: "b", target: null, problem },
    ],
  };
  const drafts = ["a", "b", "c"].map((tag) => newDraft(node(tag)));
  const filled = withRule(drafts, preview);
  expect([filled[0]?.assetId, filled[0]?.metricName, filled[0]?.sourceUnit]).toEqual(["p", "flow", "l/s"]);
  expect(filled.slice(1)).toEqual(drafts.slice(1));
});

describe("gathering", () => {
  const nothing: Gathering = { node: null, tags: new Map(), others: 0, browsed: 0, waiting: 1, tooDeep: 0, state: "running", failure: null };

  test("counts each tag once and what is no number apart", () => {
    const one = withStretch(nothing, { tags: [node("a"), node("t", { isNumeric: false })], browsed: 2, waiting: 3, tooDeep: 0 });
    const two = withStretch(one, { tags: [node("a"), node("b")], browsed: 1, waiting: 0, tooDeep: 1 });
    expect([...two.tags.keys()]).toEqual(["a", "b"]);
    expect([two.others, two.browsed, two.waiting, two.tooDeep]).toEqual([1, 3, 0, 1]);
  });
});
