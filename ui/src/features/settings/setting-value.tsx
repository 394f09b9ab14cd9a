//! A setting's value in words: numbers with their unit, switches as on and off, choices by their names.

import type { SettingRow } from "@/bindings";
import { Tag, useFormat, useText } from "@/text";
import { nameIdOf } from "./setting-name";

export function SettingValue({ setting, value }: { setting: SettingRow; value: unknown }) {
  const { t, has } = useText();
  const format = useFormat();
  if (value === null || value === undefined || value === "") return <span>–</span>;
  if (typeof value === "boolean") return <span>{t(value ? "ui-settings-on" : "ui-settings-off")}</span>;
  if (typeof value === "number") {
    const unit = setting.kind === "number" && setting.unit ? (has(`ui-setting-unit-${setting.unit}`) ? t(`ui-setting-unit-${setting.unit}`) : format.unit(setting.unit)) : "";
    return (
      <span>
        {format.number(value)} {unit}
      </span>
    );
  }
  const choice = `${nameIdOf(setting)}-${String(value)}`;
  if (setting.kind === "select" && has(choice)) return <span>{t(choice)}</span>;
  return <Tag plain>{typeof value === "string" ? value : JSON.stringify(value)}</Tag>;
}
