//! Asking what tags most likely feed, in portions that a command takes.

import { useState } from "react";
import { useCall } from "@/api";
import type { Failure, IntegrationId, Suggestion } from "@/bindings";
import type { Draft } from "./draft";
import { seen } from "./proposals";

const PORTION = 2_000;

export function useSuggestions(integrationId: IntegrationId) {
  const call = useCall();
  const [found, setFound] = useState<ReadonlyMap<string, Suggestion[]> | null>(null);
  const [isAsking, setAsking] = useState(false);
  const ask = async (drafts: Draft[], onFailure: (failure: Failure) => void) => {
    setAsking(true);
    try {
      const all = new Map<string, Suggestion[]>();
      for (let from = 0; from < drafts.length; from += PORTION) {
        const { rows } = await call("suggest_mappings", { integrationId, tags: drafts.slice(from, from + PORTION).map(seen) });
        for (const { externalTag, suggestions } of rows) if (suggestions.length > 0) all.set(externalTag, suggestions);
      }
      setFound(all);
    } catch (reason) {
      onFailure(reason as Failure);
    } finally {
      setAsking(false);
    }
  };
  return { found, isAsking, ask, forget: () => setFound(null) };
}
