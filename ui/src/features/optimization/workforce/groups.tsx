//! Parallel equipment: which assets do the same, how many are spare, and how many may be in work at a time.

import { useCommand } from "@/api";
import type { ParallelGroupRow } from "@/bindings";
import { EmptyState, Loaded, Panel, PlainTable, RowButton } from "@/components";
import { Tag, useFormat, useName, useT } from "@/text";
import classes from "./workforce.module.css";

export function ParallelGroups({ may, onEdit }: { may: boolean; onEdit: (row: ParallelGroupRow) => void }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const query = useCommand("list_parallel_groups", {});
  return (
    <Panel flush>
      <Loaded query={query} testId="group-list" isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("ui-workforce-groups-none")}>{t("ui-workforce-groups-none-why")}</EmptyState>}>
        {(all) => (
          <PlainTable
            label={t("ui-workforce-groups")}
            rows={all}
            rowKey={(row) => row.group.id}
            columns={[
              { id: "name", header: t("ui-workforce-name"), cell: (row) => name(row.group) },
              { id: "site", header: t("ui-site"), cell: (row) => <Tag>{row.siteCode}</Tag> },
              {
                id: "assets",
                header: t("ui-workforce-members"),
                cell: (row) => (
                  <span className={classes.skills}>
                    {row.assetTags.map((tag, index) => (
                      <Tag key={row.group.assetIds[index] ?? index}>{tag || "–"}</Tag>
                    ))}
                  </span>
                ),
              },
              { id: "spare", header: t("ui-workforce-spare"), align: "end", cell: (row) => format.integer(row.group.spare) },
              { id: "most", header: t("ui-workforce-most-in-work"), align: "end", cell: (row) => (row.group.mostInWork === null ? "–" : format.integer(row.group.mostInWork)) },
              ...(may
                ? [{ id: "edit", header: "", align: "end" as const, cell: (row: ParallelGroupRow) => <RowButton onClick={() => onEdit(row)} data-testid={`group-edit-${row.assetTags[0] ?? ""}`}>{t("ui-edit")}</RowButton> }]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
