//! The closed lists that an asset's fields choose from, in the order that people expect them.

import type { AssetStatus, Criticality, Family, HealthBand } from "@/bindings";

export const FAMILIES: Family[] = [
  "pump", "compressor", "gas_turbine", "steam_turbine", "electric_motor", "electric_generator", "heat_exchanger",
  "valve", "transformer", "fan", "vessel", "instrument", "other",
];
export const CRITICALITIES: Criticality[] = ["critical", "high", "medium", "low"];
export const STATUSES: AssetStatus[] = ["in_service", "standby", "out_of_service", "retired"];
export const BANDS: HealthBand[] = ["poor", "fair", "good", "unknown"];

/** What an address says, if it is one of the list. */
export function oneOf<T extends string>(list: readonly T[], text: string | null): T | undefined {
  return list.find((v) => v === text);
}

/** A word of the core as message ids have it: `gas_turbine` is `gas-turbine`. */
export function kebab(word: string): string {
  return word.replaceAll("_", "-");
}
