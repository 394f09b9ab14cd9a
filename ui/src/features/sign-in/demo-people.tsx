//! One card per person of the demo plant: who they are and what their role may do. A click signs in.

import { UnstyledButton } from "@mantine/core";
import type { DemoPerson, Role } from "@/bindings";
import { useT } from "@/text";
import classes from "./sign-in.module.css";

/** The role that most begin with comes first, then by what it may do. */
const order: readonly Role[] = ["tenant_admin", "optimization_engineer", "engineer", "viewer", "platform_owner"];

function inOrder(people: readonly DemoPerson[]): DemoPerson[] {
  return people.toSorted((a, b) => order.indexOf(a.role) - order.indexOf(b.role));
}

interface Props {
  people: DemoPerson[];
  /** The one that they all share: it unlocks the window again. */
  password: string | null;
  busy: boolean;
  onChoose: (person: DemoPerson) => void;
}

export function DemoPeople({ people, password, busy, onChoose }: Props) {
  const t = useT();
  return (
    <section aria-label={t("ui-demo-people")} data-testid="demo-people">
      <h2 className={classes.heading}>{t("ui-demo-people")}</h2>
      <div className={classes.people}>
        {inOrder(people).map((person) => {
          const role = person.role.replaceAll("_", "-");
          return (
            <UnstyledButton
              key={person.email}
              className={classes.person}
              disabled={busy}
              onClick={() => onChoose(person)}
              data-testid={`demo-person-${person.role}`}
            >
              <span className={classes.role}>{t(`ui-role-${role}`)}</span>
              <span className={classes.who}>
                {person.displayName} · <bdi dir="ltr">{person.email}</bdi>
              </span>
              <span className={classes.may}>{t(`ui-role-${role}-may`)}</span>
            </UnstyledButton>
          );
        })}
      </div>
      {password ? (
        <p className={classes.password}>
          {t("ui-demo-password")} <bdi dir="ltr" data-testid="demo-password">{password}</bdi>
        </p>
      ) : null}
    </section>
  );
}
