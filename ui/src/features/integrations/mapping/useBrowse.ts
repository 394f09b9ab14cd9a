//! The address space of a source as far as it has been opened: children by node, a page at a time, nothing asked twice.

import { useCallback, useEffect, useRef, useState } from "react";
import { useCall } from "@/api";
import type { BrowseNode, Failure, IntegrationId } from "@/bindings";
import type { Children } from "@/components/tree/rows";

/** A node at a place of the tree. The same node may stand below several others, so its id is its path. */
export interface Placed {
  id: string;
  /** For type-ahead. */
  name: string;
  node: BrowseNode;
}

interface Branch extends Children<Placed> {
  continuation: string | null;
  failure: Failure | null;
}

const SEPARATOR = "\u0000";

/** What the source calls the node at the end of a path. */
export function tagOf(id: string): string {
  return id.slice(id.lastIndexOf(SEPARATOR) + 1);
}

export function useBrowse(integrationId: IntegrationId) {
  const call = useCall();
  const [branches, setBranches] = useState<ReadonlyMap<string | null, Branch>>(new Map());
  const latest = useRef(branches);
  latest.current = branches;

  const put = useCallback((id: string | null, branch: Branch) => setBranches((old) => new Map(old).set(id, branch)), []);

  /** The next page below `id`; the first where nothing is known yet or the last attempt failed. */
  const load = useCallback(
    async (id: string | null): Promise<void> => {
      const known = latest.current.get(id);
      if (known?.state === "loading" || (known?.state === "ready" && known.continuation === null)) return;
      const items = known?.items ?? [];
      const continuation = known?.continuation ?? null;
      put(id, { items, continuation, state: "loading", failure: null });
      try {
        const page = await call("browse_tags", {
          integrationId,
          ...(id === null ? {} : { node: tagOf(id) }),
          ...(continuation === null ? {} : { continuation }),
        });
        const more = page.nodes.map((node): Placed => ({ id: `${id ?? ""}${SEPARATOR}${node.tag}`, name: node.name, node }));
        put(id, { items: [...items, ...more], continuation: page.continuation, more: page.continuation !== null, state: "ready", failure: null });
      } catch (reason) {
        put(id, { items, continuation, state: "error", failure: reason as Failure });
      }
    },
    [call, integrationId, put],
  );

  useEffect(() => {
    if (!latest.current.has(null)) void load(null);
  }, [load]);

  const childrenOf = useCallback((id: string | null) => branches.get(id), [branches]);
  const rootFailure = branches.get(null)?.failure ?? null;
  return { childrenOf, load, rootFailure };
}
