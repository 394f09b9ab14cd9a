//! The people of the tenant as this workstation knows them, for as long as the central database is away: read, not changed.

import type { Person } from "@/bindings";
import { useCommand } from "@/api";
import { EmptyState, Loaded, Mark, Panel, PlainTable, TimeText } from "@/components";
import { kebab } from "@/components/closed-lists";
import { useT } from "@/text";
import classes from "../administration.module.css";

export function KnownUsers({ search }: { search: string }) {
  const t = useT();
  const query = useCommand("list_people", {});
  const isFound = (person: Person) => {
    const text = `${person.email} ${person.displayName}`.toLowerCase();
    return search.toLowerCase().split(/\s+/).every((word) => text.includes(word));
  };
  return (
    <Panel flush title={t("ui-users-known")}>
      <Loaded query={query} testId="known-user-list" isEmpty={(people) => !people.some(isFound)} empty={<EmptyState title={t(search ? "ui-nothing-found" : "ui-users-empty")} />}>
        {(people) => (
          <PlainTable
            label={t("ui-users-known")}
            rows={people.filter(isFound)}
            rowKey={(person) => person.id}
            rowProps={(person, index) => ({ "data-testid": `known-user-row-${index}`, "data-email": person.email })}
            columns={[
              {
                id: "name",
                header: t("ui-people-name"),
                cell: (person) => (
                  <>
                    <bdi className={classes.name}>{person.displayName}</bdi>
                    <span className={`${classes.quiet} ${classes.block}`}>
                      <bdi dir="ltr">{person.email}</bdi>
                    </span>
                  </>
                ),
              },
              { id: "role", header: t("ui-people-role"), cell: (person) => t(`ui-role-${kebab(person.role)}`) },
              {
                id: "state",
                header: t("ui-state"),
                cell: (person) => (
                  <Mark tone="plain" shape={person.isActive ? "circle" : "cross"}>
                    {t(person.isActive ? "ui-people-active" : "ui-people-inactive")}
                  </Mark>
                ),
              },
              { id: "last", header: t("ui-users-last-here"), cell: (person) => <TimeText at={person.lastSignInAt} asAge /> },
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
