//! What stands in the way now, with its remedy; a failed connection does not come back by itself, a broken one is being tried.

import type { IntegrationCard, Message } from "@/bindings";
import { ShapeIcon, TimeText } from "@/components";
import { useMessage, useT, useText } from "@/text";
import classes from "../integrations.module.css";

export function LastError({ card }: { card: IntegrationCard }) {
  const t = useT();
  const { has } = useText();
  const say = useMessage();
  const { connection, integration } = card;
  const cause: Message | null =
    connection.state === "failed" || connection.state === "reconnecting" ? connection.cause : connection.state === "stopped" ? integration.lastError : null;
  if (!cause) return null;
  const remedyId = `${cause.id}-remedy`;
  const remedy = connection.state === "failed" ? connection.remedy : has(remedyId) ? { ...cause, id: remedyId } : null;
  return (
    <div className={classes.lastError} data-tone={connection.state === "failed" ? "critical" : "warning"} data-testid="integration-last-error" role="status">
      <ShapeIcon shape={connection.state === "failed" ? "diamond" : "triangle"} size={11} />
      <div>
        <p>{say(cause)}</p>
        {remedy ? <p className={classes.dim}>{say(remedy)}</p> : null}
        {connection.state === "reconnecting" ? (
          <p className={classes.dim}>
            {t("integrations-retry", { attempt: connection.attempt })} <TimeText at={connection.retryAt} shape="clock" />
          </p>
        ) : null}
      </div>
    </div>
  );
}
