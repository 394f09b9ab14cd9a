//! Five counts across the top. A count above zero that means trouble carries a shape and a word besides its colour.

import type { ReactNode } from "react";
import type { Dashboard } from "@/bindings";
import { useCan } from "@/api";
import { Mark, type Urgency } from "@/components";
import { links } from "@/router";
import { useFormat, useT } from "@/text";
import classes from "./dashboard.module.css";

export function Counts({ figures, proposals }: { figures: Dashboard; proposals: Urgency | undefined }) {
  const t = useT();
  const format = useFormat();
  const seesOptimization = useCan("view_optimization");
  return (
    <div className={classes.counts}>
      <Count testId="count-assets" href={links.assets()} name={t("ui-dashboard-assets")} count={figures.assets}>
        {figures.poor > 0 ? (
          <Mark tone="critical" shape="diamond">
            {t("ui-dashboard-poor", { count: figures.poor, shown: format.integer(figures.poor) })}
          </Mark>
        ) : (
          t("ui-dashboard-none-poor")
        )}
      </Count>
      <Count
        testId="count-signals"
        href={links.integrations({ tab: "signal-mappings", show: "active" })}
        name={t("ui-dashboard-signals")}
        count={figures.signalsActive}
      >
        {t("ui-dashboard-signals-active")}
      </Count>
      <Count
        testId="count-bad-quality"
        href={links.integrations({ tab: "signal-mappings", show: "bad" })}
        name={t("ui-dashboard-bad-quality")}
        count={figures.signalsBad}
        isTrouble={figures.signalsBad > 0}
      >
        {figures.signalsStale > 0 ? (
          <Mark tone="warning" shape="half">
            {t("ui-dashboard-stale", { count: figures.signalsStale, shown: format.integer(figures.signalsStale) })}
          </Mark>
        ) : (
          t("ui-dashboard-none-stale")
        )}
      </Count>
      <Count
        testId="count-open-work-orders"
        href={links.workOrders({ show: "unfinished" })}
        name={t("ui-dashboard-open-orders")}
        count={figures.workOrdersUnfinished}
      >
        {figures.workOrdersOverdue > 0 ? (
          <Mark tone="warning" shape="triangle">
            {t("ui-dashboard-overdue", { count: figures.workOrdersOverdue, shown: format.integer(figures.workOrdersOverdue) })}
          </Mark>
        ) : (
          t("ui-dashboard-none-overdue")
        )}
      </Count>
      {seesOptimization ? (
        <Count
          testId="count-recommendations"
          href={links.optimization({ status: "proposed" })}
          name={t("ui-dashboard-proposals")}
          count={proposals?.urgent ?? figures.proposedRecommendations}
        >
          {t("ui-dashboard-proposals-waiting")}
          {proposals && proposals.monitor > 0 ? (
            <span data-testid="count-to-monitor" data-count={proposals.monitor}>
              {" · "}
              {t("ui-dashboard-proposals-monitor", { shown: format.integer(proposals.monitor) })}
            </span>
          ) : null}
        </Count>
      ) : null}
    </div>
  );
}

function Count({ testId, href, name, count, isTrouble, children }: {
  testId: string;
  href: string;
  name: string;
  count: number;
  isTrouble?: boolean;
  children: ReactNode;
}) {
  const format = useFormat();
  return (
    <a className={classes.count} href={href} data-testid={testId} data-count={count}>
      <span className={classes.countName}>{name}</span>
      <span className={classes.countNumber} data-trouble={isTrouble || undefined}>
        {format.integer(count)}
      </span>
      <span className={classes.countFoot}>{children}</span>
    </a>
  );
}
