//! What the plan leaves out, each with why and what would bring it in. From here an order is dragged onto the board too.

import type { DispatchAnswer, WorkOrderId } from "@/bindings";
import { CriticalityMark, Panel } from "@/components";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import type { Board } from "./board";
import classes from "./dispatch.module.css";
import type { useDrag } from "./use-drag";

export function Tray({ plan, board, onBegin, onOpen }: {
  plan: DispatchAnswer;
  board: Board;
  onBegin: ReturnType<typeof useDrag>["begin"] | undefined;
  onOpen: (id: WorkOrderId) => void;
}) {
  const t = useT();
  const say = useMessage();
  const name = useName();
  const format = useFormat();
  const moved = new Set(board.pieces.filter((piece) => !piece.stop && piece.day).map(({ order }) => order.workOrderId));
  return (
    <Panel flush title={t("ui-dispatch-tray")} aside={format.integer(plan.unassigned.length)} testId="dispatch-tray">
      {plan.unassigned.length === 0 ? <p className={classes.hint}>{t("ui-dispatch-tray-empty")}</p> : null}
      <ul className={classes.tray}>
        {plan.unassigned.map(({ order, reason, remedy }) => (
          <li key={order.workOrderId}>
            <button
              type="button"
              className={classes.trayItem}
              data-testid={`unassigned-${order.number}`}
              data-moved={moved.has(order.workOrderId) || undefined}
              onPointerDown={(event) => onBegin?.(event, order.workOrderId)}
              onClick={() => onOpen(order.workOrderId)}
            >
              <span>
                <Tag>{order.number}</Tag> <Tag>{order.assetTag}</Tag> {name({ nameEn: order.titleEn, nameAr: order.titleAr })}
              </span>
              <span className={classes.quiet}>
                <CriticalityMark criticality={order.priority} kind="priority" /> · <Tag plain>{order.siteCode}</Tag>
                {order.dueOn ? ` · ${t("ui-dispatch-due", { day: format.day(order.dueOn) })}` : ""}
                {moved.has(order.workOrderId) ? ` · ${t("ui-dispatch-moved")}` : ""}
              </span>
              <span>{say(reason)}</span>
              <span className={classes.remedy}>{say(remedy)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
