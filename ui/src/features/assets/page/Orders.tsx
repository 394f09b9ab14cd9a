//! The work orders of this asset, newest first; each opens its page.

import { Anchor } from "@mantine/core";
import type { AssetDetail, WorkOrderRow } from "@/bindings";
import { CriticalityMark, DayText, EmptyState, Panel, TimeText, VirtualTable, type Column } from "@/components";
import { links, navigate } from "@/router";
import { Tag, useName, useT } from "@/text";
import { kebab } from "@/components/closed-lists";
import classes from "./page.module.css";

export function Orders({ detail }: { detail: AssetDetail }) {
  const t = useT();
  const name = useName();
  const columns: Column<WorkOrderRow>[] = [
    {
      id: "number",
      header: t("assets-order-number"),
      width: "110px",
      cell: ({ order }) => (
        <Anchor href={links.workOrder(order.id)} size="sm">
          <Tag>{order.number}</Tag>
        </Anchor>
      ),
    },
    { id: "title", header: t("assets-order-title"), width: "minmax(200px, 3fr)", cell: ({ order }) => <span className={classes.childName}>{name({ nameEn: order.titleEn, nameAr: order.titleAr })}</span> },
    { id: "type", header: t("assets-order-type"), width: "110px", cell: ({ order }) => t(`assets-order-type-${order.type}`) },
    { id: "priority", header: t("assets-order-priority"), width: "110px", cell: ({ order }) => <CriticalityMark criticality={order.priority} kind="priority" /> },
    { id: "status", header: t("assets-order-status"), width: "120px", cell: ({ order }) => t(`assets-order-status-${kebab(order.status)}`) },
    { id: "assignee", header: t("assets-order-assignee"), width: "minmax(120px, 1fr)", cell: (row) => row.assigneeName ?? "–" },
    { id: "due", header: t("assets-order-due"), width: "120px", cell: ({ order }) => <DayText day={order.dueOn} /> },
    { id: "created", header: t("assets-order-created"), width: "140px", cell: ({ order }) => <TimeText at={order.createdAt} /> },
  ];
  return (
    <Panel flush>
      <VirtualTable
        command="list_work_orders"
        filter={{ assetId: detail.asset.id }}
        columns={columns}
        label={t("assets-tab-orders")}
        testId="asset-orders"
        rowTestId="asset-order-row"
        rowKey={({ order }) => order.id}
        rowData={({ order }) => ({ "data-status": order.status, "data-source": order.source })}
        onOpen={({ order }) => navigate(links.workOrder(order.id))}
        height="420px"
        empty={<EmptyState title={t("assets-no-orders")}>{t("assets-no-orders-why")}</EmptyState>}
      />
    </Panel>
  );
}
