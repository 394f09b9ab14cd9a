//! The state of a work order as shape and word; overdue is said besides, not instead. And by what a maintenance system knows it.

import type { WorkOrderMark, WorkOrderStatus } from "@/bindings";
import { Tag, useT } from "@/text";
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

/** The key of a work order of ours, which tells a person nothing, is longer. */
const LONGEST_NUMBER = 18;

/** `SAP 4000123`: full where the system owns the order, hollow where it was sent there; otherwise there than here is a warning. */
export function SystemOrderMark({ mark }: { mark: WorkOrderMark }) {
  const t = useT();
  const { system, number, isOwned, isOtherwise } = mark;
  return (
    <Mark
      tone={isOtherwise ? "warning" : "plain"}
      shape={isOtherwise ? "triangle" : isOwned ? "square" : "hollow-square"}
      tip={isOtherwise ? t("ui-order-mark-otherwise", { system }) : isOwned ? t("ui-system-order-owned", { system }) : t("ui-system-order-there", { system })}
      testId="work-order-mark"
      data={{ "data-number": number, "data-owned": String(isOwned), "data-otherwise": String(isOtherwise) }}
    >
      <Tag plain>{number.length > LONGEST_NUMBER ? system : `${system} ${number}`}</Tag>
    </Mark>
  );
}
