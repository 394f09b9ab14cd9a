import { expect, test } from "vitest";
import { diagnosisOf, flatten, lookOf } from "./diagnosis";

test("subsystems stand first, what is beyond by its part, lists as tables", () => {
  const { timestamp, subsystems, parts, lists } = diagnosisOf({
    timestamp: "2026-11-30T08:00:00Z",
    subsystems: { database: { status: "connected", source: "central" }, demo_mode: { status: "disabled", flag: false } },
    feature_flags: { demo_mode: false },
    uptime_seconds: 16,
    jobs: [{ name: "job-compact", is_running: false }],
    connectors: [],
  });
  expect(timestamp).toBe("2026-11-30T08:00:00Z");
  expect(subsystems).toEqual([
    { name: "database", facts: [{ name: "status", value: "connected" }, { name: "source", value: "central" }] },
    { name: "demo_mode", facts: [{ name: "status", value: "disabled" }, { name: "flag", value: false }] },
  ]);
  expect(parts.map(({ name }) => name)).toEqual(["feature_flags", "beyond"]);
  expect(lists.map(({ name, columns, rows }) => [name, columns, rows.length])).toEqual([["jobs", ["name", "is_running"], 1], ["connectors", [], 0]]);
});

test("what is nested is named by its way", () => {
  expect(flatten({ a: { b: true }, c: [3] })).toEqual([{ name: "a.b", value: true }, { name: "c.1", value: 3 }]);
});

test.each([
  ["connected", "plain"],
  ["offline", "warning"],
  ["unreachable", "critical"],
  ["something else", "plain"],
])("%s looks %s", (word, tone) => expect(lookOf(word).tone).toBe(tone));
