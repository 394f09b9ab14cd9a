//! An order on the board: where its work lies in the day, kept or moved, late or not. Enter opens it, L keeps it,
//! Shift with an arrow moves it.

import { IconLock } from "@tabler/icons-react";
import type { WorkOrderId } from "@/bindings";
import { ShapeIcon } from "@/components";
import { useFormat, useName, useT } from "@/text";
import { useClock } from "../runs/use-money";
import type { DepotStop, Piece } from "./board";
import classes from "./dispatch.module.css";
import type { useDrag } from "./use-drag";

export function Block({ piece, engineerName, share, isWide, may, isDragged, onBegin, onKey, onKeep, onOpen }: {
  piece: Piece;
  engineerName: string;
  share: (minutes: number) => number;
  isWide: boolean;
  may: boolean;
  isDragged: boolean;
  onBegin: ReturnType<typeof useDrag>["begin"] | undefined;
  onKey: (piece: Piece, key: string) => void;
  onKeep: () => void;
  onOpen: (id: WorkOrderId) => void;
}) {
  const t = useT();
  const format = useFormat();
  const clock = useClock();
  const name = useName();
  const { order, stop } = piece;
  // Where it was moved its times are known after the next run: until then it keeps its length from its former start on.
  const start = stop?.start ?? 8 * 60;
  const end = start + order.minutes;
  const isLate = Boolean(stop?.isLate) && !piece.isMoved;
  const title = name({ nameEn: order.titleEn, nameAr: order.titleAr });
  const label = t("ui-dispatch-block", {
    number: order.number,
    title,
    asset: order.assetTag,
    engineer: engineerName,
    day: piece.day ? format.day(piece.day) : "",
    time: piece.isMoved ? t("ui-dispatch-moved") : `${clock(start)}–${clock(end)}`,
    state: [isLate ? t("ui-dispatch-is-late") : "", piece.isKept ? t("ui-dispatch-locked") : ""].filter(Boolean).join(" · ") || t("ui-dispatch-free"),
  });
  return (
    <>
      {stop && stop.travelBefore > 0 && !piece.isMoved ? (
        <span className={classes.travel} style={{ insetInlineStart: `${share(stop.start - stop.travelBefore)}%`, inlineSize: `${share(stop.start) - share(stop.start - stop.travelBefore)}%` }} aria-hidden />
      ) : null}
      <button
        type="button"
        className={classes.block}
        style={{ insetInlineStart: `${Math.min(96, share(start))}%`, inlineSize: `${Math.max(4, share(end) - share(start))}%` }}
        data-testid={`stop-${order.number}`}
        data-kept={piece.isKept || undefined}
        data-moved={piece.isMoved || undefined}
        data-late={isLate || undefined}
        data-status={stop?.status ?? undefined}
        data-dragged={isDragged || undefined}
        data-draggable={may || undefined}
        aria-label={label}
        title={label}
        aria-keyshortcuts={may ? "L Shift+ArrowUp Shift+ArrowDown Shift+ArrowLeft Shift+ArrowRight" : undefined}
        onPointerDown={(event) => onBegin?.(event, order.workOrderId)}
        onClick={() => onOpen(order.workOrderId)}
        onKeyDown={(event) => {
          if (!may) return;
          if (event.shiftKey && event.key.startsWith("Arrow")) onKey(piece, event.key);
          else if (event.code === "KeyL" && !event.ctrlKey && !event.metaKey && !event.altKey) onKeep();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        {isLate ? <ShapeIcon shape="triangle" size={9} /> : null}
        {piece.isKept ? <IconLock size={10} aria-hidden /> : null}
        <span>{isWide ? `${order.number} · ${order.assetTag} · ${title}` : order.assetTag}</span>
      </button>
    </>
  );
}

export function DepotBlock({ stop, share }: { stop: DepotStop; share: (minutes: number) => number }) {
  const t = useT();
  const clock = useClock();
  const label = t("ui-dispatch-depot", { site: stop.siteCode, time: `${clock(stop.start)}–${clock(stop.end)}` });
  return (
    <span
      className={classes.depot}
      role="img"
      aria-label={label}
      title={label}
      style={{ insetInlineStart: `${share(stop.start)}%`, inlineSize: `${Math.max(1.5, share(stop.end) - share(stop.start))}%` }}
    />
  );
}
