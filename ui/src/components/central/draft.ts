//! How a workstation is to reach the central database, as a person types it: checked, and turned into what the core takes. Pure.

import type { CentralServer, CentralTrust, PresentedCertificate } from "@/bindings";
import { toLatinDigits } from "@/text";

export type TrustKind = CentralTrust["kind"];

export interface ServerDraft {
  host: string;
  port: string;
  database: string;
  trust: TrustKind;
  /** Of the authority, as PEM. */
  pem: string;
  /** SHA-256 of the certificate that is pinned; empty until the person has said that it is the right one. */
  fingerprint: string;
  /** What the server presented when it was last looked at. */
  presented: PresentedCertificate | null;
}

/** The fields' problems as message ids. */
export type ServerProblems = Partial<Record<"host" | "port" | "database" | "pem" | "fingerprint", string>>;

const POSTGRES_PORT = "5432";
const HIGHEST_PORT = 65_535;
const SHA256_DIGITS = 64;

export const emptyServer: ServerDraft = {
  host: "",
  port: POSTGRES_PORT,
  database: "",
  trust: "authority",
  pem: "",
  fingerprint: "",
  presented: null,
};

/** Only this machine itself is reached without encryption. */
export function isLoopback(host: string): boolean {
  const name = host.trim().toLowerCase();
  return name === "localhost" || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name);
}

export function portOf(draft: ServerDraft): number | null {
  const text = toLatinDigits(draft.port).trim();
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= HIGHEST_PORT ? port : null;
}

export function addressProblems(draft: ServerDraft): ServerProblems {
  const host = draft.host.trim();
  return {
    ...(host === "" ? { host: "ui-required" } : /[\s/@]|:\/\//.test(host) ? { host: "ui-central-host-wrong" } : {}),
    ...(portOf(draft) === null ? { port: "ui-central-port-wrong" } : {}),
    ...(draft.database.trim() === "" ? { database: "ui-required" } : {}),
  };
}

export function trustProblems(draft: ServerDraft): ServerProblems {
  if (draft.trust === "authority") {
    if (draft.pem.includes("PRIVATE KEY")) return { pem: "ui-central-pem-key" };
    return draft.pem.includes("-----BEGIN CERTIFICATE-----") ? {} : { pem: "ui-central-pem-wrong" };
  }
  if (draft.trust === "certificate") return bareFingerprint(draft.fingerprint).length === SHA256_DIGITS ? {} : { fingerprint: "ui-central-pin-needed" };
  return {};
}

/** Another server is another certificate: what was said about the former one does not hold for it. */
export function withAddress(draft: ServerDraft, part: Partial<Pick<ServerDraft, "host" | "port" | "database">>): ServerDraft {
  const next = { ...draft, ...part };
  if (next.host === draft.host && next.port === draft.port) return next;
  const trust = next.trust === "loopback" && !isLoopback(next.host) ? "authority" : next.trust;
  return { ...next, trust, fingerprint: "", presented: null };
}

export function serverOf(draft: ServerDraft): CentralServer {
  return { host: draft.host.trim(), port: portOf(draft) ?? 0, database: draft.database.trim(), trust: trustOf(draft) };
}

function trustOf(draft: ServerDraft): CentralTrust {
  switch (draft.trust) {
    case "authority":
      return { kind: "authority", pem: draft.pem.trim() };
    case "certificate":
      return { kind: "certificate", fingerprint: bareFingerprint(draft.fingerprint) };
    case "system":
    case "loopback":
      return { kind: draft.trust };
  }
}

export function draftOf({ host, port, database, trust }: CentralServer): ServerDraft {
  return {
    ...emptyServer,
    host,
    port: String(port),
    database,
    trust: trust.kind,
    ...(trust.kind === "authority" ? { pem: trust.pem } : {}),
    ...(trust.kind === "certificate" ? { fingerprint: trust.fingerprint } : {}),
  };
}

function bareFingerprint(text: string): string {
  return text.replace(/[^0-9a-fA-F]/g, "").toLowerCase();
}

/** Bytes in pairs as certificates' own viewers show them: `A1:B2:...`. */
export function fingerprintBytes(hex: string): string[] {
  return bareFingerprint(hex).toUpperCase().match(/../g) ?? [];
}
