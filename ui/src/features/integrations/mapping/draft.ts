//! A mapping while a person is drawing it: texts as typed, checked before they are sent. Pure.
//! The server has the last word (units, duplicates, precision); what is said here is only what can be said at once.

import type { BrowseNode, CreatedMappings, Failure, IntegrationId, NewMapping, PreviewRequest } from "@/bindings";

export interface Draft {
  externalTag: string;
  /** As the source shows it: `Temperature`. */
  name: string;
  path: string[];
  dataType: string | null;
  assetId: string | null;
  metricName: string;
  sourceUnit: string;
  metricUnit: string;
  scale: string;
  offset: string;
}

export type DraftField = "assetId" | "metricName" | "sourceUnit" | "metricUnit" | "scale" | "offset";

/** A field's problem, as the Fluent id that says it. */
export type DraftProblems = Partial<Record<DraftField, string>>;

export function newDraft(node: BrowseNode): Draft {
  return {
    externalTag: node.tag,
    name: node.name,
    path: node.path,
    dataType: node.dataType,
    assetId: null,
    metricName: suggestMetric(node.name),
    sourceUnit: node.unit ?? "1",
    metricUnit: node.unit ?? "1",
    scale: "1",
    offset: "0",
  };
}

/** A metric's name from a tag's: `FIC-101.BearingTemp` -> `bearing_temp`. Only a proposal in an editable field. */
export function suggestMetric(tagName: string): string {
  const last = tagName.split(/[./\\:|]/).filter(Boolean).at(-1) ?? tagName;
  const name = last
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/[^A-Za-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .toLowerCase();
  return /^[a-z]/.test(name) ? name : name === "" ? "" : `m_${name}`;
}

/** A decimal as people type it, in either digits and with either separator, as plain text: `٠٫١` -> `0.1`. */
export function plainDecimal(typed: string): string {
  return typed
    .trim()
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x0660))
    .replace(/[\u06F0-\u06F9]/g, (d) => String(d.charCodeAt(0) - 0x06f0))
    .replaceAll("\u066C", "")
    .replaceAll("\u066B", ".")
    .replace(/[\u200E\u200F\u061C]/g, "")
    .replace(/^\u2212/, "-");
}

/** Exact decimals only: no exponent, no infinity, at most 28 digits (what the store keeps exactly). */
export function isDecimal(text: string): boolean {
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text) && text.replace(/\D/g, "").length <= 28;
}

/** What is wrong with scale and offset, as typed. */
export function numberProblems(typed: Pick<Draft, "scale" | "offset">): DraftProblems {
  const found: DraftProblems = {};
  const scale = plainDecimal(typed.scale);
  if (!isDecimal(scale)) found.scale = "mappings-problem-decimal";
  else if (!/[1-9]/.test(scale)) found.scale = "mappings-problem-scale-zero";
  if (!isDecimal(plainDecimal(typed.offset))) found.offset = "mappings-problem-decimal";
  return found;
}

/** The source is asked only for what could be stored: a preview never shows what its row refuses. */
export function canPreview(typed: Pick<Draft, "scale" | "offset">): boolean {
  return Object.keys(numberProblems(typed)).length === 0;
}

export function problemsOf(draft: Draft): DraftProblems {
  const found: DraftProblems = {};
  if (!draft.assetId) found.assetId = "mappings-problem-asset";
  if (!/^[a-z][a-z0-9_]{0,63}$/.test(draft.metricName)) found.metricName = "mappings-problem-metric";
  if (draft.sourceUnit.trim() === "") found.sourceUnit = "mappings-problem-unit";
  if (draft.metricUnit.trim() === "") found.metricUnit = "mappings-problem-unit";
  return { ...found, ...numberProblems(draft) };
}

/** Two drafts that would feed the same metric of the same asset: allowed, but worth saying. */
export function sharedMetrics(drafts: Draft[]): Set<string> {
  const seen = new Map<string, string>();
  const shared = new Set<string>();
  for (const draft of drafts) {
    if (!draft.assetId) continue;
    const key = `${draft.assetId}\n${draft.metricName}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, draft.externalTag);
    else shared.add(first).add(draft.externalTag);
  }
  return shared;
}

export function toNewMapping(draft: Draft, integrationId: IntegrationId): NewMapping {
  return {
    integrationId,
    externalTag: draft.externalTag,
    assetId: draft.assetId ?? "",
    metricName: draft.metricName,
    metricUnit: draft.metricUnit.trim(),
    sourceUnit: draft.sourceUnit.trim(),
    scale: plainDecimal(draft.scale),
    offset: plainDecimal(draft.offset),
  };
}

/** What became of those that were sent, by their tags: the stored ones are done, the others stay with their reason. */
export function verdicts(sent: NewMapping[], { rows }: CreatedMappings): { created: string[]; refused: Map<string, Failure> } {
  const created: string[] = [];
  const refused = new Map<string, Failure>();
  sent.forEach(({ externalTag }, i) => {
    const row = rows[i];
    if (row?.verdict === "refused") refused.set(externalTag, row.problem);
    else created.push(externalTag);
  });
  return { created, refused };
}

export function toPreviewRequest(draft: Pick<Draft, "externalTag" | "scale" | "offset" | "sourceUnit" | "metricUnit">): PreviewRequest {
  return {
    externalTag: draft.externalTag,
    scale: plainDecimal(draft.scale),
    offset: plainDecimal(draft.offset),
    sourceUnit: draft.sourceUnit.trim(),
    metricUnit: draft.metricUnit.trim(),
  };
}

/** The short name of an external tag, for where the whole one would not fit: `nsu=urn:plant;s=Plant.Counter` -> `Counter`. */
export function shortTag(externalTag: string): string {
  const identifier = /(?:^|;)[sigb]=(.*)$/s.exec(externalTag)?.[1] ?? externalTag;
  return identifier.split(/[./\\|]/).filter(Boolean).at(-1) ?? identifier;
}
