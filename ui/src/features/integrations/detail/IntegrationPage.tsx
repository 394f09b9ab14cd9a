//! One integration in full: its state and figures, its own log, and the account of what is missing.

import { Button } from "@mantine/core";
import { IconPencil, IconSitemap, IconTrash } from "@tabler/icons-react";
import { useCan, useCommand } from "@/api";
import type { GapRow, IntegrationCard, IntegrationId } from "@/bindings";
import { ConnectionBadge, EmptyState, Loaded, Page, Panel, SimulatedMark, TimeText, VirtualTable, type Column } from "@/components";
import { ExternalTag } from "@/components/external-tag";
import { links, navigate } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import { IntegrationTabs } from "../IntegrationTabs";
import classes from "../integrations.module.css";
import { places } from "../places";
import { SystemPanel } from "../maintenance/SystemPanel";
import { addressOf } from "../sources/address";
import { DriftNotice } from "../sources/DriftNotice";
import { Figures } from "../sources/Figures";
import { LastError } from "../sources/LastError";
import { LogLines } from "../sources/LogLines";
import { Since } from "../sources/Since";
import { StartStop } from "../sources/StartStop";
import { plainState } from "../sources/state";
import { hasTags } from "../sources/has-tags";
import { TestButton } from "../sources/IntegrationCardView";
import { useDeleteIntegration } from "../sources/useDelete";

export function IntegrationPage({ id }: { id: IntegrationId }) {
  const t = useT();
  const query = useCommand("get_integration", { id });
  const canManage = useCan("manage_integrations");
  const canMap = useCan("manage_mappings");
  const remove = useDeleteIntegration();
  const card = query.data;
  return (
    <Page
      testId="integration-page"
      title={card?.integration.name ?? t("integrations-one")}
      back={{ href: links.integrations(), label: t("integrations-title") }}
      subtitle={card ? <Subtitle card={card} /> : null}
      actions={
        card ? (
          <>
            {canMap && hasTags(card) ? (
              <Button variant="default" leftSection={<IconSitemap size={15} />} onClick={() => navigate(places.map(id))} data-testid="integration-map">
                {t("integrations-map")}
              </Button>
            ) : null}
            {canManage ? (
              <>
                <TestButton card={card} />
                <Button variant="default" leftSection={<IconPencil size={15} />} onClick={() => navigate(places.edit(id))} data-testid="integration-edit">
                  {t("ui-edit")}
                </Button>
                <Button variant="default" leftSection={<IconTrash size={15} />} onClick={() => void remove(card, () => navigate(links.integrations()))} data-testid="integration-delete">
                  {t("ui-delete")}
                </Button>
                <StartStop card={card} size="xs" />
              </>
            ) : null}
          </>
        ) : null
      }
    >
      <IntegrationTabs value="data-sources" integration={id} />
      <Loaded query={query}>
        {(found) => (
          <div className={classes.stack}>
            {hasTags(found) ? (
              <Panel>
                <LastError card={found} />
                <DriftNotice card={found} />
                <Figures card={found} />
              </Panel>
            ) : (
              <SystemPanel card={found} />
            )}
            <div className={classes.twoColumns}>
              <Events id={id} />
              {hasTags(found) ? <Gaps id={id} /> : null}
            </div>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Subtitle({ card }: { card: IntegrationCard }) {
  const t = useT();
  const address = addressOf(card.integration);
  return (
    <>
      <span data-testid="integration-state" data-status={plainState(card)}>
        <ConnectionBadge connection={card.connection} />
      </span>
      <Since at={card.since} exact />
      <span>{t(`connector-kind-${card.integration.connector}`)}</span>
      {address ? <Tag>{address}</Tag> : null}
      {card.integration.connector === "demo" ? <SimulatedMark /> : null}
    </>
  );
}

function Events({ id }: { id: IntegrationId }) {
  const t = useT();
  const query = useCommand("list_integration_events", { integrationId: id, limit: 200 });
  return (
    <Panel title={t("integrations-log")} flush>
      <Loaded query={query} testId="integration-events" isEmpty={(events) => events.length === 0} empty={<EmptyState title={t("integrations-log-empty")} />} className={classes.scroll}>
        {(events) => <LogLines lines={events} testId="integration-event" />}
      </Loaded>
    </Panel>
  );
}

function Gaps({ id }: { id: IntegrationId }) {
  const t = useT();
  const format = useFormat();
  const columns: Column<GapRow>[] = [
    { id: "from", header: t("integrations-gap-from"), width: "minmax(165px, 1fr)", cell: ({ gap }) => <TimeText at={gap.from} shape="second" /> },
    { id: "length", header: t("integrations-gap-length"), width: "90px", align: "end", cell: ({ gap }) => format.duration((Date.parse(gap.to) - Date.parse(gap.from)) / 1000) },
    { id: "reason", header: t("integrations-gap-reason"), width: "minmax(130px, 1.2fr)", cell: ({ gap }) => t(`trend-gap-reason-${gap.reason.replaceAll("_", "-")}`) },
    { id: "tag", header: t("mappings-tag"), width: "minmax(140px, 1.6fr)", cell: (row) => <ExternalTag tag={row.externalTag} oneLine /> },
    {
      id: "asset",
      header: t("mappings-asset"),
      width: "minmax(110px, 1fr)",
      cell: (row) => (
        <span title={`${row.assetTag} ${row.metricName}`}>
          <Tag>{row.assetTag}</Tag> <Tag plain>{row.metricName}</Tag>
        </span>
      ),
    },
  ];
  return (
    <Panel title={t("integrations-gaps-title")} flush testId="gaps">
      <VirtualTable
        command="list_gaps"
        filter={{ integrationId: id }}
        columns={columns}
        label={t("integrations-gaps-title")}
        testId="gap-list"
        rowTestId="gap-row"
        rowKey={(row) => `${row.gap.signal} ${row.gap.from}`}
        rowData={(row) => ({ "data-reason": row.gap.reason })}
        height="340px"
        empty={<EmptyState title={t("integrations-gaps-none")}>{t("integrations-gaps-none-why")}</EmptyState>}
      />
    </Panel>
  );
}
