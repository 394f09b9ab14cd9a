//! From an empty workspace to the first optimization: six steps, their progress, and what comes after.

import { Button, Progress } from "@mantine/core";
import { useState } from "react";
import type { Onboarding } from "@/bindings";
import { useCommand } from "@/api";
import { Loaded, Page, Panel } from "@/components";
import { useFormat, useT } from "@/text";
import { Complete } from "./complete";
import { Step } from "./step";
import classes from "./onboarding.module.css";

export default function OnboardingPage() {
  const t = useT();
  const query = useCommand("get_onboarding", {});
  return (
    <Page testId="onboarding" title={t("ui-nav-onboarding")} subtitle={t("ui-onboarding-why")}>
      <Loaded query={query} testId="onboarding-state">
        {(data) => <Steps onboarding={data} />}
      </Loaded>
    </Page>
  );
}

function Steps({ onboarding }: { onboarding: Onboarding }) {
  const t = useT();
  const { steps, isComplete } = onboarding;
  const [shown, setShown] = useState(false);
  const next = steps.find((step) => !step.isDone)?.step;
  return (
    <div className={classes.page}>
      <ProgressLine onboarding={onboarding} />
      {isComplete ? (
        <>
          <Complete onboarding={onboarding} />
          <div>
            <Button variant="subtle" size="compact-sm" onClick={() => setShown(!shown)} aria-expanded={shown} data-testid="onboarding-show-steps">
              {t(shown ? "ui-onboarding-hide-steps" : "ui-onboarding-show-steps")}
            </Button>
          </div>
        </>
      ) : null}
      {!isComplete || shown ? (
        <Panel flush>
          <ol className={classes.steps}>
            {steps.map((step, i) => (
              <Step key={step.step} number={i + 1} row={step} isNext={step.step === next} profile={onboarding.profile} hasIntegration={steps.some((s) => s.step === "integrations" && s.isDone)} />
            ))}
          </ol>
        </Panel>
      ) : null}
    </div>
  );
}

function ProgressLine({ onboarding: { done, steps } }: { onboarding: Onboarding }) {
  const t = useT();
  const format = useFormat();
  const said = t("ui-onboarding-done-of", { done: format.integer(done), all: format.integer(steps.length) });
  return (
    <div className={classes.progress} data-testid="onboarding-progress" data-done={done} data-all={steps.length}>
      <Progress.Root size={8} radius={2} className={classes.track}>
        <Progress.Section value={(100 * done) / steps.length} color="var(--accent)" aria-label={t("ui-onboarding-progress")} aria-valuetext={said} />
      </Progress.Root>
      <span role="status">{said}</span>
    </div>
  );
}
