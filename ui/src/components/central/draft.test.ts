import { describe, expect, it, test } from "vitest";
import { addressProblems, draftOf, emptyServer, fingerprintBytes, isLoopback, serverOf, trustProblems, withAddress, type ServerDraft } from "./draft";

const sha256 = "a1".repeat(32);
const draft = (part: Partial<ServerDraft>): ServerDraft => ({ ...emptyServer, host: "db.example", database: "optria", ...part });

test.each([
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["localhost", true],
  ["::1", true],
  ["127.0.0.1.evil.example", false],
  ["10.0.0.1", false],
  ["", false],
])("%j is this machine itself: %s", (host, expected) => expect(isLoopback(host)).toBe(expected));

test.each([
  [draft({}), {}],
  [draft({ host: " " }), { host: "ui-required" }],
  [draft({ host: "postgres://db.example" }), { host: "ui-central-host-wrong" }],
  [draft({ host: "db example" }), { host: "ui-central-host-wrong" }],
  [draft({ port: "70000" }), { port: "ui-central-port-wrong" }],
  [draft({ port: "٥٤٣٢" }), {}],
  [draft({ port: "x", database: "" }), { port: "ui-central-port-wrong", database: "ui-required" }],
])("the address %j", (given, expected) => expect(addressProblems(given)).toEqual(expected));

test.each([
  [draft({ trust: "authority" }), { pem: "ui-central-pem-wrong" }],
  [draft({ trust: "authority", pem: "-----BEGIN CERTIFICATE-----\nMII" }), {}],
  [draft({ trust: "authority", pem: "-----BEGIN CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----" }), { pem: "ui-central-pem-key" }],
  [draft({ trust: "certificate" }), { fingerprint: "ui-central-pin-needed" }],
  [draft({ trust: "certificate", fingerprint: sha256 }), {}],
  [draft({ trust: "system" }), {}],
])("the trust %j", (given, expected) => expect(trustProblems(given)).toEqual(expected));

describe("another server", () => {
  it("is another certificate", () => {
    const pinned = draft({ trust: "certificate", fingerprint: sha256 });
    expect(withAddress(pinned, { host: "db2.example" }).fingerprint).toBe("");
    expect(withAddress(pinned, { database: "other" }).fingerprint).toBe(sha256);
  });
  it("on another machine is never reached without encryption", () => {
    expect(withAddress(draft({ host: "127.0.0.1", trust: "loopback" }), { host: "db.example" }).trust).toBe("authority");
  });
});

describe("a saved connection", () => {
  it("comes back as it was", () => {
    const server = { host: "db.example", port: 5433, database: "optria", trust: { kind: "certificate" as const, fingerprint: sha256 } };
    expect(serverOf(draftOf(server))).toEqual(server);
  });
  it("shows its fingerprint in bytes", () => expect(fingerprintBytes("A1:b2 c3")).toEqual(["A1", "B2", "C3"]));
});
