//! The cost model as it is typed: amounts are text until they are saved, so that nothing typed is rounded on the way.

import type { CostModel, DispatchTariff, Family, FamilyCost } from "@/bindings";
import { isDecimal, plainDecimal } from "../mapping/draft";

export interface FamilyDraft {
  plannedCost: string;
  plannedHours: string;
  unplannedCost: string;
  unplannedHours: string;
  damageGrowthPercent: string;
  /** Empty: the default of the model. */
  downtimeCostPerHour: string;
}

export type FamilyField = keyof FamilyDraft;

export type DispatchField = keyof DispatchTariff;
export const DISPATCH_FIELDS: readonly DispatchField[] = ["lateDay", "waitingDay", "travelHour", "travelKm", "unassigned"];

export interface Draft {
  currency: CostModel["currency"];
  downtimeCostPerHour: string;
  riskAppetite: CostModel["riskAppetite"];
  weights: CostModel["weights"];
  thresholds: CostModel["thresholds"];
  otherFamilies: FamilyDraft;
  families: Partial<Record<Family, FamilyDraft>>;
  /** `2019-05-01` */
  historySince: string | null;
  dispatch: Record<DispatchField, string>;
}

export const FAMILY_FIELDS: readonly FamilyField[] = ["plannedCost", "plannedHours", "unplannedCost", "unplannedHours", "damageGrowthPercent", "downtimeCostPerHour"];

const MOST = 10_000_000_000;
const MOST_HOURS = 8_760;
const MOST_GROWTH = 100;
const MOST_RATE = 1_000_000;

function draftFamily(cost: FamilyCost): FamilyDraft {
  return { ...cost, downtimeCostPerHour: cost.downtimeCostPerHour ?? "" };
}

export function toDraft(model: CostModel): Draft {
  const families = Object.fromEntries(Object.entries(model.families).map(([family, cost]) => [family, draftFamily(cost)]));
  return { ...model, otherFamilies: draftFamily(model.otherFamilies), families };
}

function toFamily(draft: FamilyDraft): FamilyCost {
  const own = plainDecimal(draft.downtimeCostPerHour);
  return {
    plannedCost: plainDecimal(draft.plannedCost),
    plannedHours: plainDecimal(draft.plannedHours),
    unplannedCost: plainDecimal(draft.unplannedCost),
    unplannedHours: plainDecimal(draft.unplannedHours),
    damageGrowthPercent: plainDecimal(draft.damageGrowthPercent),
    downtimeCostPerHour: own === "" ? null : own,
  };
}

export function toModel(draft: Draft): CostModel {
  const families = Object.fromEntries(Object.entries(draft.families).map(([family, cost]) => [family, toFamily(cost)]));
  const { lateDay, waitingDay, travelHour, travelKm, unassigned } = draft.dispatch;
  const dispatch = {
    lateDay: plainDecimal(lateDay),
    waitingDay: plainDecimal(waitingDay),
    travelHour: plainDecimal(travelHour),
    travelKm: plainDecimal(travelKm),
    unassigned: plainDecimal(unassigned),
  };
  return { ...draft, downtimeCostPerHour: plainDecimal(draft.downtimeCostPerHour), otherFamilies: toFamily(draft.otherFamilies), families, dispatch };
}

/** `null` where the text is an amount from 0 with at most two decimals; otherwise the message that says what is wrong. */
export function amountProblem(text: string): string | null {
  const plain = plainDecimal(text);
  return isDecimal(plain) && /^\+?\d*(\.\d{0,2})?$/.test(plain) && Number(plain) <= MOST ? null : "ui-cost-problem-amount";
}

function hoursProblem(text: string): string | null {
  const plain = plainDecimal(text);
  return isDecimal(plain) && Number(plain) >= 0 && Number(plain) <= MOST_HOURS ? null : "ui-cost-problem-hours";
}

function growthProblem(text: string): string | null {
  const plain = plainDecimal(text);
  return isDecimal(plain) && /^\+?\d*(\.\d{0,4})?$/.test(plain) && Number(plain) <= MOST_GROWTH ? null : "ui-cost-problem-growth";
}

export function familyProblem(draft: FamilyDraft, field: FamilyField): string | null {
  if (field === "downtimeCostPerHour" && plainDecimal(draft[field]) === "") return null;
  if (field === "damageGrowthPercent") return growthProblem(draft[field]);
  return field === "plannedHours" || field === "unplannedHours" ? hoursProblem(draft[field]) : amountProblem(draft[field]);
}

/** A rate of dispatch: an amount, and not beyond a million. */
export function rateProblem(text: string): string | null {
  return amountProblem(text) ?? (Number(plainDecimal(text)) <= MOST_RATE ? null : "ui-cost-problem-rate");
}

/** True where the core would take it; what is wrong stands beside its field. */
export function isComplete(draft: Draft): boolean {
  const lines = [draft.otherFamilies, ...Object.values(draft.families)];
  const { critical, high, medium, low } = draft.weights;
  return (
    amountProblem(draft.downtimeCostPerHour) === null &&
    DISPATCH_FIELDS.every((field) => rateProblem(draft.dispatch[field]) === null) &&
    lines.every((line) => FAMILY_FIELDS.every((field) => familyProblem(line, field) === null)) &&
    draft.thresholds.sevenDaysFrom < draft.thresholds.immediateFrom &&
    critical >= high && high >= medium && medium >= low
  );
}
