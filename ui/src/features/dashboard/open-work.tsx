//! What is being done: the first unfinished work orders.

import { Anchor } from "@mantine/core";
import { useCommand } from "@/api";
import { CriticalityMark, EmptyState, Loaded, Panel, PlainTable, RowLink, WorkOrderStatusMark } from "@/components";
import { links } from "@/router";
import { Tag, useT, useText } from "@/text";
import classes from "./dashboard.module.css";

const SHOWN = 6;

export function OpenWork({ count }: { count: number }) {
  const t = useT();
  const { preferences } = useText();
  const query = useCommand("list_work_orders", { onlyUnfinished: true, limit: SHOWN }, { keepPrevious: true });
  return (
    <Panel
      flush
      title={t("ui-dashboard-work")}
      testId="open-work"
      aside={
        count > 0 ? (
          <Anchor href={links.workOrders({ show: "unfinished" })} size="xs">
            {t("ui-dashboard-all-open", { count })}
          </Anchor>
        ) : null
      }
    >
      <Loaded
        query={query}
        isEmpty={(page) => page.items.length === 0}
        empty={<EmptyState title={t("ui-dashboard-no-work")}>{t("ui-dashboard-no-work-why")}</EmptyState>}
      >
        {(page) => (
          <PlainTable
            label={t("ui-dashboard-work")}
            rows={page.items}
            rowKey={(row) => row.order.id}
            columns={[
              {
                id: "order",
                header: t("ui-work-order"),
                cell: (row) => (
                  <RowLink href={links.workOrder(row.order.id)}>
                    <span className={classes.first}>
                      <Tag>{row.order.number}</Tag> <Tag>{row.assetTag}</Tag>
                    </span>
                    <span className={classes.second}>
                      {preferences.language === "ar" ? row.order.titleAr || row.order.titleEn : row.order.titleEn}
                    </span>
                  </RowLink>
                ),
              },
              { id: "priority", header: t("ui-priority"), cell: (row) => <CriticalityMark kind="priority" criticality={row.order.priority} /> },
              { id: "status", header: t("ui-state"), cell: (row) => <WorkOrderStatusMark status={row.order.status} isOverdue={row.isOverdue} /> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
