//! The work order in the maintenance system: sent by a person, or the system's own; its number and state there, what is otherwise
//! there than here, and why it was not taken where it was not.

import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useAction, useCan, useCommand } from "@/api";
import type { FollowedOrder, WorkOrderId, WorkOrderInSystem } from "@/bindings";
import { FailureNotice, Mark, Panel, type Shape, ShapeIcon, TimeText, type Tone, WorkOrderStatusMark } from "@/components";
import { Tag, useMessage, useT } from "@/text";
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
  const say = useMessage();
  const may = useCan("manage_work_orders");
  const query = useCommand("get_work_order_in_system", { id: orderId });
  const send = useAction("send_work_order_to_system", { onFailure: () => undefined });
  const found = query.data;
  if (!found?.integrationName) return null;
  const { order, followed } = found;
  const system = found.system ?? "–";
  const state = followed?.isOwned ? "there" : order?.state;
  const number = followed?.number ?? (order?.state === "there" ? order.number : null);
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
      {found.otherwise.map((message) => (
        <p key={message.id} className={classes.otherwise} data-testid="system-otherwise" data-id={message.id}>
          <ShapeIcon shape="triangle" /> {say(message)}
        </p>
      ))}
      <dl className={classes.facts}>
        <div>
          <dt>{t("ui-system-name-of")}</dt>
          <dd>
            <bdi>{found.integrationName}</bdi>
          </dd>
        </div>
        <div>
          <dt>{t("ui-system-order-state")}</dt>
          <dd data-testid="system-order-state" data-state={state ?? "not-sent"}>
            {state ? <Mark {...LOOKS[state]}>{t(`ui-system-order-${state}`, { system })}</Mark> : <span className={classes.quiet}>{t("ui-system-order-not-sent")}</span>}
          </dd>
        </div>
        {number ? (
          <div>
            <dt>{t("ui-system-order-number", { system })}</dt>
            <dd data-testid="system-order-number">
              <Tag>{number}</Tag>
            </dd>
          </div>
        ) : null}
        {followed ? <There followed={followed} system={system} /> : null}
      </dl>
      {order?.problem ? <FailureNotice failure={order.problem} /> : null}
    </Panel>
  );
}

/** How the order stands there. */
function There({ followed, system }: { followed: FollowedOrder; system: string }) {
  const t = useT();
  const { status, told, kind, isGone } = followed;
  return (
    <>
      <div>
        <dt>{t("ui-system-order-there-status", { system })}</dt>
        <dd data-testid="system-order-there" data-status={isGone ? "gone" : (status ?? "unknown")}>
          {isGone ? (
            <Mark tone="warning" shape="dash">
              {t("ui-system-order-gone")}
            </Mark>
          ) : status ? (
            <WorkOrderStatusMark status={status} />
          ) : (
            <span className={classes.quiet}>{t("ui-system-order-status-unknown")}</span>
          )}
        </dd>
      </div>
      {told ? (
        <div>
          <dt>{t("ui-system-order-there-told")}</dt>
          <dd>
            <Tag plain>{told}</Tag>
          </dd>
        </div>
      ) : null}
      {kind ? (
        <div>
          <dt>{t("ui-system-order-there-kind", { system })}</dt>
          <dd>
            <Tag plain>{kind}</Tag>
          </dd>
        </div>
      ) : null}
      {followed.completedAt ? (
        <div>
          <dt>{t("ui-system-order-completed", { system })}</dt>
          <dd data-testid="system-order-completed">
            <TimeText at={followed.completedAt} shape="second" withOffset />
          </dd>
        </div>
      ) : null}
      {told ? (
        <div>
          <dt>{t("ui-system-order-seen")}</dt>
          <dd>
            <TimeText at={followed.seenAt} asAge />
          </dd>
        </div>
      ) : null}
    </>
  );
}
