//! A field of the cost model by the words that its form has for it.

import { FAMILIES, kebab } from "@/components/closed-lists";
import type { Translate } from "@/text";

const words: Record<string, string> = {
  currency: "ui-currency",
  downtimeCostPerHour: "ui-cost-downtime",
  riskAppetite: "ui-cost-appetite",
  historySince: "ui-cost-history-since",
  "thresholds.immediateFrom": "ui-cost-immediate-from",
  "thresholds.sevenDaysFrom": "ui-cost-seven-days-from",
};

/** `families.pump.plannedCost` as the form says it; what it has no words for stays as the core names it. */
export function fieldName(field: string, t: Translate): string {
  const known = words[field];
  if (known) return t(known);
  const [first, ...rest] = field.split(".");
  if (first === "dispatch" && rest[0]) return `${t("ui-cost-dispatch")} · ${t(`ui-dispatch-rate-${rest[0]}`)}`;
  if (first === "weights" && rest[0]) return t("ui-cost-weight-of", { criticality: t(`ui-criticality-${rest[0]}`) });
  const family = FAMILIES.find((each) => first === "families" && each === rest[0]);
  const last = rest.at(-1);
  if (!last || (first !== "otherFamilies" && !family)) return field;
  const of = family ? t(`ui-family-${kebab(family)}`) : t("ui-cost-other-families");
  return `${of} · ${t(`ui-cost-field-${last.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`)}`;
}
