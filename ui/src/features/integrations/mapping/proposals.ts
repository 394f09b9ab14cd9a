//! What rules and likeness propose for drafts, and taking it over. Pure; nothing is taken but by a person.

import type { RulePreview, SeenTag, Suggestion } from "@/bindings";
import type { Draft } from "./draft";

export function seen(draft: Draft): SeenTag {
  const unit = draft.sourceUnit.trim();
  return { externalTag: draft.externalTag, name: draft.name, path: draft.path, ...(unit === "" || unit === "1" ? {} : { unit }) };
}

/** A draft with what was suggested; its own source unit stays. */
export function withSuggestion(draft: Draft, suggestion: Suggestion): Draft {
  return { ...draft, assetId: suggestion.assetId, metricName: suggestion.metricName, metricUnit: suggestion.metricUnit };
}

/** All drafts with what the rule makes of those that it matches. */
export function withRule(drafts: Draft[], { rows }: RulePreview): Draft[] {
  const targets = new Map(rows.flatMap((row) => (row.target ? [[row.externalTag, row.target] as const] : [])));
  return drafts.map((draft) => {
    const target = targets.get(draft.externalTag);
    if (!target) return draft;
    const { assetId, metricName, metricUnit, sourceUnit } = target;
    return { ...draft, assetId, metricName, metricUnit, sourceUnit };
  });
}

/** Those that still need an asset: nobody's own choice is argued with. */
export function open(drafts: Draft[]): Draft[] {
  return drafts.filter((draft) => draft.assetId === null);
}
