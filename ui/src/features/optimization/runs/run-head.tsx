//! The head of a run: how it ended or how far it is, what the solver claims of it, and what can be done with the whole.

import { Button } from "@mantine/core";
import { IconChecks, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { useAction, useCan } from "@/api";
import type { RunRow } from "@/bindings";
import { FailureNotice, Mark, TimeText, useNow } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import { useEngineIsOff } from "../tabs";
import { AcceptedDialog, useAccept } from "./accept";
import { AcceptWithin } from "./accept-within";
import { isSearched, proposed, runHref, undecided } from "./models";
import { ProgressChart } from "./progress-chart";
import { ExportButton, RunMenu } from "./run-menu";
import { RunStatusMark, SolverClaim } from "./run-status";
import classes from "./runs.module.css";
import { useMoney } from "./use-money";

export function RunHead({ row, onAgain }: { row: RunRow; onAgain: () => void }) {
  const t = useT();
  const format = useFormat();
  const { run } = row;
  const isSearch = isSearched(run);
  return (
    <section className={classes.head} data-testid="run-head" data-run={run.id} data-status={run.status}>
      <div className={classes.headTop}>
        <div className={classes.headNames}>
          <h2>{run.name || t("ui-run-unnamed")}</h2>
          <RunStatusMark run={run} />
          {isSearch ? <SolverClaim run={run} /> : null}
          {run.isLocked ? (
            <Mark tone="plain" shape="square" tip={t("ui-run-is-locked-why")}>
              {t("ui-run-is-locked")}
            </Mark>
          ) : null}
        </div>
        <Tools row={row} onAgain={onAgain} />
      </div>
      {run.status === "running" ? <Running row={row} /> : <Facts row={row} />}
      {run.failure ? (
        <FailureNotice failure={{ code: "invalid", message: run.failure, remedy: { id: `${run.failure.id}-remedy` } }} />
      ) : null}
      {run.basedOn ? (
        <p className={classes.note}>
          <a href={runHref(run.model, run.basedOn)}>{t("ui-run-based-on")}</a>
          {" · "}
          <a href={links.optimizationPage("compare", { runs: `${run.basedOn},${run.id}` })}>{t("ui-run-compare-based-on")}</a>
        </p>
      ) : null}
      {run.status === "cancelled" && !run.failure ? <p className={classes.note}>{t("ui-run-cancelled-why", { seconds: format.duration(run.seconds) })}</p> : null}
    </section>
  );
}

function Facts({ row }: { row: RunRow }) {
  const t = useT();
  const format = useFormat();
  const { run } = row;
  const money = useMoney(row.currency);
  return (
    <dl className={classes.facts}>
      <div>
        <dt>{t("ui-optimization-started")}</dt>
        <dd>
          <TimeText at={run.startedAt} shape="second" withOffset /> · {row.startedByName}
        </dd>
      </div>
      <div>
        <dt>{t("ui-optimization-took")}</dt>
        <dd>{format.duration(run.seconds)}</dd>
      </div>
      {run.objective === null || !isSearched(run) ? null : (
        <div>
          <dt>{t(run.model === "production_risk" ? "ui-run-objective-risk" : "ui-run-objective")}</dt>
          <dd data-testid="run-objective" data-raw={run.objective}>{money(run.objective)}</dd>
        </div>
      )}
      {run.solverStatus === null || !isSearched(run) ? null : (
        <div>
          <dt>{t("ui-run-bound")}</dt>
          <dd data-testid="run-bound" data-raw={run.bound ?? undefined}>{run.bound === null ? t("ui-run-no-bound") : money(run.bound)}</dd>
        </div>
      )}
      <div>
        <dt>{t("ui-run-decided")}</dt>
        <dd>{t("ui-run-decided-of", { decided: row.accepted + row.rejected, proposals: proposed(run) })}</dd>
      </div>
      {run.seed === null || !isSearched(run) ? null : (
        <div>
          <dt>{t("ui-run-seed")}</dt>
          <dd>{format.integer(run.seed)}</dd>
        </div>
      )}
      <div>
        <dt>{t("ui-optimization-fingerprint")}</dt>
        <dd>
          <span title={run.inputFingerprint}>
            <Tag>{run.inputFingerprint.slice(0, 12)}</Tag>
          </span>{" "}
          {row.sameInputAsPrevious ? (
            <Mark tone="notice" shape="dot">
              {t("ui-optimization-same-input")}
            </Mark>
          ) : null}
        </dd>
      </div>
      {run.costModelVersion === null ? null : (
        <div>
          <dt>{t("ui-run-cost-model")}</dt>
          <dd>
            <a href={links.integrations({ tab: "cost-and-risk" })}>
              {run.costModelVersion === 0 ? t("ui-run-cost-model-example") : t("ui-run-cost-model-version", { version: format.integer(run.costModelVersion) })}
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Running({ row }: { row: RunRow }) {
  const t = useT();
  const format = useFormat();
  const now = useNow();
  const { progress } = row;
  const money = useMoney(row.currency);
  const seconds = progress?.seconds ?? Math.max(0, (now - new Date(row.run.startedAt).getTime()) / 1000);
  return (
    <div className={classes.two} role="status" data-testid="run-progress" data-objective={progress?.objective ?? undefined}>
      <dl className={classes.facts} data-strong>
        <div>
          <dt>{t("ui-run-time")}</dt>
          <dd>
            {format.duration(seconds)}
            {progress?.timeLimitSeconds ? ` / ${format.duration(progress.timeLimitSeconds)}` : ""}
          </dd>
        </div>
        <div>
          <dt>{t(row.run.model === "production_risk" ? "ui-run-objective-risk" : "ui-run-objective")}</dt>
          <dd>{progress?.objective == null ? "–" : money(progress.objective)}</dd>
        </div>
        <div>
          <dt>{t("ui-run-bound")}</dt>
          <dd>{progress?.bound == null ? t("ui-run-no-bound-yet") : money(progress.bound)}</dd>
        </div>
        <div>
          <dt>{t("ui-run-gap")}</dt>
          <dd>{progress?.gap == null ? "–" : format.percent(progress.gap, 1)}</dd>
        </div>
      </dl>
      {progress?.isWaiting ? <p className={classes.note}>{t("ui-run-waiting")}</p> : progress ? <ProgressChart progress={progress} /> : <p className={classes.note}>{t("ui-run-elsewhere")}</p>}
    </div>
  );
}

function Tools({ row, onAgain }: { row: RunRow; onAgain: () => void }) {
  const t = useT();
  const may = useCan("run_optimization");
  const isOff = useEngineIsOff();
  const cancel = useAction("cancel_run");
  const accept = useAccept(row);
  const { run } = row;
  const open = undecided(row);
  const hasHorizon = run.model === "deferral_fleet";
  const [accepting, setAccepting] = useState(false);
  if (run.status === "running") {
    return may ? (
      <Button size="xs" variant="default" loading={cancel.isPending} leftSection={<IconPlayerStop size={14} />} onClick={() => cancel.mutate({ id: run.id })} data-testid="run-cancel">
        {t("ui-run-cancel")}
      </Button>
    ) : null;
  }
  return (
    <div className={classes.tools}>
      {may && open > 0 ? (
        <Button size="xs" disabled={isOff} loading={accept.isPending} leftSection={<IconChecks size={14} />} onClick={() => (hasHorizon ? setAccepting(true) : void accept.all())} data-testid="accept-all">
          {hasHorizon ? t("ui-run-accept-ahead") : t("ui-run-accept-all", { count: open })}
        </Button>
      ) : null}
      {may ? (
        <Button size="xs" variant="default" disabled={isOff} leftSection={<IconRefresh size={14} />} onClick={onAgain} data-testid="run-again">
          {t("ui-run-again")}
        </Button>
      ) : null}
      {run.status !== "failed" && !run.failure ? <ExportButton row={row} /> : null}
      <RunMenu row={row} />
      {accepting ? <AcceptWithin row={row} onAccept={accept.within} onClose={() => setAccepting(false)} /> : null}
      <AcceptedDialog outcome={accept.refused} onClose={accept.forget} />
    </div>
  );
}
