//! What dispatch weighs against each other: lateness, waiting, the road, and what is left undone.

import { TextInput } from "@mantine/core";
import { useT } from "@/text";
import classes from "./cost.module.css";
import { DISPATCH_FIELDS, rateProblem, type Draft } from "./draft";

export function DispatchTariff({ draft, disabled, set }: { draft: Draft; disabled: boolean; set: <F extends keyof Draft>(field: F, value: Draft[F]) => void }) {
  const t = useT();
  return (
    <>
      <p className={classes.hint}>{t("ui-cost-dispatch-why")}</p>
      <fieldset className={classes.tariff} disabled={disabled}>
        {DISPATCH_FIELDS.map((field) => {
          const problem = rateProblem(draft.dispatch[field]);
          return (
            <TextInput
              key={field}
              label={t(`ui-dispatch-rate-${field}`)}
              dir="ltr"
              inputMode="decimal"
              value={draft.dispatch[field]}
              error={problem ? t(problem) : undefined}
              onChange={(e) => set("dispatch", { ...draft.dispatch, [field]: e.currentTarget.value })}
              rightSection={<span className={classes.unit}>{draft.currency}</span>}
              rightSectionWidth={52}
              data-testid={`field-dispatch-${field}`}
            />
          );
        })}
      </fieldset>
    </>
  );
}
