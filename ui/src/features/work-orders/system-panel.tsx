//! The work order in the maintenance system: sent by a person, its number there once the system has it, and why not where it was
//! not taken.

import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useAction, useCan, useCommand } from "@/api";
import type { WorkOrderId, WorkOrderInSystem } from "@/bindings";
import { FailureNotice, Mark, Panel, type Shape, type Tone } from "@/components";
import { Tag, useT } from "@/text";
import classes from "./work-orders.module.css";

type State = NonNullable<WorkOrderInSystem["order"]>["state"];

const LOOKS: Record<State, { tone: Tone; shape: Shape }> = {
  waiting: { tone: "notice", shape: "circle" },
  sending: { tone: "notice", shape: "half" },
  there: { tone: "plain", shape: "dot" },
  refused: { tone: "critical", shape: "diamond" },
};

/** Nothing where no maintenance system knows the asset. */
export function SystemPanel({ orderId }: { orderId: WorkOrderId }) {
  const t = useT();
  const may = useCan("manage_work_orders");
  const query = useCommand("get_work_order_in_system", { id: orderId });
  const send = useAction("send_work_order_to_system", { onFailure: () => undefined });
  const found = query.data;
  if (!found?.integrationName) return null;
  const { order } = found;
  const system = found.system ?? "–";
  return (
    <Panel
      title={t("ui-system-order-title", { system })}
      testId="work-order-system"
      aside={
        may && found.canSend ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconSend size={14} />} loading={send.isPending} onClick={() => send.mutate({ id: orderId })} data-testid="system-send">
            {t(order ? "ui-system-send-again" : "ui-system-send", { system })}
          </Button>
        ) : null
      }
    >
      {send.error ? <FailureNotice failure={send.error} /> : null}
      <dl className={classes.facts}>
        <div>
          <dt>{t("ui-system-name-of")}</dt>
          <dd>
            <bdi>{found.integrationName}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("ui-system-order-state")}</dt>
          <dd data-testid="system-order-state" data-state={order?.state ?? "not-sent"}>
            {order ? <Mark {...LOOKS[order.state]}>{t(`ui-system-order-${order.state}`, { system })}</Mark> : <span className={classes.quiet}>{t("ui-system-order-not-sent")}</span>}
          </dd>
        </div>
        {order?.state === "there" ? (
          <div>
            <dt>{t("ui-system-order-number", { system })}</dt>
            <dd data-testid="system-order-number">
              <Tag>{order.number}</Tag>
            </dd>
          </div>
        ) : null}
      </dl>
      {order?.problem ? <FailureNotice failure={order.problem} /> : null}
    </Panel>
  );
}
