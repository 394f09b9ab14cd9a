//! Who is signed in, what they may do, and the workspace they are in.

import type { Capability, Session, Workspace } from "@/bindings";
import { useCommand, type CommandQuery } from "./client";

export function useWorkspaceQuery(): CommandQuery<"get_workspace"> {
  return useCommand("get_workspace", {});
}

/** The open workspace; only below the gate that waits for it. */
export function useWorkspace(): Workspace {
  const { data } = useWorkspaceQuery();
  if (!data) throw new Error("useWorkspace is used above the gate that loads the workspace");
  return data;
}

export function useSession(): Session | null {
  return useWorkspaceQuery().data?.session ?? null;
}

/** Whether the person may; what they may not is not offered, and the core refuses it anyway. */
export function useCan(capability: Capability): boolean {
  return useSession()?.capabilities.includes(capability) ?? false;
}
