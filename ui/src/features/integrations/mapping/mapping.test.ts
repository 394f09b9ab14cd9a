import { describe, expect, test } from "vitest";
import type { BrowseNode, Failure } from "@/bindings";
import { partsOf } from "@/components/external-tag";
import { canPreview, isDecimal, newDraft, plainDecimal, problemsOf, sharedMetrics, shortTag, suggestMetric, toNewMapping, verdicts } from "./draft";
import { addAll, extend, nothingChosen, toggle, without } from "./selection";

const node: BrowseNode = {
  tag: "nsu=urn:plant;s=Plant.Temperature", name: "Temperature", path: ["Plant"], kind: "variable",
  hasChildren: false, dataType: "Double", isNumeric: true, unit: "Cel", description: null,
};

test.each([
  ["Temperature", "temperature"],
  ["FIC-101.BearingTemp", "bearing_temp"],
  ["PumpRPM", "pump_rpm"],
  ["XMLReader", "xml_reader"],
  ["101 flow", "m_101_flow"],
  ["__", ""],
  ["ضغط", ""],
])("the metric proposed for %s is %s", (tag, metric) => expect(suggestMetric(tag)).toBe(metric));

test.each([
  ["٠٫١", "0.1"],
  ["۱۲", "12"],
  ["١٬٠٠٠", "1000"],
  [" 5 ", "5"],
  ["\u2212٣", "-3"],
])("%s is read as %s", (typed, plain) => expect(plainDecimal(typed)).toBe(plain));

test.each([
  ["0.1", true], ["-3", true], [".5", true], ["1e3", false], ["NaN", false], ["Infinity", false], ["", false], ["1,5", false], ["-", false],
  ["1".repeat(29), false],
])("%s as an exact decimal: %s", (text, expected) => expect(isDecimal(text)).toBe(expected));

describe("problemsOf", () => {
  const whole = { ...newDraft(node), assetId: "a" };

  test("a whole draft has none", () => expect(problemsOf(whole)).toEqual({}));

  test.each([
    [{ assetId: null }, { assetId: "mappings-problem-asset" }],
    [{ metricName: "Bearing Temp" }, { metricName: "mappings-problem-metric" }],
    [{ scale: "0" }, { scale: "mappings-problem-scale-zero" }],
    [{ scale: "-0.000" }, { scale: "mappings-problem-scale-zero" }],
    [{ scale: "٠" }, { scale: "mappings-problem-scale-zero" }],
    [{ scale: "NaN" }, { scale: "mappings-problem-decimal" }],
    [{ offset: "1e9" }, { offset: "mappings-problem-decimal" }],
    [{ metricUnit: " " }, { metricUnit: "mappings-problem-unit" }],
  ])("%o is said", (differs, expected) => expect(problemsOf({ ...whole, ...differs })).toEqual(expected));
});

test.each([
  ["1", "0", true],
  ["٠٫١", "-0.3", true],
  ["1e3", "0", false],
  ["0", "0", false],
  ["1", "", false],
])("scale %s and offset %s are previewed: %s", (scale, offset, expected) => expect(canPreview({ scale, offset })).toBe(expected));

test("scale and offset are sent as the exact decimals that were typed", () => {
  const sent = toNewMapping({ ...newDraft(node), assetId: "a", scale: "٠٫١٠", offset: "-0.30000000000000004" }, "i");
  expect([sent.scale, sent.offset]).toEqual(["0.10", "-0.30000000000000004"]);
});

test("two tags on one metric of one asset are named", () => {
  const draft = (externalTag: string, assetId: string | null) => ({ ...newDraft(node), externalTag, assetId });
  expect([...sharedMetrics([draft("a", "1"), draft("b", "1"), draft("c", "2"), draft("d", null), draft("e", null)])]).toEqual(["a", "b"]);
});

test.each([
  ["nsu=urn:optria:test:plant;s=Plant.Counter", "Counter"],
  ["nsu=urn:x;i=2045", "2045"],
  ["RTP/P-101A/flow", "flow"],
  ["Counter", "Counter"],
])("%s is %s for short", (tag, short) => expect(shortTag(tag)).toBe(short));

test.each([
  ["nsu=urn:optria:test:plant;s=Plant.Counter", "Plant.Counter", "nsu=urn:optria:test:plant"],
  ["nsu=urn:x;i=2045", "i=2045", "nsu=urn:x"],
  ["nsu=urn:x;s=a;s=b", "a;s=b", "nsu=urn:x"],
  ["RTP/P-101A/flow", "RTP/P-101A/flow", null],
])("%s is %s of %s", (tag, identifier, namespace) => expect(partsOf(tag)).toEqual({ identifier, namespace }));

test("of those that were sent the stored ones are done and the refused ones keep their reason", () => {
  const problem: Failure = { code: "conflict", message: { id: "duplicate-mapping" }, remedy: { id: "duplicate-mapping-remedy" } };
  const sent = ["a", "b", "c"].map((externalTag) => toNewMapping({ ...newDraft(node), externalTag, assetId: "1" }, "i"));
  const told = verdicts(sent, {
    created: 2,
    refused: 1,
    rows: [{ verdict: "created", id: "1" }, { verdict: "refused", problem }, { verdict: "created", id: "3" }],
  });
  expect(told.created).toEqual(["a", "c"]);
  expect([...told.refused]).toEqual([["b", problem]]);
});

describe("selection", () => {
  const order = ["a", "b", "c", "d"];

  test("shift takes the whole stretch, in either direction", () => {
    expect([...extend(toggle(nothingChosen<string>(), "d"), order, "b").chosen].sort()).toEqual(["b", "c", "d"]);
  });

  test("shift onto a chosen row lets the stretch go", () => {
    const all = addAll({ chosen: new Set<string>(), anchor: "a" }, order);
    expect([...extend(all, order, "c").chosen]).toEqual(["d"]);
  });

  test("shift without an anchor in view is a plain click", () => {
    expect([...extend({ chosen: new Set<string>(), anchor: "gone" }, order, "c").chosen]).toEqual(["c"]);
  });

  test("without takes away and leaves the rest", () => {
    expect([...without(addAll(nothingChosen<string>(), order), ["b"]).chosen]).toEqual(["a", "c", "d"]);
  });
});
