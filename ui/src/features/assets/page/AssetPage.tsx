//! One asset: who it is, how it is, what it measures, how that went, and the work on it.

import { Anchor, Button, Tabs } from "@mantine/core";
import { IconClipboardPlus, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { useCan, useCommand } from "@/api";
import type { AssetDetail, AssetId } from "@/bindings";
import { CriticalityMark, HealthBadge, Loaded, Mark, Page, SimulatedMark } from "@/components";
import { links, useParam, type AssetTab } from "@/router";
import { FormatProvider, Tag, useFormat, useName, useT } from "@/text";
import { AssetDialog } from "../edit/AssetDialog";
import { WorkOrderDialog } from "../edit/WorkOrderDialog";
import { oneOf, kebab } from "@/components/closed-lists";
import { Trends } from "../trend/Trends";
import { Deferral } from "./Deferral";
import { History } from "./History";
import { Orders } from "./Orders";
import { Overview } from "./Overview";
import classes from "./page.module.css";
import { Scores } from "./Scores";

const TABS: AssetTab[] = ["overview", "trends", "scores", "history", "deferral", "orders"];

export function AssetPage({ id }: { id: AssetId }) {
  const t = useT();
  const query = useCommand("get_asset", { id });
  if (query.data) {
    return (
      <FormatProvider zone={query.data.site.timeZone}>
        <Detail detail={query.data} />
      </FormatProvider>
    );
  }
  return (
    <Page testId="asset-page" title={t("assets-one")} back={{ href: links.assets(), label: t("assets-title") }}>
      <Loaded query={query}>{() => null}</Loaded>
    </Page>
  );
}

function Detail({ detail }: { detail: AssetDetail }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const { asset, site, score, band } = detail;
  const [tabText, setTab] = useParam("tab");
  const tab = oneOf(TABS, tabText) ?? "overview";
  const canManage = useCan("manage_assets");
  const canOrder = useCan("manage_work_orders");
  const canSeeOptimization = useCan("view_optimization");
  const [dialog, setDialog] = useState<"edit" | "order" | null>(null);
  const health = score?.outcome === "scored" ? score.health : null;
  const isSimulated = detail.isSimulated;

  return (
    <Page
      testId="asset-page"
      titleText={asset.tagCode}
      title={
        <span className={classes.title}>
          <Tag>{asset.tagCode}</Tag>
          <span className={classes.names}>{name(asset)}</span>
        </span>
      }
      back={{ href: links.assets({ site: asset.siteId }), label: name(site) }}
      subtitle={
        <>
          <HealthBadge band={band} health={health} testId="asset-band" />
          <CriticalityMark criticality={asset.criticality} />
          <span>{t(`ui-family-${kebab(asset.family)}`)}</span>
          <Mark tone="plain" shape={asset.status === "in_service" ? "circle" : asset.status === "standby" ? "half" : "ring"}>
            {t(`ui-asset-status-${kebab(asset.status)}`)}
          </Mark>
          <span className={classes.path}>
            <Tag plain>{site.code}</Tag>
            {detail.ancestors.map((ancestor) => (
              <span key={ancestor.id}>
                <span aria-hidden> / </span>
                <Anchor href={links.asset(ancestor.id)} size="sm">
                  <Tag>{ancestor.tagCode}</Tag>
                </Anchor>
              </span>
            ))}
          </span>
          {isSimulated ? <SimulatedMark /> : null}
        </>
      }
      actions={
        <>
          {canManage ? (
            <Button variant="default" leftSection={<IconPencil size={15} />} onClick={() => setDialog("edit")} data-testid="asset-edit">
              {t("ui-edit")}
            </Button>
          ) : null}
          {canOrder ? (
            <Button leftSection={<IconClipboardPlus size={15} />} onClick={() => setDialog("order")} data-testid="asset-order-add">
              {t("assets-order-add")}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs value={tab} onChange={(next) => setTab(next === "overview" ? null : next)} keepMounted={false}>
        <Tabs.List mb="sm">
          {TABS.filter((each) => each !== "deferral" || canSeeOptimization).map((each) => (
            <Tabs.Tab
              key={each}
              value={each}
              data-testid={`asset-tab-${each}`}
              rightSection={each === "orders" && detail.openWorkOrders > 0 ? <span className={classes.count}>{format.integer(detail.openWorkOrders)}</span> : null}
            >
              {t(`assets-tab-${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview">
          <Overview detail={detail} canManage={canManage} />
        </Tabs.Panel>
        <Tabs.Panel value="trends">
          <Trends detail={detail} />
        </Tabs.Panel>
        <Tabs.Panel value="scores">
          <Scores detail={detail} />
        </Tabs.Panel>
        <Tabs.Panel value="history">
          <History detail={detail} />
        </Tabs.Panel>
        {canSeeOptimization ? (
          <Tabs.Panel value="deferral">
            <Deferral detail={detail} />
          </Tabs.Panel>
        ) : null}
        <Tabs.Panel value="orders">
          <Orders detail={detail} />
        </Tabs.Panel>
      </Tabs>
      {dialog === "edit" ? <AssetDialog asset={asset} onClose={() => setDialog(null)} /> : null}
      {dialog === "order" ? <WorkOrderDialog asset={asset} score={score} onClose={() => setDialog(null)} /> : null}
    </Page>
  );
}
