//! What the chosen run was: its name, its input's fingerprint, whether the input was the same as before, and what it left out.

import { CopyButton, UnstyledButton } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { RunRow } from "@/bindings";
import { Mark, TimeText } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import { ExportButton, RunMenu } from "./runs/run-menu";
import classes from "./optimization.module.css";

export function RunSummary({ row }: { row: RunRow }) {
  const t = useT();
  const format = useFormat();
  const { run } = row;
  return (
    <div className={classes.scenario}>
    <div className={classes.scenarioHead}>
      <h2>{run.name || t("ui-run-unnamed")}</h2>
      {run.isLocked ? (
        <Mark tone="plain" shape="square" tip={t("ui-run-is-locked-why")}>
          {t("ui-run-is-locked")}
        </Mark>
      ) : null}
      <span className={classes.scenarioTools}>
        <ExportButton row={row} />
        <RunMenu row={row} />
      </span>
    </div>
    <dl className={classes.summary} data-testid="run-summary" data-run={run.id}>
      <div>
        <dt>{t("ui-optimization-started")}</dt>
        <dd>
          <TimeText at={run.startedAt} shape="second" withOffset /> · {row.startedByName}
        </dd>
      </div>
      <div>
        <dt>{t("ui-optimization-ranked")}</dt>
        <dd>
          {format.integer(run.ranked)}
          {run.withoutScore > 0 ? (
            <Mark tone="warning" shape="dash">
              {t("ui-optimization-without-score", { count: run.withoutScore, shown: format.integer(run.withoutScore) })}
            </Mark>
          ) : null}
        </dd>
      </div>
      <div>
        <dt>{t("ui-optimization-took")}</dt>
        <dd>{format.duration(run.seconds)}</dd>
      </div>
      {run.costModelVersion === null ? null : (
        <div>
          <dt>{t("ui-run-cost-model")}</dt>
          <dd data-testid="run-cost-model" data-version={run.costModelVersion}>
            <a href={links.integrations({ tab: "cost-and-risk" })}>
              {run.costModelVersion === 0 ? t("ui-run-cost-model-example") : t("ui-run-cost-model-version", { version: format.integer(run.costModelVersion) })}
            </a>
          </dd>
        </div>
      )}
      <div>
        <dt>{t("ui-optimization-fingerprint")}</dt>
        <dd>
          <CopyButton value={run.inputFingerprint}>
            {({ copied, copy }) => (
              <UnstyledButton onClick={copy} className={classes.fingerprint} title={run.inputFingerprint} aria-label={t("ui-optimization-copy-fingerprint")}>
                <span data-testid="run-fingerprint" data-fingerprint={run.inputFingerprint}>
                  <Tag>{run.inputFingerprint.slice(0, 12)}…</Tag>
                </span>
                {copied ? <IconCheck size={13} /> : <IconCopy size={13} />}
              </UnstyledButton>
            )}
          </CopyButton>
          {row.sameInputAsPrevious ? (
            <Mark tone="notice" shape="dot" filled tip={t("ui-optimization-same-input-why")}>
              {t("ui-optimization-same-input")}
            </Mark>
          ) : null}
        </dd>
      </div>
    </dl>
    </div>
  );
}
