//! A maintenance system has no tags to map and no readings to count.

import type { IntegrationCard } from "@/bindings";

export const hasTags = (card: Pick<IntegrationCard, "integration">) => card.integration.connector !== "sap";
