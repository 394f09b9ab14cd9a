//! The desktop window: one `rpc` command, one `changed` event. The only file that knows Tauri.

import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Topic } from "@/bindings";
import { asFailure, type Host } from "./host";

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
    async saveTextFile(fileName, content) {
      try {
        return (await invoke<boolean | null>("save_text_file", { fileName, content })) !== false;
      } catch (reason) {
        throw asFailure(reason);
      }
    },
  };
}
