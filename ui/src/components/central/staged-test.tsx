//! The test of a connection to the central database, stage by stage: its time, its mark, and where it failed what happened
//! and what to do. Copied whole for whoever looks after the database.

import { Button, CopyButton, Loader } from "@mantine/core";
import { IconCheck, IconCopy, IconRefresh } from "@tabler/icons-react";
import type { CentralStage, CentralTest, Failure, Message } from "@/bindings";
import { useFailureText, useFormat, useMessage, useT, type Translate } from "@/text";
import { FailureNotice } from "../failure-notice";
import { kebab } from "../closed-lists";
import { Mark } from "../marks";
import classes from "./central.module.css";

/** In their order; the core tells those that it reached. */
const STAGES = ["resolve", "connect", "secure_channel", "authenticate", "database"] as const;

export function StagedTest({ test, failure, isRunning, onRun }: {
  test: CentralTest | null | undefined;
  /** The test itself could not be made. */
  failure: Failure | null;
  isRunning: boolean;
  onRun?: () => void;
}) {
  const t = useT();
  const state = isRunning ? "loading" : failure ? "error" : test ? "ready" : "empty";
  return (
    <div className={classes.test} data-testid="central-test" data-state={state} data-passed={test ? String(test.passed) : undefined}>
      {isRunning ? (
        <div className={classes.running} role="status">
          <Loader size="xs" color="gray" /> {t("ui-central-test-running")}
        </div>
      ) : null}
      {!isRunning && failure ? <FailureNotice failure={failure} /> : null}
      {!isRunning && !failure && test ? <Report test={test} /> : null}
      {!isRunning && !failure && !test ? <p className={classes.hint}>{t("ui-central-test-why")}</p> : null}
      {onRun && !isRunning ? (
        <div>
          <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={15} />} onClick={onRun} data-testid="central-test-run">
            {t(test || failure ? "ui-central-test-again" : "ui-central-test-run")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function Report({ test }: { test: CentralTest }) {
  const t = useT();
  const format = useFormat();
  const say = useFailureText();
  const sayMessage = useMessage();
  const total = test.stages.reduce((sum, stage) => sum + stage.milliseconds, 0);
  const reached = new Map<string, CentralStage>(test.stages.map((stage) => [stage.name, stage]));
  const last = STAGES.findLastIndex((name) => reached.has(name));
  return (
    <>
      <div className={classes.outcome} role="status" data-testid="central-test-outcome" data-outcome={test.passed ? "ok" : "failed"}>
        <Mark tone={test.passed ? "plain" : "critical"} shape={test.passed ? "circle" : "diamond"} filled={!test.passed}>
          {t(test.passed ? "ui-central-test-ok" : "ui-central-test-failed")}
        </Mark>
        <span className={classes.dim}>{format.duration(total / 1000)}</span>
        <CopyButton value={reportText(test, t, say, sayMessage)}>
          {({ copied, copy }) => (
            <Button variant="subtle" color="gray" size="compact-xs" onClick={copy} leftSection={copied ? <IconCheck size={13} /> : <IconCopy size={13} />} data-testid="central-test-copy">
              {t(copied ? "ui-copied" : "ui-copy-detail")}
            </Button>
          )}
        </CopyButton>
      </div>
      <ol className={classes.stages}>
        {STAGES.map((name, i) => (
          <StageRow key={name} name={name} stage={reached.get(name)} outcome={outcomeOf(reached.get(name), i < last)} />
        ))}
      </ol>
    </>
  );
}

type Outcome = "passed" | "failed" | "skipped" | "unused";

/** A later stage is only reached through the ones before it: where the role is refused, the channel stood. */
function outcomeOf(stage: CentralStage | undefined, isBehind: boolean): Outcome {
  if (stage?.skipped) return "unused";
  if (stage) return stage.failure ? "failed" : "passed";
  return isBehind ? "passed" : "skipped";
}

function StageRow({ name, stage, outcome }: { name: string; stage: CentralStage | undefined; outcome: Outcome }) {
  const t = useT();
  const format = useFormat();
  const say = useMessage();
  return (
    <li data-testid={`central-stage-${name}`} data-outcome={outcome}>
      <div className={classes.stage}>
        <span className={classes.stageName}>{t(`ui-central-stage-${kebab(name)}`)}</span>
        <Mark tone={outcome === "failed" ? "critical" : "plain"} shape={outcome === "failed" ? "diamond" : outcome === "passed" ? "circle" : "dash"}>
          {stage?.skipped ? say(stage.skipped) : t(`ui-central-stage-${outcome}`)}
        </Mark>
        <span className={classes.milliseconds}>{stage && outcome !== "unused" ? format.duration(Math.round(stage.milliseconds * 10) / 10_000) : ""}</span>
      </div>
      {stage?.failure ? <FailureNotice failure={stage.failure} /> : null}
    </li>
  );
}

/** In the language of the page, with the message ids for whoever supports. */
export function reportText(
  test: CentralTest,
  t: Translate,
  say: (failure: Failure) => { what: string; remedy: string; number: number },
  sayMessage: (message: Message) => string,
): string {
  return test.stages
    .flatMap(({ name, milliseconds, skipped, failure }) => {
      if (skipped) return [`${t(`ui-central-stage-${kebab(name)}`)}: ${sayMessage(skipped)}`];
      const head = `${t(`ui-central-stage-${kebab(name)}`)}: ${t(failure ? "ui-central-stage-failed" : "ui-central-stage-passed")} (${Math.round(milliseconds * 10) / 10} ms)`;
      if (!failure) return [head];
      const { what, remedy, number } = say(failure);
      return [head, `  ${what} ${remedy}`, `  ${number} ${failure.code} ${failure.message.id}${failure.detail ? ` · ${failure.detail}` : ""}`];
    })
    .join("\n");
}
