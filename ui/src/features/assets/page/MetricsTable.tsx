//! What the asset measures: value, unit, quality and age together, where it stands to its limits, and where it comes from.

import { ActionIcon, Anchor, Button, Tooltip } from "@mantine/core";
import { IconAdjustmentsHorizontal, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useCommand } from "@/api";
import type { AssetDetail, LatestValue, Metric, MetricDetail, SignalTrouble } from "@/bindings";
import { EmptyState, LiveValue, Mark, Panel, QualityMark, StaleWord, TimeText } from "@/components";
import { ExternalTag } from "@/components/external-tag";
import { MetricDialog } from "../edit/MetricDialog";
import { links } from "@/router";
import { useMessage, useT, useText } from "@/text";
import { MetricName } from "../metric-name";
import { LimitBar } from "./LimitBar";
import classes from "./page.module.css";

export function MetricsTable({ detail, canManage }: { detail: AssetDetail; canManage: boolean }) {
  const t = useT();
  const { asset, site, metrics } = detail;
  const [editing, setEditing] = useState<Metric | "new" | null>(null);
  const signals = metrics.flatMap((m) => m.sources.map((s) => s.signal));
  const live = useCommand("get_latest", { signals }, { enabled: signals.length > 0, keepPrevious: true });
  const newest = new Map<number, LatestValue>((live.data?.values ?? []).map((v) => [v.signal, v]));
  const troubles = new Map<number, SignalTrouble>((live.data?.troubles ?? []).map((v) => [v.signal, v]));
  return (
    <Panel
      title={t("assets-metrics")}
      flush
      testId="metrics"
      state={live.error ? "stale" : metrics.length === 0 ? "empty" : "ready"}
      aside={
        canManage ? (
          <Button variant="subtle" size="compact-sm" leftSection={<IconPlus size={14} />} onClick={() => setEditing("new")} data-testid="metric-add">
            {t("assets-metric-add")}
          </Button>
        ) : null
      }
    >
      {metrics.length === 0 ? (
        <EmptyState
          title={t("assets-no-metrics")}
          action={
            <Button component="a" variant="default" href={links.integrations({ tab: "signal-mappings" })}>
              {t("assets-go-map")}
            </Button>
          }
        >
          {t("assets-no-metrics-why")}
        </EmptyState>
      ) : (
        <div className={classes.scroll}>
          <table className={classes.metrics}>
            <thead>
              <tr>
                <th>{t("assets-metric")}</th>
                <th className="numeric">{t("assets-value")}</th>
                <th>{t("assets-quality")}</th>
                <th>{t("assets-age")}</th>
                <th>{t("assets-limits")}</th>
                <th>{t("assets-source")}</th>
                <th aria-label={t("ui-edit")} />
              </tr>
            </thead>
            <tbody>
              {metrics.flatMap((metric, i) => {
                const sources: (MetricDetail["sources"][number] | null)[] = metric.sources.length > 0 ? metric.sources : [null];
                return sources.map((source, k) => (
                  <MetricRow
                    key={`${metric.metric.id} ${source?.mappingId ?? ""}`}
                    metric={metric.metric}
                    index={i}
                    place={k}
                    source={source}
                    latest={source ? (newest.get(source.signal) ?? source.latest) : null}
                    trouble={source ? (troubles.get(source.signal) ?? null) : null}
                    siteZone={site.timeZone}
                    onEdit={canManage ? () => setEditing(metric.metric) : null}
                  />
                ));
              })}
            </tbody>
          </table>
        </div>
      )}
      {editing ? <MetricDialog assetId={asset.id} metric={editing === "new" ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Panel>
  );
}

interface MetricRowProps {
  metric: Metric;
  index: number;
  /** Which of the metric's sources; the first row carries the name. */
  place: number;
  source: MetricDetail["sources"][number] | null;
  latest: LatestValue | null;
  trouble: SignalTrouble | null;
  siteZone: string;
  onEdit: (() => void) | null;
}

function MetricRow({ metric, index, place, source, latest, trouble, siteZone, onEdit }: MetricRowProps) {
  const t = useT();
  const isFirst = place === 0;
  const suffix = isFirst ? "" : `-${place}`;
  return (
    <tr data-testid={`metric-row-${index}${suffix}`} data-metric={metric.name} data-continued={isFirst ? undefined : true}>
      <td>{isFirst ? <MetricName name={metric.name} /> : null}</td>
      <td className="numeric">
        {source ? (
          <LiveValue latest={latest} unit={metric.unit} siteZone={siteZone} testId={`live-value-${metric.name}${suffix}`} compact />
        ) : (
          <span className={classes.dim}>{t("assets-not-mapped")}</span>
        )}
      </td>
      <td>
        {latest ? <QualityMark quality={latest.quality} status={latest.status} /> : null}
        {source && !source.isActive ? <span className={classes.dim}>{t("assets-source-off")}</span> : null}
      </td>
      <td>
        <span className={classes.ages}>
          {latest ? <TimeText at={latest.value === null && latest.lastGoodAt ? latest.lastGoodAt : latest.sourceTime} asAge siteZone={siteZone} /> : null}
          {trouble ? <TroubleWord trouble={trouble} /> : latest?.isStale ? <StaleWord /> : null}
        </span>
      </td>
      <td className={classes.limits}>
        <LimitBar value={latest?.value ?? latest?.lastGoodValue ?? null} limits={metric.limits} isOld={latest?.value === null || (latest?.isStale ?? false)} />
      </td>
      <td>
        {source ? (
          <Tooltip label={source.integrationName}>
            <Anchor href={links.integration(source.integrationId)} size="sm" dir="ltr" className={classes.source}>
              <ExternalTag tag={source.externalTag} alone />
            </Anchor>
          </Tooltip>
        ) : null}
      </td>
      <td>
        {onEdit && isFirst ? (
          <Tooltip label={t("assets-limits-edit")}>
            <ActionIcon size="sm" aria-label={t("assets-limits-edit")} onClick={onEdit} data-testid={`metric-edit-${metric.name}`}>
              <IconAdjustmentsHorizontal size={15} />
            </ActionIcon>
          </Tooltip>
        ) : null}
      </td>
    </tr>
  );
}

/** Says more than that a value is old: why none comes. */
function TroubleWord({ trouble }: { trouble: SignalTrouble }) {
  const t = useT();
  const say = useMessage();
  const { has } = useText();
  const remedyId = `${trouble.cause.id}-remedy`;
  const remedy = trouble.remedy ?? (has(remedyId) ? { ...trouble.cause, id: remedyId } : null);
  return (
    <Mark
      tone="warning"
      shape="triangle"
      testId="metric-trouble"
      data={{ "data-message": trouble.cause.id }}
      tip={
        <>
          <span>{say(trouble.cause)}</span>
          {remedy ? <span> {say(remedy)}</span> : null}
        </>
      }
    >
      {t(trouble.isOfConnection ? "assets-source-away" : "assets-source-fails")}
    </Mark>
  );
}
