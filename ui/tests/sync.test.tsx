//! The sync page over a fake host: how it stands, what waits and for whom, decisions, refusals with their reason, history.

import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "@/app/app";
import { newQueryClient } from "@/api";
import type { Workspace } from "@/bindings";
import { failure, fakeHost, type Handlers } from "./support/fake-host";
import { fakePlant, session, workspace } from "./support/fake-plant";
import { conflictRows, cutOff, fakeSync, quietSync, refusedRows, syncWorkspace, waitingRows } from "./support/fake-sync";

function open(at: string, { space = {}, more = {}, language = "en" as "en" | "ar" }: { space?: Partial<Workspace>; more?: Handlers; language?: "en" | "ar" } = {}) {
  window.location.hash = at;
  const host = fakeHost({ ...fakePlant(syncWorkspace(space, session({ language }))), ...fakeSync(), ...more });
  render(<App host={host} client={newQueryClient()} />);
  return { host, user: userEvent.setup() };
}

const plain = (element: HTMLElement) => (element.textContent ?? "").replace(/[\u2066-\u2069\u200e\u200f]/g, "");

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "";
});

describe("the entry in the sidebar", () => {
  it("is there in a central workspace alone, with how many conflicts and refusals there are", async () => {
    open("#/dashboard");
    const badge = await screen.findByTestId("sync-badge");
    expect(badge.dataset.count).toBe(String(conflictRows.length + refusedRows.length));
    expect(screen.getByTestId("nav-sync").contains(badge)).toBe(true);
  });

  it("bears no number where nothing is to be looked at", async () => {
    const { host } = open("#/dashboard", { more: quietSync() });
    await screen.findByTestId("nav-sync");
    await waitFor(() => expect(host.countOf("get_sync")).toBeGreaterThan(0));
    expect(screen.queryByTestId("sync-badge")).toBeNull();
  });

  it("is not there in a standalone workspace, and the address leads to the overview", async () => {
    window.location.hash = "#/sync";
    const host = fakeHost(fakePlant(workspace()));
    render(<App host={host} client={newQueryClient()} />);
    await screen.findByTestId("dashboard");
    expect(screen.queryByTestId("nav-sync")).toBeNull();
    expect(host.countOf("get_sync")).toBe(0);
  });
});

describe("how it stands", () => {
  it("tells saved from sent, how much waits and for whom", async () => {
    open("#/sync");
    expect(plain(await screen.findByTestId("saved-and-sent"))).toMatch(/“Saved”.*“Sent”.*receipt/);
    expect((await screen.findByTestId("waiting-count")).dataset.count).toBe(String(waitingRows.length));
    expect(screen.getByTestId("blocked-count").dataset.count).toBe("2");
    await waitFor(() => expect(plain(screen.getByTestId("needed-people"))).toBe("Waits for faisal@plant.example"));
    expect(screen.getByTestId("sync-link").dataset.link).toBe("online");
    expect(screen.queryByTestId("sync-reason")).toBeNull();
  });

  it("says why the database is not reached and what to do", async () => {
    open("#/sync", { space: { central: cutOff() } });
    const reason = await screen.findByTestId("sync-reason");
    expect(reason.dataset.id).toBe("central-away");
    expect(plain(reason)).toContain("does not answer");
    expect(plain(reason)).toContain("kept here and sent later");
  });

  it("names rows that can't be taken in, and why", async () => {
    const row = { table: "asset", rowId: "a9", object: "P-9", why: "missing_reference", about: "site_id", at: "2026-11-30T05:41:00Z" };
    open("#/sync", { more: { ...fakeSync({ setAside: 1 }), list_set_aside: () => ({ items: [row], total: 1 }) } });
    expect((await screen.findByTestId("set-aside")).dataset.count).toBe("1");
    expect(plain(await screen.findByTestId("set-aside-row"))).toMatch(/P-9 refers to something that is not here/);
  });

  it("says so where everything has its receipt", async () => {
    open("#/sync", { more: quietSync() });
    expect(plain(await screen.findByTestId("sync-waiting-fact"))).toContain("Everything saved here has been sent");
    expect((await screen.findByTestId("outbox-list")).dataset.state).toBe("empty");
  });

  it("shows a failure with a way to try again", async () => {
    const { host } = open("#/sync", {
      more: {
        get_sync: () => {
          throw failure("unavailable", "ui-code-unavailable");
        },
      },
    });
    await waitFor(() => expect(screen.getByTestId("sync-state").dataset.state).toBe("error"));
    expect(host.countOf("list_outbox")).toBeGreaterThan(0);
  });

  it("asks again when something of the sync changes", async () => {
    const { host } = open("#/sync");
    await screen.findByTestId("outbox-row-0");
    const asked = host.countOf("list_outbox");
    host.handlers.list_outbox = () => ({ items: [], total: 0 });
    host.emit(["sync"]);
    await waitFor(() => expect(screen.getByTestId("outbox-list").dataset.state).toBe("empty"), { timeout: 4_000 });
    expect(host.countOf("list_outbox")).toBeGreaterThan(asked);
  });
});

describe("what waits", () => {
  it("says of each who, what, which fields and why it is still here", async () => {
    open("#/sync");
    const rows = [0, 1, 5].map(async (i) => plain(await screen.findByTestId(`outbox-row-${i}`)));
    const [mine, theirs, held] = await Promise.all(rows);
    expect(mine).toContain("Work order WO-000042Status");
    expect(mine).toContain("Goes with the next exchange");
    expect(theirs).toContain("Blocked: faisal@plant.example must sign in");
    expect(held).toContain("Blocked: an earlier change comes first");
  });

  it("waits for the connection where there is none", async () => {
    open("#/sync", { space: { central: cutOff() } });
    expect(plain(await screen.findByTestId("outbox-row-0"))).toContain("Waits for the connection");
  });

  it("tells of one that waits for a refused one that it cannot be sent", async () => {
    const { user } = open("#/sync", {
      more: { list_receipts: () => ({ items: [{ ...(refusedRows[0] as (typeof refusedRows)[number]), opId: "0192f0a4-7c1e-7d22-9c4b-000000000088", no: 288 }], total: 1 }) },
    });
    await user.click(await screen.findByTestId("outbox-row-5"));
    expect(plain(await screen.findByTestId("operation-predecessor"))).toMatch(/no\. 288, which was refused/);
  });
});

describe("a conflict", () => {
  it("stands with base, mine and theirs in words", async () => {
    open("#/sync?tab=conflicts");
    const card = within(await screen.findByTestId("conflict-0"));
    expect([card.getByTestId("conflict-base"), card.getByTestId("conflict-mine"), card.getByTestId("conflict-theirs")].map((side) => plain(side.querySelector("dd") as HTMLElement))).toEqual([
      "Open",
      "In progress",
      "Cancelled",
    ]);
    expect(plain(within(screen.getByTestId("conflict-5")).getByTestId("conflict-mine"))).toContain("+03:00");
    expect(screen.getByTestId("conflict-4").querySelector("[data-testid=conflict-mine] bdi")?.getAttribute("dir")).toBe("ltr");
  });

  it.each([
    ["keep-mine", { keep: "mine" }],
    ["keep-theirs", { keep: "theirs" }],
  ])("is decided by %s and leaves the list", async (button, decision) => {
    const { host, user } = open("#/sync?tab=conflicts");
    await user.click(within(await screen.findByTestId("conflict-0")).getByTestId(button));
    await waitFor(() => expect(screen.getByTestId("conflict-0").dataset.field).toBe("description"));
    expect(host.calls.find((call) => call.command === "decide_conflict")?.request).toEqual({ opId: conflictRows[0]?.opId, field: "status", decision });
  });

  it("takes an edited number, in Arabic digits too, and none that is no number", async () => {
    const { host, user } = open("#/sync?tab=conflicts");
    const card = within(await screen.findByTestId("conflict-3"));
    await user.click(card.getByTestId("keep-edited"));
    const input = card.getByTestId("edited-value");
    expect((input as HTMLInputElement).value).toBe("155.25");
    await user.clear(input);
    await user.type(input, "much");
    await user.click(card.getByTestId("edited-keep"));
    expect(host.countOf("decide_conflict")).toBe(0);
    await user.clear(input);
    await user.type(input, "١٦٠٫٥");
    await user.click(card.getByTestId("edited-keep"));
    await waitFor(() => expect(host.calls.find((call) => call.command === "decide_conflict")?.request).toMatchObject({ field: "high_high", decision: { keep: "edited", value: 160.5 } }));
  });

  it("offers no decision to a role that may not", async () => {
    open("#/sync?tab=conflicts");
    const card = within(await screen.findByTestId("conflict-4"));
    expect(card.getByTestId("may-not-decide")).toBeTruthy();
    expect(card.queryByTestId("keep-mine")).toBeNull();
  });

  it("offers no value by hand where a time or another row is meant", async () => {
    open("#/sync?tab=conflicts");
    const card = within(await screen.findByTestId("conflict-5"));
    expect(card.getByTestId("keep-mine")).toBeTruthy();
    expect(card.queryByTestId("keep-edited")).toBeNull();
  });

  it("says why a decision was refused and stays", async () => {
    const { user } = open("#/sync?tab=conflicts", {
      more: {
        decide_conflict: () => {
          throw failure("forbidden", "ui-code-forbidden");
        },
      },
    });
    await user.click(within(await screen.findByTestId("conflict-0")).getByTestId("keep-mine"));
    expect((await screen.findByTestId("error-message")).dataset.code).toBe("403");
    expect(screen.getByTestId("conflict-0").dataset.field).toBe("status");
  });
});

describe("what was refused", () => {
  it("is no news any more once it has been looked at", async () => {
    const { host } = open("#/sync?tab=refused");
    await screen.findByTestId("refused-row-0");
    await waitFor(() => expect(host.countOf("see_rejected")).toBe(1));
    host.emit(["sync"]);
    await waitFor(() => expect(screen.getByTestId("sync-badge").dataset.count).toBe(String(conflictRows.length)));
    expect(screen.getByTestId("refused-row-0")).toBeTruthy();
  });

  it("says why in words, with the field or the right", async () => {
    open("#/sync?tab=refused");
    await screen.findByTestId("refused-row-0");
    const reasons = refusedRows.map((_, i) => plain(screen.getByTestId(`refused-row-${i}`)));
    const wanted = [
      "Another one has the same: Tag",
      "Their role may not manage assets",
      "It had been deleted meanwhile",
      "What it refers to is not there: Metric",
      "The value is not taken: Description",
      "Set centrally only: Status",
      "Another person's name in: Made by",
    ];
    expect(reasons.map((text, i) => (text.endsWith(wanted[i] ?? "") ? wanted[i] : text))).toEqual(wanted);
  });

  it("keeps the values, copyable as JSON", async () => {
    const { user } = open("#/sync?tab=refused");
    await user.click(await screen.findByTestId("refused-row-0"));
    expect(plain(await screen.findByTestId("operation-field-family"))).toBe("FamilyPump");
    expect(plain(screen.getByTestId("operation-field-parent_id"))).toBe("Part ofEmpty");
    await user.click(screen.getByTestId("operation-copy"));
    const copied = JSON.parse(await navigator.clipboard.readText()) as { fields: unknown; detail: unknown };
    expect(copied).toMatchObject({ fields: refusedRows[0]?.fields, detail: refusedRows[0]?.detail });
  });

  it("is told in Arabic from right to left", async () => {
    open("#/sync?tab=refused", { language: "ar" });
    expect(plain(await screen.findByTestId("refused-row-0"))).toContain("يوجد عنصر آخر بالقيمة نفسها: الوسم");
    expect(document.documentElement.dir).toBe("rtl");
  });
});

describe("the history", () => {
  it("is filtered by outcome in the core", async () => {
    const { host, user } = open("#/sync?tab=history");
    await screen.findByTestId("history-row-0");
    await user.click(within(screen.getByTestId("history-outcome")).getByText("Sent, in conflict"));
    await waitFor(() => expect(host.calls.findLast((call) => call.command === "list_receipts")?.request).toEqual({ outcome: "conflict", offset: 0, limit: 100 }));
    await waitFor(() => expect(plain(screen.getByTestId("history-row-0"))).toContain("Met another change: Status"));
  });
});
