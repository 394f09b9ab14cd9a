//! All tags below a node, stretch by stretch. It can be stopped and goes on where it was, also after the link broke.

import { useCallback, useRef, useState } from "react";
import { useCall } from "@/api";
import type { BrowseNode, Failure, IntegrationId } from "@/bindings";
import { canBeMapped } from "./mappable";

export interface Gathering {
  /** `null`: the whole source. */
  node: BrowseNode | null;
  /** That can be mapped, each once. */
  tags: ReadonlyMap<string, BrowseNode>;
  /** Variables that hold no number. */
  others: number;
  browsed: number;
  waiting: number;
  tooDeep: number;
  state: "running" | "stopped" | "done" | "failed";
  failure: Failure | null;
}

/** What one answer adds; a tag that stands below two folders counts once. */
export function withStretch(before: Gathering, stretch: { tags: BrowseNode[]; browsed: number; waiting: number; tooDeep: number }): Gathering {
  const tags = new Map(before.tags);
  let others = before.others;
  for (const node of stretch.tags) {
    if (canBeMapped(node)) tags.set(node.tag, node);
    else others += 1;
  }
  return { ...before, tags, others, browsed: before.browsed + stretch.browsed, waiting: stretch.waiting, tooDeep: before.tooDeep + stretch.tooDeep };
}

/** Beyond this a file is the better tool. */
export const MOST_GATHERED = 20_000;

export function useGather(integrationId: IntegrationId) {
  const call = useCall();
  const [gathering, setGathering] = useState<Gathering | null>(null);
  const cursor = useRef<string | null>(null);
  const turn = useRef(0);

  const goOn = useCallback(
    async (from: Gathering, skip: boolean) => {
      const mine = (turn.current += 1);
      let now: Gathering = { ...from, state: "running", failure: null };
      let skips = skip;
      setGathering(now);
      try {
        while (turn.current === mine) {
          const stretch = await call("gather_tags", {
            integrationId,
            ...(now.node ? { node: now.node.tag } : {}),
            ...(cursor.current === null ? {} : { cursor: cursor.current }),
            ...(skips ? { skip: true } : {}),
          });
          // Stopped meanwhile: going on asks for this stretch again.
          if (turn.current !== mine) return;
          skips = false;
          cursor.current = stretch.cursor;
          now = withStretch(now, stretch);
          const isFull = now.tags.size >= MOST_GATHERED;
          const isOver = stretch.cursor === null;
          setGathering({ ...now, state: isOver ? "done" : isFull ? "stopped" : "running" });
          if (isOver || isFull) return;
        }
      } catch (reason) {
        if (turn.current === mine) setGathering({ ...now, state: "failed", failure: reason as Failure });
      }
    },
    [call, integrationId],
  );

  const begin = (node: BrowseNode | null) => {
    cursor.current = null;
    void goOn({ node, tags: new Map(), others: 0, browsed: 0, waiting: 1, tooDeep: 0, state: "running", failure: null }, false);
  };
  const stop = () => {
    turn.current += 1;
    setGathering((old) => (old ? { ...old, state: "stopped" } : old));
  };
  const resume = (skip = false) => {
    if (gathering) void goOn(gathering, skip);
  };
  const forget = () => {
    turn.current += 1;
    setGathering(null);
  };
  return { gathering, begin, stop, resume, forget };
}
