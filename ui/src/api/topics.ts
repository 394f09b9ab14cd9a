//! Which topics each query depends on: when one of them changes, its answer is asked again.
//! `changes` (generated) says what a command changes; this table says who cares.

import type { Commands, Topic } from "@/bindings";

export type CommandName = keyof Commands;

/** What a central workspace shares: a change of it here is an operation that waits, one from there may settle a conflict. */
const shared: readonly Topic[] = ["sync", "sites", "assets", "integrations", "mappings", "history", "work_orders", "cost_model", "session"];

/** Commands that are asked as queries. Those that act are not here. */
export const dependsOn: Partial<Record<CommandName, readonly Topic[]>> = {
  get_workspace: ["workspace", "session", "link"],
  list_workspaces: ["workspace", "session"],
  get_connection: ["workspace", "link", "session"],
  get_onboarding: ["workspace", "settings", "integrations", "mappings", "cost_model", "optimization", "runs", "work_orders", "link", "session"],
  list_people: ["people", "users", "session"],
  list_users: ["users", "link", "session"],
  list_user_sessions: ["users", "link", "session"],
  list_workstations: ["workstations", "link", "session"],
  list_sealed_secrets: ["workstations", "integrations", "link", "session"],
  list_tenants: ["tenants", "link", "session"],
  list_settings: ["settings", "session"],
  get_dashboard: ["assets", "scores", "integrations", "mappings", "readings", "work_orders", "optimization", "session"],
  list_sites: ["sites", "session"],
  list_assets: ["assets", "sites", "scores", "session"],
  list_asset_children: ["assets", "sites", "scores", "session"],
  get_asset: ["assets", "sites", "scores", "mappings", "work_orders", "session"],
  list_scores: ["scores", "session"],
  get_latest: ["readings", "mappings", "integrations", "session"],
  get_trend: ["mappings", "session"],
  list_connectors: ["workspace", "settings", "session"],
  list_integrations: ["integrations", "mappings", "session"],
  get_integration: ["integrations", "mappings", "session"],
  list_integration_events: ["integrations", "session"],
  list_gaps: ["integrations", "session"],
  get_maintenance_summary: ["integrations", "assets", "session"],
  list_maintenance_objects: ["session"],
  get_accounting: ["integrations", "mappings", "session"],
  browse_tags: ["session"],
  search_tags: ["session"],
  list_certificates: ["certificates", "session"],
  list_mappings: ["mappings", "assets", "readings", "session"],
  preview_mappings: ["session"],
  preview_mapping_rule: ["assets", "session"],
  get_last_import: ["mappings", "session"],
  list_asset_events: ["history", "session"],
  get_cost_model: ["cost_model", "session"],
  list_cost_models: ["cost_model", "session"],
  get_deferral: ["history", "assets", "cost_model", "session"],
  list_runs: ["optimization", "runs", "session"],
  get_run: ["optimization", "runs", "session"],
  list_recommendations: ["optimization", "session"],
  list_presets: ["session", "cost_model"],
  list_risk_scenarios: ["runs", "session"],
  get_dispatch_plan: ["optimization", "runs", "session"],
  get_risk_plan: ["optimization", "runs", "session"],
  get_deferral_fleet: ["optimization", "runs", "session"],
  compare_runs: ["optimization", "session"],
  list_proposals: ["optimization", "runs", "session"],
  list_engineers: ["workforce", "sites", "work_orders", "people", "session"],
  get_engineer: ["workforce", "sites", "work_orders", "people", "session"],
  list_resources: ["workforce", "session"],
  list_depots: ["workforce", "sites", "session"],
  list_parallel_groups: ["workforce", "assets", "sites", "session"],
  get_work_needs: ["workforce", "work_orders", "assets", "session"],
  list_work_orders: ["work_orders", "session"],
  get_work_order: ["work_orders", "session"],
  get_work_order_in_system: ["work_orders", "integrations", "assets", "session"],
  get_health: ["operations", "workspace", "link"],
  get_diagnostics: ["operations", "workspace", "link", "session"],
  list_jobs: ["operations", "session"],
  list_actions: ["operations", "work_orders", "optimization", "people", "users", "workstations", "tenants", "action_log", "session"],
  get_retention: ["operations", "session"],
  get_sync: [...shared, "link"],
  list_outbox: shared,
  list_receipts: ["sync", "session"],
  list_conflicts: shared,
  list_set_aside: shared,
};

/**
 * Least milliseconds between two askings of the same query that an event of the background causes.
 * Readings change up to four times a second; counts need not dance with them. What a person did is shown at once.
 */
export const leastInterval: Partial<Record<CommandName, number>> = {
  get_latest: 400,
  list_mappings: 2_000,
  get_dashboard: 2_000,
  list_integrations: 1_000,
  get_integration: 1_000,
  get_onboarding: 1_000,
  get_accounting: 5_000,
  list_assets: 2_000,
  list_asset_children: 2_000,
  get_asset: 1_000,
  get_sync: 1_000,
  list_outbox: 1_000,
  list_receipts: 1_000,
  // A run tells its progress up to four times a second; plans that are over do not change by it.
  list_runs: 500,
  get_dispatch_plan: 2_000,
  get_risk_plan: 2_000,
  get_deferral_fleet: 2_000,
  list_proposals: 2_000,
};

export function isTouched(command: CommandName, topics: ReadonlySet<Topic>): boolean {
  return dependsOn[command]?.some((topic) => topics.has(topic)) ?? false;
}
