//! The tab bar of optimization and, where the engine is switched off, what that means and who can change it.

import { Tabs } from "@mantine/core";
import { useWorkspace } from "@/api";
import { Mark } from "@/components";
import { links, navigate } from "@/router";
import { useT } from "@/text";
import classes from "./optimization.module.css";

const tabs = ["prioritization", "deferral", "risk", "dispatch", "workforce"] as const;
export type OptimizationTab = (typeof tabs)[number];

export function OptimizationTabs({ value }: { value: OptimizationTab }) {
  const t = useT();
  const go = (tab: string | null) => {
    const page = tabs.find((each) => each === tab);
    if (page) navigate(page === "prioritization" ? links.optimization() : links.optimizationPage(page));
  };
  return (
    <Tabs value={value} onChange={go} mb="sm">
      <Tabs.List aria-label={t("ui-nav-optimization")}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} data-testid={`tab-${tab}`}>
            {t(`ui-optimization-tab-${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}

export function useEngineIsOff(): boolean {
  return !useWorkspace().flags.optimizationEngineEnabled;
}

export function EngineOff() {
  const t = useT();
  const isOff = useEngineIsOff();
  if (!isOff) return null;
  return (
    <div className={classes.off} data-testid="optimization-locked" data-code="423">
      <Mark tone="warning" shape="hollow-square">
        {t("ui-optimization-off")}
      </Mark>
      <span>{t("ui-optimization-off-remedy")}</span>
    </div>
  );
}
