//! Integrations: the plant's systems, which of their tags feed what, and whose certificates are trusted.

import type { ConnectorKind } from "@/bindings";
import { usePlace } from "@/router";
import { IntegrationPage } from "./detail/IntegrationPage";
import { EditIntegration, NewIntegration } from "./form/IntegrationForm";
import { IntegrationsPage } from "./IntegrationsPage";
import { MapTags } from "./mapping/MapTags";

const KINDS: ConnectorKind[] = ["demo", "opcua"];

export default function Integrations() {
  const { path, query } = usePlace();
  const [, id, act] = path;
  if (!id) return <IntegrationsPage />;
  if (id === "new") {
    const kind = KINDS.find((k) => k === query.get("kind")) ?? "opcua";
    return <NewIntegration key={kind} kind={kind} />;
  }
  if (act === "edit") return <EditIntegration key={id} id={id} />;
  if (act === "map") return <MapTags key={id} id={id} />;
  return <IntegrationPage key={id} id={id} />;
}
