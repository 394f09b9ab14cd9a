//! The people of the workspace: who may sign in, in which role, since when they were last here.

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { Person } from "@/bindings";
import { useActions } from "@/actions";
import { useCommand, useSession } from "@/api";
import { EmptyState, Loaded, Mark, Page, Panel, PlainTable, TimeText } from "@/components";
import { useT } from "@/text";
import { PersonDialog } from "./person-dialog";
import classes from "./people.module.css";

export default function People() {
  const t = useT();
  const me = useSession()?.person.id;
  const query = useCommand("list_people", {});
  const [edited, setEdited] = useState<Person | "new" | null>(null);
  useActions([{ id: "add-person", label: "ui-people-add", group: "ui-group-page", needs: "manage_people", run: () => setEdited("new") }]);
  return (
    <Page
      testId="people"
      title={t("ui-nav-people")}
      actions={
        <Button leftSection={<IconPlus size={15} />} onClick={() => setEdited("new")} data-testid="person-add">
          {t("ui-people-add")}
        </Button>
      }
    >
      <Panel flush>
        <Loaded query={query} testId="people-list" isEmpty={(people) => people.length === 0} empty={<EmptyState title={t("ui-people-empty")} />}>
          {(people) => (
            <PlainTable
              label={t("ui-nav-people")}
              rows={people}
              rowKey={(person) => person.id}
              rowProps={(person, index) => ({ "data-testid": `person-row-${index}`, "data-email": person.email, "data-role": person.role })}
              columns={[
                {
                  id: "name",
                  header: t("ui-people-name"),
                  cell: (person) => (
                    <>
                      <span className={classes.name}>{person.displayName}</span>
                      {person.id === me ? <span className={classes.me}>{t("ui-people-you")}</span> : null}
                    </>
                  ),
                },
                { id: "email", header: t("ui-email"), cell: (person) => <bdi dir="ltr">{person.email}</bdi> },
                {
                  id: "role",
                  header: t("ui-people-role"),
                  cell: (person) => <span title={t(`ui-role-${person.role.replaceAll("_", "-")}-may`)}>{t(`ui-role-${person.role.replaceAll("_", "-")}`)}</span>,
                },
                {
                  id: "active",
                  header: t("ui-state"),
                  cell: (person) => (
                    <Mark tone="plain" shape={person.isActive ? "circle" : "cross"}>
                      {t(person.isActive ? "ui-people-active" : "ui-people-inactive")}
                    </Mark>
                  ),
                },
                { id: "last", header: t("ui-people-last-sign-in"), cell: (person) => <TimeText at={person.lastSignInAt} asAge /> },
                {
                  id: "edit",
                  header: "",
                  align: "end",
                  cell: (person) => (
                    <Button variant="subtle" size="compact-sm" onClick={() => setEdited(person)} data-testid={`person-edit-${person.email}`}>
                      {t("ui-edit")}
                    </Button>
                  ),
                },
              ]}
            />
          )}
        </Loaded>
      </Panel>
      <PersonDialog person={edited} onClose={() => setEdited(null)} />
    </Page>
  );
}
