//! The command palette (Ctrl+K): every action that is possible here, found by its words in the current language.

import { Kbd } from "@mantine/core";
import { Spotlight, spotlight, type SpotlightActionGroupData } from "@mantine/spotlight";
import { IconSearch } from "@tabler/icons-react";
import { useMemo } from "react";
import { Tag, useT } from "@/text";
import { useRegistry } from "./registry";

export const openPalette = () => spotlight.open();

export function Palette() {
  const t = useT();
  const { actions } = useRegistry();
  const groups = useMemo<SpotlightActionGroupData[]>(() => {
    const names = [...new Set(actions.map((action) => action.group))];
    return names.map((group) => ({
      group: t(group),
      actions: actions
        .filter((action) => action.group === group)
        .map((action) => ({
          id: action.id,
          label: t(action.label),
          onClick: action.run,
          rightSection: action.keys ? <Keys keys={action.keys} /> : undefined,
          "data-testid": `palette-${action.id}`,
        })),
    }));
  }, [actions, t]);
  return (
    <Spotlight
      actions={groups}
      shortcut="mod + K"
      // Also while a field or a radio has the focus, as every other key with a modifier.
      tagsToIgnore={[]}
      nothingFound={t("ui-palette-nothing")}
      highlightQuery
      limit={12}
      overlayProps={{ blur: 0, backgroundOpacity: 0.35 }}
      searchProps={{
        leftSection: <IconSearch size={16} />,
        placeholder: t("ui-palette-search"),
        "aria-label": t("ui-palette-search"),
      }}
    />
  );
}

export function Keys({ keys }: { keys: string }) {
  const parts = keys.split("+").map((part) => (part.trim() === "mod" ? "Ctrl" : part.trim().replace(/^./, (c) => c.toUpperCase())));
  return (
    <Tag plain>
      {parts.map((part) => (
        <Kbd key={part} size="xs" ms={2}>
          {part}
        </Kbd>
      ))}
    </Tag>
  );
}
