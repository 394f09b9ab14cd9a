//! Below the name of a central workspace: its tenant, the database's address, and why the last session ended where it did
//! not end by its person.

import type { CentralStatus } from "@/bindings";
import { Tag, useMessage, useName } from "@/text";
import classes from "./sign-in.module.css";

export function CentralLine({ central }: { central: CentralStatus }) {
  const say = useMessage();
  const name = useName();
  const tenant = name({ nameEn: central.tenantNameEn, nameAr: central.tenantNameAr });
  return (
    <div className={classes.central} data-testid="sign-in-central" data-link={central.link}>
      <div>
        <bdi>{tenant}</bdi> <Tag>{central.tenantCode}</Tag>
      </div>
      <Tag plain>{central.address}</Tag>
      {central.reason ? (
        <p role="status" data-testid="session-ended" data-id={central.reason.id}>
          {say(central.reason)}
        </p>
      ) : null}
    </div>
  );
}
