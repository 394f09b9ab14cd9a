//! Secrets that several workstations need: the central database has them only sealed to the enrolled ones. A removed
//! workstation may have read what was sealed to it; a secret that is exposed is to be changed at its source.

import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useAction, useCommand } from "@/api";
import { EmptyState, Loaded, Mark, NeedsLink, Panel, PlainTable, TimeText, useOutOfReach, useToast } from "@/components";
import { Tag, useFormat, useText } from "@/text";
import classes from "../administration.module.css";

export function SealedSecrets() {
  const { t, has } = useText();
  const format = useFormat();
  const toast = useToast();
  const query = useCommand("list_sealed_secrets", {});
  const instead = useOutOfReach();
  const reseal = useAction("reseal_secrets", {
    onDone: ({ sealed, notOpened }) =>
      toast(
        notOpened > 0
          ? t("ui-secrets-resealed-some", { count: sealed, shown: format.integer(sealed), others: format.integer(notOpened) })
          : t("ui-secrets-resealed", { count: sealed, shown: format.integer(sealed) }),
      ),
  });
  const fieldName = (field: string) => {
    const id = ["opcua", "pi", "sql", "sap", "demo"].map((kind) => `connector-${kind}-${field}`).find(has);
    return id ? t(id) : null;
  };
  return (
    <Panel
      flush
      title={t("ui-secrets")}
      aside={
        <NeedsLink>
          {(off) => (
            <Button variant="default" size="compact-sm" leftSection={<IconRefresh size={15} />} disabled={off} loading={reseal.isPending} onClick={() => reseal.mutate({})} data-testid="secrets-reseal">
              {t("ui-secrets-reseal")}
            </Button>
          )}
        </NeedsLink>
      }
    >
      {instead && query.isError ? (
        instead
      ) : (
        <Loaded
          query={query}
          testId="secret-list"
          isEmpty={(rows) => rows.length === 0}
          empty={<EmptyState title={t("ui-secrets-none")}>{t("ui-secrets-why")}</EmptyState>}
        >
          {(rows) => (
            <>
              <PlainTable
                label={t("ui-secrets")}
                rows={rows}
                rowKey={(row) => row.id}
                rowProps={(row, index) => ({ "data-testid": `secret-row-${index}`, "data-exposed": String(row.isExposed) })}
                columns={[
                  { id: "owner", header: t("ui-secrets-owner"), cell: (row) => <bdi className={classes.name}>{row.ownerName ?? t("ui-secrets-owner-gone")}</bdi> },
                  { id: "field", header: t("ui-secrets-field"), cell: (row) => fieldName(row.field) ?? <Tag>{row.field}</Tag> },
                  {
                    id: "sealed",
                    header: t("ui-secrets-sealed-to"),
                    cell: (row) => (
                      <Mark tone={row.sealedTo < row.enrolled ? "notice" : "plain"} shape={row.sealedTo < row.enrolled ? "half" : "circle"}>
                        {t("ui-secrets-of", { some: format.integer(row.sealedTo), all: format.integer(row.enrolled) })}
                      </Mark>
                    ),
                  },
                  {
                    id: "exposed",
                    header: t("ui-state"),
                    cell: (row) =>
                      row.isExposed ? (
                        <Mark tone="warning" shape="triangle" tip={t("ui-secrets-exposed-why")}>
                          {t("ui-secrets-exposed")}
                        </Mark>
                      ) : (
                        <Mark tone="plain" shape={row.canOpen ? "circle" : "ring"}>
                          {t(row.canOpen ? "ui-secrets-can-open" : "ui-secrets-cannot-open")}
                        </Mark>
                      ),
                  },
                  {
                    id: "when",
                    header: t("ui-secrets-sealed-at"),
                    cell: (row) => (
                      <>
                        <TimeText at={row.sealedAt} />
                        {row.sealedBy ? (
                          <span className={`${classes.quiet} ${classes.block}`}>
                            <bdi dir="ltr">{row.sealedBy}</bdi>
                          </span>
                        ) : null}
                      </>
                    ),
                  },
                ]}
              />
              <p className={`${classes.hint} ${classes.inPanel}`}>{t("ui-secrets-why")}</p>
            </>
          )}
        </Loaded>
      )}
    </Panel>
  );
}
