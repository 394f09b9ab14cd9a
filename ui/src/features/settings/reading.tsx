//! Language, theme, digits, calendar and time zone: each takes effect at once, with an example of what it does.

import { SegmentedControl } from "@mantine/core";
import type { ReactNode } from "react";
import { Panel, useChangePreferences, useNow, ZonePicker } from "@/components";
import { useFormat, useText, type Calendar, type Digits, type Language, type Theme } from "@/text";
import classes from "./settings.module.css";

export function Reading() {
  const { t, preferences } = useText();
  const format = useFormat();
  const now = useNow();
  const change = useChangePreferences();
  return (
    <Panel title={t("ui-settings-reading")}>
      <Row label={t("ui-settings-language")}>
        <SegmentedControl
          size="xs"
          value={preferences.language}
          onChange={(value) => change({ language: value as Language })}
          data={[
            { value: "en", label: "English" },
            { value: "ar", label: "العربية" },
          ]}
          data-testid="setting-language"
        />
      </Row>
      <Row label={t("ui-theme")}>
        <SegmentedControl
          size="xs"
          value={preferences.theme}
          onChange={(value) => change({ theme: value as Theme })}
          data={(["light", "dark", "auto"] as const).map((value) => ({ value, label: t(`ui-theme-${value}`) }))}
          data-testid="setting-theme"
        />
      </Row>
      <Row label={t("ui-settings-digits")}>
        <SegmentedControl
          size="xs"
          value={preferences.digits}
          onChange={(value) => change({ digits: value as Digits })}
          data={[
            { value: "latn", label: "0123456789" },
            { value: "arab", label: "٠١٢٣٤٥٦٧٨٩" },
          ]}
          data-testid="setting-digits"
        />
      </Row>
      <Row label={t("ui-settings-calendar")}>
        <SegmentedControl
          size="xs"
          value={preferences.calendar}
          onChange={(value) => change({ calendar: value as Calendar })}
          data={[
            { value: "gregory", label: t("ui-settings-calendar-gregory") },
            { value: "islamic-umalqura", label: t("ui-settings-calendar-umalqura") },
          ]}
          data-testid="setting-calendar"
        />
      </Row>
      <Row label={t("ui-time-zone")} hint={t("ui-settings-time-zone-why")}>
        <ZonePicker
          withWishes
          size="xs"
          w={260}
          aria-label={t("ui-time-zone")}
          value={preferences.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          testId="setting-time-zone"
        />
      </Row>
      <Row label={t("ui-settings-example")}>
        <span className={classes.example} data-testid="setting-example">
          <bdi>{format.time(now, "second")}</bdi> <bdi dir="ltr">{format.offset(now)}</bdi>
          <bdi dir="ltr">{format.withUnit(1234.5, "kPa")}</bdi>
          <bdi>{format.percent(0.125, 1)}</bdi>
        </span>
      </Row>
    </Panel>
  );
}

export function Row({ label, hint, children }: { label: ReactNode; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.row}>
      <div>
        <div className={classes.label}>{label}</div>
        {hint ? <div className={classes.hint}>{hint}</div> : null}
      </div>
      <div className={classes.value}>{children}</div>
    </div>
  );
}
