//! Below a draft: what its tag most likely feeds and why, to be taken or not.

import { Button } from "@mantine/core";
import type { Suggestion } from "@/bindings";
import { Tag, useMessage, useT } from "@/text";
import classes from "./mapping.module.css";

export function SuggestionLine({ suggestion, index, onTake }: { suggestion: Suggestion; index: number; onTake: () => void }) {
  const t = useT();
  const say = useMessage();
  const reasons = suggestion.reasons.map((reason) => say(reason)).join(t("mappings-suggest-comma"));
  return (
    <span className={classes.suggestion} data-testid={`mapping-suggestion-${index}`} data-asset={suggestion.assetTag} data-metric={suggestion.metricName}>
      <span className={classes.dim}>{t("mappings-suggest-one")}</span>
      <bdi dir="ltr">
        <Tag>{suggestion.assetTag}</Tag> <Tag plain>{suggestion.metricName}</Tag>
      </bdi>
      <span className={classes.reasons} title={reasons}>
        {reasons}
      </span>
      <Button size="compact-xs" variant="default" onClick={onTake} data-testid={`mapping-suggestion-take-${index}`}>
        {t("mappings-suggest-take")}
      </Button>
    </span>
  );
}
