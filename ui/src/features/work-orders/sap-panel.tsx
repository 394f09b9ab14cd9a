//! The work order in SAP: sent by a person, its number there once SAP has it, and why not where it was not taken.

import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useAction, useCan, useCommand } from "@/api";
import type { WorkOrderId, WorkOrderInSap } from "@/bindings";
import { FailureNotice, Mark, Panel, type Shape, type Tone } from "@/components";
import { Tag, useT } from "@/text";
import classes from "./work-orders.module.css";

type State = NonNullable<WorkOrderInSap["order"]>["state"];

const LOOKS: Record<State, { tone: Tone; shape: Shape }> = {
  waiting: { tone: "notice", shape: "circle" },
  sending: { tone: "notice", shape: "half" },
  there: { tone: "plain", shape: "dot" },
  refused: { tone: "critical", shape: "diamond" },
};

/** Nothing where no SAP system knows the asset. */
export function SapPanel({ orderId }: { orderId: WorkOrderId }) {
  const t = useT();
  const may = useCan("manage_work_orders");
  const query = useCommand("get_work_order_in_sap", { id: orderId });
  const send = useAction("send_work_order_to_sap", { onFailure: () => undefined });
  const found = query.data;
  if (!found?.integrationName) return null;
  const { order } = found;
  return (
    <Panel
      title={t("ui-sap-order-title")}
      testId="work-order-sap"
      aside={
        may && found.canSend ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconSend size={14} />} loading={send.isPending} onClick={() => send.mutate({ id: orderId })} data-testid="sap-send">
            {t(order ? "ui-sap-send-again" : "ui-sap-send")}
          </Button>
        ) : null
      }
    >
      {send.error ? <FailureNotice failure={send.error} /> : null}
      <dl className={classes.facts}>
        <div>
          <dt>{t("ui-sap-system")}</dt>
          <dd>
            <bdi>{found.integrationName}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("ui-sap-order-state")}</dt>
          <dd data-testid="sap-order-state" data-state={order?.state ?? "not-sent"}>
            {order ? <Mark {...LOOKS[order.state]}>{t(`ui-sap-order-${order.state}`)}</Mark> : <span className={classes.quiet}>{t("ui-sap-order-not-sent")}</span>}
          </dd>
        </div>
        {order?.state === "there" ? (
          <div>
            <dt>{t("ui-sap-order-number")}</dt>
            <dd data-testid="sap-order-number">
              <Tag>{order.number}</Tag>
            </dd>
          </div>
        ) : null}
      </dl>
      {order?.problem ? <FailureNotice failure={order.problem} /> : null}
    </Panel>
  );
}
