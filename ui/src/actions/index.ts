//! The registry of actions and what shows it.

export { Keys, openPalette, Palette } from "./palette";
export { ActionsProvider, useActions, type AppAction } from "./registry";
