//! What the UI needs from whatever it runs in: call a command, hear what changed, save a file.
//! Two hosts exist: the desktop window (tauri.ts) and the loopback host of the browser tests (http.ts).

import type { Failure, Topic } from "@/bindings";

export interface Host {
  /** Which of the two it is; shown under Settings, about. */
  readonly kind: "desktop" | "browser";
  /** Resolves to the command's answer or rejects with a `Failure`. */
  call(command: string, request: unknown): Promise<unknown>;
  /** Tells which topics changed, whoever changed them; answers a function that stops it. */
  onChanged(listener: (topics: Topic[]) => void): () => void;
  /** Lets the person save a text file; false when they thought better of it. */
  saveTextFile(fileName: string, content: string): Promise<boolean>;
  /** The same for bytes, given as base64. */
  saveFile(fileName: string, bytesBase64: string): Promise<boolean>;
}

/** True for what a host rejects with; anything else is a fault of the host itself. */
export function isFailure(value: unknown): value is Failure {
  if (typeof value !== "object" || value === null) return false;
  const { code, message, remedy } = value as Partial<Failure>;
  return typeof code === "string" && isMessage(message) && isMessage(remedy);
}

function isMessage(value: unknown): boolean {
  return typeof value === "object" && value !== null && typeof (value as { id?: unknown }).id === "string";
}

/** A rejection that is not a `Failure` becomes one, so that pages know a single shape. */
export function asFailure(reason: unknown): Failure {
  if (isFailure(reason)) return reason;
  const detail = reason instanceof Error ? `${reason.name}: ${reason.message}` : String(reason);
  return {
    code: "unavailable",
    message: { id: "ui-host-unreachable" },
    remedy: { id: "ui-host-unreachable-remedy" },
    detail,
  };
}

export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
