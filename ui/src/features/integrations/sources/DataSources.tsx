//! All integrations, a card each.

import { IconPlugConnectedX } from "@tabler/icons-react";
import { Button } from "@mantine/core";
import { useCan, useCommand } from "@/api";
import { EmptyState, Loaded } from "@/components";
import { navigate } from "@/router";
import { useT } from "@/text";
import classes from "../integrations.module.css";
import { places } from "../places";
import { IntegrationCardView } from "./IntegrationCardView";

export function DataSources() {
  const t = useT();
  const query = useCommand("list_integrations", {});
  return (
    <Loaded
      query={query}
      testId="integration-list"
      isEmpty={(cards) => cards.length === 0}
      empty={
        <div className={classes.emptyCard}>
          <EmptyState icon={<IconPlugConnectedX size={32} stroke={1.3} />} title={t("integrations-empty")} action={<Offers />}>
            {t("integrations-empty-why")}
          </EmptyState>
        </div>
      }
    >
      {(cards) => (
        <div className={classes.cards}>
          {cards.map((card, i) => (
            <IntegrationCardView key={card.integration.id} card={card} index={i} />
          ))}
        </div>
      )}
    </Loaded>
  );
}

/** The first thing to do where there is nothing yet. */
function Offers() {
  const t = useT();
  const canManage = useCan("manage_integrations");
  const connectors = useCommand("list_connectors", {}, { enabled: canManage });
  return (connectors.data?.connectors ?? []).map(({ connector }, i) => (
    <Button key={connector} variant={i === 0 ? "filled" : "default"} onClick={() => navigate(places.create(connector))} data-testid={`integration-offer-${connector}`}>
      {t("integrations-add-kind", { kind: t(`connector-kind-${connector}`) })}
    </Button>
  ));
}
