//! Runs of one model, newest first: name or time, how each ended, what was decided. Two to four can be laid side by side.

import { Button, Checkbox } from "@mantine/core";
import { IconColumns, IconLock } from "@tabler/icons-react";
import { useState } from "react";
import type { RunId, RunRow } from "@/bindings";
import { Panel, TimeText } from "@/components";
import { links, navigate } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import { RANKING, runHref } from "./models";
import { RunStatusMark } from "./run-status";
import classes from "./runs.module.css";

const MOST_COMPARED = 4;

export function RunList({ rows, total, chosen }: { rows: RunRow[]; total: number; chosen: RunId }) {
  const t = useT();
  const format = useFormat();
  const [picked, setPicked] = useState<ReadonlySet<RunId>>(new Set());
  const toggle = (id: RunId) =>
    setPicked((old) => {
      const next = new Set(old);
      if (!next.delete(id) && next.size < MOST_COMPARED) next.add(id);
      return next;
    });
  return (
    <Panel flush title={t("ui-optimization-history")} aside={format.integer(total)} testId="run-list">
      <div className={classes.compareBar}>
        <Button
          size="compact-xs"
          variant="default"
          fullWidth
          disabled={picked.size < 2}
          leftSection={<IconColumns size={13} />}
          onClick={() => navigate(links.optimizationPage("compare", { runs: [...picked].join(",") }))}
          data-testid="compare-runs"
        >
          {picked.size < 2 ? t("ui-run-compare-hint") : t("ui-run-compare", { count: picked.size })}
        </Button>
      </div>
      <ol className={classes.runs}>
        {rows.map((row, index) => {
          const { run } = row;
          return (
            <li key={run.id} className={classes.item} aria-current={run.id === chosen || undefined}>
              <Checkbox
                size="xs"
                checked={picked.has(run.id)}
                disabled={run.status === "running" || (!picked.has(run.id) && picked.size >= MOST_COMPARED)}
                onChange={() => toggle(run.id)}
                aria-label={t("ui-run-pick", { run: run.name || format.time(run.startedAt, "second") })}
                data-testid={`run-pick-${index}`}
              />
              <a href={runHref(run.model, run.id)} className={classes.run} data-testid={`run-row-${index}`} data-status={run.status} data-run={run.id} data-fingerprint={run.inputFingerprint}>
                <span className={classes.runName}>
                  <span>{run.name || <TimeText at={run.startedAt} />}</span>
                  {run.isLocked ? <IconLock size={12} aria-label={t("ui-run-is-locked")} /> : null}
                  {row.sameInputAsPrevious ? <span title={t("ui-optimization-same-input")}>=</span> : null}
                </span>
                <span className={classes.runLine}>
                  <RunStatusMark run={run} />
                </span>
                <span className={classes.runLine}>
                  {run.name ? <TimeText at={run.startedAt} /> : row.startedByName}
                </span>
                <span className={classes.runLine}>
                  {run.model === RANKING
                    ? t("ui-optimization-run-counts", { ranked: run.ranked, accepted: row.accepted, rejected: row.rejected })
                    : t("ui-run-counts", { proposals: run.proposals, accepted: row.accepted })}
                </span>
                <Tag>{run.inputFingerprint.slice(0, 8)}</Tag>
              </a>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}
