//! The state of a work order as shape and word; overdue is said besides, not instead.

import type { WorkOrderStatus } from "@/bindings";
import { useT } from "@/text";
import { Mark, type Shape, type Tone } from "./marks";
import classes from "./work-order-mark.module.css";

const looks: Record<WorkOrderStatus, { tone: Tone; shape: Shape }> = {
  open: { tone: "plain", shape: "ring" },
  assigned: { tone: "notice", shape: "dot" },
  in_progress: { tone: "notice", shape: "half" },
  done: { tone: "plain", shape: "circle" },
  cancelled: { tone: "plain", shape: "cross" },
};

export function WorkOrderStatusMark({ status, isOverdue, testId }: { status: WorkOrderStatus; isOverdue?: boolean; testId?: string }) {
  const t = useT();
  const { tone, shape } = looks[status];
  return (
    <span className={classes.marks}>
      <Mark tone={tone} shape={shape} testId={testId} data={{ "data-status": status }}>
        {t(`ui-order-status-${status.replaceAll("_", "-")}`)}
      </Mark>
      {isOverdue ? (
        <Mark tone="warning" shape="triangle">
          {t("ui-overdue")}
        </Mark>
      ) : null}
    </span>
  );
}
