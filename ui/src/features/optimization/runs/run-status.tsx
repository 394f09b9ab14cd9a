//! What a run came to, said as the solver had it: proven best, at most so far from the best, or no bound at all.

import type { OptimizationRun } from "@/bindings";
import { Mark } from "@/components";
import { useFormat, useMessage, useT } from "@/text";

export function RunStatusMark({ run }: { run: OptimizationRun }) {
  const t = useT();
  const say = useMessage();
  const data = { "data-status": run.status } as const;
  const word = t(`ui-run-status-${run.status}`);
  switch (run.status) {
    case "running":
      return <Mark tone="notice" shape="half" testId="run-state" data={data}>{word}</Mark>;
    case "cancelled":
      return <Mark tone="plain" shape="square" testId="run-state" data={data}>{word}</Mark>;
    case "failed":
      return <Mark tone="critical" shape="cross" testId="run-state" data={data} tip={run.failure ? say(run.failure) : undefined}>{word}</Mark>;
    case "done":
      return <Mark tone="plain" shape="circle" testId="run-state" data={data}>{word}</Mark>;
  }
}

/** Shares are told in steps of so much. */
const TOLD = 0.001;

/** The solver's own claim and nothing more; models that calculate without a search claim none. */
export function SolverClaim({ run }: { run: OptimizationRun }) {
  const t = useT();
  const format = useFormat();
  const data = { "data-solver": run.solverStatus ?? undefined, "data-gap": run.gap ?? undefined } as const;
  switch (run.solverStatus) {
    case "optimal":
      return <Mark tone="plain" shape="circle" testId="run-claim" data={data}>{t("ui-run-claim-optimal")}</Mark>;
    case "feasible":
      return (
        <Mark tone="plain" shape="ring" testId="run-claim" data={data}>
          {run.gap === null ? t("ui-run-claim-no-bound") : t("ui-run-claim-gap", { gap: format.percent(Math.ceil(run.gap / TOLD) * TOLD, 1) })}
        </Mark>
      );
    case "infeasible":
      return <Mark tone="critical" shape="cross" testId="run-claim" data={data}>{t("ui-run-claim-infeasible")}</Mark>;
    case "not_found":
      return <Mark tone="warning" shape="dash" testId="run-claim" data={data}>{t("ui-run-claim-not-found")}</Mark>;
    default:
      return null;
  }
}
