//! A host for tests only: answers commands from a table of handlers typed by the bindings, and lets a test send events.
//! What has no handler fails as `not_found`, so that a test never passes on an answer nobody gave.

import type { Commands, Failure, Topic } from "@/bindings";
import type { Host } from "@/host";

export type Handlers = { [K in keyof Commands]?: (request: Commands[K]["request"]) => Commands[K]["answer"] };

export interface FakeHost extends Host {
  /** Every call made, oldest first. */
  calls: { command: string; request: unknown }[];
  /** Text, or bytes as base64. */
  saved: { fileName: string; content: string }[];
  emit: (topics: Topic[]) => void;
  handlers: Handlers;
  countOf: (command: keyof Commands) => number;
}

export function failure(code: Failure["code"], id: string, detail?: string): Failure {
  return { code, message: { id }, remedy: { id: `${id}-remedy` }, ...(detail ? { detail } : {}) };
}

export function fakeHost(handlers: Handlers): FakeHost {
  const listeners = new Set<(topics: Topic[]) => void>();
  const calls: FakeHost["calls"] = [];
  const saved: FakeHost["saved"] = [];
  return {
    kind: "browser",
    calls,
    saved,
    handlers,
    countOf: (command) => calls.filter((call) => call.command === command).length,
    emit: (topics) => {
      for (const listener of listeners) listener(topics);
    },
    async call(command, request) {
      calls.push({ command, request });
      const handler = handlers[command as keyof Commands] as ((request: unknown) => unknown) | undefined;
      if (!handler) throw failure("not_found", "ui-code-not_found", `no handler for ${command}`);
      return structuredClone(await handler(request));
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async saveTextFile(fileName, content) {
      saved.push({ fileName, content });
      return true;
    },
    async saveFile(fileName, bytesBase64) {
      saved.push({ fileName, content: bytesBase64 });
      return true;
    },
  };
}
