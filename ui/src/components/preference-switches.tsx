//! Language and theme, one click each, on every page from the first run on. A signed-in person's choice is kept with them.

import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from "@tabler/icons-react";
import { useCallback } from "react";
import { useAction, useSession } from "@/api";
import { useText, type Preferences, type Theme } from "@/text";

/** What was switched before anyone signed in; taken over by the person who then does. */
let chosen: Partial<Preferences> = {};
export const wasChosenHere = {
  take(): Partial<Preferences> {
    const all = chosen;
    chosen = {};
    return all;
  },
};

/** Changes how the page reads at once, and keeps it with the person. */
export function useChangePreferences(): (part: Partial<Preferences>) => void {
  const { preferences, change } = useText();
  const session = useSession();
  const { mutate } = useAction("save_preferences");
  const signedIn = session !== null && !session.isLocked;
  return useCallback(
    (part) => {
      change(part);
      if (signedIn) mutate({ preferences: { ...preferences, ...part } });
      else chosen = { ...chosen, ...part };
    },
    [preferences, change, signedIn, mutate],
  );
}

export function LanguageSwitch() {
  const { t, preferences } = useText();
  const change = useChangePreferences();
  const other = preferences.language === "ar" ? "en" : "ar";
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      leftSection={<IconLanguage size={16} />}
      onClick={() => change({ language: other })}
      aria-label={t("ui-switch-language")}
      lang={other}
      data-testid="language-switch"
    >
      {/* Each language's name is written in that language. */}
      {other === "ar" ? "العربية" : "English"}
    </Button>
  );
}

const nextTheme: Record<Theme, Theme> = { light: "dark", dark: "auto", auto: "light" };

export function ThemeSwitch() {
  const { t, preferences } = useText();
  const change = useChangePreferences();
  const Icon = { light: IconSun, dark: IconMoon, auto: IconDeviceDesktop }[preferences.theme];
  const label = t(`ui-theme-${preferences.theme}`);
  return (
    <Tooltip label={label}>
      <ActionIcon
        onClick={() => change({ theme: nextTheme[preferences.theme] })}
        aria-label={`${t("ui-theme")}: ${label}`}
        data-testid="theme-switch"
      >
        <Icon size={17} />
      </ActionIcon>
    </Tooltip>
  );
}
