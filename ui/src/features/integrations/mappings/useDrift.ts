//! Comparing an integration's mappings with its source, stretch by stretch.

import { useCallback, useEffect, useRef, useState } from "react";
import { useCall } from "@/api";
import type { DriftRow, Failure, IntegrationId, MappingId } from "@/bindings";

export interface DriftCheck {
  checked: number;
  total: number;
  rows: DriftRow[];
  state: "running" | "done" | "failed";
  failure: Failure | null;
}

const NOTHING: DriftCheck = { checked: 0, total: 0, rows: [], state: "running", failure: null };

export function useDrift(integrationId: IntegrationId) {
  const call = useCall();
  const [check, setCheck] = useState<DriftCheck>(NOTHING);
  const turn = useRef(0);
  const run = useCallback(async () => {
    const mine = (turn.current += 1);
    let now = NOTHING;
    let from: number | null = null;
    setCheck(now);
    try {
      do {
        const page: { checked: number; total: number; next: number | null; rows: DriftRow[] } = await call("check_drift", { integrationId, ...(from === null ? {} : { from }) });
        if (turn.current !== mine) return;
        from = page.next;
        now = { ...now, checked: now.checked + page.checked, total: page.total, rows: [...now.rows, ...page.rows], state: from === null ? "done" : "running" };
        setCheck(now);
      } while (from !== null);
    } catch (reason) {
      if (turn.current === mine) setCheck({ ...now, state: "failed", failure: reason as Failure });
    }
  }, [call, integrationId]);
  useEffect(() => {
    void run();
    return () => {
      turn.current += 1;
    };
  }, [run]);
  /** It is bound anew. */
  const settle = (id: MappingId) => setCheck((old) => ({ ...old, rows: old.rows.filter((row) => row.mapping.id !== id) }));
  return { check, run, settle };
}
