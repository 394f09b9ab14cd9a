//! The completion screen: what was reached, and where the daily work goes on.

import { Button, Group } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import type { Onboarding } from "@/bindings";
import { Panel } from "@/components";
import { links } from "@/router";
import { useMessage, useT } from "@/text";
import classes from "./onboarding.module.css";

export function Complete({ onboarding }: { onboarding: Onboarding }) {
  const t = useT();
  const say = useMessage();
  return (
    <Panel testId="onboarding-complete">
      <div className={classes.complete}>
        <IconCircleCheck size={44} stroke={1.3} aria-hidden />
        <h2 className={classes.completeTitle}>{t("ui-onboarding-complete")}</h2>
        <p className={classes.completeWhy}>{t("ui-onboarding-complete-why")}</p>
        <ul className={classes.reached}>
          {onboarding.steps.map(({ step, found }) => (
            <li key={step}>
              <b>{t(`ui-onboarding-${step.replaceAll("_", "-")}`)}</b>
              <span>{say(found)}</span>
            </li>
          ))}
        </ul>
        <Group gap="xs" justify="center">
          <Button component="a" href={links.dashboard()} data-testid="onboarding-to-dashboard">
            {t("ui-onboarding-complete-dashboard")}
          </Button>
          <Button component="a" variant="default" href={links.optimization()}>
            {t("ui-onboarding-complete-optimization")}
          </Button>
          <Button component="a" variant="default" href={links.workOrders()}>
            {t("ui-onboarding-complete-work-orders")}
          </Button>
        </Group>
      </div>
    </Panel>
  );
}
