//! One operation in full: who, what, when, how it ended and why, every value; to be copied as JSON.

import { Anchor, Button, CopyButton, Group, Modal } from "@mantine/core";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import type { OutboxRow } from "@/bindings";
import { useCommand } from "@/api";
import { PlainTable, TimeText } from "@/components";
import { PAGE_SIZE } from "@/components/use-pages";
import { links } from "@/router";
import { Tag, useFormat, useT } from "@/text";
import { FieldValue } from "./field-value";
import { numberOf, ObjectName, OperationMark, Who } from "./operation-columns";
import { asJson, metFields, useNames, useOutcomeReason, useWaitReason, waitsFor } from "./words";
import classes from "./sync.module.css";

export function OperationDialog({ row, onClose }: { row: OutboxRow | null; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  return (
    <Modal
      opened={row !== null}
      onClose={onClose}
      size="xl"
      title={row ? t("ui-sync-operation", { no: numberOf(row, format) }) : null}
      closeButtonProps={{ "aria-label": t("ui-close") }}
      data-testid="operation"
    >
      {row ? <Operation row={row} onClose={onClose} /> : null}
    </Modal>
  );
}

function Operation({ row, onClose }: { row: OutboxRow; onClose: () => void }) {
  const t = useT();
  const waits = useWaitReason();
  const ended = useOutcomeReason();
  const reason = row.settledAt ? ended(row) : waits(row);
  const constraint = row.detail?.constraint;
  return (
    <>
      <dl className={classes.operation}>
        <dt>{t("ui-sync-object")}</dt>
        <dd className={classes.linked}>
          <ObjectName row={row} />
          <ObjectLink row={row} />
        </dd>
        <dt>{t("ui-sync-change")}</dt>
        <dd>{t(`ui-sync-action-${row.action}`)}</dd>
        <dt>{t("ui-sync-who")}</dt>
        <dd>
          <Who person={row.person} />
        </dd>
        <dt>{t("ui-sync-when")}</dt>
        <dd>
          <TimeText at={row.at} shape="second" withOffset />
        </dd>
        {row.settledAt ? (
          <>
            <dt>{t("ui-sync-settled")}</dt>
            <dd>
              <TimeText at={row.settledAt} shape="second" withOffset />
            </dd>
          </>
        ) : null}
        <dt>{t("ui-state")}</dt>
        <dd>
          <OperationMark state={row.state} />
        </dd>
        {reason ? (
          <>
            <dt>{t("ui-sync-reason")}</dt>
            <dd data-testid="operation-reason">
              {reason}
              <Predecessor row={row} />
            </dd>
          </>
        ) : null}
        {typeof constraint === "string" ? (
          <>
            <dt>{t("ui-sync-constraint")}</dt>
            <dd>
              <Tag>{constraint}</Tag>
            </dd>
          </>
        ) : null}
        <dt>{t("ui-sync-operation-id")}</dt>
        <dd>
          <Tag>{row.opId}</Tag>
        </dd>
      </dl>
      <Values row={row} />
      <Group justify="flex-end" gap="xs" mt="md">
        <CopyButton value={asJson(row)}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} leftSection={copied ? <IconCheck size={15} /> : <IconCopy size={15} />} data-testid="operation-copy">
              {t(copied ? "ui-copied" : "ui-sync-copy-json")}
            </Button>
          )}
        </CopyButton>
        <Button variant="default" onClick={onClose} data-testid="operation-close">
          {t("ui-close")}
        </Button>
      </Group>
    </>
  );
}

function ObjectLink({ row }: { row: Pick<OutboxRow, "table" | "rowId" | "object"> }) {
  const t = useT();
  const pages: Record<string, (id: string) => string> = { asset: links.asset, integration: links.integration, work_order: links.workOrder };
  const page = pages[row.table];
  // Without a name it is no longer here.
  return page && row.object ? (
    <Anchor href={page(row.rowId)} size="sm" data-testid="operation-object">
      {t("ui-sync-open-object")}
    </Anchor>
  ) : null;
}

/** The operation that this one waits for; where that was refused, this one has nowhere to go. */
function Predecessor({ row }: { row: OutboxRow }) {
  const t = useT();
  const format = useFormat();
  const wanted = waitsFor(row);
  const waiting = useCommand("list_outbox", { offset: 0, limit: PAGE_SIZE }, { enabled: wanted !== undefined });
  const refused = useCommand("list_receipts", { outcome: "rejected", offset: 0, limit: PAGE_SIZE }, { enabled: wanted !== undefined });
  const ahead = waiting.data?.items.find((each) => each.opId === wanted);
  const lost = refused.data?.items.find((each) => each.opId === wanted);
  if (!wanted || (!ahead && !lost)) return null;
  return (
    <div data-testid="operation-predecessor">
      {lost ? t("ui-sync-waits-for-refused", { no: numberOf(lost, format) }) : null}
      {ahead ? t("ui-sync-waits-for-no", { no: numberOf(ahead, format) }) : null}
    </div>
  );
}

function Values({ row }: { row: OutboxRow }) {
  const t = useT();
  const { field } = useNames();
  const met = metFields(row);
  const columns = Object.keys(row.fields);
  if (columns.length === 0) return <p className={classes.quiet}>{t("ui-sync-no-values")}</p>;
  const hasMet = Object.keys(met).length > 0;
  const value = (column: string, value: unknown) => <FieldValue table={row.table} field={column} value={value} />;
  return (
    <div className={classes.values}>
      <PlainTable
        label={t("ui-sync-fields")}
        rows={columns}
        rowKey={(column) => column}
        rowProps={(column) => ({ "data-testid": `operation-field-${column}` })}
        columns={[
          { id: "field", header: t("ui-sync-field"), width: "30%", cell: field },
          { id: "value", header: t(hasMet ? "ui-sync-mine" : "ui-sync-value"), cell: (column) => value(column, row.fields[column]) },
          ...(hasMet
            ? [
                { id: "base", header: t("ui-sync-base"), cell: (column: string) => (column in met ? value(column, met[column]?.base) : "–") },
                { id: "theirs", header: t("ui-sync-theirs"), cell: (column: string) => (column in met ? value(column, met[column]?.theirs) : "–") },
              ]
            : []),
        ]}
      />
    </div>
  );
}
