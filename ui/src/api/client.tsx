//! The typed way to the core: `useCommand` asks, `useAction` acts. Names and shapes come from the generated bindings.
//! A query's key is its command and request; what it depends on is the table in topics.ts.

import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryResult,
} from "@tanstack/react-query";
import { createContext, use, useEffect, useMemo, type ReactNode } from "react";
import { changes, type Commands, type Failure } from "@/bindings";
import { HostProvider, type Host } from "@/host";
import { Refresher } from "./refresher";
import type { CommandName } from "./topics";

export type Request<K extends CommandName> = Commands[K]["request"];
export type Answer<K extends CommandName> = Commands[K]["answer"];
export type CommandQuery<K extends CommandName> = UseQueryResult<Answer<K>, Failure>;

/** Calls a command outside React: prefer the hooks. */
export type Call = <K extends CommandName>(command: K, request: Request<K>) => Promise<Answer<K>>;

interface Api {
  call: Call;
  refresher: Refresher;
}

const ApiContext = createContext<Api | null>(null);

function useApi(): Api {
  const api = use(ApiContext);
  if (!api) throw new Error("the api hooks need an ApiProvider above them");
  return api;
}

/** Answers stay fresh until a topic changes, so nothing is polled and nothing asked twice. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: Infinity, gcTime: 60_000, retry: false, refetchOnWindowFocus: false, networkMode: "always" },
      // Requests may hold a password and answers a new one: neither outlives the page that asked.
      mutations: { retry: false, networkMode: "always", gcTime: 0 },
    },
  });
}

export function ApiProvider({ host, client, children }: { host: Host; client: QueryClient; children: ReactNode }) {
  const api = useMemo<Api>(() => {
    const call = (command: string, request: unknown) => host.call(command, request);
    return { call: call as Call, refresher: new Refresher(client) };
  }, [host, client]);
  useEffect(() => {
    const stop = host.onChanged((topics) => api.refresher.later(topics));
    return () => {
      stop();
      api.refresher.stop();
    };
  }, [host, api]);
  return (
    <HostProvider value={host}>
      <QueryClientProvider client={client}>
        <ApiContext value={api}>{children}</ApiContext>
      </QueryClientProvider>
    </HostProvider>
  );
}

export function useCall(): Call {
  return useApi().call;
}

export interface QueryOptions {
  enabled?: boolean;
  /** While a new request is under way the former answer stays on the page. Right for filters and paging. */
  keepPrevious?: boolean;
  /** For what has no topic of its own, such as a running trend. */
  everyMilliseconds?: number;
}

export function useCommand<K extends CommandName>(
  command: K,
  request: Request<K>,
  options: QueryOptions = {},
): CommandQuery<K> {
  const { call } = useApi();
  return useQuery<Answer<K>, Failure>({
    queryKey: [command, request],
    queryFn: () => call(command, request),
    enabled: options.enabled ?? true,
    ...(options.keepPrevious ? { placeholderData: keepPreviousData as never } : {}),
    ...(options.everyMilliseconds ? { refetchInterval: options.everyMilliseconds } : {}),
  });
}

export type Action<K extends CommandName> = UseMutationResult<Answer<K>, Failure, Request<K>>;

export interface ActionOptions<K extends CommandName> {
  onDone?: (answer: Answer<K>, request: Request<K>) => void;
  /** Called instead of the error notification; say the failure where the person looks. */
  onFailure?: (failure: Failure, request: Request<K>) => void;
}

/** How failures of actions are told; the text layer sits above this one and hands it in. */
const TellContext = createContext<(failure: Failure) => void>(() => undefined);
export const TellFailure = TellContext.Provider;

/** Acts, then asks again whatever depends on what it changed. */
export function useAction<K extends CommandName>(command: K, options: ActionOptions<K> = {}): Action<K> {
  const { call, refresher } = useApi();
  const tell = use(TellContext);
  return useMutation<Answer<K>, Failure, Request<K>>({
    mutationFn: (request) => call(command, request),
    onSuccess: (answer, request) => {
      void refresher.now(changes[command]);
      options.onDone?.(answer, request);
    },
    onError: (failure, request) => {
      // What was seen may be out of date: a conflict, or a right taken away meanwhile.
      if (failure.code === "conflict" || failure.code === "not_found") void refresher.now(changes[command]);
      if (failure.code === "unauthenticated") void refresher.now(["session"]);
      if (options.onFailure) options.onFailure(failure, request);
      else tell(failure);
    },
  });
}
