//! Addresses and where the person is.

export { links, type AssetTab, type IntegrationsTab, type OptimizationPage, type SettingsTab } from "./links";
export { navigate, parsePlace, useParam, usePlace, writePlace, type Place } from "./place";
