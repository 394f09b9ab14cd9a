//! Mantine set up for a control room: dense, square, grey; one muted accent. Colours of states live in global.css.

import { ActionIcon, Button, createTheme, Modal, Tooltip, type MantineColorsTuple } from "@mantine/core";

/** The muted steel blue of things that can be acted on. */
const steel: MantineColorsTuple = [
  "#eef3f6",
  "#dce5eb",
  "#b8cad6",
  "#92aec0",
  "#7297ae",
  "#5b86a1",
  "#3f6f8c",
  "#2c5a76",
  "#234a62",
  "#1a394d",
];

/** A saturated red kept for what destroys and for what has failed. */
const alarm: MantineColorsTuple = [
  "#fdecea",
  "#f9d3cf",
  "#f1a69f",
  "#e9766b",
  "#e24e40",
  "#d63425",
  "#bf2a1d",
  "#a32217",
  "#861b12",
  "#68130c",
];

/** Greys with a trace of blue, used by Mantine for its own dark surfaces. */
const dark: MantineColorsTuple = [
  "#dfe4e7",
  "#b3bcc2",
  "#8e999f",
  "#626d74",
  "#414a50",
  "#333b41",
  "#262d31",
  "#1f2529",
  "#181c1f",
  "#121618",
];

export const theme = createTheme({
  primaryColor: "steel",
  primaryShade: { light: 7, dark: 6 },
  colors: { steel, alarm, dark },
  defaultRadius: 3,
  fontFamily: "'IBM Plex Sans', 'IBM Plex Sans Arabic', sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', monospace",
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.1875rem" },
  lineHeights: { xs: "1.35", sm: "1.4", md: "1.45", lg: "1.45", xl: "1.35" },
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "1.3125rem", lineHeight: "1.3" },
      h2: { fontSize: "1rem", lineHeight: "1.4" },
      h3: { fontSize: "0.875rem", lineHeight: "1.4" },
    },
  },
  spacing: { xs: "0.5rem", sm: "0.75rem", md: "1rem", lg: "1.5rem", xl: "2.25rem" },
  cursorType: "pointer",
  focusRing: "auto",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: "xs" }, styles: { label: { fontWeight: 550 } } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray" } }),
    TextInput: { defaultProps: { size: "sm" } },
    PasswordInput: { defaultProps: { size: "sm" } },
    NumberInput: { defaultProps: { size: "sm" } },
    Textarea: { defaultProps: { size: "sm", autosize: true, minRows: 2 } },
    Select: { defaultProps: { size: "sm", allowDeselect: false, checkIconPosition: "right" } },
    Modal: Modal.extend({
      defaultProps: { centered: true, overlayProps: { backgroundOpacity: 0.4 }, transitionProps: { duration: 80 } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, events: { hover: true, focus: true, touch: true } } }),
    Menu: { defaultProps: { shadow: "md", transitionProps: { duration: 60 } } },
  },
});
