//! One integration as a card: what it is, what it is doing, how much comes in, what is and was wrong, and what can be done.

import { Anchor, Button, Group, Menu, ActionIcon, Modal } from "@mantine/core";
import { IconDots, IconPencil, IconPlugConnected, IconSitemap, IconTrash } from "@tabler/icons-react";
import { useState } from "react";
import { useCan } from "@/api";
import type { IntegrationCard } from "@/bindings";
import { ConnectionBadge, SimulatedMark } from "@/components";
import { links, navigate } from "@/router";
import { Tag, useT } from "@/text";
import classes from "../integrations.module.css";
import { places } from "../places";
import { TestPanel } from "../test/TestPanel";
import { useTest } from "../test/useTest";
import { addressOf } from "./address";
import { DriftNotice } from "./DriftNotice";
import { Figures } from "./Figures";
import { hasTags } from "./has-tags";
import { LastError } from "./LastError";
import { LogLines } from "./LogLines";
import { Since } from "./Since";
import { StartStop } from "./StartStop";
import { plainState } from "./state";
import { useDeleteIntegration } from "./useDelete";

export function IntegrationCardView({ card, index }: { card: IntegrationCard; index: number }) {
  const t = useT();
  const canManage = useCan("manage_integrations");
  const canMap = useCan("manage_mappings");
  const remove = useDeleteIntegration();
  const { integration, connection } = card;
  const [isTesting, setTesting] = useState(false);
  const address = addressOf(integration);
  return (
    <section className={classes.card} data-testid={`integration-row-${index}`} data-name={integration.name} data-status={plainState(card)}>
      <header className={classes.cardHead}>
        <div className={classes.cardNames}>
          <Anchor href={links.integration(integration.id)} className={classes.cardName} data-testid={`integration-open-${index}`}>
            <bdi>{integration.name}</bdi>
          </Anchor>
          <span className={classes.dim}>
            {t(`connector-kind-${integration.connector}`)}
            {address ? (
              <>
                {" "}
                · <Tag>{address}</Tag>
              </>
            ) : null}
          </span>
        </div>
        {integration.connector === "demo" ? <SimulatedMark compact /> : null}
        {canManage ? (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon aria-label={t("integrations-more")} data-testid={`integration-more-${index}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={14} />} onClick={() => navigate(places.edit(integration.id))} data-testid="integration-edit">
                {t("ui-edit")}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={14} />} color="alarm" onClick={() => void remove(card)} data-testid="integration-delete">
                {t("ui-delete")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
      </header>
      <div className={classes.stateRow} data-testid="integration-state" data-status={plainState(card)}>
        <ConnectionBadge connection={connection} />
        <Since at={card.since} className={classes.dim} />
      </div>
      <LastError card={card} />
      <DriftNotice card={card} />
      <Figures card={card} />
      {card.recent.length > 0 ? (
        <div className={classes.recent} data-testid={`integration-recent-${index}`} aria-label={t("integrations-log")} role="group">
          <LogLines lines={card.recent} testId="integration-recent-line" />
        </div>
      ) : null}
      {canManage || canMap ? (
        <Group gap="xs" className={classes.cardActions}>
          {canManage ? (
            <Button variant="default" size="compact-sm" leftSection={<IconPlugConnected size={14} />} onClick={() => setTesting(true)} data-testid={`integration-test-${index}`}>
              {t("integrations-test")}
            </Button>
          ) : null}
          {canMap && hasTags(card) ? (
            <Button variant="default" size="compact-sm" leftSection={<IconSitemap size={14} />} onClick={() => navigate(places.map(integration.id))} data-testid={`integration-map-${index}`}>
              {t("integrations-map")}
            </Button>
          ) : null}
          {canManage ? <StartStop card={card} /> : null}
        </Group>
      ) : null}
      {isTesting ? <TestDialog card={card} onClose={() => setTesting(false)} /> : null}
    </section>
  );
}

/** Tests the integration as it is stored. */
export function TestDialog({ card, onClose }: { card: IntegrationCard; onClose: () => void }) {
  const t = useT();
  const test = useTest();
  const run = () => test.run(card.integration.id);
  return (
    <Modal opened onClose={onClose} size="xl" title={t("integrations-test-of", { name: card.integration.name })} closeButtonProps={{ "aria-label": t("ui-close") }} data-testid="test-dialog">
      <TestPanel test={test} onAgain={run} />
      <Group justify="flex-end" mt="md" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t("ui-close")}
        </Button>
        <Button loading={test.isRunning} onClick={run} data-testid="integration-test">
          {t("integrations-test")}
        </Button>
      </Group>
    </Modal>
  );
}

/** The same, without a card around it. */
export function TestButton({ card }: { card: IntegrationCard }) {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" leftSection={<IconPlugConnected size={15} />} onClick={() => setOpen(true)} data-testid="integration-test-open">
        {t("integrations-test")}
      </Button>
      {isOpen ? <TestDialog card={card} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

