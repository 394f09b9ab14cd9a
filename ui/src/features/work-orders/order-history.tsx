//! What happened to the order: made when and by whom, from what, last changed; what a maintenance system has changed in it;
//! and, for those who may read it, the action log.

import { Anchor } from "@mantine/core";
import type { WorkOrderRow } from "@/bindings";
import { useCan, useCommand } from "@/api";
import { TimeText } from "@/components";
import { links } from "@/router";
import { useFormat, useMessage, useT } from "@/text";
import classes from "./work-orders.module.css";

export function OrderHistory({ row }: { row: WorkOrderRow }) {
  const t = useT();
  const format = useFormat();
  const say = useMessage();
  const readsLog = useCan("manage_people");
  const { order } = row;
  const people = useCommand("list_people", {});
  const log = useCommand("list_actions", { search: order.number, limit: 50 }, { enabled: readsLog });
  const inSystem = useCommand("get_work_order_in_system", { id: order.id }, { enabled: row.mark !== null });
  const creator = people.data?.find((person) => person.id === order.createdBy)?.displayName;
  return (
    <ol className={classes.history}>
      {(log.data?.items ?? []).map((entry) => (
        <li key={`${entry.at} ${entry.action}`}>
          <TimeText at={entry.at} shape="second" />
          <span>
            {entry.person} · {t(`ui-action-${entry.action.replaceAll("_", "-")}`)}
            {entry.outcome === "success" ? null : <> · {t("ui-action-refused")}</>}
          </span>
        </li>
      ))}
      {(inSystem.data?.changes ?? []).map((change, index) => (
        <li key={`${change.at} ${index}`} data-testid="system-change" data-id={change.message.id}>
          <TimeText at={change.at} shape="second" withOffset />
          <span>{say(change.message)}</span>
        </li>
      ))}
      {order.updatedAt === order.createdAt ? null : (
        <li>
          <TimeText at={order.updatedAt} shape="second" withOffset />
          <span>{t("ui-order-last-changed", { version: format.integer(order.version) })}</span>
        </li>
      )}
      <li>
        <TimeText at={order.createdAt} shape="second" withOffset />
        <span>
          {creator ? t("ui-order-created-by", { name: creator }) : t("ui-order-created")}
          {order.source === "recommendation" ? (
            <>
              {" · "}
              <Anchor href={links.optimization({ status: "accepted" })} size="sm">
                {t("ui-order-from-recommendation")}
              </Anchor>
            </>
          ) : null}
        </span>
      </li>
    </ol>
  );
}
