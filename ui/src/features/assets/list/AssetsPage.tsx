//! All assets: the tree of the plant beside a list of any length. Filters and order are the address, so that a count
//! elsewhere can point at exactly its list.

import { Button, Group, Select } from "@mantine/core";
import { IconBuildingFactory2, IconFilterOff, IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "@/actions";
import { useCan, useCommand } from "@/api";
import type { AssetRow, AssetSort, Criticality, Family, HealthBand } from "@/bindings";
import { CriticalityMark, EmptyState, HealthBar, Page, Panel, SearchField, SimulatedMark, Toolbar, VirtualTable, type Column } from "@/components";
import { links, navigate, useParam } from "@/router";
import { Tag, useFormat, useName, useT } from "@/text";
import { AssetDialog } from "../edit/AssetDialog";
import { SiteDialog } from "../edit/SiteDialog";
import { BANDS, CRITICALITIES, FAMILIES, oneOf, kebab } from "@/components/closed-lists";
import { AssetTree } from "./AssetTree";
import classes from "./list.module.css";

const SORTS: AssetSort[] = ["tag", "name", "criticality", "health", "failure_probability"];

export function AssetsPage() {
  const t = useT();
  const name = useName();
  const canManage = useCan("manage_assets");
  const sites = useCommand("list_sites", {});
  const [search, setSearch] = useParam("search");
  const [site, setSite] = useParam("site");
  const [family, setFamily] = useParam("family");
  const [criticality, setCriticality] = useParam("criticality");
  const [band, setBand] = useParam("band");
  const [sort, setSort] = useParam("sort");
  const [descending, setDescending] = useParam("descending");
  const [adding, setAdding] = useState<"asset" | "site" | "chosen-site" | null>(null);

  const filter = {
    search: search ?? undefined,
    siteId: site ?? undefined,
    family: oneOf<Family>(FAMILIES, family),
    criticality: oneOf<Criticality>(CRITICALITIES, criticality),
    band: oneOf<HealthBand>(BANDS, band),
    sort: oneOf(SORTS, sort) ?? "tag",
    descending: descending === "1",
  };
  const hasSites = (sites.data?.length ?? 0) > 0;
  const chosenSite = sites.data?.find((s) => s.id === site);
  useActions([
    { id: "asset-add", label: "assets-add", group: "ui-group-page", needs: "manage_assets", run: () => setAdding(hasSites ? "asset" : "site") },
    { id: "site-add", label: "assets-site-add", group: "ui-group-page", needs: "manage_assets", run: () => setAdding("site") },
  ]);
  const isFiltered = Boolean(search || site || family || criticality || band);
  const columns = useColumns();

  return (
    <Page
      testId="assets-page"
      title={t("assets-title")}
      fill
      actions={
        canManage ? (
          <Group gap="xs">
            {chosenSite ? (
              <Button variant="default" leftSection={<IconPencil size={15} />} onClick={() => setAdding("chosen-site")} data-testid="site-edit">
                {t("assets-site-edit-code", { code: chosenSite.code })}
              </Button>
            ) : null}
            <Button variant="default" leftSection={<IconBuildingFactory2 size={15} />} onClick={() => setAdding("site")} data-testid="site-add">
              {t("assets-site-add")}
            </Button>
            <Button leftSection={<IconPlus size={15} />} disabled={!hasSites} onClick={() => setAdding("asset")} data-testid="asset-add">
              {t("assets-add")}
            </Button>
          </Group>
        ) : null
      }
    >
      <div className={classes.split}>
        <div className={classes.tree}>
          <Panel title={t("assets-tree")} flush>
            <AssetTree selectedSite={site} onSite={(id) => setSite(id === site ? null : id)} />
          </Panel>
        </div>
        <div className={classes.list}>
          <Toolbar
            aside={
              isFiltered ? (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  leftSection={<IconFilterOff size={14} />}
                  onClick={() => navigate(links.assets(), { replace: true })}
                  data-testid="asset-filter-clear"
                >
                  {t("assets-filter-clear")}
                </Button>
              ) : null
            }
          >
            <SearchField value={search ?? ""} onChange={setSearch} label={t("assets-search")} testId="asset-search" />
            <Choice label={t("assets-field-site")} value={site} onChange={setSite} testId="asset-filter-site" data={(sites.data ?? []).map((s) => ({ value: s.id, label: `${s.code} · ${name(s)}` }))} />
            <Choice label={t("assets-field-family")} value={family} onChange={setFamily} testId="asset-filter-family" data={FAMILIES.map((v) => ({ value: v, label: t(`ui-family-${kebab(v)}`) }))} />
            <Choice label={t("assets-field-criticality")} value={criticality} onChange={setCriticality} testId="asset-filter-criticality" data={CRITICALITIES.map((v) => ({ value: v, label: t(`ui-criticality-${v}`) }))} />
            <Choice label={t("assets-health")} value={band} onChange={setBand} testId="asset-filter-band" data={BANDS.map((v) => ({ value: v, label: t(`ui-band-${v}`) }))} />
          </Toolbar>
          <VirtualTable
            command="list_assets"
            filter={filter}
            columns={columns}
            label={t("assets-title")}
            testId="asset-list"
            rowTestId="asset-row"
            rowKey={(row) => row.asset.id}
            rowData={(row) => ({ "data-tag": row.asset.tagCode, "data-band": row.band })}
            onOpen={(row) => navigate(links.asset(row.asset.id))}
            sorting={{ key: filter.sort, descending: filter.descending }}
            onSort={({ key, descending: down }) => {
              setSort(key === "tag" ? null : key);
              setDescending(down ? "1" : null);
            }}
            empty={<NoAssets isFiltered={isFiltered} hasSites={hasSites} canManage={canManage} onAdd={setAdding} />}
          />
        </div>
      </div>
      {adding === "asset" ? <AssetDialog siteId={site ?? undefined} onClose={() => setAdding(null)} /> : null}
      {adding === "chosen-site" && chosenSite ? <SiteDialog site={chosenSite} onClose={() => setAdding(null)} onDeleted={() => setSite(null)} /> : null}
      {adding === "site" ? <SiteDialog onClose={() => setAdding(null)} /> : null}
    </Page>
  );
}

function Choice(props: { label: string; value: string | null; onChange: (v: string | null) => void; data: { value: string; label: string }[]; testId: string }) {
  return (
    <Select
      size="xs"
      w={138}
      placeholder={props.label}
      aria-label={props.label}
      data={props.data}
      value={props.value}
      onChange={props.onChange}
      clearable
      data-testid={props.testId}
      comboboxProps={{ width: 230, position: "bottom-start" }}
    />
  );
}

function useColumns(): Column<AssetRow, AssetSort>[] {
  const t = useT();
  const format = useFormat();
  const name = useName();
  return [
    { id: "tag", header: t("assets-field-tagCode"), width: "minmax(92px, 0.9fr)", sort: "tag", cell: (row) => <Tag>{row.asset.tagCode}</Tag> },
    {
      id: "name",
      header: t("assets-field-name"),
      width: "minmax(150px, 2.4fr)",
      sort: "name",
      cell: (row) => (
        <span className={classes.name} dir="auto" title={name(row.asset)}>
          {name(row.asset)}
        </span>
      ),
    },
    { id: "site", header: t("assets-field-site"), width: "58px", cell: (row) => <Tag plain>{row.siteCode}</Tag> },
    { id: "family", header: t("assets-field-family"), width: "minmax(100px, 1fr)", cell: (row) => t(`ui-family-${kebab(row.asset.family)}`) },
    { id: "criticality", header: t("assets-field-criticality"), width: "96px", sort: "criticality", cell: (row) => <CriticalityMark criticality={row.asset.criticality} /> },
    {
      id: "health",
      header: t("assets-health"),
      width: "minmax(112px, 1fr)",
      sort: "health",
      cell: (row) => <HealthBar band={row.band} health={row.health} />,
    },
    {
      id: "probability",
      header: t("assets-probability-short"),
      width: "96px",
      align: "end",
      sort: "failure_probability",
      cell: (row) => (row.failureProbability === null ? "–" : format.percent(row.failureProbability)),
    },
    { id: "metrics", header: t("assets-metrics"), width: "68px", align: "end", cell: (row) => format.integer(row.metricCount) },
    { id: "simulated", header: <span className="hidden-visually">{t("ui-simulated-short")}</span>, width: "104px", cell: (row) => (row.isSimulated ? <SimulatedMark compact /> : null) },
  ];
}

function NoAssets(props: { isFiltered: boolean; hasSites: boolean; canManage: boolean; onAdd: (what: "asset" | "site") => void }) {
  const t = useT();
  if (props.isFiltered) return <EmptyState title={t("assets-none-found")}>{t("assets-none-found-why")}</EmptyState>;
  const what = props.hasSites ? "asset" : "site";
  return (
    <EmptyState
      title={t(`assets-empty-${what}`)}
      action={props.canManage ? <Button onClick={() => props.onAdd(what)}>{t(what === "site" ? "assets-site-add" : "assets-add")}</Button> : null}
    >
      {t(`assets-empty-${what}-why`)}
    </EmptyState>
  );
}
