//! Settings: how this person reads, their account; and for those who keep the workspace its storage, jobs, log and health.

import type { ComponentType } from "react";
import type { Capability } from "@/bindings";
import { useSession } from "@/api";
import { Page } from "@/components";
import { links, useParam, type SettingsTab } from "@/router";
import { useT } from "@/text";
import { About } from "./about";
import { Account } from "./account";
import { Actions } from "./actions";
import { Jobs } from "./jobs";
import { Reading } from "./reading";
import { Storage } from "./storage";
import { WorkspaceSettings } from "./workspace-settings";
import classes from "./settings.module.css";

const tabs: readonly { tab: SettingsTab; needs: Capability; Part: ComponentType; fill?: boolean }[] = [
  { tab: "reading", needs: "view_plant", Part: Reading },
  { tab: "account", needs: "view_plant", Part: Account },
  { tab: "workspace", needs: "manage_integrations", Part: WorkspaceSettings },
  { tab: "storage", needs: "view_plant", Part: Storage },
  { tab: "jobs", needs: "manage_integrations", Part: Jobs },
  { tab: "actions", needs: "manage_people", Part: Actions, fill: true },
  { tab: "about", needs: "view_plant", Part: About },
];

export default function Settings() {
  const t = useT();
  const [wanted] = useParam("tab");
  const capabilities = useSession()?.capabilities ?? [];
  const offered = tabs.filter(({ needs }) => capabilities.includes(needs));
  const chosen = offered.find(({ tab }) => tab === wanted) ?? offered[0];
  if (!chosen) return null;
  const { Part } = chosen;
  return (
    <Page testId="settings" title={t("ui-nav-settings")} fill={chosen.fill}>
      <div className={classes.columns} data-fill={chosen.fill}>
        <nav className={classes.tabs} aria-label={t("ui-nav-settings")}>
          {offered.map(({ tab }) => (
            <a
              key={tab}
              href={links.settings(tab)}
              aria-current={tab === chosen.tab ? "page" : undefined}
              data-testid={`settings-tab-${tab}`}
            >
              {t(`ui-settings-${tab}`)}
            </a>
          ))}
        </nav>
        <div className={classes.part} data-fill={chosen.fill}>
          <Part />
        </div>
      </div>
    </Page>
  );
}
