//! The accounts of readings over a fake host: what is missing leads to its gaps, the queue says when it will be empty, a
//! full disk says what goes first.

import { render, screen } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "@/app/app";
import { newQueryClient } from "@/api";
import type { Accounting, IntegrationAccount } from "@/bindings";
import { fakeHost, type Handlers } from "./support/fake-host";
import { fakePlant, session, workspace } from "./support/fake-plant";
import { fakeSync, quietSync, syncWorkspace } from "./support/fake-sync";

function account(part: Partial<IntegrationAccount> = {}): IntegrationAccount {
  return {
    integrationId: "i1",
    name: "Unit 20 OPC UA",
    signals: 400,
    received: 3_456_000,
    stored: 3_450_000,
    expected: 3_470_000,
    missing: 20_000,
    coverage: 0.994,
    gaps: 7,
    forwarded: 3_400_000,
    repeated: 120,
    waiting: 56_000,
    refused: 0,
    holder: null,
    isCollectedHere: true,
    ...part,
  };
}

function accounts(part: Partial<Accounting> = {}): Accounting {
  return {
    from: "2026-11-29T06:00:00Z",
    to: "2026-11-30T05:41:00Z",
    isCentral: true,
    integrations: [account(), account({ integrationId: "i2", name: "Unit 21", missing: 0, gaps: 0, coverage: 1, waiting: 0, holder: "CR-02" })],
    capacity: { level: "critical", hours: 17.4, freeBytes: 6_000_000_000, readingsPerSecond: 2_200 },
    thinned: [{ at: "2026-11-30T02:00:00Z", step: "seconds", rows: 1_200_000 }],
    order: ["seconds", "older-than-month", "older-than-week", "older-than-day"],
    ...part,
  };
}

function open(at: string, more: Handlers, language: "en" | "ar" = "en") {
  window.location.hash = at;
  const host = fakeHost({ ...fakePlant(syncWorkspace({}, session({ language }))), ...fakeSync(), ...more });
  render(<App host={host} client={newQueryClient()} />);
  return host;
}

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "";
});

describe("accounting", () => {
  it("leads from what is missing to its gaps, and names who collects elsewhere", async () => {
    open("#/integrations?tab=accounting", { get_accounting: () => accounts() });
    const [missing] = await screen.findAllByTestId("accounting-missing");
    expect(missing?.getAttribute("href")).toContain("/integrations/i1");
    expect(missing?.textContent).toContain("20,000");
    expect(screen.getByTestId("accounting-table").textContent).toContain("CR-02");
    expect(screen.getAllByTestId("accounting-waiting").map((cell) => cell.dataset.raw)).toEqual(["56000", "0"]);
  });

  it("declares what goes first on a full disk, and what has gone", async () => {
    open("#/integrations?tab=accounting", { get_accounting: () => accounts() }, "ar");
    expect((await screen.findByTestId("capacity")).dataset.level).toBe("critical");
    expect(screen.getByTestId("accounting-disk").querySelectorAll("ol > li")).toHaveLength(4);
    expect(screen.getByTestId("accounting-thinned").children).toHaveLength(1);
  });

  it("says so where there is no integration", async () => {
    open("#/integrations?tab=accounting", { get_accounting: () => accounts({ integrations: [] }) });
    expect((await screen.findByText("No integration yet")).isConnected).toBe(true);
  });

  it("has no column of what was sent in a standalone workspace", async () => {
    window.location.hash = "#/integrations?tab=accounting";
    const host = fakeHost({ ...fakePlant(workspace()), get_accounting: () => accounts({ isCentral: false }) });
    render(<App host={host} client={newQueryClient()} />);
    await screen.findByTestId("accounting-table");
    expect(screen.queryByTestId("accounting-forwarded")).toBeNull();
  });
});

describe("readings on the sync page", () => {
  it("say how many wait, how fast they go and when all are sent", async () => {
    open("#/sync", {});
    expect((await screen.findByTestId("readings-waiting")).dataset.count).toBe("1284400");
    expect(screen.getByTestId("readings-drain").textContent).toContain("22");
    expect(screen.getByTestId("capacity").dataset.level).toBe("low");
  });

  it("are all sent where nothing waits", async () => {
    open("#/sync", quietSync());
    expect((await screen.findByTestId("readings-waiting")).dataset.count).toBe("0");
    expect(screen.getByTestId("readings-drain").textContent).toBe("–");
  });
});
