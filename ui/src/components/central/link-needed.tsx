//! What is decided in the central database itself can't be done while it is away: the page says why and that it comes back by
//! itself, and each control is off with the reason at hand.

import { Tooltip } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useWorkspace } from "@/api";
import { useT } from "@/text";
import classes from "./central.module.css";
import { EmptyState } from "../states";
import { LinkReason } from "./link-reason";

/** True in a central workspace whose database is not reached with this person's session. */
export function useIsAway(): boolean {
  const { central } = useWorkspace();
  return central !== null && central.link !== "online";
}

/** A control that needs the database: it is told whether it is off. Disabled controls hear no pointer, so what is around it does. */
export function NeedsLink({ children }: { children: (isAway: boolean) => ReactElement }) {
  const t = useT();
  const isAway = useIsAway();
  if (!isAway) return children(false);
  return (
    <Tooltip label={t("ui-needs-link")} multiline maw={320}>
      <span className={classes.off} data-needs-link="">
        {children(true)}
      </span>
    </Tooltip>
  );
}

/** In place of a list that only the database has, while it is away; nothing where it is reached. */
export function useOutOfReach(): ReactElement | undefined {
  const t = useT();
  return useIsAway() ? <EmptyState title={t("ui-needs-link-list")} icon={<IconPlugConnectedX size={28} stroke={1.4} />} /> : undefined;
}

/** Above what is read and changed in the database, while it is away. */
export function AwayNotice({ children }: { children?: string }) {
  const t = useT();
  const { central } = useWorkspace();
  if (central === null || central.link === "online") return null;
  return (
    <div className={classes.away} role="status" data-testid="away-notice" data-link={central.link}>
      <IconPlugConnectedX size={17} aria-hidden />
      <div>
        <p>
          {children ?? t("ui-administration-needs-link")} {t(central.link === "password_needed" ? "ui-needs-link-password" : "ui-needs-link-back")}
        </p>
        {central.reason ? <LinkReason reason={central.reason} /> : null}
      </div>
    </div>
  );
}
