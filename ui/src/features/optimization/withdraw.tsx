//! Taking a decision back: what becomes of its order is said first, a reason is asked for, what became of it is said after.

import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useAction } from "@/api";
import type { RecommendationId } from "@/bindings";
import { RowButton, useToast } from "@/components";
import { FormDialog } from "@/components/form-dialog";
import { links } from "@/router";
import { Tag, useT } from "@/text";

/** What the decision did: made an order, gave one its engineer and day, or said no. */
export type Withdrawn = "made" | "scheduled" | "rejected";

export function Withdraw({ id, what, testId }: { id: RecommendationId; what: Withdrawn; testId: string }) {
  const t = useT();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <RowButton onClick={() => setAsking(true)} data-testid={testId}>
        {t("ui-withdraw")}
      </RowButton>
      {asking ? <WithdrawDialog id={id} what={what} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function WithdrawDialog({ id, what, onClose }: { id: RecommendationId; what: Withdrawn; onClose: () => void }) {
  const t = useT();
  const toast = useToast();
  const [reason, setReason] = useState("");
  const withdraw = useAction("withdraw_decision", {
    onDone: (outcome) => {
      toast(
        outcome.workOrderId && outcome.number && outcome.orderStatus ? (
          <>
            {t(outcome.orderStatus === "cancelled" ? "ui-withdrawn-cancelled" : "ui-withdrawn-open")}{" "}
            <a href={links.workOrder(outcome.workOrderId)}>
              <Tag>{outcome.number}</Tag>
            </a>
          </>
        ) : (
          t("ui-withdrawn")
        ),
      );
      onClose();
    },
    onFailure: () => undefined,
  });
  return (
    <FormDialog
      opened
      title={t("ui-withdraw-title")}
      onClose={onClose}
      onSubmit={() => {
        if (reason.trim()) withdraw.mutate({ id, reason: reason.trim() });
      }}
      submitLabel={t("ui-withdraw")}
      submitTestId="withdraw-ok"
      isBusy={withdraw.isPending}
      isBlocked={!reason.trim()}
      failure={withdraw.error}
      testId="withdraw-dialog"
    >
      <p>{t(`ui-withdraw-effect-${what}`)}</p>
      <Textarea
        label={t("ui-optimization-reason")}
        description={t("ui-withdraw-reason-kept")}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
        data-testid="withdraw-reason"
      />
    </FormDialog>
  );
}
