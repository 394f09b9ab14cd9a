//! The tabs that stand side by side: data sources, signal mappings, certificates, the accounts of readings, cost and risk.

import { Button, Menu } from "@mantine/core";
import { IconCaretDown, IconPlus } from "@tabler/icons-react";
import { useActions } from "@/actions";
import { useCan, useCommand } from "@/api";
import { Page } from "@/components";
import { navigate, useParam, type IntegrationsTab } from "@/router";
import { useT } from "@/text";
import { AccountingTab } from "./accounting/AccountingTab";
import { CertificatesTab } from "./certificates/CertificatesTab";
import { CostTab } from "./cost/CostTab";
import { IntegrationTabs } from "./IntegrationTabs";
import { MappingsTab } from "./mappings/MappingsTab";
import { places } from "./places";
import { DataSources } from "./sources/DataSources";

const TABS: IntegrationsTab[] = ["data-sources", "signal-mappings", "certificates", "accounting", "cost-and-risk"];

export function IntegrationsPage() {
  const t = useT();
  const [tabText] = useParam("tab");
  const tab = TABS.find((v) => v === tabText) ?? "data-sources";
  return (
    <Page testId="integrations" title={t("integrations-title")} fill={tab === "signal-mappings"} actions={<AddIntegration />}>
      <IntegrationTabs value={tab} />
      {tab === "data-sources" ? <DataSources /> : null}
      {tab === "signal-mappings" ? <MappingsTab /> : null}
      {tab === "certificates" ? <CertificatesTab /> : null}
      {tab === "accounting" ? <AccountingTab /> : null}
      {tab === "cost-and-risk" ? <CostTab /> : null}
    </Page>
  );
}

/** The connectors that there are, the first the one to offer first. */
export function AddIntegration() {
  const t = useT();
  const canManage = useCan("manage_integrations");
  const connectors = useCommand("list_connectors", {}, { enabled: canManage });
  const first = connectors.data?.connectors[0]?.connector ?? "opcua";
  useActions([{ id: "integration-add", label: "integrations-add", group: "ui-group-page", needs: "manage_integrations", run: () => navigate(places.create(first)) }]);
  if (!canManage) return null;
  return (
    <Menu position="bottom-end" width={320}>
      <Menu.Target>
        <Button leftSection={<IconPlus size={15} />} rightSection={<IconCaretDown size={13} />} data-testid="integration-add">
          {t("integrations-add")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(connectors.data?.connectors ?? []).map(({ connector }) => (
          <Menu.Item key={connector} onClick={() => navigate(places.create(connector))} data-testid={`connector-kind-${connector}`}>
            <b>{t(`connector-kind-${connector}`)}</b>
            <div style={{ color: "var(--ink-3)", fontSize: "0.75rem" }}>{t(`connector-kind-${connector}-help`)}</div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
