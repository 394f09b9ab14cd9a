//! A long list of the core as pages of 100 that are asked for as they come into view. 100,000 rows are never in the page.

import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Commands, Failure, Page } from "@/bindings";
import { useCall, type Call, type CommandName } from "@/api";

export const PAGE_SIZE = 100;

/** Commands that answer a `Page` and take `offset` and `limit`. */
export type PagedCommand = {
  [K in CommandName]: Commands[K]["answer"] extends Page<infer _> ? K : never;
}[CommandName];

export type RowOf<K extends PagedCommand> = Commands[K]["answer"] extends Page<infer R> ? R : never;
export type FilterOf<K extends PagedCommand> = Omit<Commands[K]["request"], "offset" | "limit">;

export interface Pages<R> {
  total: number | undefined;
  rowAt: (index: number) => R | undefined;
  first: UseQueryResult<Page<R>, Failure>;
  /** The rows shown belong to the former filter while the new ones are under way. */
  isFormer: boolean;
}

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

export function usePages<K extends PagedCommand>(command: K, filter: FilterOf<K>, from: number, to: number): Pages<RowOf<K>> {
  type Rows = Page<RowOf<K>>;
  const call = useCall();
  const first = useQuery<Rows, Failure>({
    ...pageQuery<K>(call, command, filter, 0),
    placeholderData: keepPreviousData as never,
  });
  const total = first.data?.total;
  const wanted = pagesFor(from, to, total ?? 0);
  const others = useQueries({ queries: wanted.map((page) => pageQuery<K>(call, command, filter, page)) });
  const loaded = useMemo(() => {
    const pages = new Map<number, RowOf<K>[]>();
    if (first.data) pages.set(0, first.data.items);
    wanted.forEach((page, i) => {
      const items = (others[i]?.data as Rows | undefined)?.items;
      if (items) pages.set(page, items);
    });
    return pages;
    // `others` is a new array with every render; its contents decide.
    // eslint-disable-next-line react/exhaustive-deps
  }, [first.data, wanted.join(), ...others.map((other) => other.data)]);
  return {
    total,
    rowAt: (index) => loaded.get(Math.floor(index / PAGE_SIZE))?.[index % PAGE_SIZE],
    first,
    isFormer: first.isPlaceholderData,
  };
}

function pageQuery<K extends PagedCommand>(call: Call, command: K, filter: FilterOf<K>, page: number) {
  const request = { ...filter, offset: page * PAGE_SIZE, limit: PAGE_SIZE } as Commands[K]["request"];
  return {
    queryKey: [command, request] as const,
    queryFn: () => call(command, request) as Promise<Page<RowOf<K>>>,
  };
}
