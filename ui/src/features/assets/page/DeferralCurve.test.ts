import { expect, it } from "vitest";
import { niceScale } from "./DeferralCurve";

it.each([
  [0, 1],
  [-9_000, 37_000],
  [0, 0],
  [-3, -1],
  [0, 1e-3],
  [-1e9, 5e9],
])("encloses %d to %d with round steps", (least, most) => {
  const { from, to, ticks } = niceScale(least, most);
  expect(from).toBeLessThanOrEqual(least);
  expect(to).toBeGreaterThanOrEqual(most);
  expect(ticks[0]).toBe(from);
  expect(ticks.at(-1)).toBeCloseTo(to, 6);
  expect(ticks.length).toBeGreaterThan(1);
  expect(ticks.length).toBeLessThan(9);
});
