//! The desktop window: one `rpc` command, one `changed` event. The only file that knows Tauri.

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Topic } from "@/bindings";
import { asFailure, bytesOf, type Host } from "./host";

export function tauriHost(): Host {
  return {
    kind: "desktop",
    async call(command, request) {
      try {
        return await invoke("rpc", { command, request });
      } catch (reason) {
        throw asFailure(reason);
      }
    },
    onChanged(listener) {
      const stop = listen<{ topics: Topic[] }>("changed", (event) => listener(event.payload.topics));
      return () => void stop.then((unlisten) => unlisten());
    },
    saveTextFile: (fileName, content) => saved(invoke("save_text_file", { fileName, content })),
    // The bytes are the call's body, so that a bundle of megabytes is no JSON.
    saveFile: (fileName, bytesBase64) => saved(invoke("save_file", bytesOf(bytesBase64), { headers: { "file-name": fileName } })),
  };
}

/** The shell asks where, and writes; false when the person thought better of it. */
async function saved(call: Promise<boolean | null>): Promise<boolean> {
  try {
    return (await call) !== false;
  } catch (reason) {
    throw asFailure(reason);
  }
}
