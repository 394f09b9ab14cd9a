import { MantineProvider } from "@mantine/core";
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { DeferralAnswer, DeferralPoint } from "@/bindings";
import { FormatProvider, TextProvider } from "@/text";
import { DeferralCurve, niceScale } from "./DeferralCurve";

const point = (daysDeferred: number, netCost: number): DeferralPoint => ({ daysDeferred, netCost, riskIncrease: daysDeferred / 1000, expectedCost: 100, riskInterval: null, netCostInterval: null });

it("says that the cheapest day lies beyond the picture, and marks it within", () => {
  const answer = (cheapest: DeferralPoint) => ({ curve: [point(0, 0), point(90, -40), point(180, -80)], cheapest, currency: "SAR" }) as unknown as DeferralAnswer;
  const show = (cheapest: DeferralPoint) =>
    render(
      <MantineProvider>
        <TextProvider>
          <FormatProvider zone="Asia/Riyadh">
            <DeferralCurve answer={answer(cheapest)} />
          </FormatProvider>
        </TextProvider>
      </MantineProvider>,
    ).container;
  const beyond = show(point(1990, -300));
  expect(beyond.querySelector('[data-testid="deferral-cheapest-beyond"]')?.textContent).toContain("1,990 days");
  expect(beyond.querySelector("circle")).toBeNull();
  const within = show(point(90, -40));
  expect(within.querySelector('[data-testid="deferral-cheapest-beyond"]')).toBeNull();
  expect(within.querySelector("circle")).not.toBeNull();
});

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
