//! The users of the tenant: who may sign in, in which role, how many sessions are open; and what an administrator does about
//! them. While the central database is away, those whom this workstation knows can be read.

import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots, IconKey, IconLogout, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { UserRow } from "@/bindings";
import { useActions } from "@/actions";
import { EmptyState, Mark, NeedsLink, SearchField, TimeText, Toolbar, useIsAway, VirtualTable } from "@/components";
import { kebab } from "@/components/closed-lists";
import { useParam } from "@/router";
import { useFormat, useT } from "@/text";
import classes from "../administration.module.css";
import { KnownUsers } from "./known-users";
import { PasswordShown, type ShownPassword } from "./password-shown";
import { Sessions } from "./sessions";
import { useUserActs } from "./use-user-acts";
import { UserDialog } from "./user-dialog";

const TWO_LINES = 46;

export function Users() {
  const t = useT();
  const format = useFormat();
  const isAway = useIsAway();
  const [search, setSearch] = useParam("search");
  const [edited, setEdited] = useState<UserRow | "new" | null>(null);
  const [shown, setShown] = useState<ShownPassword | null>(null);
  const [sessionsOf, setSessionsOf] = useState<UserRow | null>(null);
  const acts = useUserActs(setShown);
  useActions(isAway ? [] : [{ id: "add-user", label: "ui-users-add", group: "ui-group-page", needs: "manage_people", run: () => setEdited("new") }]);
  return (
    <>
      <Toolbar
        aside={
          <NeedsLink>
            {(off) => (
              <Button size="compact-sm" leftSection={<IconPlus size={15} />} disabled={off} onClick={() => setEdited("new")} data-testid="user-add">
                {t("ui-users-add")}
              </Button>
            )}
          </NeedsLink>
        }
      >
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-users-search")} testId="user-search" />
      </Toolbar>
      {isAway ? (
        <KnownUsers search={search ?? ""} />
      ) : (
        <VirtualTable
          command="list_users"
          filter={search ? { search } : {}}
          label={t("ui-administration-users")}
          testId="user-list"
          rowTestId="user-row"
          rowHeight={TWO_LINES}
          rowKey={(user) => user.id}
          rowData={(user) => ({ "data-email": user.email, "data-role": user.role, "data-active": String(user.isActive) })}
          empty={<EmptyState title={t(search ? "ui-nothing-found" : "ui-users-empty")} />}
          columns={[
            {
              id: "name",
              header: t("ui-people-name"),
              width: "minmax(190px, 2fr)",
              cell: (user) => (
                <>
                  <span className={classes.name}>
                    <bdi>{user.displayName}</bdi>
                  </span>
                  {user.isSelf ? <span className={classes.aside}>{t("ui-people-you")}</span> : null}
                  <span className={`${classes.quiet} ${classes.block}`}>
                    <bdi dir="ltr">{user.email}</bdi>
                  </span>
                </>
              ),
            },
            {
              id: "role",
              header: t("ui-people-role"),
              width: "minmax(130px, 1fr)",
              cell: (user) => <span title={t(`ui-role-${kebab(user.role)}-may`)}>{t(`ui-role-${kebab(user.role)}`)}</span>,
            },
            { id: "state", header: t("ui-state"), width: "minmax(130px, 1fr)", cell: (user) => <UserState user={user} /> },
            {
              id: "sessions",
              header: t("ui-users-sessions"),
              width: "90px",
              align: "end",
              cell: (user) => (
                <Button variant="subtle" size="compact-sm" onClick={() => setSessionsOf(user)} data-testid={`user-sessions-${user.email}`}>
                  {format.integer(user.openSessions)}
                </Button>
              ),
            },
            { id: "last", header: t("ui-people-last-sign-in"), width: "minmax(120px, 1fr)", cell: (user) => <TimeText at={user.lastSignInAt} asAge /> },
            {
              id: "acts",
              header: "",
              width: "120px",
              align: "end",
              cell: (user) => (
                <span className={classes.acts}>
                  <Button variant="subtle" size="compact-sm" onClick={() => setEdited(user)} data-testid={`user-edit-${user.email}`}>
                    {t("ui-edit")}
                  </Button>
                  <Menu position="bottom-end">
                    <Menu.Target>
                      <ActionIcon aria-label={t("ui-users-more", { name: user.displayName })} data-testid={`user-more-${user.email}`}>
                        <IconDots size={16} />
                      </ActionIcon>
                    </Menu.Target>
                    <Menu.Dropdown>
                      <Menu.Item leftSection={<IconKey size={15} />} disabled={user.isSelf} onClick={() => void acts.reset(user)} data-testid="user-reset">
                        {t("ui-users-reset")}
                      </Menu.Item>
                      <Menu.Item
                        leftSection={<IconLogout size={15} className="points" />}
                        disabled={user.openSessions === 0}
                        onClick={() => void acts.endSessions(user)}
                        data-testid="user-end-sessions"
                      >
                        {t("ui-users-end-sessions")}
                      </Menu.Item>
                    </Menu.Dropdown>
                  </Menu>
                </span>
              ),
            },
          ]}
        />
      )}
      <UserDialog user={edited} onClose={() => setEdited(null)} onCreated={setShown} />
      <PasswordShown shown={shown} onClose={() => setShown(null)} />
      <Sessions user={sessionsOf} onClose={() => setSessionsOf(null)} />
    </>
  );
}

function UserState({ user }: { user: UserRow }) {
  const t = useT();
  if (!user.isActive) {
    return (
      <Mark tone="plain" shape="cross">
        {t("ui-people-inactive")}
      </Mark>
    );
  }
  return user.mustChange ? (
    <Mark tone="notice" shape="half" tip={t("ui-users-must-change-why")}>
      {t("ui-users-must-change")}
    </Mark>
  ) : (
    <Mark tone="plain" shape="circle">
      {t("ui-people-active")}
    </Mark>
  );
}
