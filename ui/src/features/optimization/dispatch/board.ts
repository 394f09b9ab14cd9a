//! The plan as a board: what stands in which cell of engineer and day, after what a person has moved or kept.
//! Pure, so that it is tested without a page.

import type { DispatchAnswer, DispatchLock, DispatchOrder, DispatchStop, EngineerId, WorkOrderId } from "@/bindings";

export type WorkStop = Extract<DispatchStop, { kind: "work" }>;
export type DepotStop = Extract<DispatchStop, { kind: "depot" }>;
export type Place = { engineerId?: EngineerId; day?: string };
export type Locks = ReadonlyMap<WorkOrderId, Place>;

/** An order on the board, or in the tray where it has no place. */
export interface Piece {
  order: DispatchOrder;
  /** Where the plan has it; none: left out. */
  stop: WorkStop | null;
  planned: { engineerId: EngineerId; day: string } | null;
  isKept: boolean;
  /** Another place than the plan's was asked for; the times are known after the next run. */
  isMoved: boolean;
  engineerId: EngineerId | null;
  day: string | null;
}

export interface Board {
  days: string[];
  pieces: Piece[];
  /** By `cellKey`. */
  cells: ReadonlyMap<string, Piece[]>;
  depots: ReadonlyMap<string, DepotStop[]>;
  /** Minutes of the day that all cells show. */
  from: number;
  until: number;
}

export const cellKey = (engineerId: EngineerId, day: string) => `${engineerId} ${day}`;

export function daysOf(firstDay: string, count: number): string[] {
  const start = new Date(`${firstDay}T12:00:00Z`).getTime();
  return Array.from({ length: count }, (_, i) => new Date(start + i * 86_400_000).toISOString().slice(0, 10));
}

export function toLocks(locks: readonly DispatchLock[]): Locks {
  return new Map(locks.map(({ workOrderId, engineerId, day }) => [workOrderId, { ...(engineerId ? { engineerId } : {}), ...(day ? { day } : {}) }]));
}

export function fromLocks(locks: Locks): DispatchLock[] {
  return [...locks].map(([workOrderId, place]) => ({ workOrderId, ...place }));
}

export function makeBoard(plan: DispatchAnswer, locks: Locks): Board {
  const pieces: Piece[] = [];
  const depots = new Map<string, DepotStop[]>();
  let [from, until] = [24 * 60, 0];
  const put = (order: DispatchOrder, stop: WorkStop | null, planned: Piece["planned"]) => {
    const lock = locks.get(order.workOrderId);
    const engineerId = lock?.engineerId ?? planned?.engineerId ?? null;
    const day = lock?.day ?? planned?.day ?? null;
    const isMoved = lock !== undefined && (engineerId !== (planned?.engineerId ?? null) || day !== (planned?.day ?? null));
    pieces.push({ order, stop, planned, isKept: lock !== undefined, isMoved, engineerId, day });
  };
  for (const engineer of plan.engineers) {
    for (const day of engineer.workDays) {
      from = Math.min(from, day.shiftStart);
      until = Math.max(until, day.shiftEnd, day.end);
      for (const stop of day.stops) {
        from = Math.min(from, stop.start - stop.travelBefore);
        until = Math.max(until, stop.end);
        if (stop.kind === "work") put(stop.order, stop, { engineerId: engineer.engineerId, day: day.day });
        else depots.set(cellKey(engineer.engineerId, day.day), [...(depots.get(cellKey(engineer.engineerId, day.day)) ?? []), stop]);
      }
    }
  }
  for (const { order } of plan.unassigned) put(order, null, null);
  const cells = new Map<string, Piece[]>();
  for (const piece of pieces) {
    if (!piece.engineerId || !piece.day) continue;
    const key = cellKey(piece.engineerId, piece.day);
    cells.set(key, [...(cells.get(key) ?? []), piece]);
  }
  if (from >= until) [from, until] = [6 * 60, 18 * 60];
  return { days: daysOf(plan.firstDay, plan.days), pieces, cells, depots, from: Math.floor(from / 60) * 60, until: Math.ceil(until / 60) * 60 };
}

/** One step of a piece by the arrow keys: up and down among the engineers, left and right among the days. */
export function step(board: Board, engineers: readonly EngineerId[], piece: Piece, key: string): Required<Place> | null {
  const row = piece.engineerId ? engineers.indexOf(piece.engineerId) : 0;
  const column = piece.day ? board.days.indexOf(piece.day) : 0;
  const [down, right] = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] }[key] ?? [0, 0];
  const engineerId = engineers[row + (down ?? 0)];
  const day = board.days[column + (right ?? 0)];
  return (down || right) && engineerId && day ? { engineerId, day } : null;
}
