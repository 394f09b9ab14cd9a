//! The pages that the person may see, in the order of the work: overview, plant, sources, decisions, orders, people, settings.

import { Tooltip } from "@mantine/core";
import {
  IconAdjustmentsHorizontal,
  IconClipboardList,
  IconGauge,
  IconHierarchy2,
  IconListCheck,
  IconListNumbers,
  IconPlugConnected,
  IconRefreshDot,
  IconUsers,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useState, type ComponentType } from "react";
import type { Workspace } from "@/bindings";
import { Keys, useActions } from "@/actions";
import { useSession } from "@/api";
import { BrandMark, WorkspaceSwitcher } from "@/components";
import { links, usePlace } from "@/router";
import { Tag, useT } from "@/text";

import { pagesOf } from "./pages";
import classes from "./shell.module.css";
import { SyncBadge } from "./sync-badge";

const icons: Record<string, ComponentType<{ size: number; stroke: number }>> = {
  dashboard: IconGauge,
  assets: IconHierarchy2,
  integrations: IconPlugConnected,
  optimization: IconListNumbers,
  "work-orders": IconClipboardList,
  onboarding: IconListCheck,
  people: IconUsers,
  administration: IconUsersGroup,
  sync: IconRefreshDot,
  settings: IconAdjustmentsHorizontal,
};

export function Sidebar({ workspace }: { workspace: Workspace }) {
  const t = useT();
  const { path } = usePlace();
  const here = path[0] ?? "dashboard";
  const capabilities = useSession()?.capabilities ?? [];
  const [isSwitching, setSwitching] = useState(false);
  useActions([{ id: "switch-workspace", label: "ui-workspace-switch", group: "ui-group-session", run: () => setSwitching(true) }]);
  return (
    <aside className={classes.sidebar} data-testid="sidebar">
      <a href={links.dashboard()} className={classes.brand}>
        <BrandMark className={classes.brandMark} />
        <bdi dir="ltr" className={classes.brandName}>
          OPTRIA IQ
        </bdi>
      </a>
      <div className={classes.switcher}>
        <WorkspaceSwitcher inSidebar opened={isSwitching} onChange={setSwitching} />
      </div>
      <nav className={classes.nav} aria-label={t("ui-nav")}>
        {pagesOf(workspace)
          .filter((page) => capabilities.includes(page.needs))
          .map((page) => {
            const Icon = icons[page.name];
            return (
              <Tooltip key={page.name} label={<Keys keys={page.keys} />} position="right" openDelay={900}>
                <a
                  href={page.href}
                  className={classes.link}
                  aria-current={here === page.name ? "page" : undefined}
                  data-testid={`nav-${page.name}`}
                >
                  {Icon ? <Icon size={18} stroke={1.7} /> : null}
                  <span>{t(page.label)}</span>
                  {page.name === "sync" ? <SyncBadge /> : null}
                </a>
              </Tooltip>
            );
          })}
      </nav>
      <div className={classes.sidebarFoot}>
        <Tag plain>v{workspace.version}</Tag>
      </div>
    </aside>
  );
}
