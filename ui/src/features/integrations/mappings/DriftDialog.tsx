//! What the source has no more, or tells otherwise than it was mapped, with the way to bind it anew: the signal stays the
//! same, and so does its trend.

import { Button, Group, Loader, Modal } from "@mantine/core";
import { useState } from "react";
import { useAction, useCommand } from "@/api";
import type { BrowseNode, DriftRow, Failure, IntegrationId, RebindMapping } from "@/bindings";
import { EmptyState, FailureNotice, Mark, useToast } from "@/components";
import { ExternalTag } from "@/components/external-tag";
import { Tag, useFormat, useT } from "@/text";
import { shortTag } from "../mapping/draft";
import { canBeMapped } from "../mapping/mappable";
import classes from "./mappings.module.css";
import { nearest, nearestFirst } from "./nearest";
import { useDrift } from "./useDrift";

/** What is drawn; a source that has lost more has another trouble. */
const SHOWN = 200;
const CANDIDATES = 10;
/** Rows whose tag is looked for without being asked: each is a question to the source. */
const LOOKED_FOR = 20;

export function DriftDialog({ integrationId, name, onClose }: { integrationId: IntegrationId; name: string; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const { check, run, settle } = useDrift(integrationId);
  const { state, rows, checked, total, failure } = check;
  return (
    <Modal opened onClose={onClose} size="72rem" title={t("mappings-drift-title", { name })} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="drift-dialog">
      <p className={classes.about}>{t("mappings-drift-why")}</p>
      <div className={classes.counts} role="status" data-testid="drift-state" data-state={state} data-checked={checked} data-drifted={rows.length}>
        {state === "running" ? <Loader size="xs" /> : null}
        <span>{t("mappings-drift-checked", { checked: format.integer(checked), total: format.integer(total) })}</span>
        {rows.length > 0 ? (
          <Mark tone="warning" shape="triangle">
            {t("mappings-drift-count", { count: rows.length, shown: format.integer(rows.length) })}
          </Mark>
        ) : null}
      </div>
      {failure ? <FailureNotice failure={failure} /> : null}
      {state === "done" && rows.length === 0 ? <EmptyState title={t("mappings-drift-none")}>{t("mappings-drift-none-why")}</EmptyState> : null}
      {rows.length > 0 ? (
        <ul className={classes.drifted}>
          {rows.slice(0, SHOWN).map((row, i) => (
            <Drifted key={row.mapping.id} row={row} index={i} integrationId={integrationId} onSettled={() => settle(row.mapping.id)} />
          ))}
        </ul>
      ) : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-close")}
        </Button>
        <Button loading={state === "running"} onClick={() => void run()} data-testid="drift-again">
          {t("mappings-drift-again")}
        </Button>
      </Group>
    </Modal>
  );
}

function Drifted({ row, index, integrationId, onSettled }: { row: DriftRow; index: number; integrationId: IntegrationId; onSettled: () => void }) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isLooking, setLooking] = useState(false);
  const { drift, mapping } = row;
  const rebind = useAction("rebind_mapping", {
    onDone: () => {
      toast(t("mappings-rebound"));
      onSettled();
    },
    onFailure: setFailure,
  });
  const bind = (to: Omit<RebindMapping, "id">) => {
    setFailure(null);
    rebind.mutate({ id: mapping.id, ...to });
  };
  const isLost = drift.kind === "gone" || drift.kind === "no_number" || drift.kind === "renamed";
  const isOtherwiseTold = drift.kind === "renamed" || drift.kind === "other_type";
  const candidates = useCandidates(integrationId, row, isLost && (isLooking || index < LOOKED_FOR));
  // What was renamed has a whole name to go by.
  const alike = drift.kind === "renamed" ? candidates.found?.filter(({ name }) => name === drift.before) : candidates.found;
  const likely = nearest(mapping.externalTag, alike ?? []);
  return (
    <li data-testid={`drift-row-${index}`} data-kind={drift.kind} data-tag={shortTag(mapping.externalTag)}>
      <div className={classes.driftLine}>
        <span className={classes.tagCell}>
          <ExternalTag tag={mapping.externalTag} oneLine />
        </span>
        <bdi dir="ltr">
          <Tag>{row.assetTag}</Tag> <Tag plain>{row.metricName}</Tag>
        </bdi>
        <span className={classes.driftSaid}>
          <Said row={row} />
        </span>
        <Group gap="xs" justify="flex-end">
          {drift.kind === "other_unit" && drift.converts ? (
            <Button size="compact-sm" variant="default" loading={rebind.isPending} onClick={() => bind({ sourceUnit: drift.unit })} data-testid={`drift-take-unit-${index}`}>
              {t("mappings-drift-take-unit", { unit: format.unit(drift.unit) || "1" })}
            </Button>
          ) : null}
          {isOtherwiseTold ? (
            <Button size="compact-sm" variant="default" loading={rebind.isPending} onClick={() => bind({})} data-testid={`drift-take-as-is-${index}`}>
              {t("mappings-drift-take-as-is")}
            </Button>
          ) : null}
          {isLost && likely ? (
            <Button size="compact-sm" loading={rebind.isPending} onClick={() => bind({ externalTag: likely.tag })} data-testid={`drift-take-tag-${index}`}>
              {t("mappings-drift-take-tag", { path: [...likely.path, likely.name].join(" / ") })}
            </Button>
          ) : null}
          {isLost ? (
            <Button size="compact-sm" variant="default" aria-expanded={isLooking} onClick={() => setLooking(!isLooking)} data-testid={`drift-find-${index}`}>
              {t("mappings-drift-find")}
            </Button>
          ) : null}
        </Group>
      </div>
      {isLooking ? <Candidates {...candidates} onBind={(externalTag) => bind({ externalTag })} /> : null}
      {failure ? <FailureNotice failure={failure} /> : null}
    </li>
  );
}

function Said({ row: { drift, mapping } }: { row: DriftRow }) {
  const t = useT();
  const format = useFormat();
  switch (drift.kind) {
    case "gone":
      return t("mappings-drift-gone");
    case "no_number":
      return t("mappings-drift-no-number", { type: drift.dataType ?? "–" });
    case "renamed":
      return t("mappings-drift-renamed", { before: drift.before, now: drift.now });
    case "other_type":
      return t("mappings-drift-other-type", { before: drift.before, now: drift.now });
    case "other_unit":
      return t(drift.converts ? "mappings-drift-unit" : "mappings-drift-dimension", { before: format.unit(mapping.sourceUnit) || "1", now: format.unit(drift.unit) || "1" });
  }
}

interface Found {
  found: BrowseNode[] | null;
  failure: Failure | null;
}

/** Tags of the same short name elsewhere in the source: where a renamed or moved one is likely to be. */
function useCandidates(integrationId: IntegrationId, row: DriftRow, enabled: boolean): Found {
  const text = row.drift.kind === "renamed" ? row.drift.before : shortTag(row.mapping.externalTag);
  const query = useCommand("search_tags", { integrationId, text, limit: 200 }, { enabled });
  const found = query.data?.nodes.filter((node) => canBeMapped(node) && node.tag !== row.mapping.externalTag);
  return { found: found ? nearestFirst(row.mapping.externalTag, found) : null, failure: query.error };
}

function Candidates({ found: all, failure, onBind }: Found & { onBind: (tag: string) => void }) {
  const t = useT();
  if (failure) return <FailureNotice failure={failure} />;
  if (!all) return <Loader size="xs" />;
  const found = all.slice(0, CANDIDATES);
  if (found.length === 0) return <p className={classes.dim}>{t("mappings-drift-no-candidate")}</p>;
  return (
    <ul className={classes.candidates}>
      {found.map((node, i) => (
        <li key={node.tag}>
          <span>
            <Tag plain>{[...node.path, node.name].join(" / ")}</Tag> <span className={classes.dim}><Tag plain>{node.tag}</Tag></span>
          </span>
          <Button size="compact-xs" variant="default" onClick={() => onBind(node.tag)} data-testid={`drift-bind-${i}`}>
            {t("mappings-drift-bind")}
          </Button>
        </li>
      ))}
    </ul>
  );
}
