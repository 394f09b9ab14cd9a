//! What an SAP system has brought: assets that stand for its objects, and failures from its notifications; and the way to more.

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

export function SapPanel({ card }: { card: IntegrationCard }) {
  const t = useT();
  const format = useFormat();
  const may = useCan("manage_assets");
  const { id } = card.integration;
  const query = useCommand("get_sap_summary", { id });
  const [isOpen, setOpen] = useState(false);
  return (
    <Panel
      title={t("ui-sap-title")}
      testId="sap-panel"
      aside={
        may ? (
          <Button variant="default" size="compact-sm" leftSection={<IconTableImport size={14} />} onClick={() => setOpen(true)} data-testid="sap-take-in">
            {t("ui-sap-take-in")}
          </Button>
        ) : null
      }
    >
      <LastError card={card} />
      <Loaded query={query}>
        {(found) => (
          <dl className={classes.figures}>
            <div>
              <dt>{t("ui-sap-objects")}</dt>
              <dd data-testid="sap-objects" data-raw={found.objects}>{format.integer(found.objects)}</dd>
            </div>
            <div>
              <dt>{t("ui-sap-read-at")}</dt>
              <dd data-testid="sap-read-at" data-raw={found.readAt ?? ""}>
                <TimeText at={found.readAt} asAge />
              </dd>
            </div>
            <div>
              <dt>{t("ui-sap-changed-until")}</dt>
              <dd>
                <TimeText at={found.changedUntil} shape="second" />
              </dd>
            </div>
            <div>
              <dt>{t("ui-sap-notifications")}</dt>
              <dd data-testid="sap-notifications" data-raw={found.notifications}>{format.integer(found.notifications)}</dd>
            </div>
            <div>
              <dt>{t("ui-sap-failures")}</dt>
              <dd data-testid="sap-failures" data-raw={found.failures}>{format.integer(found.failures)}</dd>
            </div>
          </dl>
        )}
      </Loaded>
      {isEmpty(query.data) ? <p className={classes.dim}>{t("ui-sap-none-yet")}</p> : null}
      {isOpen ? <TakeIn id={id} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

/** Notifications of objects that no asset stands for are passed over. */
function isEmpty(summary: { objects: number } | undefined): boolean {
  return summary?.objects === 0;
}
