//! What was decided about a recommendation, or the two ways to decide.

import type { RecommendationRow } from "@/bindings";
import { isUrgent, Mark, RowButton } from "@/components";
import { links } from "@/router";
import { Tag, useT } from "@/text";
import { Withdraw } from "./withdraw";
import classes from "./optimization.module.css";

export function Decision({ row, index, may, busy, onAccept, onReject }: {
  row: RecommendationRow;
  index: number;
  may: boolean;
  busy: boolean;
  onAccept: () => void;
  onReject: () => void;
}) {
  const t = useT();
  const { recommendation } = row;
  const mark = { "data-status": recommendation.status } as const;
  const testId = `recommendation-status-${index}`;
  if (recommendation.status === "accepted") {
    return (
      <span className={classes.decision}>
        <Mark tone="notice" shape="circle" testId={testId} data={mark}>
          {t("ui-recommendation-accepted")}
        </Mark>
        <a href={links.workOrder(recommendation.workOrderId)} data-testid={`recommendation-work-order-${index}`}>
          {row.workOrderNumber ? <Tag>{row.workOrderNumber}</Tag> : t("ui-work-order")}
        </a>
        {may ? <Withdraw id={recommendation.id} what="made" testId={`recommendation-withdraw-${index}`} /> : null}
      </span>
    );
  }
  if (recommendation.status === "rejected") {
    return (
      <span className={classes.decision}>
        <Mark tone="plain" shape="cross" testId={testId} data={mark} tip={recommendation.reason}>
          {t("ui-recommendation-rejected")}
        </Mark>
        {may ? <Withdraw id={recommendation.id} what="rejected" testId={`recommendation-withdraw-${index}`} /> : null}
      </span>
    );
  }
  const { openOrder } = row;
  if (openOrder) {
    return (
      <span className={classes.decision}>
        <Mark tone="notice" shape="ring" testId={testId} data={mark} tip={t("ui-optimization-open-order-why")}>
          {t("ui-optimization-open-order")}
        </Mark>
        <a href={links.workOrder(openOrder.id)} data-testid={`recommendation-open-order-${index}`} data-status={openOrder.status}>
          <Tag>{openOrder.number}</Tag>
        </a>
      </span>
    );
  }
  return (
    <span className={classes.decision}>
      <span className={may ? "hidden-visually" : undefined}>
        <Mark tone="plain" shape="ring" testId={testId} data={mark}>
          {t("ui-recommendation-proposed")}
        </Mark>
      </span>
      {may ? (
        <>
          <RowButton look={isUrgent(row) ? "main" : "quiet"} busy={busy} onClick={onAccept} data-testid={`recommendation-accept-${index}`}>
            {t("ui-optimization-accept")}
          </RowButton>
          <RowButton onClick={onReject} data-testid={`recommendation-reject-${index}`}>
            {t("ui-optimization-reject")}
          </RowButton>
        </>
      ) : null}
    </span>
  );
}
