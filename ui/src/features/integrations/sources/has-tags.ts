//! A maintenance system has no tags to map and no readings to count.

import type { ConnectorKind, IntegrationCard } from "@/bindings";

const WITHOUT: readonly ConnectorKind[] = ["sap", "oracle_eam"];

export const hasTags = (card: Pick<IntegrationCard, "integration">) => !WITHOUT.includes(card.integration.connector);
