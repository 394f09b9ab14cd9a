//! What each shared column holds, as a person reads and edits it: the counterpart of store/src/replica/tables.rs, which a
//! test holds this to. A column that is not known here is shown as it was written.

import type { AssetStatus, Criticality, WorkOrderStatus, WorkOrderType } from "@/bindings";
import { CRITICALITIES, FAMILIES, kebab, STATUSES } from "@/components/closed-lists";

/** How a value is shown. `id` is another row that has no name here. */
export type Plain =
  | "text" | "lines" | "tag" | "number" | "decimal" | "flag" | "time" | "day" | "json" | "unit" | "zone" | "metric"
  | "asset" | "person" | "site" | "integration" | "id";

/** A closed list: the message of each value, and what one may choose; no choices where it isn't edited alone. */
export interface Words {
  message: (value: string) => string;
  choices: readonly string[];
}

export type Look = Plain | Words;

const orderStatuses: WorkOrderStatus[] = ["open", "assigned", "in_progress", "done", "cancelled"];
const orderTypes: WorkOrderType[] = ["corrective", "preventive", "predictive", "inspection"];

const words = (prefix: string, choices: readonly string[]): Words => ({ message: (value) => `${prefix}${kebab(value)}`, choices });
const priority = (kind: "criticality" | "priority", values: readonly Criticality[]) => words(`ui-${kind}-`, values);
const assetStatus = (values: readonly AssetStatus[]) => words("ui-asset-status-", values);

/** A failure by its mode (ISO 14224, capitals), maintenance by its work: one column, told apart by how it is written. */
const happened: Words = {
  message: (value) => (value === value.toUpperCase() ? `failure-mode-${value.toLowerCase()}` : `history-work-${kebab(value)}`),
  choices: [],
};

export const columns: Record<string, Record<string, Look>> = {
  site: { code: "tag", name_en: "text", name_ar: "text", time_zone: "zone", latitude: "number", longitude: "number" },
  asset: {
    site_id: "site",
    parent_id: "asset",
    tag_code: "tag",
    name_en: "text",
    name_ar: "text",
    family: words("ui-family-", FAMILIES),
    criticality: priority("criticality", CRITICALITIES),
    status: assetStatus(STATUSES),
    installed_on: "day",
  },
  metric: {
    asset_id: "asset",
    name: "metric",
    unit: "unit",
    low_low: "number",
    low: "number",
    high: "number",
    high_high: "number",
    deadband: "number",
    on_delay_seconds: "number",
    off_delay_seconds: "number",
  },
  integration: { connector: words("connector-kind-", []), name: "text", config: "json" },
  mapping: {
    integration_id: "integration",
    metric_id: "id",
    external_tag: "tag",
    source_unit: "unit",
    scale: "decimal",
    offset: "decimal",
    is_active: "flag",
    sampling_interval_ms: "number",
    deadband: "number",
  },
  asset_event: {
    asset_id: "asset",
    at: "time",
    kind: words("history-kind-", []),
    detail: happened,
    downtime_hours: "number",
    cost: "decimal",
    note: "lines",
    recorded_by: "person",
    recorded_at: "time",
  },
  cost_model: { model: "json", reason: "lines", saved_at: "time", saved_by: "person" },
  work_order: {
    asset_id: "asset",
    title_en: "text",
    title_ar: "text",
    description: "lines",
    type: words("ui-order-type-", orderTypes),
    priority: priority("priority", CRITICALITIES),
    status: words("ui-order-status-", orderStatuses),
    recommendation_id: "id",
    withdrawn_recommendation_id: "id",
    assignee_id: "person",
    estimated_hours: "number",
    due_on: "day",
    created_by: "person",
    created_at: "time",
    updated_at: "time",
  },
};

/** Who signed and when is a fact; what has no names here can't be chosen from. */
const facts = new Set(["recorded_by", "recorded_at", "created_by", "created_at", "updated_at", "saved_by", "saved_at"]);
const notEdited = new Set<Look>(["time", "id", "metric", "integration"]);

export function lookOf(table: string, column: string): Look | undefined {
  return columns[table]?.[column];
}

/** Whether another value than the two may be given by hand. */
export function isEditable(table: string, column: string): boolean {
  const look = lookOf(table, column);
  if (look === undefined || facts.has(column) || notEdited.has(look)) return false;
  return typeof look === "string" || look.choices.length > 0;
}

/**
 * The column that a constraint of the database is about, by its name (`asset_tenant_id_site_id_tag_code_key`): the last
 * one it names, rather one that people write than one that refers to another row.
 */
export function columnOf(table: string, constraint: string): string | undefined {
  const text = `_${constraint}_`;
  const found = Object.keys(columns[table] ?? {})
    .map((column) => ({ column, at: text.lastIndexOf(`_${column}_`), refers: column.endsWith("_id") }))
    .filter(({ at }) => at >= 0);
  const end = ({ at, column }: { at: number; column: string }) => at + column.length;
  found.sort((a, b) => Number(a.refers) - Number(b.refers) || end(b) - end(a) || b.column.length - a.column.length);
  return found[0]?.column;
}
