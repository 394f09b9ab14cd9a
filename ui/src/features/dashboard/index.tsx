//! The overview: how much there is, what is wrong, what is being done about it. Every count leads to exactly its list.

import type { Dashboard as Figures } from "@/bindings";
import { useCan, useCommand } from "@/api";
import { Loaded, Page, SimulatedMark, TimeText, useUrgency } from "@/components";
import { useT } from "@/text";
import { Connections } from "./connections";
import { Counts } from "./counts";
import { HealthSpread } from "./health-spread";
import { OpenWork } from "./open-work";
import { Proposals } from "./proposals";
import { WorstAssets } from "./worst-assets";
import classes from "./dashboard.module.css";

export default function Dashboard() {
  const t = useT();
  const query = useCommand("get_dashboard", {});
  const figures = query.data;
  return (
    <Page
      testId="dashboard"
      title={t("ui-nav-dashboard")}
      subtitle={figures ? <Scored figures={figures} /> : null}
    >
      <Loaded query={query}>{(data) => <Overview figures={data} />}</Loaded>
    </Page>
  );
}

function Scored({ figures }: { figures: Figures }) {
  const t = useT();
  return (
    <>
      {figures.scoredAt ? (
        <span>
          {t("ui-dashboard-scored")} <TimeText at={figures.scoredAt} withOffset />
        </span>
      ) : (
        <span>{t("ui-dashboard-not-scored")}</span>
      )}
      {figures.hasSimulatedScores ? <SimulatedMark /> : null}
    </>
  );
}

function Overview({ figures }: { figures: Figures }) {
  const seesOptimization = useCan("view_optimization");
  const runs = useCommand("list_runs", { limit: 1 }, { enabled: seesOptimization });
  const run = runs.data?.items[0]?.run.id;
  const { data: proposals } = useUrgency(run ? { runId: run, status: "proposed" } : null);
  return (
    <div className={classes.overview}>
      <Counts figures={figures} proposals={proposals} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <HealthSpread figures={figures} />
          <WorstAssets rows={figures.worst} />
        </div>
        <div className={classes.column}>
          <Connections rows={figures.connections} />
          {seesOptimization ? <Proposals count={proposals?.urgent ?? figures.proposedRecommendations} /> : null}
          <OpenWork count={figures.workOrdersUnfinished} />
        </div>
      </div>
    </div>
  );
}
