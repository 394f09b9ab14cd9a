//! What the plan leaves out, each with why and what would bring it in. From here an order is dragged onto the board too.

import { Button } from "@mantine/core";
import { useMemo, useState } from "react";
import type { Criticality, DispatchAnswer, WorkOrderId } from "@/bindings";
import { CriticalityMark, Panel } from "@/components";
import { Tag, useFormat, useMessage, useName, useT } from "@/text";
import type { Board } from "./board";
import classes from "./dispatch.module.css";
import type { useDrag } from "./use-drag";

const PAGE = 50;
const RANK: Record<Criticality, number> = { low: 0, medium: 1, high: 2, critical: 3 };

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
  const [pages, setPages] = useState(1);
  // What is most urgent first: of thousands nobody looks at the last.
  const rows = useMemo(() => plan.unassigned.toSorted((a, b) => RANK[b.order.priority] - RANK[a.order.priority] || (a.order.dueOn ?? "9").localeCompare(b.order.dueOn ?? "9")), [plan]);
  const shown = rows.slice(0, pages * PAGE);
  const moved = new Set(board.pieces.filter((piece) => !piece.stop && piece.day).map(({ order }) => order.workOrderId));
  return (
    <Panel flush title={t("ui-dispatch-tray")} aside={format.integer(plan.unassigned.length)} testId="dispatch-tray">
      {plan.unassigned.length === 0 ? <p className={classes.hint}>{t("ui-dispatch-tray-empty")}</p> : null}
      <ul className={classes.tray}>
        {shown.map(({ order, reason, remedy }) => (
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
      {shown.length < rows.length ? (
        <Button variant="subtle" size="compact-sm" m="xs" onClick={() => setPages(pages + 1)} data-testid="tray-more">
          {t("ui-dispatch-tray-more", { shown: shown.length, total: rows.length })}
        </Button>
      ) : null}
    </Panel>
  );
}
