//! A long list of the core as pages of 100 that are asked for as they come into view. 100,000 rows are never in the page.

import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from "@tanstack/react-query";
import type { Commands, Failure, Page } from "@/bindings";
import { useCall, type Call, type CommandName } from "@/api";

export const PAGE_SIZE = 100;

/** Commands that answer a `Page` and take `offset` and `limit`. */
export type PagedCommand = {
  [K in CommandName]: Commands[K]["answer"] extends Page<infer _> ? K : never;
}[CommandName];

export type RowOf<K extends PagedCommand> = Commands[K]["answer"] extends Page<infer R> ? R : never;
export type FilterOf<K extends PagedCommand> = Omit<Commands[K]["request"], "offset" | "limit">;

/** Which pages hold rows `from..=to`, the first excluded: it is always asked for. */
export function pagesFor(from: number, to: number, total: number): number[] {
  if (total === 0 || to < from) return [];
  const last = Math.floor((total - 1) / PAGE_SIZE);
  const pages: number[] = [];
  for (let page = Math.floor(from / PAGE_SIZE); page <= Math.min(last, Math.floor(to / PAGE_SIZE)); page += 1) {
    if (page > 0) pages.push(page);
  }
  return pages;
}

export type FirstPage<K extends PagedCommand> = UseQueryResult<Page<RowOf<K>>, Failure>;

/** Rows 0 to 99 and how many there are in all. While a new filter is under way the former rows stay. */
export function useFirstPage<K extends PagedCommand>(command: K, filter: FilterOf<K>): FirstPage<K> {
  const call = useCall();
  return useQuery<Page<RowOf<K>>, Failure>({
    ...pageQuery<K>(call, command, filter, 0),
    placeholderData: keepPreviousData as never,
  });
}

/** The row at an index, where its page is there; the pages that hold `from..=to` are asked for. */
export function useRows<K extends PagedCommand>(
  command: K,
  filter: FilterOf<K>,
  first: FirstPage<K>,
  from: number,
  to: number,
): (index: number) => RowOf<K> | undefined {
  const call = useCall();
  const wanted = pagesFor(from, to, first.data?.total ?? 0);
  const others = useQueries({ queries: wanted.map((page) => pageQuery<K>(call, command, filter, page)) });
  const loaded = new Map<number, RowOf<K>[]>();
  if (first.data) loaded.set(0, first.data.items);
  wanted.forEach((page, i) => {
    const items = others[i]?.data?.items;
    if (items) loaded.set(page, items);
  });
  return (index) => loaded.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE];
}

function pageQuery<K extends PagedCommand>(call: Call, command: K, filter: FilterOf<K>, page: number) {
  const request = { ...filter, offset: page * PAGE_SIZE, limit: PAGE_SIZE } as Commands[K]["request"];
  return {
    queryKey: [command, request] as const,
    queryFn: () => call(command, request) as Promise<Page<RowOf<K>>>,
  };
}
