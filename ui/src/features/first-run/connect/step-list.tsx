//! The steps of the wizard: which are done, where one is, and going back to one that is done.

import { useFormat, useT } from "@/text";
import classes from "./connect.module.css";
import type { Step } from "./values";

export function StepList({ steps, at, mayGo, onGo }: { steps: readonly Step[]; at: Step; mayGo: (step: Step) => boolean; onGo: (step: Step) => void }) {
  const t = useT();
  const format = useFormat();
  const now = steps.indexOf(at);
  return (
    <ol className={classes.steps} aria-label={t("ui-connect-steps")}>
      {steps.map((step, i) => (
        <li key={step} aria-current={i === now ? "step" : undefined} data-done={i < now || undefined} data-testid={`connect-step-${step}`}>
          <button type="button" disabled={!mayGo(step)} onClick={() => onGo(step)}>
            <span className={classes.number} aria-hidden>
              {i < now ? "✓" : format.integer(i + 1)}
            </span>
            {t(`ui-connect-step-${step}`)}
            {i < now ? <span className="hidden-visually">{t("ui-connect-step-done")}</span> : null}
          </button>
        </li>
      ))}
    </ol>
  );
}
