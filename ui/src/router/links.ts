//! Every address of the application in one place: pages link by these and never write an address by hand.

import type { AssetId, Criticality, HealthBand, IntegrationId, RecommendationState, RunId, WorkOrderId, WorkOrderStatus } from "@/bindings";
import { writePlace } from "./place";

export type AssetTab = "overview" | "trends" | "scores" | "history" | "deferral" | "orders";
export type IntegrationsTab = "data-sources" | "signal-mappings" | "certificates" | "accounting" | "cost-and-risk";
/** The pages of optimization: one for each model, who does the work, and runs side by side. */
export type OptimizationPage = "deferral" | "risk" | "dispatch" | "workforce" | "compare";
export type SettingsTab = "reading" | "account" | "workspace" | "connection" | "defaults" | "storage" | "jobs" | "actions" | "diagnostics" | "about";
export type AdministrationTab = "users" | "workstations" | "tenants";
export type SyncTab = "waiting" | "conflicts" | "refused" | "history";

export const links = {
  dashboard: () => writePlace(["dashboard"]),
  assets: (filter: { band?: HealthBand; search?: string; site?: string; family?: string; criticality?: Criticality } = {}) =>
    writePlace(["assets"], filter),
  asset: (id: AssetId, tab?: AssetTab) => writePlace(["assets", id], { tab }),
  integrations: (
    at: { tab?: IntegrationsTab; integration?: IntegrationId; show?: "active" | "not-delivering" | "bad" | "stale" | "drift"; search?: string } = {},
  ) => writePlace(["integrations"], at),
  integration: (id: IntegrationId) => writePlace(["integrations", id]),
  optimization: (at: { run?: RunId; status?: RecommendationState } = {}) => writePlace(["optimization"], at),
  optimizationPage: (page: OptimizationPage, at: { run?: RunId; runs?: string } = {}) => writePlace(["optimization", page], at),
  workOrders: (
    filter: { status?: WorkOrderStatus; show?: "unfinished" | "overdue"; priority?: Criticality; asset?: AssetId; search?: string } = {},
  ) => writePlace(["work-orders"], filter),
  workOrder: (id: WorkOrderId) => writePlace(["work-orders", id]),
  people: () => writePlace(["people"]),
  administration: (at: { tab?: AdministrationTab; person?: string } = {}) => writePlace(["administration"], at),
  onboarding: () => writePlace(["onboarding"]),
  sync: (tab?: SyncTab) => writePlace(["sync"], { tab }),
  settings: (tab?: SettingsTab) => writePlace(["settings"], { tab }),
} as const;
