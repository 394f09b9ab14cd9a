//! What was decided about a proposal of a run, or the two ways to decide.

import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useAction, useCan } from "@/api";
import type { RecommendationId, RecommendationState, RunRow } from "@/bindings";
import { Mark, RowButton } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { useT } from "@/text";
import { useEngineIsOff } from "../tabs";
import { Withdraw } from "../withdraw";
import { AcceptedDialog, useAccept } from "./accept";
import classes from "./runs.module.css";

export interface ProposalDecisionProps {
  row: RunRow;
  id: RecommendationId | null;
  status: RecommendationState | null;
  index: number;
  /** Nothing is to be done: there is nothing to decide. */
  isIdle?: boolean;
}

export function ProposalDecision({ row, id, status, index, isIdle }: ProposalDecisionProps) {
  const t = useT();
  const isOff = useEngineIsOff();
  const may = useCan("run_optimization") && !isOff;
  const accept = useAccept(row);
  const [rejecting, setRejecting] = useState(false);
  if (!id || !status) return null;
  const testId = `proposal-status-${index}`;
  const data = { "data-status": status } as const;
  if (isIdle && status === "proposed") return <Mark tone="plain" shape="dash" testId={testId} data={{ "data-status": "idle" }} tip={t("ui-run-no-order-why")}>{t("ui-run-no-order")}</Mark>;
  if (status !== "proposed") {
    const isAccepted = status === "accepted";
    const what = !isAccepted ? "rejected" : row.run.model === "workforce_dispatch" ? "scheduled" : "made";
    return (
      <span className={classes.decision}>
        <Mark tone={isAccepted ? "notice" : "plain"} shape={isAccepted ? "circle" : "cross"} testId={testId} data={data}>
          {t(isAccepted ? "ui-recommendation-accepted" : "ui-recommendation-rejected")}
        </Mark>
        {may ? <Withdraw id={id} what={what} testId={`proposal-withdraw-${index}`} /> : null}
      </span>
    );
  }
  return (
    <span className={classes.decision}>
      <span className={may ? "hidden-visually" : undefined}>
        <Mark tone="plain" shape="ring" testId={testId} data={data}>{t("ui-recommendation-proposed")}</Mark>
      </span>
      {may ? (
        <>
          <RowButton look="main" busy={accept.isPending} onClick={() => accept.one(id)} data-testid={`proposal-accept-${index}`}>
            {t("ui-optimization-accept")}
          </RowButton>
          <RowButton onClick={() => setRejecting(true)} data-testid={`proposal-reject-${index}`}>
            {t("ui-optimization-reject")}
          </RowButton>
        </>
      ) : null}
      {rejecting ? <RejectProposal id={id} onClose={() => setRejecting(false)} /> : null}
      <AcceptedDialog outcome={accept.refused} onClose={accept.forget} />
    </span>
  );
}

function RejectProposal({ id, onClose }: { id: RecommendationId; onClose: () => void }) {
  const t = useT();
  const [reason, setReason] = useState("");
  const reject = useAction("reject_proposal", { onDone: onClose, onFailure: () => undefined });
  return (
    <FormDialog
      opened
      title={t("ui-run-reject-title")}
      onClose={onClose}
      onSubmit={() => {
        if (reason.trim()) reject.mutate({ id, reason: reason.trim() });
      }}
      submitLabel={t("ui-optimization-reject")}
      submitTestId="proposal-reject-ok"
      isBusy={reject.isPending}
      failure={reject.error}
    >
      <Textarea
        label={t("ui-optimization-reason")}
        description={t("ui-optimization-reason-kept")}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
        data-testid="proposal-reject-reason"
      />
    </FormDialog>
  );
}
