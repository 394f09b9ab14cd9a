//! What a setting is called: one of a connector's field as the connector calls the field.

import type { SettingRow } from "@/bindings";

/** The message id of its name. */
export function nameIdOf({ key, connector, field }: Pick<SettingRow, "key" | "connector" | "field">): string {
  return connector && field ? `connector-${connector}-${field}` : `ui-setting-${key.replaceAll("_", "-")}`;
}
