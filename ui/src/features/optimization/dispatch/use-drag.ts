//! Dragging a piece onto a cell with the pointer. Pointer events and not the browser's drag and drop, which the windows of
//! some systems keep for files.

import { useCallback, useEffect, useRef, useState, type PointerEvent } from "react";
import type { WorkOrderId } from "@/bindings";

/** Pixels before a press becomes a drag. */
const SLACK = 5;

export interface Drag {
  id: WorkOrderId;
  x: number;
  y: number;
  /** The cell beneath. */
  over: { engineerId: string; day: string } | null;
}

export function useDrag(onDrop: (id: WorkOrderId, engineerId: string, day: string) => void) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const stop = useRef<(() => void) | null>(null);
  /** True from a drag until the click that ends it, which is then no click. */
  const wasDragged = useRef(false);
  const drop = useRef(onDrop);
  useEffect(() => {
    drop.current = onDrop;
  }, [onDrop]);
  useEffect(() => () => stop.current?.(), []);

  const begin = useCallback((event: PointerEvent, id: WorkOrderId) => {
    if (event.button !== 0) return;
    const start = { x: event.clientX, y: event.clientY };
    let now: Drag | null = null;
    wasDragged.current = false;
    const move = (to: globalThis.PointerEvent) => {
      if (!now && Math.hypot(to.clientX - start.x, to.clientY - start.y) < SLACK) return;
      to.preventDefault();
      wasDragged.current = true;
      now = { id, x: to.clientX, y: to.clientY, over: cellAt(to.clientX, to.clientY) };
      setDrag(now);
    };
    const end = () => {
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", end);
      window.removeEventListener("keydown", escape, true);
      stop.current = null;
      setDrag(null);
    };
    const up = () => {
      const target = now?.over;
      end();
      if (target) drop.current(id, target.engineerId, target.day);
    };
    const escape = (key: KeyboardEvent) => {
      if (key.key === "Escape") end();
    };
    window.addEventListener("pointermove", move);
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", end);
    window.addEventListener("keydown", escape, true);
    stop.current = end;
  }, []);
  /** False for the click that ends a drag, once. */
  const isClick = useCallback(() => {
    const was = wasDragged.current;
    wasDragged.current = false;
    return !was;
  }, []);
  return { drag, begin, isClick };
}

function cellAt(x: number, y: number): Drag["over"] {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>("[data-cell]");
  const { engineer, day } = cell?.dataset ?? {};
  return engineer && day ? { engineerId: engineer, day } : null;
}
