//! The face of the api: pages import from here.

export {
  ApiProvider,
  newQueryClient,
  TellFailure,
  useAction,
  useCall,
  useCommand,
  type Action,
  type Answer,
  type Call,
  type CommandQuery,
  type Request,
} from "./client";
export { useCan, useSession, useWorkspace, useWorkspaceQuery } from "./session";
export type { CommandName } from "./topics";
