//! Administration of a central workspace: the tenant's users and their sessions, its workstations and sealed secrets, and for a
//! platform owner the tenants. Everything here goes straight to the central database, so it needs the link.

import type { ComponentType } from "react";
import type { Capability } from "@/bindings";
import { useSession } from "@/api";
import { AwayNotice, Page, SideTabs } from "@/components";
import { links, useParam, type AdministrationTab } from "@/router";
import { useT } from "@/text";
import { Tenants } from "./tenants/tenants";
import { Users } from "./users/users";
import { Workstations } from "./workstations/workstations";

const tabs: readonly { tab: AdministrationTab; needs: Capability; Part: ComponentType; fill?: boolean }[] = [
  { tab: "users", needs: "manage_people", Part: Users, fill: true },
  { tab: "workstations", needs: "manage_integrations", Part: Workstations },
  { tab: "tenants", needs: "manage_tenants", Part: Tenants },
];

export default function Administration() {
  const t = useT();
  const [wanted] = useParam("tab");
  const capabilities = useSession()?.capabilities ?? [];
  const offered = tabs.filter(({ needs }) => capabilities.includes(needs));
  const chosen = offered.find(({ tab }) => tab === wanted) ?? offered[0];
  if (!chosen) return null;
  const { Part } = chosen;
  return (
    <Page testId="administration" title={t("ui-nav-administration")} fill={chosen.fill}>
      <SideTabs
        label={t("ui-nav-administration")}
        tabs={offered.map(({ tab }) => ({ name: tab, label: t(`ui-administration-${tab}`), href: links.administration({ tab }), testId: `administration-tab-${tab}` }))}
        current={chosen.tab}
        fill={chosen.fill}
        wide
      >
        <AwayNotice />
        <Part />
      </SideTabs>
    </Page>
  );
}
