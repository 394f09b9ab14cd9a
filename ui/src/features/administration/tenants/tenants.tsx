//! The tenants of the platform, for its owner. One is made with the command line; here it is edited, disabled, and opened one
//! at a time with a reason that its own action log keeps.

import { Button, Stack } from "@mantine/core";
import { IconDoorEnter } from "@tabler/icons-react";
import { useState } from "react";
import type { TenantRow } from "@/bindings";
import { useAction } from "@/api";
import { CopyText, EmptyState, Mark, NeedsLink, Panel, RowButton, SearchField, TimeText, Toolbar, useConfirm, useOutOfReach, useToast, VirtualTable } from "@/components";
import { useParam } from "@/router";
import { Tag, useName, useT } from "@/text";
import classes from "../administration.module.css";
import { OpenTenantDialog } from "./open-tenant-dialog";
import { TenantDialog } from "./tenant-dialog";

const CREATE = 'optria central --ca ca.pem create-tenant --code ACME --name-en "Acme Water" --name-ar "أكمي للمياه" --admin-email admin@acme.example';

export function Tenants() {
  const t = useT();
  const name = useName();
  const toast = useToast();
  const confirm = useConfirm();
  const instead = useOutOfReach();
  const [search, setSearch] = useParam("search");
  const [edited, setEdited] = useState<TenantRow | null>(null);
  const [entered, setEntered] = useState<TenantRow | null>(null);
  const setActive = useAction("set_tenant_active", {
    onDone: (_, { isActive }) => toast(t(isActive ? "ui-tenants-enabled" : "ui-tenants-disabled")),
  });
  const toggle = async (tenant: TenantRow) => {
    const yes =
      !tenant.isActive ||
      (await confirm({
        title: t("ui-tenants-disable-title", { name: name(tenant) }),
        effect: t("ui-tenants-disable-effect"),
        confirm: t("ui-tenants-disable"),
        destroys: true,
      }));
    if (yes) setActive.mutate({ id: tenant.id, isActive: !tenant.isActive });
  };
  const acts = (row: TenantRow, off: boolean) => (
    <span className={classes.acts}>
      {/* One always acts in the platform's own; it is neither opened nor disabled. */}
      {row.isPlatform ? null : (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconDoorEnter size={15} className="points" />}
          disabled={off || !row.isActive || row.isOpened}
          onClick={() => setEntered(row)}
          data-testid={`tenant-open-${row.code}`}
        >
          {t("ui-tenants-open")}
        </Button>
      )}
      <RowButton look="quiet" disabled={off} onClick={() => setEdited(row)} data-testid={`tenant-edit-${row.code}`}>
        {t("ui-edit")}
      </RowButton>
      {row.isPlatform ? null : (
        <RowButton
          look="quiet"
          disabled={off || row.isOpened}
          busy={setActive.isPending && setActive.variables?.id === row.id}
          onClick={() => void toggle(row)}
          data-testid={`tenant-toggle-${row.code}`}
        >
          {t(row.isActive ? "ui-tenants-disable" : "ui-tenants-enable")}
        </RowButton>
      )}
    </span>
  );
  return (
    <Stack gap={14}>
      <div>
        <Toolbar>
          <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-tenants-search")} testId="tenant-search" />
        </Toolbar>
        <VirtualTable
          command="list_tenants"
          filter={search ? { search } : {}}
          label={t("ui-administration-tenants")}
          testId="tenant-list"
          rowTestId="tenant-row"
          tallest="52vh"
          rowHeight={40}
          rowKey={(row) => row.id}
          rowData={(row) => ({ "data-code": row.code, "data-active": String(row.isActive), "data-opened": String(row.isOpened) })}
          instead={instead}
          empty={search ? <EmptyState title={t("ui-nothing-found")} /> : <EmptyState title={t("ui-tenants-none")}>{t("ui-tenants-none-why")}</EmptyState>}
          columns={[
            { id: "code", header: t("ui-tenants-code"), width: "minmax(100px, 0.8fr)", cell: (row) => <Tag>{row.code}</Tag> },
            { id: "name", header: t("ui-people-name"), width: "minmax(130px, 1.6fr)", cell: (row) => <bdi className={classes.name}>{name(row)}</bdi> },
            {
              id: "state",
              header: t("ui-state"),
              width: "minmax(125px, 0.8fr)",
              cell: (row) =>
                row.isOpened ? (
                  <Mark tone="warning" shape="diamond">
                    {t("ui-tenants-opened")}
                  </Mark>
                ) : (
                  <Mark tone="plain" shape={row.isActive ? "circle" : "cross"}>
                    {t(row.isActive ? "ui-tenants-active" : "ui-tenants-inactive")}
                  </Mark>
                ),
            },
            { id: "currency", header: t("ui-currency"), width: "80px", cell: (row) => <Tag plain>{row.currency}</Tag> },
            { id: "zone", header: t("ui-time-zone"), width: "minmax(100px, 0.8fr)", cell: (row) => <Tag plain>{row.timeZone}</Tag> },
            { id: "created", header: t("ui-tenants-created"), width: "110px", cell: (row) => <TimeText at={row.createdAt} shape="date" /> },
            { id: "acts", header: "", width: "250px", align: "end", cell: (row) => <NeedsLink>{(off) => acts(row, off)}</NeedsLink> },
          ]}
        />
      </div>
      <Panel title={t("ui-tenants-create")} testId="tenant-create">
        <p className={classes.hint}>{t("ui-tenants-create-why")}</p>
        <CopyText text={CREATE} testId="tenant-create-command" />
      </Panel>
      <TenantDialog tenant={edited} onClose={() => setEdited(null)} />
      <OpenTenantDialog tenant={entered} onClose={() => setEntered(null)} />
    </Stack>
  );
}
