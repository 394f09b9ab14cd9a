//! Choosing one of the plant's own things: an asset by search, a person, a unit, a time zone.

import { Select, type SelectProps } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import type { AssetId, AssetRow, PersonId } from "@/bindings";
import { useCommand } from "@/api";
import { Tag, unitNameId, unitSymbol, useName, useText } from "@/text";
import classes from "./pickers.module.css";

type Base = Omit<SelectProps, "data" | "value" | "onChange" | "searchValue" | "onSearchChange">;

export interface AssetPickerProps extends Base {
  value: AssetId | null;
  onChange: (id: AssetId | null, row: AssetRow | undefined) => void;
  siteId?: string;
  testId?: string;
}

/** Searches as one types, by tag or name in either language; 100,000 assets are never loaded. */
export function AssetPicker({ value, onChange, siteId, testId, ...rest }: AssetPickerProps) {
  const { t } = useText();
  const name = useName();
  const [typed, setTyped] = useState("");
  const [search] = useDebouncedValue(typed, 120);
  const chosen = useCommand("get_asset", { id: value ?? "" }, { enabled: Boolean(value) });
  const chosenTag = chosen.data?.asset.tagCode;
  // The field shows the chosen tag: that text is no search.
  const wanted = search && search !== chosenTag ? search : "";
  const found = useCommand("list_assets", { search: wanted || undefined, siteId, limit: 50, sort: "tag" }, { keepPrevious: true });
  const rows = found.data?.items ?? [];
  const options = rows.map((row) => ({ value: row.asset.id, label: row.asset.tagCode }));
  if (value && chosenTag && !options.some((option) => option.value === value)) options.unshift({ value, label: chosenTag });
  const names = new Map(rows.map((row) => [row.asset.id, name(row.asset)]));
  return (
    <Select
      {...rest}
      data={options}
      value={value}
      onChange={(id) => onChange(id, rows.find((row) => row.asset.id === id))}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options: all }) => all}
      nothingFoundMessage={t("ui-no-asset-found")}
      data-testid={testId}
      maxDropdownHeight={280}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <Tag>{option.label}</Tag>
          <span className={classes.name}>{names.get(option.value)}</span>
        </span>
      )}
    />
  );
}

export interface PersonPickerProps extends Base {
  value: PersonId | null;
  onChange: (id: PersonId | null) => void;
  testId?: string;
}

export function PersonPicker({ value, onChange, testId, ...rest }: PersonPickerProps) {
  const { t } = useText();
  const people = useCommand("list_people", {});
  const data = (people.data ?? [])
    .filter((person) => person.isActive || person.id === value)
    .map((person) => ({ value: person.id, label: person.displayName }));
  return (
    <Select {...rest} data={data} value={value} onChange={onChange} searchable clearable data-testid={testId} nothingFoundMessage={t("ui-nothing-found")} />
  );
}

export interface UnitPickerProps extends Base {
  value: string | null;
  onChange: (code: string | null) => void;
  testId?: string;
}

/** The core's common units; a code typed by hand is taken as it stands, and the core says whether it knows it. */
export function UnitPicker({ value, onChange, testId, ...rest }: UnitPickerProps) {
  const { t, has } = useText();
  const common = useCommand("list_connectors", {}).data?.commonUnits;
  const [typed, setTyped] = useState("");
  const codes = useMemo(() => {
    const all = [...(common ?? [])];
    for (const extra of [value, typed.trim()]) if (extra && !all.includes(extra) && !all.some((c) => unitSymbol(c) === extra)) all.push(extra);
    return all;
  }, [common, value, typed]);
  const label = (code: string) => unitSymbol(code) || t("unit-one");
  return (
    <Select
      // "°C" stays in order in Arabic too.
      styles={{ input: { unicodeBidi: "plaintext" } }}
      {...rest}
      data={codes.map((code) => ({ value: code, label: label(code) }))}
      value={value}
      onChange={onChange}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      data-testid={testId}
      filter={({ options, search }) => {
        const wanted = search.trim().toLowerCase();
        return options.filter(
          (option) =>
            "value" in option &&
            [option.value, option.label, has(unitNameId(option.value)) ? t(unitNameId(option.value)) : ""].some((text) =>
              text.toLowerCase().includes(wanted),
            ),
        );
      }}
      renderOption={({ option }) => (
        <span className={classes.option}>
          <Tag>{option.label}</Tag>
          <span className={classes.name}>{has(unitNameId(option.value)) ? t(unitNameId(option.value)) : option.value}</span>
        </span>
      )}
    />
  );
}

export interface ZonePickerProps extends Base {
  value: string;
  onChange: (zone: string) => void;
  testId?: string;
  /** `site` and `utc`, for how a person reads; a site itself has a real zone. */
  withWishes?: boolean;
}

export function ZonePicker({ value, onChange, testId, withWishes, ...rest }: ZonePickerProps) {
  const { t } = useText();
  const data = useMemo(() => {
    const zones = Intl.supportedValuesOf("timeZone");
    if (!zones.includes(value) && value !== "site" && value !== "utc") zones.unshift(value);
    const named = zones.map((zone) => ({ value: zone, label: zone }));
    return withWishes ? [{ value: "site", label: t("ui-zone-site") }, { value: "utc", label: t("ui-zone-utc") }, ...named] : named;
  }, [t, value, withWishes]);
  return <Select {...rest} data={data} value={value} onChange={(zone) => zone && onChange(zone)} searchable limit={60} data-testid={testId} nothingFoundMessage={t("ui-nothing-found")} />;
}
