//! Chooses the host once, at start: the desktop window if we are in one, else the loopback host.

import { createContext, use } from "react";
import type { Host } from "./host";
import { httpHost } from "./http";
import { tauriHost } from "./tauri";

export { asFailure, isFailure, type Host } from "./host";

export function chooseHost(): Host {
  return "__TAURI_INTERNALS__" in window ? tauriHost() : httpHost();
}

const HostContext = createContext<Host | null>(null);

export const HostProvider = HostContext.Provider;

export function useHost(): Host {
  const host = use(HostContext);
  if (!host) throw new Error("useHost needs a HostProvider above it");
  return host;
}
