//! Former runs, newest first: when, by whom, how many were ranked, how many decided.

import type { RunId, RunRow } from "@/bindings";
import { Panel, TimeText } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import classes from "./optimization.module.css";

export function RunHistory({ rows, total, chosen }: { rows: RunRow[]; total: number; chosen: RunId }) {
  const t = useT();
  const format = useFormat();
  return (
    <Panel flush title={t("ui-optimization-history")} aside={format.integer(total)} testId="run-history">
      <ol className={classes.runs}>
        {rows.map(({ run, startedByName, accepted, rejected, sameInputAsPrevious }, index) => (
          <li key={run.id}>
            <a
              href={links.optimization({ run: run.id })}
              className={classes.run}
              aria-current={run.id === chosen || undefined}
              data-testid={`run-history-row-${index}`}
              data-fingerprint={run.inputFingerprint}
            >
              <span className={classes.runTime}>
                <TimeText at={run.startedAt} />
                {sameInputAsPrevious ? <span title={t("ui-optimization-same-input")}>=</span> : null}
              </span>
              <span className={classes.runBy}>{startedByName}</span>
              <span className={classes.runCounts}>
                {t("ui-optimization-run-counts", { ranked: run.ranked, accepted, rejected })}
              </span>
              <Tag>{run.inputFingerprint.slice(0, 8)}</Tag>
            </a>
          </li>
        ))}
      </ol>
    </Panel>
  );
}
