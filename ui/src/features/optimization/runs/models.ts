//! The models whose runs go on in the background: their names in the core, their pages, and the words for a count of them.

import type { OptimizationRun, RunId, RunRequest, RunRow } from "@/bindings";
import { links, type OptimizationPage } from "@/router";
import type { Translate } from "@/text";
import type { OptimizationTab } from "../tabs";

export type Model = RunRequest["model"];

export const pageOf: Record<Model, Extract<OptimizationPage, "deferral" | "risk" | "dispatch">> = {
  deferral_fleet: "deferral",
  production_risk: "risk",
  workforce_dispatch: "dispatch",
};

/** Ranking is done at once, and its runs are kept and compared as any other's. */
export const RANKING = "maintenance_prioritization";

/** The tab that the runs of a model are on. */
export function tabOf(model: string): OptimizationTab {
  return pageOf[model as Model] ?? "prioritization";
}

/** The page of a model, at one of its runs. */
export function runHref(model: string, run?: RunId): string {
  const page = pageOf[model as Model];
  const at = run ? { run } : {};
  return page ? links.optimizationPage(page, at) : links.optimization(at);
}

/** What a run was asked for, to be asked again; none where it is of a model that is run otherwise. */
export function requestOf(run: OptimizationRun): RunRequest | null {
  if (!(run.model in pageOf)) return null;
  // The core keeps the request as it took it, so its parameters have the shape of its model.
  return { model: run.model, parameters: run.parameters } as unknown as RunRequest;
}

/** The version of the cost model that a run used, as people call it. */
export function costModelName(t: Translate, version: number | null): string {
  return version === null || version === 0 ? t("ui-run-cost-model-example") : t("ui-run-cost-model-version", { version });
}

/** Proposals that something is to be done about: to leave an asset alone until it fails makes no order. */
export function proposed(run: OptimizationRun): number {
  return run.proposals - (run.statistics["runToFailure"] ?? 0);
}

/** Those of them that nobody has decided on. */
export function undecided(row: RunRow): number {
  return Math.max(0, proposed(row.run) - row.accepted - row.rejected);
}

/** The cost of waiting is calculated asset by asset: there is nothing to search, so no bound and no seed to tell of. */
export function isSearched(run: OptimizationRun): boolean {
  return run.model !== "deferral_fleet";
}
