//! The accounts of readings: integration by integration what was expected, received, stored, sent and missing; how long the
//! disk lasts; and what goes first where it does not. Nothing is lost silently.

import { SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Accounting, IntegrationAccount } from "@/bindings";
import { useCommand } from "@/api";
import { EmptyState, Loaded, Mark, Panel, TimeText } from "@/components";
import { PlainTable, type PlainColumn } from "@/components/plain-table";
import { links } from "@/router";
import { useFormat, useT } from "@/text";
import { CapacityMark } from "@/components/capacity-mark";
import classes from "../integrations.module.css";

const PERIODS = ["24", "168", "720"] as const;
/** Counts move on without anything that would be told. */
const POLL_MILLISECONDS = 10_000;

export function AccountingTab() {
  const t = useT();
  const [hours, setHours] = useState<string>(PERIODS[0]);
  const query = useCommand("get_accounting", { hours: Number(hours) }, { everyMilliseconds: POLL_MILLISECONDS, keepPrevious: true });
  return (
    <div className={classes.stack}>
      <Panel
        title={t("accounting-title")}
        flush
        testId="accounting"
        aside={
          <SegmentedControl
            size="xs"
            value={hours}
            onChange={setHours}
            data={PERIODS.map((value) => ({ value, label: t(`accounting-period-${value}`) }))}
            aria-label={t("accounting-period")}
          />
        }
      >
        <Loaded
          query={query}
          testId="accounting-list"
          isEmpty={(accounts) => accounts.integrations.length === 0}
          empty={<EmptyState title={t("accounting-empty")}>{t("accounting-empty-why")}</EmptyState>}
        >
          {(accounts) => <Accounts accounts={accounts} />}
        </Loaded>
      </Panel>
      {query.data ? <Disk accounts={query.data} /> : null}
    </div>
  );
}

function Accounts({ accounts }: { accounts: Accounting }) {
  const t = useT();
  const format = useFormat();
  const count = (value: number | null) => (value === null ? "–" : format.integer(Math.round(value)));
  const number = (id: string, of: (row: IntegrationAccount) => number | null): PlainColumn<IntegrationAccount> => ({
    id,
    header: t(`accounting-${id}`),
    align: "end",
    cell: (row) => (
      <span data-testid={`accounting-${id}`} data-raw={of(row) ?? ""}>
        {count(of(row))}
      </span>
    ),
  });
  const central: PlainColumn<IntegrationAccount>[] = accounts.isCentral
    ? [number("forwarded", (row) => row.forwarded), number("waiting", (row) => row.waiting), number("refused", (row) => row.refused)]
    : [];
  const columns: PlainColumn<IntegrationAccount>[] = [
    {
      id: "integration",
      header: t("accounting-integration"),
      cell: (row) => (
        <>
          <a href={links.integration(row.integrationId)}>
            <bdi>{row.name}</bdi>
          </a>
          {row.holder ? <div className={classes.quiet}>{t("accounting-holder", { holder: row.holder })}</div> : null}
        </>
      ),
    },
    number("expected", (row) => row.expected),
    number("received", (row) => row.received),
    number("stored", (row) => row.stored),
    ...central,
    {
      id: "missing",
      header: t("accounting-missing"),
      align: "end",
      cell: (row) => <Missing row={row} />,
    },
  ];
  return (
    <>
      <PlainTable label={t("accounting-title")} columns={columns} rows={accounts.integrations} rowKey={(row) => row.integrationId} testId="accounting-table" />
      <p className={classes.note}>{t(accounts.isCentral ? "accounting-how-central" : "accounting-how")}</p>
    </>
  );
}

/** An estimate; its gaps are on the integration's page. */
function Missing({ row }: { row: IntegrationAccount }) {
  const t = useT();
  const format = useFormat();
  if (row.gaps === 0 && (row.missing ?? 0) < 0.5) return <span data-testid="accounting-missing" data-raw="0">{format.integer(0)}</span>;
  return (
    <a href={links.integration(row.integrationId)} data-testid="accounting-missing" data-raw={row.missing ?? ""}>
      <Mark tone="warning" shape="triangle">
        {row.missing === null ? t("accounting-missing-unknown") : t("accounting-missing-about", { count: format.integer(Math.round(row.missing)) })}
      </Mark>
      <div className={classes.quiet}>
        {t("accounting-gaps", { gaps: format.integer(row.gaps), coverage: row.coverage === null ? "–" : format.percent(row.coverage, 1) })}
      </div>
    </a>
  );
}

function Disk({ accounts }: { accounts: Accounting }) {
  const t = useT();
  const format = useFormat();
  return (
    <Panel title={t("accounting-disk")} testId="accounting-disk">
      <CapacityMark capacity={accounts.capacity} />
      <p className={classes.note}>{t("accounting-order-why")}</p>
      <ol className={classes.order}>
        {accounts.order.map((step) => (
          <li key={step}>{t(`accounting-step-${step}`)}</li>
        ))}
      </ol>
      <p className={classes.note}>{t(accounts.isCentral ? "accounting-never-central" : "accounting-never")}</p>
      {accounts.thinned.length > 0 ? (
        <ul className={classes.order} data-testid="accounting-thinned">
          {accounts.thinned.map((row) => (
            <li key={row.at}>
              <Mark tone="warning" shape="triangle">
                <TimeText at={row.at} withOffset /> · {t(`accounting-step-${row.step}`)} · {t("accounting-rows", { rows: format.integer(row.rows) })}
              </Mark>
            </li>
          ))}
        </ul>
      ) : (
        <p className={classes.quiet}>{t("accounting-thinned-none")}</p>
      )}
    </Panel>
  );
}
