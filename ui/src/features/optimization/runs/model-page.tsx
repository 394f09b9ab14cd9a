//! The page of a model that runs in the background: its runs at the side, the chosen one with how it ended, and its plan.

import { Button, Tooltip } from "@mantine/core";
import { IconLock, IconPlayerPlay } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { useActions } from "@/actions";
import { useCan, useCommand } from "@/api";
import type { RunRow } from "@/bindings";
import { EmptyState, Loaded, Page } from "@/components";
import { links, navigate, useParam } from "@/router";
import { useT } from "@/text";
import { EngineOff, OptimizationTabs, useEngineIsOff } from "../tabs";
import { pageOf, type Model } from "./models";
import { RunHead } from "./run-head";
import { RunList } from "./run-list";
import classes from "./runs.module.css";
import { StartDialog } from "./start-dialog";

const RUNS_SHOWN = 100;

export interface ModelPageProps {
  model: Model;
  /** The plan of a run that has one. */
  children: (row: RunRow) => ReactNode;
}

export function ModelPage({ model, children }: ModelPageProps) {
  const t = useT();
  const page = pageOf[model];
  const may = useCan("run_optimization");
  const isOff = useEngineIsOff();
  const [wanted] = useParam("run");
  const [starting, setStarting] = useState<{ from: RunRow | null } | null>(null);
  const runs = useCommand("list_runs", { model, limit: RUNS_SHOWN });
  useActions(isOff ? [] : [{ id: "start-run", label: "ui-run-start", group: "ui-group-page", keys: "F9", needs: "run_optimization", run: () => setStarting({ from: null }) }]);
  const start = may ? (
    <Tooltip label={t("ui-optimization-off")} disabled={!isOff}>
      <Button disabled={isOff} leftSection={isOff ? <IconLock size={15} /> : <IconPlayerPlay size={15} />} onClick={() => setStarting({ from: null })} data-testid="run-start">
        {t("ui-run-start")}
      </Button>
    </Tooltip>
  ) : null;
  return (
    <Page testId={`optimization-${page}`} title={t(`ui-optimization-tab-${page}`)} subtitle={<span>{t(`ui-optimization-lead-${page}`)}</span>} actions={start}>
      <OptimizationTabs value={page} />
      <EngineOff />
      <Loaded
        query={runs}
        testId="runs"
        isEmpty={(all) => all.items.length === 0}
        empty={
          <EmptyState title={t("ui-optimization-empty")} action={isOff ? null : start}>
            {t(`ui-run-empty-why-${page}`)}
          </EmptyState>
        }
      >
        {(all) => (
          <Chosen rows={all.items} total={all.total} wanted={wanted} onAgain={(from) => setStarting({ from })}>
            {children}
          </Chosen>
        )}
      </Loaded>
      {starting ? (
        <StartDialog
          model={model}
          from={starting.from}
          onClose={() => setStarting(null)}
          onStarted={(row) => {
            setStarting(null);
            navigate(links.optimizationPage(page, { run: row.run.id }));
          }}
        />
      ) : null}
    </Page>
  );
}

function Chosen({ rows, total, wanted, onAgain, children }: {
  rows: RunRow[];
  total: number;
  wanted: string | null;
  onAgain: (from: RunRow) => void;
  children: (row: RunRow) => ReactNode;
}) {
  const inList = rows.find((row) => row.run.id === wanted);
  // An older run, reached by its address, is asked for by itself.
  const older = useCommand("get_run", { id: wanted ?? "" }, { enabled: Boolean(wanted) && !inList });
  const row = inList ?? (wanted ? older.data : rows[0]) ?? rows[0];
  if (!row) return null;
  // Stopped before its turn came, it has none and says so.
  const hasPlan = (row.run.status === "done" || row.run.status === "cancelled") && row.run.failure === null;
  return (
    <div className={classes.columns}>
      <RunList rows={rows} total={total} chosen={row.run.id} />
      <div className={classes.result}>
        <RunHead key={`head-${row.run.id}`} row={row} onAgain={() => onAgain(row)} />
        {hasPlan ? children(row) : null}
      </div>
    </div>
  );
}
