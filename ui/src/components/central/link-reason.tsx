//! Why the central database is not reached, and what to do: a reason of the core and its remedy, as two sentences.

import type { Message } from "@/bindings";
import { useMessage } from "@/text";
import classes from "./central.module.css";

export function LinkReason({ reason }: { reason: Message }) {
  const say = useMessage();
  return (
    <div className={classes.reason} data-testid="link-reason" data-id={reason.id}>
      <p>{say(reason)}</p>
      <p className={classes.remedy}>{say({ ...reason, id: `${reason.id}-remedy` })}</p>
    </div>
  );
}
