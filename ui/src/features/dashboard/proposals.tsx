//! What the last prioritization proposes to do and nobody has decided yet. What is only to be watched is not among it.

import { Anchor } from "@mantine/core";
import { useCommand } from "@/api";
import { EmptyState, isUrgent, Loaded, Panel, PlainTable, RowLink } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useMessage, useT } from "@/text";
import classes from "./dashboard.module.css";

const SHOWN = 5;

export function Proposals({ count }: { count: number }) {
  const t = useT();
  const say = useMessage();
  const format = useFormat();
  const runs = useCommand("list_runs", { limit: 1 });
  const run = runs.data?.items[0]?.run.id;
  const query = useCommand("list_recommendations", { runId: run ?? "", status: "proposed", limit: SHOWN }, { enabled: Boolean(run), keepPrevious: true });
  const empty = <EmptyState title={t("ui-dashboard-no-proposals")}>{t("ui-dashboard-no-proposals-why")}</EmptyState>;
  return (
    <Panel
      flush
      title={t("ui-dashboard-proposed")}
      testId="proposals"
      aside={
        count > 0 ? (
          <Anchor href={links.optimization({ status: "proposed" })} size="xs">
            {t("ui-dashboard-all-proposed", { count })}
          </Anchor>
        ) : null
      }
    >
      {run ? (
        <Loaded query={query} isEmpty={(page) => !page.items.some(isUrgent)} empty={empty}>
          {(page) => (
            <PlainTable
              label={t("ui-dashboard-proposed")}
              rows={page.items.filter(isUrgent)}
              rowKey={(row) => row.recommendation.id}
              columns={[
                {
                  id: "asset",
                  header: t("ui-asset"),
                  cell: (row) => (
                    <RowLink href={links.optimization({ status: "proposed" })}>
                      <Tag>{row.assetTag}</Tag>
                      <span className={classes.second}>{say(row.recommendation.action)}</span>
                    </RowLink>
                  ),
                },
                {
                  id: "priority",
                  header: t("ui-priority-score"),
                  align: "end",
                  cell: (row) => format.fixed(row.recommendation.priority, 1),
                },
              ]}
            />
          )}
        </Loaded>
      ) : (
        <Loaded query={runs}>{() => empty}</Loaded>
      )}
    </Panel>
  );
}
