//! What the application does by itself: when it last ran, how long it took, when it runs next, how it went.

import { useCommand } from "@/api";
import { EmptyState, Loaded, Mark, Panel, PlainTable, TimeText } from "@/components";
import { useFormat, useMessage, useT } from "@/text";

const POLL_MILLISECONDS = 5_000;

export function Jobs() {
  const t = useT();
  const format = useFormat();
  const say = useMessage();
  const query = useCommand("list_jobs", {}, { everyMilliseconds: POLL_MILLISECONDS });
  return (
    <Panel flush title={t("ui-settings-jobs")}>
      <Loaded query={query} testId="jobs" isEmpty={(rows) => rows.length === 0} empty={<EmptyState title={t("ui-settings-no-jobs")} />}>
        {(rows) => (
          <PlainTable
            label={t("ui-settings-jobs")}
            rows={rows}
            rowKey={(row) => row.name}
            rowProps={(row, index) => ({ "data-testid": `job-row-${index}`, "data-name": row.name })}
            columns={[
              { id: "name", header: t("ui-settings-job"), cell: (row) => t(row.name) },
              {
                id: "state",
                header: t("ui-state"),
                cell: (row) => (
                  <Mark tone={row.isRunning ? "notice" : "plain"} shape={row.isRunning ? "half" : "ring"}>
                    {t(row.isRunning ? "ui-settings-job-running" : "ui-settings-job-waiting")}
                  </Mark>
                ),
              },
              { id: "last", header: t("ui-settings-job-last"), cell: (row) => <TimeText at={row.lastRunAt} asAge /> },
              { id: "took", header: t("ui-settings-job-took"), align: "end", cell: (row) => (row.lastSeconds === null ? "–" : format.duration(row.lastSeconds)) },
              { id: "next", header: t("ui-settings-job-next"), cell: (row) => (row.nextRunAt ? <TimeText at={row.nextRunAt} asAge /> : "–") },
              { id: "outcome", header: t("ui-settings-job-outcome"), cell: (row) => (row.outcome ? say(row.outcome) : "–") },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
