//! The asset at a glance: its score and why, what it measures now, what it is part of and made of.

import { Anchor } from "@mantine/core";
import type { AssetDetail } from "@/bindings";
import { DayText, HealthBar, Panel } from "@/components";
import { links } from "@/router";
import { Tag, useName, useT } from "@/text";
import { MetricsTable } from "./MetricsTable";
import classes from "./page.module.css";
import { ScorePanel } from "./ScorePanel";

export function Overview({ detail, canManage }: { detail: AssetDetail; canManage: boolean }) {
  const t = useT();
  const name = useName();
  const { asset, site, children } = detail;
  return (
    <div className={classes.overview}>
      <MetricsTable detail={detail} canManage={canManage} />
      <div className={classes.side}>
        <ScorePanel score={detail.score} band={detail.band} mostFactors={4} />
        <Panel title={t("assets-about")}>
          <dl className={classes.facts}>
            <dt>{t("assets-name-en")}</dt>
            <dd>
              <bdi lang="en">{asset.nameEn}</bdi>
            </dd>
            <dt>{t("assets-name-ar")}</dt>
            <dd>
              <bdi lang="ar">{asset.nameAr}</bdi>
            </dd>
            <dt>{t("assets-field-site")}</dt>
            <dd>
              <Tag plain>{site.code}</Tag> {name(site)}
            </dd>
            <dt>{t("assets-site-zone")}</dt>
            <dd>
              <Tag plain>{site.timeZone}</Tag>
            </dd>
            <dt>{t("assets-field-installedOn")}</dt>
            <dd>
              <DayText day={asset.installedOn} />
            </dd>
          </dl>
        </Panel>
        {children.length > 0 ? (
          <Panel title={t("assets-children")} flush>
            <ul className={classes.children}>
              {children.map((row) => (
                <li key={row.asset.id}>
                  <Anchor href={links.asset(row.asset.id)} size="sm">
                    <Tag>{row.asset.tagCode}</Tag>
                  </Anchor>
                  <span className={classes.childName}>{name(row.asset)}</span>
                  <HealthBar band={row.band} health={row.health} />
                </li>
              ))}
            </ul>
          </Panel>
        ) : null}
      </div>
    </div>
  );
}
