//! Integrations: the plant's systems, which of their tags feed what, and whose certificates are trusted.

import { useCan } from "@/api";
import type { ConnectorKind } from "@/bindings";
import { NotAllowed } from "@/components";
import { usePlace } from "@/router";
import { IntegrationPage } from "./detail/IntegrationPage";
import { EditIntegration, NewIntegration } from "./form/IntegrationForm";
import { IntegrationsPage } from "./IntegrationsPage";
import { MapTags } from "./mapping/MapTags";

const KINDS: ConnectorKind[] = ["demo", "opcua", "oracle_eam", "pi", "sap", "sql"];

export default function Integrations() {
  const { path, query } = usePlace();
  const [, id, act] = path;
  const mayManage = useCan("manage_integrations");
  const mayMap = useCan("manage_mappings");
  if (!id) return <IntegrationsPage />;
  if ((id === "new" || act === "edit") && !mayManage) return <NotAllowed needs="manage_integrations" />;
  if (act === "map" && !mayMap) return <NotAllowed needs="manage_mappings" />;
  if (id === "new") {
    const kind = KINDS.find((k) => k === query.get("kind")) ?? "opcua";
    return <NewIntegration key={kind} kind={kind} />;
  }
  if (act === "edit") return <EditIntegration key={id} id={id} />;
  if (act === "map") return <MapTags key={id} id={id} />;
  return <IntegrationPage key={id} id={id} />;
}
