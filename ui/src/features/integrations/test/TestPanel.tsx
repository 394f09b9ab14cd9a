//! A connection test, stage by stage: what passed and how fast, what failed, why, and what to do. A certificate that nobody
//! has judged yet is shown right here, with the decision beside it.

import { Button, Loader } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { Failure, StageResult, TestReport } from "@/bindings";
import { useCommand } from "@/api";
import { EmptyState, FailureNotice, Mark, Panel, SimulatedMark, type Shape, type Tone } from "@/components";
import { useFailureText, useFormat, useT } from "@/text";
import { CertificateDecision } from "../certificates/CertificateDecision";
import classes from "../integrations.module.css";
import type { Test } from "./useTest";

export function TestPanel({ test, onAgain }: { test: Test; onAgain: () => void }) {
  const t = useT();
  return (
    <Panel
      title={t("integrations-test-title")}
      testId="test-panel"
      state={test.isRunning ? "loading" : test.failure ? "error" : test.report ? "ready" : "empty"}
      aside={
        test.report && !test.isRunning ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconRefresh size={14} />} onClick={onAgain} data-testid="test-again">
            {t("integrations-test-again")}
          </Button>
        ) : null
      }
    >
      {test.isRunning ? (
        <div className={classes.running} role="status">
          <Loader size="xs" /> {t("integrations-test-running")}
        </div>
      ) : null}
      {test.failure ? <FailureNotice failure={test.failure} /> : null}
      {test.report ? <Report report={test.report} onAgain={onAgain} /> : null}
      {!test.isRunning && !test.failure && !test.report ? <EmptyState title={t("integrations-test-not-yet")}>{t("integrations-test-not-yet-why")}</EmptyState> : null}
    </Panel>
  );
}

function Report({ report, onAgain }: { report: TestReport; onAgain: () => void }) {
  const t = useT();
  const format = useFormat();
  const total = report.stages.reduce((sum, s) => sum + s.milliseconds, 0);
  return (
    <div className={classes.report}>
      <div className={classes.outcome} data-testid="test-outcome" data-outcome={report.succeeded ? "ok" : "failed"} role="status">
        <Mark tone={report.succeeded ? "plain" : "critical"} shape={report.succeeded ? "circle" : "diamond"} filled={!report.succeeded}>
          {t(report.succeeded ? "integrations-test-ok" : "integrations-test-failed")}
        </Mark>
        <span className={classes.dim}>{format.duration(total / 1000)}</span>
        {report.isSimulated ? <SimulatedMark /> : null}
      </div>
      <ol className={classes.stages}>
        {report.stages.map((stage) => (
          <StageRow key={stage.stage} stage={stage} />
        ))}
      </ol>
      {report.serverCertificate ? <Undecided report={report} onAgain={onAgain} /> : null}
    </div>
  );
}

/** The server's certificate, with the decision where nobody has taken it yet. */
function Undecided({ report, onAgain }: { report: TestReport; onAgain: () => void }) {
  const certificates = useCommand("list_certificates", {});
  const info = report.serverCertificate;
  if (!info) return null;
  const row = certificates.data?.servers.find((s) => s.info.thumbprint === info.thumbprint);
  return <CertificateDecision info={info} trust={row?.trust ?? null} isExpired={row?.isExpired ?? false} onTrusted={onAgain} />;
}

const LOOKS: Record<StageResult["outcome"], { tone: Tone; shape: Shape; data: string }> = {
  passed: { tone: "plain", shape: "circle", data: "ok" },
  warned: { tone: "warning", shape: "triangle", data: "warned" },
  failed: { tone: "critical", shape: "diamond", data: "failed" },
  skipped: { tone: "plain", shape: "dash", data: "skipped" },
};

function StageRow({ stage }: { stage: StageResult }) {
  const t = useT();
  const format = useFormat();
  const look = LOOKS[stage.outcome];
  const said = stage.outcome === "failed" ? stage.failure : stage.outcome === "warned" ? stage.warning : null;
  return (
    <li data-testid={`test-stage-${stage.stage}`} data-outcome={look.data} data-milliseconds={stage.milliseconds}>
      <div className={classes.stage}>
        <span className={classes.stageName}>{t(`test-stage-${stage.stage}`)}</span>
        <Mark tone={look.tone} shape={look.shape}>
          {t(`integrations-stage-${stage.outcome}`)}
        </Mark>
        <span className={classes.milliseconds}>{stage.outcome === "skipped" ? "" : format.duration(Math.round(stage.milliseconds * 10) / 10_000)}</span>
      </div>
      {said ? stage.outcome === "failed" ? <FailureNotice failure={said} /> : <Warning failure={said} /> : null}
    </li>
  );
}

function Warning({ failure }: { failure: Failure }) {
  const { what, remedy } = useFailureText()(failure);
  return (
    <div className={classes.warning}>
      <p>{what}</p>
      <p className={classes.dim}>{remedy}</p>
    </div>
  );
}
