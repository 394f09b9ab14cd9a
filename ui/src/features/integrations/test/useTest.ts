//! Running a connection test and keeping its report until something changes.

import { useRef, useState } from "react";
import { useAction } from "@/api";
import type { Failure, IntegrationId, TestReport } from "@/bindings";

export interface Test {
  report: TestReport | null;
  failure: Failure | null;
  isRunning: boolean;
  run: (id: IntegrationId) => void;
  forget: () => void;
}

export function useTest(): Test {
  const [report, setReport] = useState<TestReport | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  // A report of a configuration that has changed meanwhile is not shown.
  const turn = useRef(0);
  const asked = useRef(0);
  const action = useAction("test_integration", {
    onDone: (answer) => {
      if (asked.current === turn.current) setReport(answer);
    },
    onFailure: (reason) => {
      if (asked.current === turn.current) setFailure(reason);
    },
  });
  const forget = () => {
    turn.current += 1;
    setReport(null);
    setFailure(null);
  };
  return {
    report,
    failure,
    isRunning: action.isPending,
    run: (id) => {
      forget();
      asked.current = turn.current;
      action.mutate({ id });
    },
    forget,
  };
}
