//! A field's value as people know it: closed lists in words, times by the formatter, tags as islands, references by name.

import type { ReactNode } from "react";
import { useCommand } from "@/api";
import { DayText, TimeText } from "@/components";
import { Tag, unitSymbol, useFormat, useName, useText, type Formatter } from "@/text";
import { lookOf } from "./columns";
import classes from "./sync.module.css";

export function FieldValue({ table, field, value }: { table: string; field: string; value: unknown }) {
  const { t, has } = useText();
  const format = useFormat();
  const look = lookOf(table, field);
  if (value === null || value === undefined || value === "") return <span className={classes.quiet}>{t("ui-sync-empty-value")}</span>;
  if (typeof value === "boolean") return t(value ? "ui-sync-yes" : "ui-sync-no-flag");
  if (typeof value === "object" || look === "json") return <Lines code>{JSON.stringify(value, null, 2)}</Lines>;
  if (typeof value === "number") return <bdi dir="ltr">{format.number(value, { maximumSignificantDigits: 15 })}</bdi>;
  const text = String(value);
  if (look && typeof look === "object") {
    const id = look.message(text);
    return has(id) ? t(id) : <Tag>{text}</Tag>;
  }
  switch (look) {
    case "time":
      return <TimeText at={text} shape="second" withOffset />;
    case "day":
      return <DayText day={text} />;
    case "decimal":
      return <bdi dir="ltr">{decimal(text, format)}</bdi>;
    case "unit":
      return <bdi dir="ltr">{unitSymbol(text) || t("unit-one")}</bdi>;
    case "metric": {
      const id = `demo-metric-${text.replaceAll("_", "-")}`;
      return has(id) ? <>{t(id)} <Tag>{text}</Tag></> : <Tag>{text}</Tag>;
    }
    case "asset":
      return <AssetTag id={text} />;
    case "person":
      return <PersonName id={text} />;
    case "site":
      return <SiteName id={text} />;
    case "integration":
      return <IntegrationName id={text} />;
    case "lines":
      return <Lines>{text}</Lines>;
    case "text":
      return <bdi className={classes.text}>{text}</bdi>;
    default:
      return <Tag>{text}</Tag>;
  }
}

/** As it was typed where a number of the machine would lose a digit. */
function decimal(text: string, format: Formatter): string {
  const value = Number(text);
  return String(value) === text ? format.number(value, { maximumSignificantDigits: 17 }) : text;
}

/** Text keeps its lines; code is left to right in Arabic too. */
function Lines({ children, code }: { children: string; code?: boolean }) {
  return (
    <div className={code ? classes.code : classes.lines} dir={code ? "ltr" : "auto"}>
      {children}
    </div>
  );
}

function Short({ id }: { id: string }) {
  return <Tag title={id}>{id.length > 13 ? `…${id.slice(-8)}` : id}</Tag>;
}

function AssetTag({ id }: { id: string }) {
  const tag = useCommand("get_asset", { id }).data?.asset.tagCode;
  return tag ? <Tag>{tag}</Tag> : <Short id={id} />;
}

function PersonName({ id }: { id: string }) {
  const name = useCommand("list_people", {}).data?.find((person) => person.id === id)?.displayName;
  return name ? <bdi>{name}</bdi> : <Short id={id} />;
}

function SiteName({ id }: { id: string }): ReactNode {
  const name = useName();
  const site = useCommand("list_sites", {}).data?.find((each) => each.id === id);
  return site ? (
    <>
      <Tag>{site.code}</Tag> <bdi>{name(site)}</bdi>
    </>
  ) : (
    <Short id={id} />
  );
}

function IntegrationName({ id }: { id: string }) {
  const name = useCommand("list_integrations", {}).data?.find((card) => card.integration.id === id)?.integration.name;
  return name ? <bdi>{name}</bdi> : <Short id={id} />;
}
