//! How much comes in and what is amiss, as labelled numbers; those that are abnormal lead to their list.

import { Anchor } from "@mantine/core";
import type { ReactNode } from "react";
import type { IntegrationCard } from "@/bindings";
import { ShapeIcon, TimeText } from "@/components";
import { links } from "@/router";
import { useFormat, useT } from "@/text";
import classes from "../integrations.module.css";
import { hasTags } from "./has-tags";

export function Figures({ card }: { card: IntegrationCard }) {
  const t = useT();
  const format = useFormat();
  const id = card.integration.id;
  const count = (value: number, href: string) =>
    value === 0 ? (
      <span>{format.integer(0)}</span>
    ) : (
      <Anchor href={href} size="sm" className={classes.amiss}>
        <ShapeIcon shape="triangle" size={9} /> {format.integer(value)}
      </Anchor>
    );
  if (!hasTags(card)) {
    return (
      <dl className={classes.figures}>
        <Figure label={t("ui-system-read-at")} testId="integration-last-sync" raw={card.integration.lastSyncAt ?? ""}>
          <TimeText at={card.integration.lastSyncAt} asAge />
        </Figure>
      </dl>
    );
  }
  return (
    <dl className={classes.figures}>
      <Figure label={t("integrations-rate")} testId="integration-rate" raw={card.readingsPerSecond}>
        {format.number(card.readingsPerSecond, { maximumFractionDigits: card.readingsPerSecond < 10 ? 1 : 0 })}
      </Figure>
      <Figure label={t("integrations-mappings")} testId="integration-mappings" raw={card.activeMappingCount}>
        <Anchor href={links.integrations({ tab: "signal-mappings", integration: id })} size="sm">
          {t("integrations-mappings-of", { active: format.integer(card.activeMappingCount), all: format.integer(card.mappingCount) })}
        </Anchor>
      </Figure>
      <Figure label={t("integrations-last-sync")} testId="integration-last-sync" raw={card.integration.lastSyncAt ?? ""}>
        <TimeText at={card.integration.lastSyncAt} asAge />
      </Figure>
      <Figure label={t("integrations-failed-tags")} testId="integration-failed-tags" raw={card.failedTagCount}>
        {count(card.failedTagCount, links.integrations({ tab: "signal-mappings", integration: id, show: "not-delivering" }))}
      </Figure>
      <Figure label={t("integrations-overflow")} testId="integration-overflow" raw={card.overflowCount}>
        {count(card.overflowCount, links.integration(id))}
      </Figure>
      <Figure label={t("integrations-gaps")} testId="integration-gaps" raw={card.gapCount24h}>
        {count(card.gapCount24h, links.integration(id))}
      </Figure>
    </dl>
  );
}

function Figure({ label, testId, raw, children }: { label: string; testId: string; raw: number | string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd data-testid={testId} data-raw={raw}>
        {children}
      </dd>
    </div>
  );
}
