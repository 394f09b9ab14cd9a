//! Which nodes of a source can feed a metric.

import type { BrowseNode } from "@/bindings";

export function canBeMapped(node: BrowseNode): boolean {
  return node.kind === "variable" && node.isNumeric;
}
