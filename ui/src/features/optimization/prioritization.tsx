//! Maintenance prioritization: run it, see what it ranked and why, decide. Each run is kept with the fingerprint of its input.

import { Button, Select, Tooltip } from "@mantine/core";
import { IconActivityHeartbeat, IconLock, IconPlayerPlay } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import type { RunRow } from "@/bindings";
import { useActions } from "@/actions";
import { useAction, useCan, useCommand, useWorkspace } from "@/api";
import { EmptyState, FailureNotice, Loaded, Page, useToast } from "@/components";
import { links, navigate, useParam } from "@/router";
import { useFormat, useName, useT } from "@/text";
import { Ranking } from "./ranking";
import { EngineOff, OptimizationTabs } from "./tabs";
import { RunSummary } from "./run-summary";
import { RunList } from "./runs/run-list";
import classes from "./optimization.module.css";

const RUNS_SHOWN = 50;

export function Prioritization() {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const toast = useToast();
  const { flags } = useWorkspace();
  const may = useCan("run_optimization");
  const isOff = !flags.optimizationEngineEnabled;
  const [siteId, setSite] = useState<string | null>(null);
  const [wanted] = useParam("run");
  const sites = useCommand("list_sites", {});
  const runs = useCommand("list_runs", { limit: RUNS_SHOWN });

  const run = useAction("run_prioritization", {
    onDone: (row) => navigate(links.optimization({ run: row.run.id })),
    onFailure: () => undefined,
  });
  const score = useAction("score_assets", {
    onDone: (outcome) =>
      toast(t("ui-optimization-scored", { scored: outcome.scored, insufficient: outcome.insufficient, time: format.duration(outcome.seconds) })),
  });
  const { mutate } = run;
  const start = useCallback(() => mutate(siteId ? { siteId } : {}), [mutate, siteId]);
  useActions(
    isOff ? [] : [{ id: "run-prioritization", label: "ui-optimization-run", group: "ui-group-page", keys: "F9", needs: "run_optimization", run: start }],
  );

  const latest = runs.data?.items[0];
  const status = run.isPending ? "running" : run.error ? "failed" : latest ? "done" : "none";

  return (
    <Page
      fill
      testId="optimization"
      title={t("ui-optimization-title")}
      subtitle={<span>{t("ui-optimization-lead")}</span>}
      actions={
        may ? (
          <>
            <Select
              size="xs"
              w={190}
              clearable
              placeholder={t("ui-all-sites")}
              aria-label={t("ui-site")}
              data={(sites.data ?? []).map((site) => ({ value: site.id, label: `${site.code} · ${name(site)}` }))}
              value={siteId}
              onChange={setSite}
              data-testid="optimization-site"
            />
            <Button
              variant="default"
              loading={score.isPending}
              leftSection={<IconActivityHeartbeat size={15} />}
              onClick={() => score.mutate({})}
              data-testid="score-assets"
            >
              {t("ui-optimization-score-now")}
            </Button>
            <Tooltip label={t("ui-optimization-off")} disabled={!isOff}>
              <Button
                loading={run.isPending}
                disabled={isOff}
                leftSection={isOff ? <IconLock size={15} /> : <IconPlayerPlay size={15} />}
                onClick={start}
                data-testid="optimization-run"
              >
                {t("ui-optimization-run")}
              </Button>
            </Tooltip>
          </>
        ) : null
      }
    >
      <span className="hidden-visually" role="status" data-testid="run-status" data-status={status}>
        {t(`ui-optimization-status-${status}`)}
      </span>
      <OptimizationTabs value="prioritization" />
      <EngineOff />
      {run.error ? (
        <div className={classes.failure}>
          <FailureNotice failure={run.error} />
        </div>
      ) : null}
      <Loaded
        query={runs}
        className={classes.loaded}
        isEmpty={(page) => page.items.length === 0}
        empty={
          <EmptyState title={t("ui-optimization-empty")} action={may && !isOff ? <Button onClick={start} loading={run.isPending}>{t("ui-optimization-run")}</Button> : null}>
            {t("ui-optimization-empty-why")}
          </EmptyState>
        }
      >
        {(page) => <Runs rows={page.items} total={page.total} wanted={wanted} />}
      </Loaded>
    </Page>
  );
}

function Runs({ rows, total, wanted }: { rows: RunRow[]; total: number; wanted: string | null }) {
  const inList = rows.find((row) => row.run.id === wanted);
  // An older run, reached by its address, is asked for by itself.
  const older = useCommand("get_run", { id: wanted ?? "" }, { enabled: Boolean(wanted) && !inList });
  const chosen = inList ?? (wanted ? older.data : rows[0]) ?? rows[0];
  if (!chosen) return null;
  return (
    <div className={classes.columns}>
      <RunList rows={rows} total={total} chosen={chosen.run.id} />
      <div className={classes.result}>
        <RunSummary row={chosen} />
        <Ranking run={chosen} />
      </div>
    </div>
  );
}
