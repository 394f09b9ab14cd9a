//! How many proposals of a run call for work, and how many only for watching. The list is by priority and the urgency by
//! thresholds on it, so those that only call for watching are the list's end: its beginning is found, nothing is counted.

import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { Failure, RecommendationRow } from "@/bindings";
import { useCall, type Call } from "@/api";
import { PAGE_SIZE, type FilterOf } from "./use-pages";

export interface Urgency {
  urgent: number;
  monitor: number;
}

type Filter = FilterOf<"list_recommendations">;

/** "Monitor" asks for no decision; immediate work and work within seven days do. */
export function isUrgent({ recommendation }: Pick<RecommendationRow, "recommendation">): boolean {
  return recommendation.action.id !== "action-monitor";
}

/** One call where a hundred rows show it, else a few more: a hundred thousand rows take seventeen. */
export async function splitByUrgency(call: Call, filter: Filter): Promise<Urgency> {
  const { items, total } = await call("list_recommendations", { ...filter, offset: 0, limit: PAGE_SIZE });
  const at = items.findIndex((row) => !isUrgent(row));
  let [low, high] = at >= 0 ? [at, at] : [items.length, total];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = (await call("list_recommendations", { ...filter, offset: middle, limit: 1 })).items[0];
    if (row && isUrgent(row)) low = middle + 1;
    else high = middle;
  }
  return { urgent: low, monitor: total - low };
}

/** `null` until it is known what to ask for. */
export function useUrgency(filter: Filter | null): UseQueryResult<Urgency, Failure> {
  const call = useCall();
  return useQuery<Urgency, Failure>({
    queryKey: ["list_recommendations", { ...filter, split: "urgency" }],
    queryFn: () => splitByUrgency(call, filter ?? { runId: "" }),
    enabled: filter !== null,
    placeholderData: keepPreviousData as never,
  });
}
