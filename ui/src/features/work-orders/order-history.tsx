//! What happened to the order: made when and by whom, from what, last changed; what a maintenance system has changed in it;
//! and, for those who may read it, the action log.

import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { WorkOrderRow } from "@/bindings";
import { useCan, useCommand } from "@/api";
import { TimeText } from "@/components";
import { links } from "@/router";
import { useFormat, useMessage, useT } from "@/text";
import classes from "./work-orders.module.css";

interface Line {
  at: string;
  key: string;
  text: ReactNode;
}

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
  const lines: Line[] = [
    ...(log.data?.items ?? []).map((entry) => ({
      at: entry.at,
      key: `${entry.at} ${entry.action}`,
      text: (
        <span>
          {entry.person} · {t(`ui-action-${entry.action.replaceAll("_", "-")}`)}
          {entry.outcome === "success" ? null : <> · {t("ui-action-refused")}</>}
        </span>
      ),
    })),
    ...(inSystem.data?.changes ?? []).map((change, index) => ({
      at: change.at,
      key: `${change.at} ${index}`,
      text: (
        <span data-testid="system-change" data-id={change.message.id}>
          {say(change.message)}
        </span>
      ),
    })),
  ];
  if (order.updatedAt !== order.createdAt) {
    lines.push({ at: order.updatedAt, key: "updated", text: <span>{t("ui-order-last-changed", { version: format.integer(order.version) })}</span> });
  }
  // The newest first; what is of one moment stays as it came.
  lines.sort((one, other) => other.at.localeCompare(one.at));
  const owner = row.mark?.isOwned ? row.mark.system : null;
  return (
    <ol className={classes.history}>
      {lines.map((line) => (
        <li key={line.key}>
          <TimeText at={line.at} shape="second" withOffset />
          {line.text}
        </li>
      ))}
      <li>
        <TimeText at={order.createdAt} shape="second" withOffset />
        <span>
          {owner ? t("ui-system-order-taken-in", { system: owner }) : creator ? t("ui-order-created-by", { name: creator }) : t("ui-order-created")}
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
