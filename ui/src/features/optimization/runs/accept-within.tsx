//! Accepting all of the fleet's cost of waiting, as far ahead as a person means to plan: the count is said before, and what
//! lies beyond stays a proposal, to be calculated anew when it comes near.

import { useState } from "react";
import { useCommand } from "@/api";
import type { RunRow } from "@/bindings";
import { FormDialog } from "@/components/form-dialog";
import { useT } from "@/text";
import { NumberField } from "./fields";
import classes from "./runs.module.css";

const DEFAULT_DAYS = 90;
const MOST_DAYS = 36_500;

export function AcceptWithin({ row, onAccept, onClose }: { row: RunRow; onAccept: (days: number) => void; onClose: () => void }) {
  const t = useT();
  const [days, setDays] = useState(DEFAULT_DAYS);
  const isDays = Number.isInteger(days) && days >= 1 && days <= MOST_DAYS;
  const asked = { runId: row.run.id, status: "proposed" as const, limit: 1 };
  const within = useCommand("list_proposals", { ...asked, withinDays: days }, { enabled: isDays });
  const all = useCommand("list_proposals", { ...asked, withinDays: MOST_DAYS });
  const count = isDays ? within.data?.total : undefined;
  const later = count === undefined || all.data === undefined ? undefined : all.data.total - count;
  return (
    <FormDialog
      opened
      title={t("ui-run-accept-title")}
      onClose={onClose}
      onSubmit={() => {
        if (!count) return;
        onAccept(days);
        onClose();
      }}
      submitLabel={count === undefined ? t("ui-optimization-accept") : t("ui-run-accept-all", { count })}
      submitTestId="accept-within-ok"
      isBlocked={!count}
      testId="accept-within"
    >
      <NumberField label={t("ui-run-accept-within")} description={t("ui-run-accept-within-why")} value={days} onChange={setDays} testId="accept-within-days" />
      <p className={classes.note} role="status" data-testid="accept-within-count" data-count={count} data-later={later}>
        {count === undefined ? (isDays ? t("ui-loading") : t("ui-run-accept-within-wrong", { most: MOST_DAYS })) : t("ui-run-accept-effect-deferral", { count })}{" "}
        {later ? t("ui-run-accepted-later", { count: later }) : null}
      </p>
    </FormDialog>
  );
}
