//! Whose log, which time, person, action and outcome; all in the address.

import { SegmentedControl, Select, TextInput } from "@mantine/core";
import { useMemo, type ReactNode } from "react";
import { needs } from "@/bindings";
import { SearchField, Toolbar } from "@/components";
import { kebab } from "@/components/closed-lists";
import { fromWallClock, toWallClock, useFormat, useText } from "@/text";
import { RANGES, type Wish } from "./use-filter";

const OUTCOMES = ["success", "failure", "pending"] as const;
const ANY = "";
/** What the database itself writes into a tenant's log, besides the commands. */
const OF_DATABASE = [
  "create_tenant", "set_tenant_status", "rotate_tenant_password", "rotate_signing_key", "reset_password", "revoke_sessions",
  "enrol_device", "remove_device", "seal_secret", "reseal_secret", "delete_secret",
];

export function Filters({ wish, change, hasTenantLog, aside }: {
  wish: Wish;
  change: (part: Partial<Record<keyof Wish, string | null>>) => void;
  hasTenantLog: boolean;
  aside: ReactNode;
}) {
  const { t, has } = useText();
  const actions = useMemo(
    () =>
      [...Object.keys(needs), ...(wish.source === "tenant" ? OF_DATABASE : [])]
        .map((action) => ({ value: action, id: `ui-action-${kebab(action)}` }))
        .filter(({ id }) => has(id))
        .map(({ value, id }) => ({ value, label: t(id) }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [t, has, wish.source],
  );
  return (
    <Toolbar aside={aside}>
      {hasTenantLog ? (
        <SegmentedControl
          size="xs"
          value={wish.source}
          onChange={(source) => change({ source: source === "tenant" ? source : null })}
          data={(["workstation", "tenant"] as const).map((source) => ({ value: source, label: t(`ui-log-source-${source}`) }))}
          aria-label={t("ui-log-source")}
          data-testid="log-source"
        />
      ) : null}
      <SearchField value={wish.search} onChange={(search) => change({ search })} label={t("ui-settings-search-actions")} width={200} testId="action-search" />
      <SearchField value={wish.person} onChange={(person) => change({ person })} label={t("ui-log-person")} width={170} testId="log-person" />
      <Select
        size="xs"
        w={200}
        searchable
        aria-label={t("ui-log-action")}
        data={[{ value: ANY, label: t("ui-log-any-action") }, ...actions]}
        value={wish.action ?? ANY}
        onChange={(action) => change({ action })}
        data-testid="log-action"
      />
      <Select
        size="xs"
        w={140}
        aria-label={t("ui-settings-outcome")}
        data={[{ value: ANY, label: t("ui-log-any-outcome") }, ...OUTCOMES.map((outcome) => ({ value: outcome, label: t(`ui-log-${outcome}`) }))]}
        value={wish.outcome ?? ANY}
        onChange={(outcome) => change({ outcome })}
        data-testid="log-outcome"
      />
      <Select
        size="xs"
        w={150}
        aria-label={t("ui-log-range")}
        data={RANGES.map((range) => ({ value: range, label: t(`ui-log-range-${range}`) }))}
        value={wish.range}
        onChange={(range) => change({ range: range === "all" ? null : range })}
        data-testid="log-range"
      />
      {wish.range === "custom" ? (
        <>
          <Moment name="from" value={wish.from} onChange={(from) => change({ from })} />
          <Moment name="to" value={wish.to} onChange={(to) => change({ to })} />
        </>
      ) : null}
    </Toolbar>
  );
}

/** On the wall clock of the zone that times are read in. */
function Moment({ name, value, onChange }: { name: "from" | "to"; value: string | null; onChange: (iso: string | null) => void }) {
  const { t } = useText();
  const format = useFormat();
  const zone = format.zone();
  return (
    <TextInput
      type="datetime-local"
      size="xs"
      dir="ltr"
      label={t(`ui-log-${name}`)}
      defaultValue={value ? toWallClock(Date.parse(value), zone).slice(0, 16) : ""}
      onBlur={(event) => {
        const ms = fromWallClock(event.currentTarget.value, zone);
        onChange(ms === null ? null : new Date(ms).toISOString());
      }}
      data-testid={`log-${name}`}
    />
  );
}
