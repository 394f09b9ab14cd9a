//! What stands in the way now, with its remedy: that it may not run here at all, or why it does not; a failed connection does
//! not come back by itself, a broken one is being tried. Where nothing does any more, in one line what it was.

import type { ReactNode } from "react";
import type { IntegrationCard, Message } from "@/bindings";
import { ShapeIcon, TimeText } from "@/components";
import { useMessage, useT, useText } from "@/text";
import classes from "../integrations.module.css";

export function LastError({ card }: { card: IntegrationCard }) {
  const t = useT();
  const { has } = useText();
  const say = useMessage();
  const { connection } = card;
  if (card.blocked) {
    return (
      <Notice tone="warning">
        <p>{say(card.blocked.message)}</p>
        <p className={classes.dim}>{say(card.blocked.remedy)}</p>
      </Notice>
    );
  }
  const cause = causeOf(card);
  if (!cause) return <Past card={card} />;
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

/** While the next attempt is on its way, the last one's cause still holds. */
function causeOf({ connection, integration }: IntegrationCard): Message | null {
  switch (connection.state) {
    case "failed":
    case "reconnecting":
      return connection.cause;
    case "connecting":
      return connection.attempt > 1 ? integration.lastError : null;
    case "stopped":
      return integration.lastError;
    case "streaming":
    case "elsewhere":
    case "standby":
      return null;
  }
}

function Past({ card }: { card: IntegrationCard }) {
  const t = useT();
  const say = useMessage();
  const line = card.lastAmiss;
  if (!line) return null;
  return (
    <p className={classes.past} data-testid="integration-past-error" data-message={line.message.id}>
      {t("integrations-last-error")} <TimeText at={line.lastAt} asAge />
      {": "}
      {say(line.message)}
    </p>
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
