//! Values that hold where nothing else is said: the platform's default and what this tenant says instead, each with the value
//! in force and where it comes from.

import { Button } from "@mantine/core";
import { useState } from "react";
import type { SettingRow } from "@/bindings";
import { useCan, useCommand, useWorkspace } from "@/api";
import { AwayNotice, EmptyState, Loaded, Mark, NeedsLink, Panel, PlainTable } from "@/components";
import { Tag, useText } from "@/text";
import { nameIdOf } from "./setting-name";
import { SettingDialog } from "./setting-dialog";
import { SettingValue } from "./setting-value";
import classes from "./settings.module.css";

export function Defaults() {
  const { t, has } = useText();
  const query = useCommand("list_settings", {});
  const mayTenant = useCan("manage_integrations");
  const mayPlatform = useCan("manage_tenants");
  const { central } = useWorkspace();
  const [edited, setEdited] = useState<{ setting: SettingRow; level: "tenant" | "platform" } | null>(null);
  const nameOf = (row: SettingRow) => (has(nameIdOf(row)) ? t(nameIdOf(row)) : row.key);
  // Where no tenant is opened a platform owner has no tenant of their own to say anything for.
  const hasTenant = !central?.isPlatform || central.openedTenant !== null;
  return (
    <Panel flush title={t("ui-settings-defaults")}>
      <p className={classes.lead}>{t("ui-settings-defaults-why")}</p>
      <AwayNotice>{t("ui-settings-defaults-away")}</AwayNotice>
      <Loaded query={query} testId="settings-list" isEmpty={(rows) => rows.length === 0} empty={<EmptyState title={t("ui-settings-defaults-none")} />}>
        {(rows) => (
          <PlainTable
            label={t("ui-settings-defaults")}
            rows={rows}
            rowKey={(row) => row.key}
            rowProps={(row, index) => ({ "data-testid": `setting-row-${index}`, "data-key": row.key, "data-origin": row.origin })}
            columns={[
              {
                id: "name",
                header: t("ui-settings-default-name"),
                cell: (row) => (
                  <>
                    <span className={classes.label}>{nameOf(row)}</span>
                    <div className={classes.hint}>{row.connector ? t(`connector-kind-${row.connector}`) : <Tag>{row.key}</Tag>}</div>
                  </>
                ),
              },
              { id: "value", header: t("ui-settings-in-force"), cell: (row) => <SettingValue setting={row} value={row.value} /> },
              {
                id: "origin",
                header: t("ui-settings-origin"),
                cell: (row) => (
                  <Mark tone="plain" shape={row.origin === "tenant" ? "circle" : row.origin === "platform" ? "half" : "ring"}>
                    {t(`ui-origin-${row.origin.replaceAll("_", "-")}`)}
                  </Mark>
                ),
              },
              { id: "platform", header: t("ui-settings-platform-default"), cell: (row) => <SettingValue setting={row} value={row.platformValue} /> },
              {
                id: "acts",
                header: "",
                align: "end",
                cell: (row) => (
                  <NeedsLink>
                    {(off) => (
                      <span className={classes.acts}>
                        {mayTenant && hasTenant ? (
                          <Button variant="subtle" size="compact-sm" disabled={off} onClick={() => setEdited({ setting: row, level: "tenant" })} data-testid={`setting-edit-${row.key}`}>
                            {t("ui-settings-set-tenant")}
                          </Button>
                        ) : null}
                        {mayPlatform ? (
                          <Button variant="subtle" size="compact-sm" disabled={off} onClick={() => setEdited({ setting: row, level: "platform" })} data-testid={`setting-platform-${row.key}`}>
                            {t("ui-settings-set-platform")}
                          </Button>
                        ) : null}
                      </span>
                    )}
                  </NeedsLink>
                ),
              },
            ]}
          />
        )}
      </Loaded>
      {edited ? <SettingDialog key={`${edited.level} ${edited.setting.key}`} {...edited} name={nameOf(edited.setting)} onClose={() => setEdited(null)} /> : null}
    </Panel>
  );
}
