//! Start and stop, once more for what has failed for good, and for the demo plant its speed. Stopping says what it costs: what
//! is not collected is a gap.

import { Button, Select, type ButtonSize } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop, IconRefresh } from "@tabler/icons-react";
import { useAction } from "@/api";
import type { IntegrationCard } from "@/bindings";
import { useConfirm } from "@/components";
import { useFormat, useT } from "@/text";

const SPEEDS = [1, 10, 60, 600, 3600];

export function StartStop({ card, size = "compact-sm" }: { card: IntegrationCard; size?: ButtonSize }) {
  const t = useT();
  const format = useFormat();
  const confirm = useConfirm();
  const { integration } = card;
  const start = useAction("start_integration");
  const stop = useAction("stop_integration");
  const setSpeed = useAction("set_demo_speed");
  const isActive = integration.status === "active";
  const askStop = async () => {
    const yes = await confirm({
      title: t("integrations-stop-title", { name: integration.name }),
      effect: t("integrations-stop-effect", { count: card.activeMappingCount }),
      confirm: t("integrations-stop"),
    });
    if (yes) stop.mutate({ id: integration.id });
  };
  const speeds = card.speed !== null && !SPEEDS.includes(card.speed) ? [...SPEEDS, card.speed].sort((a, b) => a - b) : SPEEDS;
  return (
    <>
      {isActive && card.connection.state === "failed" ? (
        <Button size={size} leftSection={<IconRefresh size={14} />} loading={start.isPending} onClick={() => start.mutate({ id: integration.id })} data-testid="integration-try-again">
          {t("integrations-try-again")}
        </Button>
      ) : null}
      {isActive ? (
        <Button variant="default" size={size} leftSection={<IconPlayerStop size={14} />} loading={stop.isPending} onClick={() => void askStop()} data-testid="integration-stop">
          {t("integrations-stop")}
        </Button>
      ) : (
        <Button size={size} leftSection={<IconPlayerPlay size={14} />} loading={start.isPending} onClick={() => start.mutate({ id: integration.id })} data-testid="integration-start">
          {t("integrations-start")}
        </Button>
      )}
      {card.speed === null ? null : (
        <Select
          size="xs"
          w={120}
          aria-label={t("integrations-speed")}
          data={speeds.map((v) => ({ value: String(v), label: t("integrations-speed-times", { times: format.integer(v) }) }))}
          value={String(card.speed)}
          disabled={setSpeed.isPending}
          onChange={(v) => v && setSpeed.mutate({ id: integration.id, speed: Number(v) })}
          data-testid="integration-speed"
        />
      )}
    </>
  );
}
