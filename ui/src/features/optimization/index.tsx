//! Optimization: one page for each model, who does the work, and runs side by side. Each has its own address.

import { usePlace } from "@/router";
import { Compare } from "./compare/compare";
import { DeferralPage } from "./deferral/deferral-page";
import { DispatchPage } from "./dispatch/dispatch-page";
import { Prioritization } from "./prioritization";
import { RiskPage } from "./risk/risk-page";
import { WorkforcePage } from "./workforce/workforce-page";

export default function Optimization() {
  const { path } = usePlace();
  switch (path[1]) {
    case "deferral":
      return <DeferralPage />;
    case "risk":
      return <RiskPage />;
    case "dispatch":
      return <DispatchPage />;
    case "workforce":
      return <WorkforcePage />;
    case "compare":
      return <Compare />;
    default:
      return <Prioritization />;
  }
}
