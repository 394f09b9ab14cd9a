//! A connection's state in the few words that everybody needs, for lists and tests. Pure.

import type { IntegrationCard } from "@/bindings";

export type PlainState = "inactive" | "active" | "streaming" | "error";

export function plainState({ integration, connection }: IntegrationCard): PlainState {
  if (connection.state === "streaming") return "streaming";
  if (connection.state === "failed") return "error";
  return integration.status === "active" ? "active" : "inactive";
}
