//! The plan by engineer: a row each, a cell a day, time from left to right in both languages. Names stand at the beginning
//! of the line as the page reads.

import { NativeSelect, SegmentedControl } from "@mantine/core";
import { useEffect, useRef, type ReactNode } from "react";
import type { DispatchAnswer, EngineerId, EngineerPlan, WorkOrderId } from "@/bindings";
import { Panel } from "@/components";
import { useParam } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import { useClock } from "../runs/use-money";
import { cellKey, step, type Board, type Piece } from "./board";
import { Block, DepotBlock } from "./block";
import classes from "./dispatch.module.css";
import type { Drag, useDrag } from "./use-drag";

export interface GanttProps {
  plan: DispatchAnswer;
  board: Board;
  drag: Drag | null;
  may: boolean;
  chosen: EngineerId | null;
  onChoose: (id: EngineerId | null) => void;
  onBegin: ReturnType<typeof useDrag>["begin"] | undefined;
  onMove: (id: WorkOrderId, engineerId: EngineerId, day: string) => void;
  onRelease: (id: WorkOrderId) => void;
  onOpen: (id: WorkOrderId) => void;
}

/** Pixels of the column of names, and the least of a day: with more days than fit the board scrolls. */
const [NAMES, LEAST_DAY] = [180, 70];
/** Days that stand beside each other as buttons; more are a list. */
const WEEK = 7;

export function Gantt(props: GanttProps) {
  const { plan, board, may } = props;
  const t = useT();
  const format = useFormat();
  const clock = useClock();
  const [wanted, setWanted] = useParam("day");
  const day = board.days.length === 1 ? board.days[0] : board.days.find((each) => each === wanted);
  const days = day ? [day] : board.days;
  // Days on which nobody works take little room.
  const isIdle = (each: string) => plan.engineers.every((engineer) => engineer.offDays.includes(each) && !board.cells.has(cellKey(engineer.engineerId, each)));
  const template = days.map((each) => (!day && isIdle(each) ? "46px" : "minmax(96px, 1fr)")).join(" ");
  const hours = day ? Array.from({ length: (board.until - board.from) / 60 + 1 }, (_, i) => board.from + i * 60) : [];
  const weekday = (each: string) => format.weekday(each);
  // A week has room for the year; more days do not.
  const dated = (each: string) => (days.length > WEEK ? format.dayAndMonth(each) : format.day(each));
  const engineers = plan.engineers.map((engineer) => engineer.engineerId);
  // In another row it is another element: the focus follows the order, so that the next key moves it on.
  const field = useRef<HTMLDivElement>(null);
  const moved = useRef<string | null>(null);
  useEffect(() => {
    const stops = field.current?.querySelectorAll<HTMLElement>("[data-testid]") ?? [];
    if (moved.current) [...stops].find((stop) => stop.dataset.testid === moved.current)?.focus();
    moved.current = null;
  }, [board]);
  const onKey = (piece: Piece, key: string) => {
    const to = step(board, engineers, piece, key);
    if (!to) return;
    moved.current = `stop-${piece.order.number}`;
    props.onMove(piece.order.workOrderId, to.engineerId, to.day);
  };
  return (
    <Panel
      flush
      testId="dispatch-gantt"
      title={t("ui-dispatch-gantt")}
      aside={
        board.days.length === 1 ? null : board.days.length <= WEEK ? (
          <SegmentedControl
            size="xs"
            aria-label={t("ui-dispatch-show-day")}
            value={day ?? "all"}
            onChange={(value) => setWanted(value === "all" ? null : value)}
            data={[{ value: "all", label: t("ui-dispatch-all-days") }, ...board.days.map((each) => ({ value: each, label: weekday(each) }))]}
            data-testid="dispatch-day"
          />
        ) : (
          <NativeSelect
            size="xs"
            aria-label={t("ui-dispatch-show-day")}
            value={day ?? "all"}
            onChange={(event) => setWanted(event.currentTarget.value === "all" ? null : event.currentTarget.value)}
            data={[{ value: "all", label: t("ui-dispatch-all-days") }, ...board.days.map((each) => ({ value: each, label: `${weekday(each)} ${format.day(each)}` }))]}
            data-testid="dispatch-day"
          />
        )
      }
    >
      <div className={classes.scroll}>
        <div ref={field} className={classes.board} style={{ minInlineSize: `${NAMES + days.length * LEAST_DAY}px` }} data-dragging={props.drag ? true : undefined}>
          <div className={classes.row}>
            <span className={classes.corner}>{t("ui-dispatch-engineer")}</span>
            <DaysInOrder template={template}>
              {days.map((each) => (
                <span key={each} className={classes.dayHead} data-idle={(!day && isIdle(each)) || undefined}>
                  {!day && isIdle(each) ? weekday(each) : `${weekday(each)} ${dated(each)}`}
                  {hours.map((minutes) => (
                    <i key={minutes} className={classes.hour} style={{ insetInlineStart: `${((minutes - board.from) / (board.until - board.from)) * 100}%` }}>
                      {clock(minutes)}
                    </i>
                  ))}
                </span>
              ))}
            </DaysInOrder>
          </div>
          {plan.engineers.map((engineer) => (
            <Row key={engineer.engineerId} engineer={engineer} days={days} template={template} isWide={Boolean(day)} onKey={onKey} {...props} />
          ))}
        </div>
      </div>
      <p className={classes.hint}>{t(may ? "ui-dispatch-hint" : "ui-dispatch-hint-read")}</p>
    </Panel>
  );
}

/** Left to right also where the page reads from the right: the columns of days keep their order. */
function DaysInOrder({ template, children }: { template: string; children: ReactNode }) {
  return (
    <div className={classes.days} dir="ltr" style={{ gridTemplateColumns: template }}>
      {children}
    </div>
  );
}

function Row({ engineer, days, template, isWide, onKey, board, drag, may, chosen, onChoose, onBegin, onMove, onRelease, onOpen }: GanttProps & {
  engineer: EngineerPlan;
  days: string[];
  template: string;
  isWide: boolean;
  onKey: (piece: Piece, key: string) => void;
}) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const share = (minutes: number) => ((minutes - board.from) / (board.until - board.from)) * 100;
  const isChosen = chosen === engineer.engineerId;
  return (
    <div className={classes.row} role="group" aria-label={name(engineer)} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={classes.engineer}
        aria-pressed={isChosen}
        title={t("ui-dispatch-show-way")}
        onClick={() => onChoose(isChosen ? null : engineer.engineerId)}
        data-testid={`engineer-${engineer.code}`}
      >
        <span>{name(engineer)}</span>
        <span className={classes.quiet}>
          <Tag plain>{engineer.code}</Tag> · {t("ui-dispatch-load", { hours: format.number(engineer.hours, { maximumFractionDigits: 1 }), shift: format.number(engineer.shiftHours, { maximumFractionDigits: 1 }) })}
        </span>
      </button>
      <DaysInOrder template={template}>
        {days.map((day) => {
          const key = cellKey(engineer.engineerId, day);
          const shift = engineer.workDays.find((each) => each.day === day);
          const isOff = engineer.offDays.includes(day);
          const isOver = drag?.over?.engineerId === engineer.engineerId && drag.over.day === day;
          return (
            <div key={key} className={classes.cell} data-cell data-engineer={engineer.engineerId} data-day={day} data-off={isOff || undefined} data-shift={shift ? true : undefined} data-over={isOver || undefined}>
              {shift ? <span className={classes.shift} style={{ insetInlineStart: `${share(shift.shiftStart)}%`, inlineSize: `${share(shift.shiftEnd) - share(shift.shiftStart)}%` }} /> : null}
              {(board.depots.get(key) ?? []).map((stop) => (
                <DepotBlock key={`${stop.siteId}-${stop.start}`} stop={stop} share={share} />
              ))}
              {(board.cells.get(key) ?? []).map((piece) => (
                <Block
                  key={piece.order.workOrderId}
                  piece={piece}
                  engineerName={name(engineer)}
                  share={share}
                  isWide={isWide}
                  may={may}
                  isDragged={drag?.id === piece.order.workOrderId}
                  onBegin={onBegin}
                  onKey={onKey}
                  onKeep={() => (piece.isKept ? onRelease(piece.order.workOrderId) : onMove(piece.order.workOrderId, engineer.engineerId, day))}
                  onOpen={onOpen}
                />
              ))}
            </div>
          );
        })}
      </DaysInOrder>
    </div>
  );
}
