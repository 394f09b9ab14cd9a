//! What stands in the way now, with its remedy: that it may not run here at all, or why it does not; a failed connection does not come back by itself, a broken one is being tried.

import type { ReactNode } from "react";
import type { IntegrationCard, Message } from "@/bindings";
import { ShapeIcon, TimeText } from "@/components";
import { useMessage, useT, useText } from "@/text";
import classes from "../integrations.module.css";

export function LastError({ card }: { card: IntegrationCard }) {
  const t = useT();
  const { has } = useText();
  const say = useMessage();
  const { connection, integration } = card;
  if (card.blocked) {
    return (
      <Notice tone="warning">
        <p>{say(card.blocked.message)}</p>
        <p className={classes.dim}>{say(card.blocked.remedy)}</p>
      </Notice>
    );
  }
  const cause: Message | null =
    connection.state === "failed" || connection.state === "reconnecting" ? connection.cause : connection.state === "stopped" ? integration.lastError : null;
  if (!cause) return null;
  const remedyId = `${cause.id}-remedy`;
  const remedy = connection.state === "failed" ? connection.remedy : has(remedyId) ? { ...cause, id: remedyId } : null;
  return (
    <Notice tone={connection.state === "failed" ? "critical" : "warning"}>
      <p>{say(cause)}</p>
      {remedy ? <p className={classes.dim}>{say(remedy)}</p> : null}
      {connection.state === "reconnecting" ? (
        <p className={classes.dim}>
          {t("integrations-retry", { attempt: connection.attempt })} <TimeText at={connection.retryAt} shape="clock" />
        </p>
      ) : null}
    </Notice>
  );
}

export function Notice({ tone, testId = "integration-last-error", children }: { tone: "critical" | "warning"; testId?: string; children: ReactNode }) {
  return (
    <div className={classes.lastError} data-tone={tone} data-testid={testId} role="status">
      <ShapeIcon shape={tone === "critical" ? "diamond" : "triangle"} size={11} />
      <div>{children}</div>
    </div>
  );
}
