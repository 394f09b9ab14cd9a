import { describe, expect, test } from "vitest";
import type { Limits } from "@/bindings";
import { barLayout, limitState } from "./limits";

const none: Limits = { lowLow: null, low: null, high: null, highHigh: null, deadband: null, onDelaySeconds: null, offDelaySeconds: null };
const all: Limits = { ...none, lowLow: 0, low: 10, high: 90, highHigh: 100 };

test.each([
  [50, all, "normal"],
  [10, all, "low"],
  [0, all, "low_low"],
  [-5, all, "low_low"],
  [90, all, "high"],
  [100, all, "high_high"],
  [95, { ...none, highHigh: 100 }, "normal"],
  [5, none, "none"],
  [null, all, "none"],
])("%d within %o is %s", (value, limits, state) => expect(limitState(value, limits)).toBe(state));

describe("barLayout", () => {
  test("the normal band lies between low and high", () => {
    const bar = barLayout(50, all);
    expect(bar?.pointer).toBeCloseTo(50);
    expect(bar?.zones.map((z) => z.kind)).toEqual(["outer", "inner", "normal", "inner", "outer"]);
  });

  test("a value beyond the end is held there and said to be beyond", () => {
    expect(barLayout(1_000, all)).toMatchObject({ pointer: 100, isBeyond: true });
  });

  test("with an upper limit alone everything below it is normal", () => {
    const bar = barLayout(20, { ...none, high: 80 });
    expect(bar?.zones.map((z) => z.kind)).toEqual(["normal", "inner"]);
    expect(bar?.pointer).toBeGreaterThan(0);
    expect(bar?.pointer).toBeLessThan(bar?.zones[0]?.to ?? 0);
  });

  test("a limit of zero and a value of zero still give a bar", () => {
    expect(barLayout(0, { ...none, high: 0 })?.pointer).toBeGreaterThanOrEqual(0);
  });

  test("without limits there is no bar", () => expect(barLayout(5, none)).toBeNull());
});
