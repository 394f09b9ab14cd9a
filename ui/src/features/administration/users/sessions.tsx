//! The sessions of a user with the central database: on which workstation, since and until when; one's own is marked.

import { Modal } from "@mantine/core";
import type { UserRow, UserSession } from "@/bindings";
import { useAction, useCommand } from "@/api";
import { EmptyState, Loaded, Mark, PlainTable, RowButton, TimeText, useConfirm, useNow } from "@/components";
import { useT } from "@/text";
import classes from "../administration.module.css";

export function Sessions({ user, onClose }: { user: UserRow | null; onClose: () => void }) {
  const t = useT();
  return (
    <Modal opened={user !== null} onClose={onClose} size="xl" title={user ? t("ui-users-sessions-of", { name: user.displayName }) : ""} closeButtonProps={{ "aria-label": t("ui-close") }}>
      {user ? <SessionList personId={user.id} /> : null}
    </Modal>
  );
}

function SessionList({ personId }: { personId: string }) {
  const t = useT();
  const now = useNow();
  const confirm = useConfirm();
  const query = useCommand("list_user_sessions", { personId });
  const revoke = useAction("revoke_session");
  const end = async (session: UserSession) => {
    const yes = await confirm({
      title: t("ui-users-end-session-title"),
      effect: t(session.isThis ? "ui-users-end-session-self" : "ui-users-end-session-effect"),
      confirm: t("ui-users-end-session"),
      destroys: true,
    });
    if (yes) revoke.mutate({ id: session.id });
  };
  return (
    <Loaded query={query} testId="session-list" isEmpty={(rows) => rows.length === 0} empty={<EmptyState title={t("ui-users-no-sessions")} />}>
      {(rows) => (
        <PlainTable
          label={t("ui-users-sessions")}
          rows={rows}
          rowKey={(row) => row.id}
          rowProps={(row, index) => ({ "data-testid": `session-row-${index}`, "data-this": String(row.isThis) })}
          columns={[
            {
              id: "where",
              header: t("ui-users-session-where"),
              cell: (row) => (
                <>
                  <bdi className={classes.name}>{row.workstation ?? t("ui-users-session-unknown")}</bdi>
                  {row.isThis ? <span className={classes.aside}>{t("ui-users-session-this")}</span> : null}
                </>
              ),
            },
            { id: "since", header: t("ui-users-session-since"), cell: (row) => <TimeText at={row.issuedAt} /> },
            { id: "until", header: t("ui-users-session-until"), cell: (row) => <TimeText at={row.expiresAt} /> },
            { id: "state", header: t("ui-state"), cell: (row) => <SessionState session={row} now={now} /> },
            {
              id: "end",
              header: "",
              align: "end",
              cell: (row) =>
                isOpen(row, now) ? (
                  <RowButton look="quiet" busy={revoke.isPending && revoke.variables?.id === row.id} onClick={() => void end(row)} data-testid={`session-end-${row.id}`}>
                    {t("ui-users-end-session")}
                  </RowButton>
                ) : null,
            },
          ]}
        />
      )}
    </Loaded>
  );
}

function isOpen({ revokedAt, expiresAt }: UserSession, now: number): boolean {
  return revokedAt === null && Date.parse(expiresAt) > now;
}

function SessionState({ session, now }: { session: UserSession; now: number }) {
  const t = useT();
  if (session.revokedAt) {
    return (
      <Mark tone="plain" shape="cross">
        {t("ui-users-session-ended")} <TimeText at={session.revokedAt} />
      </Mark>
    );
  }
  return isOpen(session, now) ? (
    <Mark tone="plain" shape="circle">
      {t("ui-users-session-open")}
    </Mark>
  ) : (
    <Mark tone="plain" shape="dash">
      {t("ui-users-session-over")}
    </Mark>
  );
}
