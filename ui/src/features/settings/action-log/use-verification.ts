//! Verifying the tenant's log piece by piece: how far it is shows while it goes on, and it can be left off. The last piece is
//! asked for once more as the verification itself, which goes into the log and keeps the chain's head here.

import { useRef, useState } from "react";
import type { ActionLogVerification, LogPlace } from "@/bindings";
import { useAction } from "@/api";

export interface Verification {
  /** While it goes on: entries looked at, and how many there are. */
  progress: { done: number; all: number } | null;
  verdict: ActionLogVerification | null;
  run: () => void;
  stop: () => void;
  dismiss: () => void;
}

export function useVerification(): Verification {
  const piece = useAction("verify_entries");
  const whole = useAction("verify_action_log");
  const [progress, setProgress] = useState<Verification["progress"]>(null);
  const [verdict, setVerdict] = useState<ActionLogVerification | null>(null);
  const turn = useRef(0);
  const go = async () => {
    const mine = ++turn.current;
    setVerdict(null);
    setProgress({ done: 0, all: 0 });
    try {
      let after: LogPlace | undefined;
      for (;;) {
        const looked = await piece.mutateAsync(after ? { after } : {});
        if (turn.current !== mine) return;
        setProgress({ done: looked.entries, all: looked.headNo });
        if (looked.next === null) break;
        after = looked.next;
      }
      const told = await whole.mutateAsync(after ? { after } : {});
      if (turn.current === mine) setVerdict(told);
    } catch {
      // The failure has been told already.
    }
    if (turn.current === mine) setProgress(null);
  };
  return {
    progress,
    verdict,
    run: () => void go(),
    stop: () => {
      turn.current += 1;
      setProgress(null);
    },
    dismiss: () => setVerdict(null),
  };
}
