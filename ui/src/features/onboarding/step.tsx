//! One step: its number or check mark, what it is for, what was found, and the way to the control that does it.

import { Button } from "@mantine/core";
import { IconArrowRight, IconCheck } from "@tabler/icons-react";
import type { OnboardingStepRow, TenantProfile } from "@/bindings";
import { useCan, useWorkspace } from "@/api";
import { Mark } from "@/components";
import { useFormat, useMessage, useT } from "@/text";
import { destination } from "./destination";
import { Profile } from "./profile";
import classes from "./onboarding.module.css";

interface StepProps {
  number: number;
  row: OnboardingStepRow;
  /** The first that is not done. */
  isNext: boolean;
  profile: TenantProfile;
  hasIntegration: boolean;
}

export function Step({ number, row, isNext, profile, hasIntegration }: StepProps) {
  const t = useT();
  const format = useFormat();
  const say = useMessage();
  const { central } = useWorkspace();
  const ownsPlatform = useCan("manage_tenants");
  const name = row.step.replaceAll("_", "-");
  const state = row.isDone ? "done" : isNext ? "next" : "open";
  const href = destination(row, { hasIntegration, isCentral: central !== null, ownsPlatform });
  return (
    <li className={classes.step} data-state={state} data-testid={`onboarding-step-${name}`} data-done={String(row.isDone)} aria-current={isNext ? "step" : undefined}>
      <span className={classes.badge} aria-hidden>
        {row.isDone ? <IconCheck size={18} stroke={2.4} /> : format.integer(number)}
      </span>
      <div className={classes.words}>
        <h2 className={classes.name}>
          <span className="hidden-visually">{format.integer(number)}. </span>
          {t(`ui-onboarding-${name}`)}
        </h2>
        <p className={classes.help}>{t(`ui-onboarding-${name}-help`)}</p>
        {row.step === "tenant_profile" ? <Profile profile={profile} isDone={row.isDone} /> : null}
        <p className={classes.found}>
          <Mark tone="plain" shape={row.isDone ? "circle" : "ring"}>
            {t(`ui-onboarding-step-${state}`)}
          </Mark>
          <span data-testid={`onboarding-found-${name}`}>{say(row.found)}</span>
        </p>
        {row.obstacle ? (
          <p className={classes.obstacle}>
            <Mark tone="warning" shape="triangle">
              {say(row.obstacle)}
            </Mark>
          </p>
        ) : null}
      </div>
      <div className={classes.way}>
        {href ? (
          <Button component="a" href={href} variant={isNext && row.step !== "tenant_profile" ? "filled" : "default"} rightSection={<IconArrowRight size={14} className="points" />} data-testid={`onboarding-go-${name}`}>
            {t(`ui-onboarding-${hasIntegration || !needsIntegration(row) ? name : "integrations"}-go`)}
          </Button>
        ) : (
          <p className={classes.help}>{t("ui-onboarding-tenant-profile-central")}</p>
        )}
      </div>
    </li>
  );
}

/** Without an integration there is nothing to test and no tag to map: the way leads to the first one. */
function needsIntegration({ step }: OnboardingStepRow): boolean {
  return step === "connection_test" || step === "signal_mappings";
}
