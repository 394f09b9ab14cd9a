//! The tenant's workstations: those that ask to be enrolled with the fingerprint of their key to compare, those that are, those
//! that were removed; and the secrets that travel between them sealed.

import { Stack } from "@mantine/core";
import { useState } from "react";
import type { WorkstationRow } from "@/bindings";
import { useAction } from "@/api";
import { EmptyState, Mark, NeedsLink, RowButton, SearchField, TimeText, Toolbar, useConfirm, useOutOfReach, useToast, VirtualTable, type Shape, type Tone } from "@/components";
import { useParam } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import classes from "../administration.module.css";
import { EnrolDialog } from "./enrol-dialog";
import { SealedSecrets } from "./sealed-secrets";

const LOOKS: Record<WorkstationRow["status"], { tone: Tone; shape: Shape }> = {
  pending: { tone: "notice", shape: "half" },
  enrolled: { tone: "plain", shape: "circle" },
  removed: { tone: "plain", shape: "cross" },
};

export function Workstations() {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const confirm = useConfirm();
  const instead = useOutOfReach();
  const [search, setSearch] = useParam("search");
  const [pending, setPending] = useState<WorkstationRow | null>(null);
  const [exposed, setExposed] = useState<number | null>(null);
  const remove = useAction("remove_workstation", {
    onDone: ({ exposedSecrets }) => {
      toast(t("ui-workstations-removed-done"));
      setExposed(exposedSecrets);
    },
  });
  const askRemove = async (row: WorkstationRow) => {
    const yes = await confirm({
      title: t(row.status === "pending" ? "ui-workstations-refuse-title" : "ui-workstations-remove-title", { name: row.name }),
      effect: (
        <div className={classes.effect}>
          <p>{t(row.status === "pending" ? "ui-workstations-refuse-effect" : "ui-workstations-remove-effect")}</p>
          {row.isThis ? <p>{t("ui-workstations-remove-this")}</p> : null}
        </div>
      ),
      confirm: t(row.status === "pending" ? "ui-workstations-refuse" : "ui-workstations-remove"),
      destroys: true,
    });
    if (yes) remove.mutate({ id: row.id });
  };
  return (
    <Stack gap={14}>
      <div>
        <Toolbar>
          <SearchField value={search ?? ""} onChange={(text) => setSearch(text || null)} label={t("ui-workstations-search")} testId="workstation-search" />
        </Toolbar>
        <VirtualTable
          command="list_workstations"
          filter={search ? { search } : {}}
          label={t("ui-administration-workstations")}
          testId="workstation-list"
          rowTestId="workstation-row"
          tallest="52vh"
          rowHeight={46}
          rowKey={(row) => row.id}
          rowData={(row) => ({ "data-status": row.status, "data-this": String(row.isThis) })}
          instead={instead}
          empty={search ? <EmptyState title={t("ui-nothing-found")} /> : <EmptyState title={t("ui-workstations-none")}>{t("ui-workstations-none-why")}</EmptyState>}
          columns={[
            {
              id: "name",
              header: t("ui-workstations-name"),
              width: "minmax(150px, 1.4fr)",
              cell: (row) => (
                <>
                  <bdi className={classes.name}>{row.name}</bdi>
                  {row.isThis ? <span className={classes.aside}>{t("ui-workstations-this")}</span> : null}
                </>
              ),
            },
            {
              id: "state",
              header: t("ui-state"),
              width: "minmax(120px, 1fr)",
              cell: (row) => (
                <Mark tone={LOOKS[row.status].tone} shape={LOOKS[row.status].shape}>
                  {t(`ui-workstations-${row.status}`)}
                </Mark>
              ),
            },
            { id: "key", header: t("ui-workstations-key"), width: "minmax(180px, 1fr)", cell: (row) => <Tag>{row.keyFingerprint}</Tag> },
            { id: "since", header: t("ui-workstations-since"), width: "minmax(190px, 1.4fr)", cell: (row) => <Since row={row} /> },
            {
              id: "acts",
              header: "",
              width: "170px",
              align: "end",
              cell: (row) => (
                <NeedsLink>
                  {(off) => (
                    <span className={classes.acts}>
                      {row.status === "pending" ? (
                        <RowButton look="main" disabled={off} onClick={() => setPending(row)} data-testid={`workstation-enrol-${row.id}`}>
                          {t("ui-workstations-enrol")}
                        </RowButton>
                      ) : null}
                      {row.status === "removed" ? null : (
                        <RowButton look="quiet" disabled={off} busy={remove.isPending && remove.variables?.id === row.id} onClick={() => void askRemove(row)} data-testid={`workstation-remove-${row.id}`}>
                          {t(row.status === "pending" ? "ui-workstations-refuse" : "ui-workstations-remove")}
                        </RowButton>
                      )}
                    </span>
                  )}
                </NeedsLink>
              ),
            },
          ]}
        />
        {exposed ? (
          <div className={classes.inPanel} role="status" data-testid="exposed-secrets" data-count={exposed}>
            <Mark tone="warning" shape="triangle">
              {t("ui-workstations-exposed", { count: exposed, shown: format.integer(exposed) })}
            </Mark>
          </div>
        ) : null}
      </div>
      <SealedSecrets />
      <EnrolDialog workstation={pending} onClose={() => setPending(null)} />
    </Stack>
  );
}

/** The last that happened to it, by whom. */
function Since({ row }: { row: WorkstationRow }) {
  const t = useT();
  if (row.removedAt) return <TimeText at={row.removedAt} />;
  const [at, by, id] = row.enrolledAt ? [row.enrolledAt, row.enrolledBy, "ui-workstations-enrolled-by"] : [row.requestedAt, row.requestedBy, "ui-workstations-requested-by"];
  return (
    <>
      <TimeText at={at} />
      {by ? <span className={`${classes.quiet} ${classes.block}`}>{t(id, { name: by })}</span> : null}
    </>
  );
}
