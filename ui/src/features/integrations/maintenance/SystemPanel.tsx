//! What a maintenance system has brought: assets that stand for its objects, and their history; and the way to more.

import { Button } from "@mantine/core";
import { IconTableImport } from "@tabler/icons-react";
import { useState } from "react";
import { useCan, useCommand } from "@/api";
import type { IntegrationCard } from "@/bindings";
import { Loaded, Panel, TimeText } from "@/components";
import { useFormat, useT } from "@/text";
import classes from "../integrations.module.css";
import { LastError } from "../sources/LastError";
import { TakeIn } from "./TakeIn";

export function SystemPanel({ card }: { card: IntegrationCard }) {
  const t = useT();
  const format = useFormat();
  const may = useCan("manage_assets");
  const { id } = card.integration;
  const query = useCommand("get_maintenance_summary", { id });
  const [isOpen, setOpen] = useState(false);
  const system = query.data?.system ?? "–";
  return (
    <Panel
      title={t("ui-system-title", { system })}
      testId="system-panel"
      aside={
        may ? (
          <Button variant="default" size="compact-sm" leftSection={<IconTableImport size={14} />} onClick={() => setOpen(true)} data-testid="system-take-in">
            {t("ui-system-take-in")}
          </Button>
        ) : null
      }
    >
      <LastError card={card} />
      <Loaded query={query}>
        {(found) => (
          <dl className={classes.figures}>
            <div>
              <dt>{t("ui-system-objects", { system })}</dt>
              <dd data-testid="system-objects" data-raw={found.objects}>{format.integer(found.objects)}</dd>
            </div>
            <div>
              <dt>{t("ui-system-read-at")}</dt>
              <dd data-testid="system-read-at" data-raw={found.readAt ?? ""}>
                <TimeText at={found.readAt} asAge />
              </dd>
            </div>
            <div>
              <dt>{t("ui-system-changed-until", { system })}</dt>
              <dd>
                <TimeText at={found.changedUntil} shape="second" />
              </dd>
            </div>
            <div>
              <dt>{t("ui-system-changes")}</dt>
              <dd data-testid="system-changes" data-raw={found.read}>{format.integer(found.read)}</dd>
            </div>
            <div>
              <dt>{t("ui-system-recorded")}</dt>
              <dd data-testid="system-recorded" data-raw={found.recorded}>{format.integer(found.recorded)}</dd>
            </div>
            <div>
              <dt>{t("ui-system-orders", { system })}</dt>
              <dd data-testid="system-orders" data-raw={found.orders}>{format.integer(found.orders)}</dd>
            </div>
          </dl>
        )}
      </Loaded>
      {isEmpty(query.data) ? <p className={classes.dim}>{t("ui-system-none-yet", { system })}</p> : null}
      {isOpen && query.data ? <TakeIn id={id} system={system} kinds={query.data.kinds} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

/** What befalls objects that no asset stands for is passed over. */
function isEmpty(summary: { objects: number } | undefined): boolean {
  return summary?.objects === 0;
}
