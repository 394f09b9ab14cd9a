//! One work order: what is to be done on which asset, how far it is, and the moves that are allowed from here.

import { Anchor, Button } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { WorkOrderId, WorkOrderRow } from "@/bindings";
import { useCan, useCommand } from "@/api";
import { CriticalityMark, DayText, Loaded, Mark, Page, Panel, SystemOrderMark, WorkOrderStatusMark } from "@/components";
import { links } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import { EditForm } from "./edit-form";
import { NeedsPanel } from "./needs-panel";
import { OrderHistory } from "./order-history";
import { SystemPanel } from "./system-panel";
import { SplitButton } from "./split-dialog";
import { StatusMoves } from "./status-moves";
import { useTitle } from "./title";
import classes from "./work-orders.module.css";

export function OrderPage({ id }: { id: WorkOrderId }) {
  const t = useT();
  const title = useTitle();
  const query = useCommand("get_work_order", { id });
  const row = query.data;
  return (
    <Page
      testId="work-order-page"
      back={{ href: links.workOrders(), label: t("ui-nav-work-orders") }}
      title={row ? title(row.order) : t("ui-work-order")}
      subtitle={
        row ? (
          <>
            <Tag>{row.order.number}</Tag>
            <span data-testid="work-order-status" data-status={row.order.status}>
              <WorkOrderStatusMark status={row.order.status} isOverdue={row.isOverdue} />
            </span>
            {row.mark ? <SystemOrderMark mark={row.mark} /> : null}
          </>
        ) : null
      }
      actions={row ? <StatusMoves row={row} /> : null}
    >
      <Loaded query={query}>{(data) => <Order row={data} />}</Loaded>
    </Page>
  );
}

function Order({ row }: { row: WorkOrderRow }) {
  const t = useT();
  const may = useCan("manage_work_orders");
  const [isEditing, setEditing] = useState(false);
  const isClosed = row.order.status === "done" || row.order.status === "cancelled";
  return (
    <div className={classes.columns}>
      <div className={classes.stack}>
        <Panel
          title={t("ui-order-work")}
          aside={
            may && !isClosed && !isEditing ? (
              <>
                {row.mark?.isOwned ? null : <SplitButton row={row} />}
                <Button variant="subtle" size="compact-sm" leftSection={<IconPencil size={14} />} onClick={() => setEditing(true)} data-testid="work-order-edit">
                  {t("ui-edit")}
                </Button>
              </>
            ) : null
          }
        >
          {isEditing ? <EditForm row={row} onClose={() => setEditing(false)} /> : <Facts row={row} />}
        </Panel>
        <NeedsPanel orderId={row.order.id} may={may && !isClosed} />
        <SystemPanel orderId={row.order.id} />
      </div>
      <Panel title={t("ui-order-history")} testId="work-order-history">
        <OrderHistory row={row} />
      </Panel>
    </div>
  );
}

function Facts({ row }: { row: WorkOrderRow }) {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const { order } = row;
  return (
    <>
      <dl className={classes.facts}>
        <div>
          <dt>{t("ui-asset")}</dt>
          <dd>
            <Anchor href={links.asset(order.assetId)} size="sm">
              <Tag>{row.assetTag}</Tag>
            </Anchor>{" "}
            {name({ nameEn: row.assetNameEn, nameAr: row.assetNameAr })}
          </dd>
        </div>
        <div>
          <dt>{t("ui-site")}</dt>
          <dd>
            <Tag>{row.siteCode}</Tag>
          </dd>
        </div>
        <div>
          <dt>{t("ui-order-type")}</dt>
          <dd>{t(`ui-order-type-${order.type}`)}</dd>
        </div>
        <div>
          <dt>{t("ui-priority")}</dt>
          <dd>
            <CriticalityMark kind="priority" criticality={order.priority} />
          </dd>
        </div>
        <div>
          <dt>{t("ui-order-assignee")}</dt>
          <dd>{row.assigneeName ?? <span className={classes.quiet}>{t("ui-order-nobody")}</span>}</dd>
        </div>
        <div>
          <dt>{t("ui-order-due")}</dt>
          <dd>
            <DayText day={order.dueOn} />{" "}
            {row.isOverdue ? (
              <Mark tone="warning" shape="triangle">
                {t("ui-overdue")}
              </Mark>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{t("ui-order-hours")}</dt>
          <dd>{order.estimatedHours === null ? "–" : format.number(order.estimatedHours)}</dd>
        </div>
        <div>
          <dt>{t("ui-order-source")}</dt>
          <dd>{row.mark?.isOwned ? <bdi>{row.mark.system}</bdi> : t(`ui-order-source-${order.source}`)}</dd>
        </div>
      </dl>
      <div className={classes.titles}>
        <p>
          <bdi lang="en" dir="ltr">{order.titleEn}</bdi>
        </p>
        {order.titleAr && order.titleAr !== order.titleEn ? (
          <p>
            <bdi lang="ar" dir="rtl">{order.titleAr}</bdi>
          </p>
        ) : null}
      </div>
      {order.description ? (
        <p className={classes.description}>
          {order.description}
        </p>
      ) : (
        <p className={classes.quiet}>{t("ui-order-no-description")}</p>
      )}
    </>
  );
}
