//! All work orders, filtered by what stands in the address: a count of the dashboard leads to exactly this list.

import { Anchor, Button, CloseButton, SegmentedControl, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Criticality, ListWorkOrders, WorkOrderRow, WorkOrderStatus } from "@/bindings";
import { useActions } from "@/actions";
import { useCan, useCommand } from "@/api";
import { CriticalityMark, Cut, DayText, EmptyState, Mark, Page, SearchField, SystemOrderMark, TimeText, Toolbar, VirtualTable, WorkOrderStatusMark } from "@/components";
import { links, navigate, useParam } from "@/router";
import { Tag, useT } from "@/text";
import { CreateDialog } from "./create-dialog";
import { useTitle } from "./title";
import { priorities, statuses } from "./words";
import classes from "./work-orders.module.css";

export function OrderList() {
  const t = useT();
  const title = useTitle();
  const may = useCan("manage_work_orders");
  const [search, setSearch] = useParam("search");
  const [status, setStatus] = useParam("status");
  const [show, setShow] = useParam("show");
  const [priority, setPriority] = useParam("priority");
  const [asset, setAsset] = useParam("asset");
  const [isCreating, setCreating] = useState(false);
  useActions([{ id: "create-work-order", label: "ui-order-create", group: "ui-group-page", keys: "mod+shift+O", needs: "manage_work_orders", run: () => setCreating(true) }]);

  const filter: ListWorkOrders = {
    search: search ?? undefined,
    status: statuses.find((each) => each === status),
    onlyUnfinished: show === "unfinished" || undefined,
    onlyOverdue: show === "overdue" || undefined,
    priority: priorities.find((each) => each === priority),
    assetId: asset ?? undefined,
  };
  const isFiltered = Object.values(filter).some((value) => value !== undefined);

  return (
    <Page
      fill
      testId="work-orders"
      title={t("ui-nav-work-orders")}
      actions={
        may ? (
          <Button leftSection={<IconPlus size={15} />} onClick={() => setCreating(true)} data-testid="work-order-create">
            {t("ui-order-create")}
          </Button>
        ) : null
      }
    >
      <Toolbar>
        <SegmentedControl
          size="xs"
          value={show ?? "all"}
          onChange={(value) => setShow(value === "all" ? null : value)}
          data={["all", "unfinished", "overdue"].map((value) => ({ value, label: t(`ui-order-show-${value}`) }))}
          data-testid="work-order-show"
        />
        <Select
          size="xs"
          w={150}
          clearable
          placeholder={t("ui-state")}
          aria-label={t("ui-state")}
          data={statuses.map((value) => ({ value, label: t(`ui-order-status-${value.replaceAll("_", "-")}`) }))}
          value={filter.status ?? null}
          onChange={(value) => setStatus(value as WorkOrderStatus | null)}
          data-testid="work-order-filter-status"
        />
        <Select
          size="xs"
          w={130}
          clearable
          placeholder={t("ui-priority")}
          aria-label={t("ui-priority")}
          data={priorities.map((value) => ({ value, label: t(`ui-priority-${value}`) }))}
          value={filter.priority ?? null}
          onChange={(value) => setPriority(value as Criticality | null)}
          data-testid="work-order-filter-priority"
        />
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-order-search")} testId="work-order-search" />
        {asset ? <AssetChip id={asset} onClear={() => setAsset(null)} /> : null}
      </Toolbar>
      <VirtualTable
        command="list_work_orders"
        filter={filter}
        label={t("ui-nav-work-orders")}
        testId="work-order-list"
        rowTestId="work-order-row"
        rowHeight={48}
        rowKey={(row) => row.order.id}
        rowData={(row) => ({ "data-tag": row.assetTag, "data-status": row.order.status, "data-source": row.order.source, "data-number": row.order.number })}
        onOpen={(row) => navigate(links.workOrder(row.order.id))}
        empty={
          isFiltered ? (
            <EmptyState title={t("ui-order-none-match")} action={<Button variant="default" onClick={() => navigate(links.workOrders())}>{t("ui-order-show-all-action")}</Button>} />
          ) : (
            <EmptyState title={t("ui-order-empty")} action={may ? <Button onClick={() => setCreating(true)}>{t("ui-order-create")}</Button> : null}>
              {t("ui-order-empty-why")}
            </EmptyState>
          )
        }
        columns={[
          {
            id: "number",
            header: t("ui-order-number"),
            width: "102px",
            cell: (row, index) => (
              <Anchor href={links.workOrder(row.order.id)} size="sm" data-testid={`work-order-open-${index}`}>
                <Tag>{row.order.number}</Tag>
              </Anchor>
            ),
          },
          {
            id: "title",
            header: t("ui-order-title"),
            width: "minmax(188px, 2.4fr)",
            cell: (row) => (
              <span className={classes.two}>
                <span>{title(row.order)}</span>
                <span className={classes.quiet}>{t(`ui-order-type-${row.order.type}`)}</span>
              </span>
            ),
          },
          {
            id: "asset",
            header: t("ui-asset"),
            width: "minmax(108px, 1fr)",
            cell: (row) => (
              <span className={classes.two}>
                <Tag>{row.assetTag}</Tag>
                <span className={classes.quiet}>
                  <Tag plain>{row.siteCode}</Tag>
                </span>
              </span>
            ),
          },
          { id: "priority", header: t("ui-priority"), width: "minmax(104px, 116px)", cell: (row) => <CriticalityMark kind="priority" criticality={row.order.priority} /> },
          {
            id: "status",
            header: t("ui-state"),
            width: "minmax(112px, 150px)",
            cell: (row) => <WorkOrderStatusMark status={row.order.status} />,
          },
          { id: "assignee", header: t("ui-order-assignee"), width: "minmax(104px, 170px)", cell: (row) => row.assigneeName ? <Cut title={row.assigneeName}>{row.assigneeName}</Cut> : <span className={classes.quiet}>{t("ui-order-nobody")}</span> },
          { id: "due", header: t("ui-order-due"), width: "minmax(160px, 190px)", cell: (row) => <Due row={row} /> },
          {
            id: "source",
            header: t("ui-order-source"),
            width: "minmax(128px, 190px)",
            cell: (row) => (row.mark ? <SystemOrderMark mark={row.mark} /> : t(`ui-order-source-${row.order.source}`)),
          },
          { id: "updated", header: t("ui-order-updated"), width: "minmax(92px, 110px)", align: "end", cell: (row) => <TimeText at={row.order.updatedAt} asAge /> },
        ]}
      />
      <CreateDialog opened={isCreating} onClose={() => setCreating(false)} assetId={asset} />
    </Page>
  );
}

function Due({ row }: { row: WorkOrderRow }) {
  const t = useT();
  return (
    <span className={classes.due}>
      <DayText day={row.order.dueOn} />
      {row.isOverdue ? (
        <Mark tone="warning" shape="triangle">
          {t("ui-overdue")}
        </Mark>
      ) : null}
    </span>
  );
}

function AssetChip({ id, onClear }: { id: string; onClear: () => void }) {
  const t = useT();
  const { data } = useCommand("get_asset", { id });
  return (
    <span className={classes.chip}>
      {t("ui-asset")} {data ? <Tag>{data.asset.tagCode}</Tag> : "…"}
      <CloseButton size="xs" onClick={onClear} aria-label={t("ui-order-any-asset")} />
    </span>
  );
}
