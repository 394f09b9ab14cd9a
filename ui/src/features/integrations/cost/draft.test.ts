import { describe, expect, it } from "vitest";
import type { CostModel } from "@/bindings";
import { amountProblem, familyProblem, isComplete, rateProblem, toDraft, toModel } from "./draft";

const model: CostModel = {
  currency: "SAR",
  downtimeCostPerHour: "20000",
  riskAppetite: "medium",
  weights: { critical: 4, high: 3, medium: 2, low: 1 },
  thresholds: { immediateFrom: 70, sevenDaysFrom: 50 },
  otherFamilies: { plannedCost: "1.10", plannedHours: "4", unplannedCost: "2", unplannedHours: "8", damageGrowthPercent: "0.5", downtimeCostPerHour: null },
  families: { pump: { plannedCost: "5", plannedHours: "1", unplannedCost: "9", unplannedHours: "3", damageGrowthPercent: "0", downtimeCostPerHour: "7.5" } },
  historySince: null,
  dispatch: { lateDay: "22.5", waitingDay: "0.38", travelHour: "150", travelKm: "0", unassigned: "225" },
};

describe("the cost model as typed", () => {
  it("comes back unchanged", () => {
    expect(toModel(toDraft(model))).toEqual(model);
  });

  it("takes Arabic digits and an empty own downtime cost as the default", () => {
    const draft = toDraft(model);
    draft.downtimeCostPerHour = "١٥٬٠٠٠٫٥";
    draft.families.pump = { ...draft.otherFamilies, downtimeCostPerHour: " " };
    expect(toModel(draft).downtimeCostPerHour).toBe("15000.5");
    expect(toModel(draft).families.pump?.downtimeCostPerHour).toBeNull();
    expect(isComplete(draft)).toBe(true);
  });

  it.each(["", "-1", "1.234", "NaN", "1e9", "abc", "99999999999"])("refuses %j as an amount", (text) => {
    expect(amountProblem(text)).toBe("ui-cost-problem-amount");
  });

  it("refuses more hours than a year has, thresholds that cross and weights that cross", () => {
    const draft = toDraft(model);
    expect(familyProblem({ ...draft.otherFamilies, plannedHours: "8761" }, "plannedHours")).toBe("ui-cost-problem-hours");
    expect(familyProblem({ ...draft.otherFamilies, damageGrowthPercent: "100.5" }, "damageGrowthPercent")).toBe("ui-cost-problem-growth");
    expect(rateProblem("1000001")).toBe("ui-cost-problem-rate");
    expect(isComplete({ ...draft, dispatch: { ...draft.dispatch, travelKm: "-1" } })).toBe(false);
    expect(isComplete({ ...draft, thresholds: { immediateFrom: 50, sevenDaysFrom: 50 } })).toBe(false);
    expect(isComplete({ ...draft, weights: { ...draft.weights, low: 5 } })).toBe(false);
  });
});
