//! The action log: who did what to which object, when, and how it ended. Only read, never changed.

import { EmptyState, Mark, SearchField, TimeText, Toolbar, VirtualTable, type Shape, type Tone } from "@/components";
import { useParam } from "@/router";
import { Tag, useMessage, useT } from "@/text";

const outcomes: Record<string, { tone: Tone; shape: Shape; word: string }> & { pending: { tone: Tone; shape: Shape; word: string } } = {
  success: { tone: "plain", shape: "circle", word: "ui-settings-success" },
  failure: { tone: "warning", shape: "cross", word: "ui-settings-failed" },
  pending: { tone: "notice", shape: "half", word: "ui-settings-pending" },
};

export function Actions() {
  const t = useT();
  const say = useMessage();
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
            width: "minmax(130px, 1.2fr)",
            cell: (row) => {
              const look = outcomes[row.outcome] ?? outcomes.pending;
              return (
                <Mark tone={look.tone} shape={look.shape}>
                  {row.message ? say(row.message) : t(look.word)}
                </Mark>
              );
            },
          },
        ]}
      />
    </>
  );
}
