//! The stores: at which site, how long a stop takes, which tools and parts lie there.

import { useCommand } from "@/api";
import type { DepotRow } from "@/bindings";
import { EmptyState, Loaded, Panel, PlainTable, RowButton } from "@/components";
import { Tag, useFormat, useName, useT } from "@/text";
import { useResources } from "@/components/use-resources";
import classes from "./workforce.module.css";

export function Depots({ may, onEdit }: { may: boolean; onEdit: (row: DepotRow) => void }) {
  const t = useT();
  const name = useName();
  const format = useFormat();
  const { codeOf, nameOf } = useResources();
  const query = useCommand("list_depots", {});
  return (
    <Panel flush>
      <Loaded query={query} testId="depot-list" isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("ui-workforce-depots-none")}>{t("ui-workforce-depots-none-why")}</EmptyState>}>
        {(all) => (
          <PlainTable
            label={t("ui-workforce-depots")}
            rows={all}
            rowKey={(row) => row.depot.siteId}
            columns={[
              {
                id: "site",
                header: t("ui-site"),
                cell: (row) => (
                  <span className={classes.two}>
                    <Tag>{row.siteCode}</Tag>
                    <span className={classes.quiet}>{name({ nameEn: row.siteNameEn, nameAr: row.siteNameAr })}</span>
                  </span>
                ),
              },
              { id: "minutes", header: t("ui-workforce-loading"), align: "end", cell: (row) => format.integer(row.depot.loadingMinutes) },
              { id: "tools", header: t("ui-workforce-tools"), cell: (row) => row.depot.tools.map(nameOf).join(" · ") || "–" },
              {
                id: "stock",
                header: t("ui-workforce-stock"),
                cell: (row) => (
                  <span className={classes.skills}>
                    {row.depot.stock.map((stock) => (
                      <span key={`${stock.partId}-${stock.from ?? ""}`} className={classes.skill} title={nameOf(stock.partId)}>
                        <Tag plain>{codeOf(stock.partId)}</Tag> × {format.integer(stock.count)}
                        {stock.from ? ` · ${format.day(stock.from)}` : ""}
                      </span>
                    ))}
                  </span>
                ),
              },
              ...(may
                ? [{ id: "edit", header: "", align: "end" as const, cell: (row: DepotRow) => <RowButton onClick={() => onEdit(row)} data-testid={`depot-edit-${row.siteCode}`}>{t("ui-edit")}</RowButton> }]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}
