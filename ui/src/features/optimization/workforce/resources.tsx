//! Skills, tools and parts: what work asks for and engineers, vans and stores have.

import { useCommand } from "@/api";
import type { Resource } from "@/bindings";
import { EmptyState, Loaded, Panel, PlainTable, RowButton } from "@/components";
import { kebab } from "@/components/closed-lists";
import { Tag, useName, useT } from "@/text";

export function Resources({ may, onEdit }: { may: boolean; onEdit: (resource: Resource) => void }) {
  const t = useT();
  const name = useName();
  const query = useCommand("list_resources", {});
  return (
    <Panel flush>
      <Loaded query={query} testId="resource-list" isEmpty={(all) => all.length === 0} empty={<EmptyState title={t("ui-workforce-resources-none")}>{t("ui-workforce-resources-none-why")}</EmptyState>}>
        {(all) => (
          <PlainTable
            label={t("ui-workforce-resources")}
            rows={all.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind) || a.code.localeCompare(b.code))}
            rowKey={(resource) => resource.id}
            rowProps={(resource) => ({ "data-code": resource.code, "data-kind": resource.kind })}
            columns={[
              { id: "kind", header: t("ui-workforce-kind"), cell: (resource) => t(`ui-workforce-kind-${resource.kind}`) },
              { id: "code", header: t("ui-workforce-short"), cell: (resource) => <Tag>{resource.code}</Tag> },
              { id: "name", header: t("ui-workforce-name"), cell: name },
              { id: "families", header: t("ui-workforce-families"), cell: (resource) => resource.families.map((family) => t(`ui-family-${kebab(family)}`)).join(" · ") || "–" },
              ...(may
                ? [
                    {
                      id: "edit",
                      header: "",
                      align: "end" as const,
                      cell: (resource: Resource) => (
                        <RowButton onClick={() => onEdit(resource)} data-testid={`resource-edit-${resource.code}`}>
                          {t("ui-edit")}
                        </RowButton>
                      ),
                    },
                  ]
                : []),
            ]}
          />
        )}
      </Loaded>
    </Panel>
  );
}

const order: Resource["kind"][] = ["skill", "tool", "part"];
