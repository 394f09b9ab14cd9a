//! A rule on tag names: a regular expression whose groups name asset and metric, with what it makes of each tag while it is
//! being written. Only "fill in" changes drafts, and nothing is stored by it.

import { Button, Group, Modal, SegmentedControl, SimpleGrid, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useCommand } from "@/api";
import type { IntegrationId, MappingRule, MatchedOn, RulePreview, RuleRow } from "@/bindings";
import { FailureNotice, Mark, UnitPicker } from "@/components";
import { partsOf } from "@/components/external-tag";
import { Tag, useFailureText, useFormat, useT } from "@/text";
import type { Draft } from "./draft";
import classes from "./mapping.module.css";
import { seen } from "./proposals";

const ON: MatchedOn[] = ["name", "tag", "path"];
/** What is drawn; all are filled in. */
const SHOWN = 100;
/** As many as the command takes. */
const MOST = 20_000;

interface RuleDialogProps {
  integrationId: IntegrationId;
  drafts: Draft[];
  onClose: () => void;
  onFill: (preview: RulePreview) => void;
}

export function RuleDialog({ integrationId, drafts, onClose, onFill }: RuleDialogProps) {
  const t = useT();
  const format = useFormat();
  const [pattern, setPattern] = useState("(?<asset>[A-Z]+-\\d+[A-Z]?)[./](?<metric>\\w+)$");
  const [on, setOn] = useState<MatchedOn>("tag");
  const [asset, setAsset] = useState("${asset}");
  const [metric, setMetric] = useState("${metric}");
  const [sourceUnit, setSourceUnit] = useState<string | null>(null);
  const tags = useMemo(() => drafts.slice(0, MOST).map(seen), [drafts]);
  const rule: MappingRule = { pattern, on, asset, metric, ...(sourceUnit ? { sourceUnit } : {}) };
  const [wanted] = useDebouncedValue(JSON.stringify(rule), 400);
  const isWhole = pattern.trim() !== "" && asset.trim() !== "" && metric.trim() !== "";
  const preview = useCommand("preview_mapping_rule", { integrationId, rule: JSON.parse(wanted) as MappingRule, tags }, { enabled: isWhole, keepPrevious: true });
  const isCurrent = wanted === JSON.stringify(rule) && !preview.isPlaceholderData && !preview.error;
  const found = isWhole && !preview.error ? preview.data : undefined;
  return (
    <Modal opened onClose={onClose} size="72rem" title={t("mappings-rule-title")} closeOnClickOutside={false} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="mapping-rule-dialog">
      <p className={classes.ruleWhy}>{t("mappings-rule-why")}</p>
      <div className={classes.ruleOn}>
        <span>{t("mappings-rule-on")}</span>
        <SegmentedControl size="xs" value={on} onChange={setOn} data={ON.map((value) => ({ value, label: t(`mappings-rule-on-${value}`) }))} aria-label={t("mappings-rule-on")} data-testid="rule-on" />
      </div>
      <TextInput label={t("mappings-rule-pattern")} description={t("mappings-rule-pattern-help", { asset: "${asset}" })} dir="ltr" spellCheck={false} value={pattern} onChange={(e) => setPattern(e.currentTarget.value)} styles={{ input: { fontFamily: "var(--font-mono)" } }} data-testid="rule-pattern" />
      <SimpleGrid cols={3} spacing="sm" mt="xs">
        <TextInput label={t("mappings-rule-asset")} description={t("mappings-rule-asset-help")} dir="ltr" spellCheck={false} value={asset} onChange={(e) => setAsset(e.currentTarget.value)} styles={{ input: { fontFamily: "var(--font-mono)" } }} data-testid="rule-asset" />
        <TextInput label={t("mappings-rule-metric")} description={t("mappings-rule-metric-help")} dir="ltr" spellCheck={false} value={metric} onChange={(e) => setMetric(e.currentTarget.value)} styles={{ input: { fontFamily: "var(--font-mono)" } }} data-testid="rule-metric" />
        <UnitPicker label={t("mappings-rule-unit")} description={t("mappings-rule-unit-help")} clearable value={sourceUnit} onChange={setSourceUnit} testId="rule-unit" />
      </SimpleGrid>
      {preview.error ? <FailureNotice failure={preview.error} /> : null}
      {found ? <Outcome preview={found} /> : null}
      {drafts.length > MOST ? <p className={classes.hint}>{t("mappings-rule-most", { most: format.integer(MOST) })}</p> : null}
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-cancel")}
        </Button>
        <Button disabled={!found || found.matched === 0 || !isCurrent} onClick={() => found && onFill(found)} data-testid="rule-fill">
          {t("mappings-rule-fill", { count: found?.matched ?? 0, shown: format.integer(found?.matched ?? 0) })}
        </Button>
      </Group>
    </Modal>
  );
}

function Outcome({ preview }: { preview: RulePreview }) {
  const t = useT();
  const format = useFormat();
  const counts = [
    { name: "matched", count: preview.matched, tone: "plain", shape: "circle" },
    { name: "refused", count: preview.refused, tone: preview.refused > 0 ? "warning" : "plain", shape: "triangle" },
    { name: "not-matched", count: preview.notMatched, tone: "plain", shape: "ring" },
  ] as const;
  return (
    <>
      <div className={classes.ruleCounts} role="status" data-testid="rule-counts" data-matched={preview.matched} data-refused={preview.refused} data-not-matched={preview.notMatched}>
        {counts.map(({ name, count, tone, shape }) => (
          <Mark key={name} tone={tone} shape={shape}>
            {t(`mappings-rule-${name}`)}: {format.integer(count)}
          </Mark>
        ))}
      </div>
      {preview.rows.length > 0 ? (
        <div className={classes.ruleRows}>
          <table>
            <tbody>
              {preview.rows.slice(0, SHOWN).map((row) => (
                <Row key={row.externalTag} row={row} />
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
      {preview.rows.length > SHOWN ? <p className={classes.hint}>{t("mappings-rule-shown", { shown: format.integer(SHOWN), all: format.integer(preview.rows.length) })}</p> : null}
    </>
  );
}

function Row({ row: { externalTag, target, problem } }: { row: RuleRow }) {
  const format = useFormat();
  const failureText = useFailureText();
  return (
    <tr>
      <td>
        <Tag>{partsOf(externalTag).identifier}</Tag>
      </td>
      <td>
        {target ? (
          <bdi dir="ltr">
            <Tag>{target.assetTag}</Tag> <Tag plain>{target.metricName}</Tag>{" "}
            <span className={classes.dim}>{target.sourceUnit === target.metricUnit ? format.unit(target.metricUnit) : `${format.unit(target.sourceUnit) || "–"} → ${format.unit(target.metricUnit) || "–"}`}</span>
          </bdi>
        ) : null}
        {problem ? <span className={classes.problem}>{failureText(problem).what}</span> : null}
      </td>
    </tr>
  );
}
