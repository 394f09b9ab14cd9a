//! Settings: how this person reads, their account; and for those who keep the workspace its connection, defaults, storage, jobs,
//! log, diagnostics and health.

import type { ComponentType } from "react";
import type { Capability } from "@/bindings";
import { useSession, useWorkspace } from "@/api";
import { Page, SideTabs } from "@/components";
import { links, useParam, type SettingsTab } from "@/router";
import { useT } from "@/text";
import { About } from "./about";
import { Account } from "./account";
import { ActionLog } from "./action-log";
import { Connection } from "./connection";
import { Defaults } from "./defaults";
import { Diagnostics } from "./diagnostics";
import { Jobs } from "./jobs";
import { Reading } from "./reading";
import { Storage } from "./storage";
import { WorkspaceSettings } from "./workspace-settings";

const tabs: readonly { tab: SettingsTab; needs: Capability; Part: ComponentType; fill?: boolean; isCentral?: boolean }[] = [
  { tab: "reading", needs: "view_plant", Part: Reading },
  { tab: "account", needs: "view_plant", Part: Account },
  { tab: "workspace", needs: "manage_integrations", Part: WorkspaceSettings },
  { tab: "connection", needs: "manage_integrations", Part: Connection, isCentral: true },
  { tab: "defaults", needs: "view_plant", Part: Defaults, isCentral: true },
  { tab: "storage", needs: "view_plant", Part: Storage },
  { tab: "jobs", needs: "manage_integrations", Part: Jobs },
  { tab: "actions", needs: "manage_people", Part: ActionLog, fill: true },
  { tab: "diagnostics", needs: "view_diagnostics", Part: Diagnostics },
  { tab: "about", needs: "view_plant", Part: About },
];

export default function Settings() {
  const t = useT();
  const [wanted] = useParam("tab");
  const capabilities = useSession()?.capabilities ?? [];
  const { central } = useWorkspace();
  const offered = tabs.filter(({ needs, isCentral }) => capabilities.includes(needs) && (!isCentral || central !== null));
  const chosen = offered.find(({ tab }) => tab === wanted) ?? offered[0];
  if (!chosen) return null;
  const { Part } = chosen;
  return (
    <Page testId="settings" title={t("ui-nav-settings")} fill={chosen.fill}>
      <SideTabs
        label={t("ui-nav-settings")}
        tabs={offered.map(({ tab }) => ({ name: tab, label: t(`ui-settings-${tab}`), href: links.settings(tab), testId: `settings-tab-${tab}` }))}
        current={chosen.tab}
        fill={chosen.fill}
      >
        <Part />
      </SideTabs>
    </Page>
  );
}
