//! The loopback host of the browser tests: POST /rpc/<command>, and server-sent events on /events. Never shipped as a server.

import type { Topic } from "@/bindings";
import { asFailure, bytesOf, type Host } from "./host";

export function httpHost(base = ""): Host {
  return {
    kind: "browser",
    async call(command, request) {
      let body: unknown;
      let ok: boolean;
      try {
        const response = await fetch(`${base}/rpc/${command}`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify(request),
        });
        ok = response.ok;
        body = await response.json();
      } catch (reason) {
        throw asFailure(reason);
      }
      if (!ok) throw asFailure(body);
      return body;
    },
    onChanged(listener) {
      const source = new EventSource(`${base}/events`);
      source.addEventListener("message", (event: MessageEvent<string>) => {
        listener((JSON.parse(event.data) as { topics: Topic[] }).topics);
      });
      return () => source.close();
    },
    saveTextFile: async (fileName, content) => download(fileName, new Blob([content], { type: "text/plain;charset=utf-8" })),
    saveFile: async (fileName, bytesBase64) => download(fileName, new Blob([bytesOf(bytesBase64)], { type: "application/octet-stream" })),
  };
}

function download(fileName: string, content: Blob): boolean {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
  return true;
}
