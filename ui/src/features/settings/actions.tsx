//! The action log: who did what to which object, when, and how it ended. Only read, never changed.

import { EmptyState, Mark, SearchField, TimeText, Toolbar, VirtualTable } from "@/components";
import { useParam } from "@/router";
import { Tag, useT } from "@/text";

export function Actions() {
  const t = useT();
  const [search, setSearch] = useParam("search");
  return (
    <>
      <Toolbar>
        <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-settings-search-actions")} testId="action-search" />
      </Toolbar>
      <VirtualTable
        command="list_actions"
        filter={{ search: search ?? undefined }}
        label={t("ui-settings-actions")}
        testId="action-list"
        rowTestId="action-row"
        rowKey={(row) => `${row.at} ${row.person} ${row.action} ${row.object}`}
        rowData={(row) => ({ "data-action": row.action, "data-outcome": row.outcome })}
        empty={<EmptyState title={search ? t("ui-nothing-found") : t("ui-settings-no-actions")} />}
        columns={[
          { id: "at", header: t("ui-settings-when"), width: "170px", cell: (row) => <TimeText at={row.at} shape="second" /> },
          { id: "person", header: t("ui-settings-who"), width: "minmax(140px, 1fr)", cell: (row) => <bdi>{row.person}</bdi> },
          { id: "action", header: t("ui-settings-what"), width: "minmax(180px, 1.4fr)", cell: (row) => t(`ui-action-${row.action.replaceAll("_", "-")}`) },
          { id: "object", header: t("ui-settings-object"), width: "minmax(140px, 1fr)", cell: (row) => <Tag>{row.object}</Tag> },
          {
            id: "outcome",
            header: t("ui-settings-outcome"),
            width: "150px",
            cell: (row) =>
              row.outcome === "success" ? (
                <Mark tone="plain" shape="circle">
                  {t("ui-settings-success")}
                </Mark>
              ) : (
                <Mark tone="warning" shape="cross">
                  <Tag plain>{row.outcome}</Tag>
                </Mark>
              ),
          },
        ]}
      />
    </>
  );
}
