//! The chosen tags as a table of drafts: asset, metric, unit, scale and offset, with what the source says right now beside
//! what it will become. Only the rows in view are drawn and previewed.

import { ActionIcon, Autocomplete, Button, Group, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconArrowLeft, IconBulb, IconRegex, IconX } from "@tabler/icons-react";
import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef, useState } from "react";
import { useAction, useCall, useCommand } from "@/api";
import type { AssetId, Failure, IntegrationId, MappingPreview, Metric, Suggestion } from "@/bindings";
import { AssetPicker, FailureNotice, Panel, UnitPicker, useToast } from "@/components";
import { partsOf } from "@/components/external-tag";
import { links, navigate } from "@/router";
import { Tag, useFailureText, useFormat, useT } from "@/text";
import { canPreview, problemsOf, sharedMetrics, toNewMapping, toPreviewRequest, verdicts, type Draft, type DraftField } from "./draft";
import classes from "./mapping.module.css";
import { Preview } from "./Preview";
import { open, withRule, withSuggestion } from "./proposals";
import { RuleDialog } from "./RuleDialog";
import { SuggestionLine } from "./SuggestionLine";
import { useSuggestions } from "./useSuggestions";

export interface MappingFormProps {
  integrationId: IntegrationId;
  drafts: Draft[];
  onDrafts: (drafts: Draft[]) => void;
  onBack: () => void;
  onRemove: (externalTag: string) => void;
  /** These are stored now. */
  onCreated: (externalTags: string[]) => void;
}

const ROW_HEIGHT = 82;

export function MappingForm({ integrationId, drafts, onDrafts, onBack, onRemove, onCreated }: MappingFormProps) {
  const t = useT();
  const format = useFormat();
  const toast = useToast();
  const [isChecked, setChecked] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [refused, setRefused] = useState<ReadonlyMap<string, Failure>>(new Map());
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: drafts.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 4,
    getItemKey: (i) => drafts[i]?.externalTag ?? i,
    initialRect: { width: 1000, height: 600 },
  });
  const items = virtual.getVirtualItems();
  const previews = usePreviews(integrationId, drafts, items[0]?.index ?? 0, items.at(-1)?.index ?? 0);
  const metricsOf = useMetrics(drafts);
  const shared = useMemo(() => sharedMetrics(drafts), [drafts]);
  const wrong = drafts.filter((d) => Object.keys(problemsOf(d)).length > 0).length;

  const change = (externalTag: string, part: Partial<Draft>) => {
    setRefused((old) => new Map([...old].filter(([tag]) => tag !== externalTag)));
    setFailure(null);
    onDrafts(drafts.map((d) => (d.externalTag === externalTag ? settled({ ...d, ...part }, metricsOf) : d)));
  };
  const changeAll = (part: Partial<Draft>) => {
    setFailure(null);
    onDrafts(drafts.map((d) => settled({ ...d, ...part }, metricsOf)));
  };
  const suggestions = useSuggestions(integrationId);
  const [isRuling, setRuling] = useState(false);
  const undecided = open(drafts);
  const bestOf = (draft: Draft) => (draft.assetId === null ? suggestions.found?.get(draft.externalTag)?.[0] : undefined);
  const suggested = undecided.filter((draft) => bestOf(draft) !== undefined);
  const take = (wanted: (draft: Draft) => boolean) => {
    setFailure(null);
    onDrafts(
      drafts.map((draft) => {
        const best = wanted(draft) ? bestOf(draft) : undefined;
        return best ? withSuggestion(draft, best) : draft;
      }),
    );
  };
  const takeAll = () => take(() => true);
  const create = useAction("create_mappings", {
    onDone: (answer, { mappings }) => {
      const { created, refused } = verdicts(mappings, answer);
      if (created.length > 0) toast(t("mappings-created", { count: created.length }));
      if (refused.size === 0) return navigate(links.integrations({ tab: "signal-mappings", integration: integrationId }));
      setRefused(refused);
      onCreated(created);
    },
    onFailure: setFailure,
  });
  const save = () => {
    setFailure(null);
    setRefused(new Map());
    setChecked(true);
    const first = drafts.findIndex((d) => Object.keys(problemsOf(d)).length > 0);
    if (first >= 0) return virtual.scrollToIndex(first, { align: "start" });
    create.mutate({ mappings: drafts.map((d) => toNewMapping(d, integrationId)) });
  };

  return (
    <div className={classes.mapping} data-testid="mapping-form">
      <Panel title={t("mappings-for-all", { count: drafts.length })}>
        <Group gap="sm" align="flex-end">
          <AssetPicker w={240} label={t("mappings-asset")} value={null} onChange={(id) => id && changeAll({ assetId: id })} testId="mapping-all-asset" />
          <UnitPicker w={170} label={t("mappings-source-unit")} value={null} onChange={(unit) => unit && changeAll({ sourceUnit: unit })} testId="mapping-all-source-unit" />
          <UnitPicker w={170} label={t("mappings-metric-unit")} value={null} onChange={(unit) => unit && changeAll({ metricUnit: unit })} testId="mapping-all-unit" />
          <p className={classes.hint}>{t("mappings-for-all-hint")}</p>
        </Group>
        <Group gap="xs" mt="sm">
          <Button variant="default" size="xs" leftSection={<IconRegex size={15} />} onClick={() => setRuling(true)} data-testid="mapping-rule">
            {t("mappings-rule")}
          </Button>
          <Button variant="default" size="xs" leftSection={<IconBulb size={15} />} loading={suggestions.isAsking} disabled={undecided.length === 0} onClick={() => void suggestions.ask(undecided, setFailure)} data-testid="mapping-suggest">
            {t("mappings-suggest")}
          </Button>
          {suggestions.found ? (
            <>
              <span className={classes.dim} role="status" data-testid="mapping-suggested" data-count={suggested.length}>
                {t("mappings-suggested", { count: suggested.length, shown: format.integer(suggested.length) })}
              </span>
              {suggested.length > 1 ? (
                <Button variant="subtle" size="xs" onClick={takeAll} data-testid="mapping-suggestions-take">
                  {t("mappings-suggest-take-all", { count: suggested.length, shown: format.integer(suggested.length) })}
                </Button>
              ) : null}
            </>
          ) : null}
        </Group>
      </Panel>
      <div className={classes.drafts} ref={scroller}>
        <div className={classes.draftHead}>
          <span>{t("mappings-tag")}</span>
          <span>{t("mappings-asset")}</span>
          <span>{t("mappings-metric")}</span>
          <span>{t("mappings-source-unit")}</span>
          <span>{t("mappings-scale")}</span>
          <span>{t("mappings-offset")}</span>
          <span>{t("mappings-metric-unit")}</span>
          <span>{t("mappings-preview")}</span>
          <span />
        </div>
        <div style={{ blockSize: virtual.getTotalSize(), position: "relative" }}>
          {items.map((item) => {
            const draft = drafts[item.index];
            if (!draft) return null;
            return (
              <DraftRow
                key={item.key}
                draft={draft}
                index={item.index}
                top={item.start}
                metrics={metricsOf(draft.assetId)}
                preview={canPreview(draft) ? previews.get(draft.externalTag) : null}
                showsProblems={isChecked}
                refusal={refused.get(draft.externalTag)}
                isShared={shared.has(draft.externalTag)}
                suggestion={bestOf(draft)}
                onTake={() => take((one) => one.externalTag === draft.externalTag)}
                onChange={(part) => change(draft.externalTag, part)}
                onRemove={() => onRemove(draft.externalTag)}
              />
            );
          })}
        </div>
      </div>
      {isRuling ? (
        <RuleDialog
          integrationId={integrationId}
          drafts={drafts}
          onClose={() => setRuling(false)}
          onFill={(preview) => {
            setFailure(null);
            onDrafts(withRule(drafts, preview));
            setRuling(false);
          }}
        />
      ) : null}
      {failure ? <FailureNotice failure={failure} /> : null}
      <Group justify="space-between" mt="sm">
        <Button variant="default" leftSection={<IconArrowLeft size={15} className="points" />} onClick={onBack} data-testid="mapping-back">
          {t("mappings-back")}
        </Button>
        <Group gap="sm">
          {isChecked && wrong > 0 ? <span className={classes.wrong}>{t("mappings-wrong", { count: wrong })}</span> : null}
          {refused.size > 0 ? (
            <span className={classes.wrong} role="alert" data-testid="mappings-refused" data-count={refused.size}>
              {t("mappings-refused", { count: refused.size })}
            </span>
          ) : null}
          <Button size="sm" loading={create.isPending} disabled={drafts.length === 0} onClick={save} data-testid="mapping-save">
            {t("mappings-save", { count: drafts.length })}
          </Button>
        </Group>
      </Group>
    </div>
  );
}

/** A metric that exists already has its unit: the draft takes it over. */
function settled(draft: Draft, metricsOf: (asset: AssetId | null) => Metric[]): Draft {
  const known = metricsOf(draft.assetId).find((m) => m.name === draft.metricName);
  return known ? { ...draft, metricUnit: known.unit } : draft;
}

interface DraftRowProps {
  draft: Draft;
  index: number;
  top: number;
  metrics: Metric[];
  /** `null`: its numbers are refused; `undefined`: not here yet. */
  preview: MappingPreview | null | undefined;
  showsProblems: boolean;
  /** Why it could not be stored. */
  refusal: Failure | undefined;
  isShared: boolean;
  suggestion: Suggestion | undefined;
  onTake: () => void;
  onChange: (part: Partial<Draft>) => void;
  onRemove: () => void;
}

function DraftRow({ draft, index, top, metrics, preview, showsProblems, refusal, isShared, suggestion, onTake, onChange, onRemove }: DraftRowProps) {
  const t = useT();
  const found = problemsOf(draft);
  // A wrong number is said at once, an empty field only when saving. The words stand in the wide last column.
  const shown = Object.entries(found).filter(([field]) => showsProblems || field === "scale" || field === "offset");
  const isWrong = (field: DraftField) => shown.some(([name]) => name === field);
  const said = useFailureText();
  const refused = refusal ? said(refusal) : null;
  const isKnown = metrics.some((m) => m.name === draft.metricName);
  return (
    <div className={classes.draft} style={{ transform: `translateY(${top}px)`, blockSize: ROW_HEIGHT }} data-testid={`mapping-draft-${index}`} data-tag={draft.name}>
      <span className={classes.draftTag}>
        <Tag>{draft.name}</Tag>
        <span className={classes.pathLine} title={draft.externalTag}>
          <Tag plain>{partsOf(draft.externalTag).identifier}</Tag>
        </span>
      </span>
      <AssetPicker aria-label={t("mappings-asset")} placeholder={t("mappings-asset-choose")} value={draft.assetId} error={isWrong("assetId")} onChange={(id) => onChange({ assetId: id })} testId={`mapping-asset-${index}`} />
      <Autocomplete
        aria-label={t("mappings-metric")}
        dir="ltr"
        data={metrics.map((m) => m.name)}
        value={draft.metricName}
        error={isWrong("metricName")}
        onChange={(metricName) => onChange({ metricName })}
        data-testid={`mapping-metric-${index}`}
      />
      <UnitPicker aria-label={t("mappings-source-unit")} value={draft.sourceUnit} error={isWrong("sourceUnit")} onChange={(unit) => onChange({ sourceUnit: unit ?? "1" })} testId={`mapping-source-unit-${index}`} />
      <TextInput aria-label={t("mappings-scale")} dir="ltr" inputMode="decimal" value={draft.scale} error={isWrong("scale")} onChange={(e) => onChange({ scale: e.currentTarget.value })} data-testid={`mapping-scale-${index}`} />
      <TextInput aria-label={t("mappings-offset")} dir="ltr" inputMode="decimal" value={draft.offset} error={isWrong("offset")} onChange={(e) => onChange({ offset: e.currentTarget.value })} data-testid={`mapping-offset-${index}`} />
      <UnitPicker aria-label={t("mappings-metric-unit")} value={draft.metricUnit} disabled={isKnown} error={isWrong("metricUnit")} onChange={(unit) => onChange({ metricUnit: unit ?? "1" })} testId={`mapping-unit-${index}`} />
      <span className={classes.previewCell}>
        <Preview preview={preview} unit={draft.metricUnit} testId={`mapping-preview-${index}`} isShort={shown.length > 0 || refused !== null} />
        {shown.length > 0 ? (
          <ul className={classes.problems} data-testid={`mapping-problems-${index}`} role="alert">
            {[...new Set(shown.map(([, id]) => id))].map((id) => (
              <li key={id}>{t(id)}</li>
            ))}
          </ul>
        ) : null}
        {refused ? (
          <span className={classes.problem} role="alert" title={`${refused.what} ${refused.remedy}`} data-testid={`mapping-refusal-${index}`}>
            {refused.what}
          </span>
        ) : null}
        {isShared ? <span className={classes.note}>{t("mappings-shared")}</span> : null}
      </span>
      <ActionIcon size="sm" aria-label={t("mappings-basket-remove", { name: draft.name })} onClick={onRemove}>
        <IconX size={14} />
      </ActionIcon>
      {suggestion ? <SuggestionLine suggestion={suggestion} index={index} onTake={onTake} /> : null}
    </div>
  );
}

/** What the source says now, for the rows in view, every two seconds; a moment after the last key while typing. */
function usePreviews(integrationId: IntegrationId, drafts: Draft[], from: number, to: number): Map<string, MappingPreview> {
  const wanted = useMemo(() => drafts.slice(from, to + 1).filter(canPreview).map(toPreviewRequest), [drafts, from, to]);
  const [requests] = useDebouncedValue(wanted, 300);
  const query = useCommand("preview_mappings", { integrationId, requests }, { enabled: requests.length > 0, keepPrevious: true, everyMilliseconds: 2_000 });
  return useMemo(() => new Map((query.data?.previews ?? []).map((p) => [p.raw.externalTag, p])), [query.data]);
}

/** The metrics that the chosen assets have already. */
function useMetrics(drafts: Draft[]): (asset: AssetId | null) => Metric[] {
  const call = useCall();
  const ids = useMemo(() => [...new Set(drafts.map((d) => d.assetId).filter((id) => id !== null))], [drafts]);
  return useQueries({
    queries: ids.map((id) => ({ queryKey: ["get_asset", { id }] as const, queryFn: () => call("get_asset", { id }) })),
    combine: (answers) => {
      const known = new Map(answers.flatMap(({ data }) => (data ? [[data.asset.id, data.metrics.map((m) => m.metric)] as const] : [])));
      return (asset: AssetId | null) => (asset === null ? [] : (known.get(asset) ?? []));
    },
  });
}
