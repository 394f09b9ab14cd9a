//! Addresses inside this feature.

import type { ConnectorKind, IntegrationId } from "@/bindings";
import { writePlace } from "@/router";

export const places = {
  create: (kind: ConnectorKind) => writePlace(["integrations", "new"], { kind }),
  edit: (id: IntegrationId) => writePlace(["integrations", id, "edit"]),
  map: (id: IntegrationId) => writePlace(["integrations", id, "map"]),
} as const;
