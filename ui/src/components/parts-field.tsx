//! So many of each part: what is in a van, or what a work order uses up.

import { NativeSelect, NumberInput } from "@mantine/core";
import type { PartCount } from "@/bindings";
import { RowButton } from "./row-button";
import { useT } from "@/text";
import { useResources } from "./use-resources";
import classes from "./parts-field.module.css";

export function PartsField({ parts, onChange }: { parts: PartCount[]; onChange: (parts: PartCount[]) => void }) {
  const t = useT();
  const resources = useResources();
  const left = resources.options("part").filter((option) => !parts.some((part) => part.partId === option.value));
  return (
    <div className={classes.parts}>
      {parts.map((part) => (
        <div key={part.partId} className={classes.part}>
          <span>{`${resources.codeOf(part.partId)} · ${resources.nameOf(part.partId)}`}</span>
          <NumberInput
            size="xs"
            w={76}
            min={1}
            allowDecimal={false}
            aria-label={t("ui-workforce-count-of", { part: resources.nameOf(part.partId) })}
            value={part.count}
            onChange={(count) => onChange(parts.map((each) => (each.partId === part.partId ? { ...each, count: Number(count) || 0 } : each)))}
          />
          <RowButton onClick={() => onChange(parts.filter((each) => each.partId !== part.partId))}>{t("ui-delete")}</RowButton>
        </div>
      ))}
      {left.length > 0 ? (
        <NativeSelect
          size="xs"
          aria-label={t("ui-workforce-part-add")}
          value=""
          onChange={(event) => event.currentTarget.value && onChange([...parts, { partId: event.currentTarget.value, count: 1 }])}
          data={[{ value: "", label: t("ui-workforce-part-add") }, ...left]}
          data-testid="part-add"
        />
      ) : null}
    </div>
  );
}
