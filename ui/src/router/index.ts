//! Addresses and where the person is.

export { landingOn, useLanding } from "./focus";
export { links, type AdministrationTab, type AssetTab, type IntegrationsTab, type OptimizationPage, type SettingsTab, type SyncTab } from "./links";
export { navigate, parsePlace, useParam, usePlace, writePlace, type Place } from "./place";
