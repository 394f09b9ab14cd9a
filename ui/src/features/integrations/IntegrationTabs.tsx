//! The tab bar, shared by the tabs and the page of one integration (whose mappings it then leads to).

import { Tabs } from "@mantine/core";
import { useCan } from "@/api";
import type { IntegrationId } from "@/bindings";
import { links, navigate, type IntegrationsTab } from "@/router";
import { useT } from "@/text";

export function IntegrationTabs({ value, integration }: { value: IntegrationsTab; integration?: IntegrationId }) {
  const t = useT();
  const canManage = useCan("manage_integrations");
  const tabs: IntegrationsTab[] = canManage
    ? ["data-sources", "signal-mappings", "certificates", "accounting", "cost-and-risk"]
    : ["data-sources", "signal-mappings", "accounting", "cost-and-risk"];
  const go = (tab: string | null) => {
    if (tab === "signal-mappings") navigate(links.integrations({ tab, ...(integration ? { integration } : {}) }));
    else if (tab === "certificates" || tab === "accounting" || tab === "cost-and-risk") navigate(links.integrations({ tab }));
    else navigate(links.integrations());
  };
  return (
    <Tabs value={value} onChange={go} mb="sm">
      <Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab} value={tab} data-testid={`tab-${tab}`}>
            {t(`integrations-tab-${tab}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
