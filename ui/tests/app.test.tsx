//! The whole application over a fake host: the gate before the plant, both directions without a reload, rights, and what must be seen.

import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { App } from "@/app/app";
import { newQueryClient } from "@/api";
import { failure, fakeHost, type Handlers } from "./support/fake-host";
import { fakePlant, session, workspace } from "./support/fake-plant";
import type { Workspace } from "@/bindings";

function open(space: Partial<Workspace> = {}, more: Handlers = {}) {
  const host = fakeHost({ ...fakePlant(workspace(space)), ...more });
  render(<App host={host} client={newQueryClient()} />);
  return { host, user: userEvent.setup() };
}

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "";
  delete document.documentElement.dataset.app;
});

describe("the gate", () => {
  it("offers demo plant and empty workspace on the first run", async () => {
    open({ stage: "new", session: null });
    expect(await screen.findByTestId("first-run-demo")).toBeTruthy();
    expect(screen.getByTestId("first-run-empty")).toBeTruthy();
    await waitFor(() => expect(document.documentElement.dataset.app).toBe("ready"));
  });

  it("makes an empty workspace with its first administrator and no default password", async () => {
    const { host, user } = open({ stage: "new", session: null }, { create_workspace: () => workspace() });
    await user.click(await screen.findByTestId("first-run-empty"));
    await user.type(screen.getByTestId("field-displayName"), "Noura");
    await user.type(screen.getByTestId("field-email"), "noura@plant.example");
    await user.type(screen.getByTestId("field-password"), "short");
    await user.click(screen.getByTestId("first-run-create"));
    expect(host.countOf("create_workspace")).toBe(0);
    await user.type(screen.getByTestId("field-password"), "-but-longer");
    await user.type(screen.getByTestId("field-passwordAgain"), "short-but-longer");
    await user.click(screen.getByTestId("first-run-create"));
    await waitFor(() => expect(host.countOf("create_workspace")).toBe(1));
    expect(host.calls.find((call) => call.command === "create_workspace")?.request).toMatchObject({
      kind: "empty",
      timeZone: "Asia/Riyadh",
      currency: "SAR",
      administrator: { email: "noura@plant.example", displayName: "Noura", password: "short-but-longer" },
    });
  });

  it("asks for a passphrase and says why where there is no keychain", async () => {
    const { host, user } = open({ stage: "new", session: null, keychain: "missing" }, { create_workspace: () => workspace() });
    await user.click(await screen.findByTestId("first-run-demo"));
    expect(host.countOf("create_workspace")).toBe(0);
    expect(screen.getByText(/offers no keychain/)).toBeTruthy();
    await user.type(screen.getByTestId("keychain-passphrase"), "a long passphrase");
    await user.type(screen.getByTestId("keychain-passphrase-again"), "another passphrase");
    await user.click(screen.getByTestId("keychain-continue"));
    expect(host.countOf("create_workspace")).toBe(0);
    await user.clear(screen.getByTestId("keychain-passphrase-again"));
    await user.type(screen.getByTestId("keychain-passphrase-again"), "a long passphrase");
    await user.click(screen.getByTestId("keychain-continue"));
    await waitFor(() => expect(host.countOf("create_workspace")).toBe(1));
    expect(host.calls.find((call) => call.command === "create_workspace")?.request).toEqual({ kind: "demo", language: "en", passphrase: "a long passphrase" });
  });

  it("says why a sign-in was refused, with its number, and keeps the page", async () => {
    const { user } = open({ session: null }, {
      sign_in: () => {
        throw failure("unauthenticated", "ui-code-unauthenticated");
      },
    });
    await user.type(await screen.findByTestId("sign-in-email"), "noura@plant.example");
    await user.type(screen.getByTestId("sign-in-password"), "wrong");
    await user.click(screen.getByTestId("sign-in-submit"));
    expect((await screen.findByTestId("error-message")).dataset.code).toBe("401");
    expect(screen.getByTestId("sign-in")).toBeTruthy();
  });

  it("locks, and shows nothing of the plant while locked", async () => {
    const { host, user } = open();
    await screen.findByTestId("worst-asset-row-0");
    await user.click(screen.getByTestId("user-menu"));
    await user.click(await screen.findByTestId("lock"));
    expect(await screen.findByTestId("unlock")).toBeTruthy();
    // Nothing of the plant is asked any more: the core would only refuse it.
    const dashboards = host.countOf("get_dashboard");
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(host.countOf("get_dashboard")).toBe(dashboards);
    expect(dashboards).toBe(1);
    expect(screen.queryByTestId("app-shell")).toBeNull();
  });
});

describe("language and direction", () => {
  it("switch at run time, both ways, and are kept with the person", async () => {
    const { host, user } = open();
    await screen.findByTestId("app-shell");
    expect(document.documentElement.dir).toBe("ltr");
    await user.click(screen.getByTestId("language-switch"));
    await waitFor(() => expect(document.documentElement.dir).toBe("rtl"));
    expect(document.documentElement.lang).toBe("ar");
    expect(screen.getByTestId("nav-dashboard").textContent).toBe("لوحة المتابعة");
    await waitFor(() => expect(host.calls.find((call) => call.command === "save_preferences")?.request).toMatchObject({ preferences: { language: "ar" } }));
    await user.click(screen.getByTestId("language-switch"));
    await waitFor(() => expect(document.documentElement.dir).toBe("ltr"));
    expect(screen.getByTestId("nav-dashboard").textContent).toBe("Dashboard");
  });

  it("are there before anyone is signed in", async () => {
    const { user } = open({ session: null });
    await screen.findByTestId("sign-in");
    await user.click(screen.getByTestId("language-switch"));
    expect(screen.getByTestId("page-title").textContent).toBe("تسجيل الدخول");
  });

  it("come from the person at sign-in", async () => {
    open({ session: session({ language: "ar", digits: "arab" }) });
    await waitFor(() => expect(document.documentElement.lang).toBe("ar"));
    expect((await screen.findByTestId("count-signals")).textContent).toContain("٤١٢");
  });

  it("keep tag names left to right in Arabic", async () => {
    open({ session: session({ language: "ar" }) });
    const row = await screen.findByTestId("worst-asset-row-0");
    const tag = within(row).getByText(row.dataset.tag ?? "");
    expect(tag.tagName).toBe("BDI");
    expect(tag.getAttribute("dir")).toBe("ltr");
  });
});

describe("rights and marks", () => {
  it("show a viewer only what a viewer may see", async () => {
    open({ session: session({}, ["view_plant"]) });
    await screen.findByTestId("app-shell");
    expect(screen.queryByTestId("nav-people")).toBeNull();
    expect(screen.queryByTestId("nav-optimization")).toBeNull();
    expect(screen.getByTestId("nav-work-orders")).toBeTruthy();
  });

  it("refuse a page by its address, naming the right", async () => {
    window.location.hash = "#/people";
    open({ session: session({}, ["view_plant"]) });
    expect(await screen.findByText(/manage people/)).toBeTruthy();
  });

  it("mark the demo plant as simulated on every page", async () => {
    open();
    await screen.findByTestId("app-shell");
    expect(within(screen.getByTestId("header")).getByTestId("simulated-mark")).toBeTruthy();
  });

  it("say that a damaged store was rebuilt", async () => {
    open({ recovery: { setAside: "store-damaged-1.db", rowsSalvaged: 1200, incompleteTables: ["score"] } });
    expect((await screen.findByTestId("recovery-notice")).textContent).toContain("store-damaged-1.db");
  });

  it("say so until somebody who may mend it has seen it", async () => {
    const recovery = { setAside: "store-damaged-1.db", rowsSalvaged: null, incompleteTables: [] };
    const { host, user } = open({ recovery });
    host.handlers.acknowledge_recovery = () => {
      host.handlers.get_workspace = () => workspace();
      return workspace();
    };
    await user.click(await screen.findByTestId("recovery-seen"));
    await waitFor(() => expect(screen.queryByTestId("recovery-notice")).toBeNull());
    expect(host.countOf("acknowledge_recovery")).toBe(1);
  });
});

describe("a workspace that a damaged file cost something", () => {
  it("says that its settings are lost and leads to where they are set anew", async () => {
    open({ settingsLost: true, name: "" });
    const notice = await screen.findByTestId("settings-lost");
    expect(within(notice).getByRole("link").getAttribute("href")).toBe("#/settings?tab=workspace");
  });

  it("without an administrator is taken over with what was carried over", async () => {
    const recovery = { setAside: "store-damaged-1.db", rowsSalvaged: 1200, incompleteTables: ["person"] };
    const { host, user } = open({ stage: "administrator_needed", session: null, name: "", recovery }, { restore_workspace: () => workspace() });
    expect((await screen.findByTestId("restore-workspace")).textContent).toContain("store-damaged-1.db");
    await user.type(screen.getByTestId("field-displayName"), "Reem");
    await user.type(screen.getByTestId("field-email"), "reem@plant.example");
    await user.type(screen.getByTestId("field-password"), "correct horse battery");
    await user.type(screen.getByTestId("field-passwordAgain"), "correct horse battery");
    await user.click(screen.getByTestId("first-run-create"));
    await waitFor(() => expect(host.countOf("restore_workspace")).toBe(1));
    expect(host.calls.find((call) => call.command === "restore_workspace")?.request).toMatchObject({
      timeZone: "Asia/Riyadh",
      administrator: { email: "reem@plant.example", displayName: "Reem" },
    });
  });
});

describe("a count of the dashboard", () => {
  it("leads to exactly its list", async () => {
    const { host, user } = open();
    await user.click(await screen.findByTestId("count-open-work-orders"));
    await screen.findByTestId("work-orders");
    await waitFor(() => expect(host.calls.findLast((call) => call.command === "list_work_orders")?.request).toMatchObject({ onlyUnfinished: true, offset: 0 }));
  });
});

describe("prioritization", () => {
  it("is locked with its reason and number when the flag is off", async () => {
    window.location.hash = "#/optimization";
    open({ flags: { demoMode: true, optimizationEngineEnabled: false, externalDbEnable: true } });
    expect((await screen.findByTestId("optimization-locked")).dataset.code).toBe("423");
    expect((screen.getByTestId("optimization-run") as HTMLButtonElement).disabled).toBe(true);
  });

  it("leads to the order that an earlier proposal made, instead of making a second one", async () => {
    window.location.hash = "#/optimization";
    open();
    const link = await screen.findByTestId("recommendation-open-order-4");
    expect([link.textContent, link.getAttribute("href")]).toEqual(["WO-000005", "#/work-orders/w4"]);
    expect(screen.queryByTestId("recommendation-accept-4")).toBeNull();
    expect(screen.getByTestId("recommendation-accept-5")).toBeTruthy();
  });

  it("rejects only with a reason", async () => {
    window.location.hash = "#/optimization";
    const { host, user } = open();
    await user.click(await screen.findByTestId("recommendation-reject-0"));
    const ok = (await screen.findByTestId("confirm-ok")) as HTMLButtonElement;
    expect(ok.disabled).toBe(true);
    await user.type(screen.getByTestId("reject-reason"), "Overhaul booked");
    await user.click(ok);
    await waitFor(() => expect(host.calls.find((call) => call.command === "reject_recommendation")?.request).toEqual({ id: "rec0", reason: "Overhaul booked" }));
  });
});

describe("a work order", () => {
  it("offers only the moves that the core allows", async () => {
    window.location.hash = "#/work-orders/w2";
    open();
    expect(await screen.findByTestId("work-order-finish")).toBeTruthy();
    expect(screen.getByTestId("work-order-cancel")).toBeTruthy();
    expect(screen.queryByTestId("work-order-start")).toBeNull();
  });

  it("is never overwritten unseen", async () => {
    window.location.hash = "#/work-orders/w0";
    const { orderRow } = await import("./support/fake-plant");
    const theirs = orderRow(0);
    theirs.order = { ...theirs.order, version: 3, titleEn: "Replace the bearing" };
    const { host, user } = open();
    await user.click(await screen.findByTestId("work-order-edit"));
    await user.type(screen.getByTestId("field-titleEn"), " now");
    host.handlers.update_work_order = () => {
      host.handlers.get_work_order = () => theirs;
      throw failure("conflict", "ui-code-conflict");
    };
    await user.click(screen.getByTestId("work-order-save"));
    expect(await screen.findByText("Replace the bearing", { selector: "td" })).toBeTruthy();
    host.handlers.update_work_order = () => theirs;
    await user.click(screen.getByTestId("conflict-mine"));
    await waitFor(() =>
      expect(host.calls.findLast((call) => call.command === "update_work_order")?.request).toMatchObject({ version: 3, titleEn: "Immediate maintenance required now" }),
    );
  });
});
