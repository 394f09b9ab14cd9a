//! Every signal mapping as a list of any length: which tag feeds which metric, with its live value. Filters are the address.

import { ActionIcon, Anchor, Button, Group, Menu, SegmentedControl, Select, Tooltip } from "@mantine/core";
import { IconCaretDown, IconDownload, IconGitCompare, IconPencil, IconPlus, IconUpload } from "@tabler/icons-react";
import { useCallback, useState, type ReactNode } from "react";
import { useCan, useCommand } from "@/api";
import type { IntegrationCard, MappingRow, MappingSort } from "@/bindings";
import { AssetPicker, EmptyState, LiveValue, Mark, QualityMark, SearchField, StaleWord, TimeText, Toolbar, VirtualTable, type Column, type Sorting } from "@/components";
import { ExternalTag } from "@/components/external-tag";
import { links, navigate, useParam } from "@/router";
import { Tag, useFailureText, useFormat, useName, useT } from "@/text";
import { shortTag } from "../mapping/draft";
import { places } from "../places";
import { hasTags } from "../sources/has-tags";
import { BulkBar } from "./BulkBar";
import { DriftDialog } from "./DriftDialog";
import { EditMapping } from "./EditMapping";
import { ImportMappings } from "./ImportMappings";
import { LastImport } from "./LastImport";
import classes from "./mappings.module.css";
import { useExport } from "./useExport";

const SHOWS = ["all", "active", "not-delivering", "bad", "stale"] as const;
/** The filters that ask for what is wrong now. */
const STATES = { "not-delivering": "not_delivering", bad: "bad", stale: "stale", all: undefined, active: undefined } as const;

export function MappingsTab() {
  const t = useT();
  const canMap = useCan("manage_mappings");
  const integrations = useCommand("list_integrations", {});
  const [integration, setIntegration] = useParam("integration");
  const [asset, setAsset] = useParam("asset");
  const [search, setSearch] = useParam("search");
  const [showText, setShow] = useParam("show");
  const show = SHOWS.find((v) => v === showText) ?? "all";
  const [sorting, setSorting] = useState<Sorting<MappingSort>>({ key: "tag", descending: false });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<MappingRow | null>(null);
  const [isImporting, setImporting] = useState(false);
  // Who was told that the source has changed comes to see what.
  const [comparing, setComparing] = useState<string | null>(showText === "drift" ? integration : null);
  const stopComparing = () => {
    setComparing(null);
    if (showText === "drift") setShow(null);
  };
  const [total, setTotal] = useState(0);
  const onTotal = useCallback((count: number) => setTotal(count), []);
  const exportTo = useExport(integration);

  const filter = {
    integrationId: integration ?? undefined,
    assetId: asset ?? undefined,
    search: search ?? undefined,
    onlyActive: show === "active" ? true : undefined,
    state: STATES[show],
    sort: sorting.key,
    descending: sorting.descending,
  };
  const isFiltered = Boolean(integration || asset || search || show !== "all");
  const columns = useColumns(canMap ? setEditing : null);
  const cards = (integrations.data ?? []).filter(hasTags);

  return (
    <>
      <Toolbar
        aside={
          <Group gap="xs">
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconDownload size={15} />} rightSection={<IconCaretDown size={13} />} data-testid="mapping-export">
                  {t("mappings-export")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => void exportTo("workbook")} data-testid="mapping-export-workbook">
                  {t("mappings-export-workbook")}
                </Menu.Item>
                <Menu.Item onClick={() => void exportTo("plain")} data-testid="mapping-export-plain">
                  {t("mappings-export-plain")}
                </Menu.Item>
                <Menu.Item onClick={() => void exportTo("excel")} data-testid="mapping-export-excel">
                  {t("mappings-export-excel")}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
            {canMap ? (
              <>
                <Button variant="default" leftSection={<IconUpload size={15} />} onClick={() => setImporting(true)} data-testid="mapping-import">
                  {t("mappings-import")}
                </Button>
                <OfIntegration cards={cards} integration={integration} label={t("mappings-drift")} icon={<IconGitCompare size={15} />} variant="default" testId="mapping-drift" onChosen={setComparing} />
                <OfIntegration cards={cards} integration={integration} label={t("mappings-map")} icon={<IconPlus size={15} />} testId="map-tags" onChosen={(id) => navigate(places.map(id))} />
              </>
            ) : null}
          </Group>
        }
      >
        <SearchField value={search ?? ""} onChange={setSearch} label={t("mappings-search")} testId="mapping-filter" />
        <Select
          size="xs"
          w={170}
          placeholder={t("mappings-integration")}
          aria-label={t("mappings-integration")}
          clearable
          data={cards.map((c) => ({ value: c.integration.id, label: c.integration.name }))}
          value={integration}
          onChange={setIntegration}
          data-testid="mapping-filter-integration"
        />
        <AssetPicker size="xs" w={150} placeholder={t("mappings-asset")} aria-label={t("mappings-asset")} clearable value={asset} onChange={setAsset} testId="mapping-filter-asset" />
        <SegmentedControl size="xs" value={show} onChange={(v) => setShow(v === "all" ? null : v)} data={SHOWS.map((v) => ({ value: v, label: t(`mappings-show-${v}`) }))} />
      </Toolbar>
      {canMap ? <LastImport onlyFresh /> : null}
      {canMap ? <BulkBar selected={selected} onSelected={setSelected} filter={filter} total={total} /> : null}
      <VirtualTable
        command="list_mappings"
        filter={filter}
        columns={columns}
        label={t("integrations-tab-signal-mappings")}
        testId="mapping-list"
        rowTestId="mapping-row"
        rowKey={(row) => row.mapping.id}
        rowData={(row) => ({ "data-tag": shortTag(row.mapping.externalTag), "data-enabled": String(row.mapping.isActive) })}
        {...(canMap ? { onOpen: setEditing, selected, onSelect: setSelected } : {})}
        sorting={sorting}
        onSort={setSorting}
        onTotal={onTotal}
        empty={
          isFiltered ? (
            <EmptyState title={t("mappings-none-found")}>{t("mappings-none-found-why")}</EmptyState>
          ) : (
            <EmptyState title={t("mappings-empty")}>{t(cards.length === 0 ? "mappings-empty-no-integration" : "mappings-empty-why")}</EmptyState>
          )
        }
      />
      {editing ? <EditMapping key={editing.mapping.id} row={editing} onClose={() => setEditing(null)} /> : null}
      {comparing ? <DriftDialog key={comparing} integrationId={comparing} name={cards.find((c) => c.integration.id === comparing)?.integration.name ?? ""} onClose={stopComparing} /> : null}
      {isImporting ? <ImportMappings onClose={() => setImporting(false)} /> : null}
    </>
  );
}

/** What is done to one integration: the one meant; where that is not clear, it is asked. */
function OfIntegration({ cards, integration, label, icon, variant, testId, onChosen }: {
  cards: IntegrationCard[];
  integration: string | null;
  label: string;
  icon: ReactNode;
  variant?: string;
  testId: string;
  onChosen: (id: string) => void;
}) {
  const only = integration ?? (cards.length === 1 ? cards[0]?.integration.id : undefined);
  const button = (onClick?: () => void) => (
    <Button {...(variant ? { variant } : {})} leftSection={icon} disabled={cards.length === 0} {...(onClick ? { onClick } : {})} data-testid={testId}>
      {label}
    </Button>
  );
  if (only) return button(() => onChosen(only));
  return (
    <Menu position="bottom-end">
      <Menu.Target>{button()}</Menu.Target>
      <Menu.Dropdown>
        {cards.map(({ integration: each }, i) => (
          <Menu.Item key={each.id} onClick={() => onChosen(each.id)} data-testid={`${testId}-of-${i}`}>
            {each.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function useColumns(onEdit: ((row: MappingRow) => void) | null): Column<MappingRow, MappingSort>[] {
  const t = useT();
  const format = useFormat();
  const name = useName();
  const failureText = useFailureText();
  return [
    {
      id: "tag",
      header: t("mappings-tag"),
      width: "minmax(150px, 2fr)",
      sort: "tag",
      cell: ({ mapping, problem }) => {
        const said = problem ? failureText(problem) : null;
        return (
          <span className={classes.tagCell}>
            <ExternalTag tag={mapping.externalTag} oneLine />
            {said ? (
              <span className={classes.cellProblem} title={`${said.what} ${said.remedy}`} data-testid={`mapping-problem-${shortTag(mapping.externalTag)}`}>
                {said.what}
              </span>
            ) : null}
          </span>
        );
      },
    },
    { id: "integration", header: t("mappings-integration"), width: "minmax(100px, 1fr)", cell: (row) => <span className={classes.cut} dir="auto" title={row.integrationName}>{row.integrationName}</span> },
    {
      id: "asset",
      header: t("mappings-asset"),
      width: "minmax(90px, 1fr)",
      sort: "asset",
      cell: (row) => (
        <Anchor href={links.asset(row.assetId)} title={name({ nameEn: row.assetNameEn, nameAr: row.assetNameAr })} size="sm">
          <Tag>{row.assetTag}</Tag>
        </Anchor>
      ),
    },
    { id: "metric", header: t("mappings-metric"), width: "minmax(110px, 1.2fr)", sort: "metric", cell: (row) => (
        <span className={classes.cut} dir="ltr" title={row.metricName}>
          <Tag plain>{row.metricName}</Tag>
        </span>
      ),
    },
    {
      id: "conversion",
      header: t("mappings-conversion"),
      width: "minmax(120px, 1.1fr)",
      cell: ({ mapping, metricUnit }) => (
        <Tooltip label={t("mappings-conversion-help")}>
          <bdi dir="ltr" className={classes.conversion}>
            {mapping.scale === "1" && mapping.offset === "0" ? "" : `× ${mapping.scale} ${mapping.offset.startsWith("-") ? "−" : "+"} ${mapping.offset.replace("-", "")} `}
            {mapping.sourceUnit === metricUnit ? format.unit(metricUnit) || "–" : `${format.unit(mapping.sourceUnit) || "–"} → ${format.unit(metricUnit) || "–"}`}
          </bdi>
        </Tooltip>
      ),
    },
    {
      id: "value",
      header: t("mappings-value"),
      width: "minmax(110px, 1fr)",
      align: "end",
      cell: (row) => <LiveValue latest={row.latest} unit={row.metricUnit} testId={`live-value-${shortTag(row.mapping.externalTag)}`} compact />,
    },
    { id: "quality", header: t("mappings-quality"), width: "88px", cell: (row) => (row.latest ? <QualityMark quality={row.latest.quality} status={row.latest.status} /> : null) },
    { id: "age", header: t("mappings-age"), width: "150px", cell: (row) =>
        row.latest ? (
          <span className={classes.ages}>
            <TimeText at={row.latest.sourceTime} asAge />
            {row.latest.isStale ? <StaleWord /> : null}
          </span>
        ) : null,
    },
    {
      id: "active",
      header: t("mappings-active"),
      width: "84px",
      cell: ({ mapping }) => (
        <Mark tone="plain" shape={mapping.isActive ? "circle" : "ring"}>
          {t(mapping.isActive ? "mappings-on" : "mappings-off")}
        </Mark>
      ),
    },
    {
      id: "edit",
      header: "",
      width: "40px",
      cell: (row) =>
        onEdit ? (
          <ActionIcon size="sm" aria-label={t("ui-edit")} onClick={() => onEdit(row)} data-testid={`mapping-edit-${shortTag(row.mapping.externalTag)}`}>
            <IconPencil size={14} />
          </ActionIcon>
        ) : null,
    },
  ];
}
