//! The source has changed since it was mapped: found by the daily look, with the way to bind anew what has moved.

import { Anchor } from "@mantine/core";
import type { IntegrationCard } from "@/bindings";
import { TimeText } from "@/components";
import { links } from "@/router";
import { useFormat, useT } from "@/text";
import classes from "../integrations.module.css";
import { Notice } from "./LastError";

export function DriftNotice({ card }: { card: IntegrationCard }) {
  const t = useT();
  const format = useFormat();
  const { drift, integration } = card;
  if (!drift || drift.drifted === 0) return null;
  return (
    <Notice tone="warning" testId="integration-drift">
      <p>{t("integrations-drift", { count: drift.drifted, shown: format.integer(drift.drifted) })}</p>
      <p className={classes.dim}>
        <Anchor href={links.integrations({ tab: "signal-mappings", integration: integration.id, show: "drift" })} size="sm" data-testid="integration-drift-look">
          {t("integrations-drift-look")}
        </Anchor>{" "}
        · <TimeText at={drift.at} asAge />
      </p>
    </Notice>
  );
}
