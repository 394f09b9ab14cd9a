//! Every action has an id, a label, a key and a predicate, here and nowhere else: buttons, menus, keys and the palette share it.
//! A page adds its own while it is shown with `useActions`.

import { useHotkeys } from "@mantine/hooks";
import { createContext, use, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import type { Capability } from "@/bindings";
import { useSession } from "@/api";

export interface AppAction {
  /** `go-dashboard` */
  id: string;
  /** Message id. */
  label: string;
  /** Message id of the palette's group. */
  group: string;
  /** As `mod+K`, `alt+1`, `F9`; "mod" is Ctrl, or Command on macOS. */
  keys?: string;
  /** Offered only to those who may. */
  needs?: Capability;
  run: () => void;
}

interface Registry {
  actions: readonly AppAction[];
  add: (owner: symbol, actions: readonly AppAction[]) => void;
  remove: (owner: symbol) => void;
}

const RegistryContext = createContext<Registry | null>(null);

export function ActionsProvider({ children }: { children: ReactNode }) {
  const [owned, setOwned] = useState<ReadonlyMap<symbol, readonly AppAction[]>>(new Map());
  const session = useSession();
  const capabilities = session?.capabilities;
  const locked = session?.isLocked ?? true;

  const actions = useMemo(
    () =>
      locked
        ? []
        : [...owned.values()].flat().filter((action) => !action.needs || (capabilities?.includes(action.needs) ?? false)),
    [owned, capabilities, locked],
  );
  const registry = useMemo<Registry>(
    () => ({
      actions,
      add: (owner, list) => setOwned((old) => new Map(old).set(owner, list)),
      remove: (owner) =>
        setOwned((old) => {
          const rest = new Map(old);
          rest.delete(owner);
          return rest;
        }),
    }),
    [actions],
  );
  useHotkeys(
    actions.flatMap((action) => (action.keys ? [[action.keys, () => action.run()] as [string, () => void]] : [])),
    // Keys with a modifier work inside fields too; plain letters are never keys here.
    [],
  );
  return <RegistryContext value={registry}>{children}</RegistryContext>;
}

export function useRegistry(): Registry {
  const registry = use(RegistryContext);
  if (!registry) throw new Error("useRegistry needs an ActionsProvider above it");
  return registry;
}

/** Offers actions while the component is shown. `run` may change with each render; what is offered changes with `ids`. */
export function useActions(list: readonly AppAction[]): void {
  const { add, remove } = useRegistry();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  const shape = JSON.stringify(list.map(({ id, label, group, keys, needs }) => ({ id, label, group, keys, needs })));
  const adders = useRef({ add, remove });
  useEffect(() => {
    adders.current = { add, remove };
  });
  useEffect(() => {
    const owner = Symbol("actions");
    const fixed = (JSON.parse(shape) as Omit<AppAction, "run">[]).map((action) => ({
      ...action,
      run: () => latest.current.find(({ id }) => id === action.id)?.run(),
    }));
    adders.current.add(owner, fixed);
    return () => adders.current.remove(owner);
  }, [shape]);
}
