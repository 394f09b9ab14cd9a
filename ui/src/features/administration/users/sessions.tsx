//! The sessions of a user with the central database: on which workstation, since and until when; one's own is marked.

import { Modal } from "@mantine/core";
import { useState } from "react";
import type { UserRow, UserSession } from "@/bindings";
import { useAction } from "@/api";
import { AwayNotice, EmptyState, Mark, NeedsLink, RowButton, SearchField, TimeText, Toolbar, useConfirm, useNow, useOutOfReach, VirtualTable } from "@/components";
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
  const instead = useOutOfReach();
  const [search, setSearch] = useState("");
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
    <>
      <AwayNotice />
      <Toolbar>
        <SearchField value={search} onChange={setSearch} label={t("ui-users-sessions-search")} testId="session-search" />
      </Toolbar>
      <VirtualTable
        command="list_user_sessions"
        filter={search ? { personId, search } : { personId }}
        label={t("ui-users-sessions")}
        testId="session-list"
        rowTestId="session-row"
        tallest="50vh"
        rowHeight={46}
        rowKey={(row) => row.id}
        rowData={(row) => ({ "data-this": String(row.isThis) })}
        instead={instead}
        empty={<EmptyState title={t(search ? "ui-nothing-found" : "ui-users-no-sessions")} />}
        columns={[
          {
            id: "where",
            header: t("ui-users-session-where"),
            width: "minmax(110px, 1fr)",
            cell: (row) => (
              <>
                <bdi className={classes.name}>{row.workstation ?? t("ui-users-session-unknown")}</bdi>
                {row.isThis ? <span className={classes.aside}>{t("ui-users-session-this")}</span> : null}
              </>
            ),
          },
          { id: "since", header: t("ui-users-session-since"), width: "130px", cell: (row) => <TimeText at={row.issuedAt} /> },
          { id: "until", header: t("ui-users-session-until"), width: "130px", cell: (row) => <TimeText at={row.expiresAt} /> },
          { id: "state", header: t("ui-state"), width: "minmax(200px, 1fr)", cell: (row) => <SessionState session={row} now={now} /> },
          {
            id: "end",
            header: "",
            width: "110px",
            align: "end",
            cell: (row) =>
              isOpen(row, now) ? (
                <NeedsLink>
                  {(off) => (
                    <RowButton look="quiet" disabled={off} busy={revoke.isPending && revoke.variables?.id === row.id} onClick={() => void end(row)} data-testid={`session-end-${row.id}`}>
                      {t("ui-users-end-session")}
                    </RowButton>
                  )}
                </NeedsLink>
              ) : null,
          },
        ]}
      />
    </>
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
