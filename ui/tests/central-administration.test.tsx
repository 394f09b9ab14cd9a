//! Administration of a central tenant over a fake host: people, workstations, tenants, the log, diagnostics, and what is off
//! while the database is away.

import { screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { Workspace } from "@/bindings";
import { central, centralSession, centralWorkspace, fakeCentral, offline } from "./support/fake-central";
import { failure, type Handlers } from "./support/fake-host";
import { open, requestOf } from "./support/open-central";

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "";
});

describe("administration", () => {
  it("takes the place of the people page in a central workspace only", async () => {
    open();
    await screen.findByTestId("app-shell");
    expect(screen.getByTestId("nav-administration")).toBeTruthy();
    expect(screen.queryByTestId("nav-people")).toBeNull();
  });

  it("shows a new user's password once", async () => {
    window.location.hash = "#/administration";
    const { host, client, user } = open();
    await user.click(await screen.findByTestId("user-add"));
    await user.type(screen.getByTestId("field-displayName"), "Reem");
    await user.type(screen.getByTestId("field-email"), "reem@acme.example");
    await user.click(screen.getByTestId("user-save"));
    expect((await screen.findByTestId("password-shown")).textContent).toBe("Kq7-mistral-Vane-31");
    expect(requestOf(host, "create_user")).toEqual({ email: "reem@acme.example", displayName: "Reem", role: "engineer", locale: "en" });
    await user.click(screen.getByTestId("password-shown-done"));
    await waitFor(() => expect(screen.queryByTestId("password-shown")).toBeNull());
    await waitFor(() => expect(JSON.stringify(client.getMutationCache().getAll().map(({ state }) => state.data))).not.toContain("Kq7-mistral"));
  });

  it("says what switching somebody off does, and sends only what changed", async () => {
    window.location.hash = "#/administration";
    const { host, user } = open();
    await user.click(await screen.findByTestId("user-edit-faisal@acme-water.example"));
    await user.click(screen.getByTestId("field-isActive"));
    await user.click(screen.getByTestId("user-save"));
    expect(await screen.findByText(/1 session is ended/)).toBeTruthy();
    await user.click(screen.getByTestId("confirm-ok"));
    await waitFor(() => expect(requestOf(host, "update_user")).toEqual({ id: "u1", version: 3, isActive: false }));
  });

  it("marks one's own session", async () => {
    window.location.hash = "#/administration";
    const { user } = open();
    await user.click(await screen.findByTestId("user-sessions-noura@acme-water.example"));
    expect((await screen.findByTestId("session-row-0")).textContent).toContain("this one");
    await user.click(screen.getByTestId("session-end-s0"));
    expect(await screen.findByText(/It is your own/)).toBeTruthy();
  });

  it("enrols a workstation only after its key was compared", async () => {
    window.location.hash = "#/administration?tab=workstations";
    const { host, user } = open();
    await user.click(await screen.findByTestId("workstation-enrol-ws1"));
    const submit = (await screen.findByTestId("enrol-submit")) as HTMLButtonElement;
    expect(submit.disabled).toBe(true);
    await user.click(screen.getByTestId("enrol-compared"));
    await user.click(submit);
    await waitFor(() => expect(requestOf(host, "enrol_workstation")).toEqual({ id: "ws1" }));
  });

  it("counts the secrets that a removed workstation could open", async () => {
    window.location.hash = "#/administration?tab=workstations";
    const { user } = open();
    await user.click(await screen.findByTestId("workstation-remove-ws2"));
    await user.click(await screen.findByTestId("confirm-ok"));
    expect((await screen.findByTestId("exposed-secrets")).dataset.count).toBe("2");
  });

  it("opens a tenant only with a reason, and only for a platform owner", async () => {
    window.location.hash = "#/administration?tab=tenants";
    const { host, user } = open({ session: centralSession("platform_owner"), central: central({ isPlatform: true }) }, { open_tenant: () => centralWorkspace() });
    expect((await screen.findByTestId("tenant-create-command")).textContent).toContain("create-tenant");
    // The platform's own is where an owner always acts: neither opened nor disabled.
    expect(await screen.findByTestId("tenant-edit-PLATFORM")).toBeTruthy();
    expect(screen.queryByTestId("tenant-open-PLATFORM")).toBeNull();
    expect(screen.queryByTestId("tenant-toggle-PLATFORM")).toBeNull();
    await user.click(await screen.findByTestId("tenant-open-ACME"));
    const submit = (await screen.findByTestId("tenant-open-submit")) as HTMLButtonElement;
    await user.type(screen.getByTestId("tenant-reason"), "short");
    expect(submit.disabled).toBe(true);
    await user.type(screen.getByTestId("tenant-reason"), " no more");
    await user.click(submit);
    await waitFor(() => expect(requestOf(host, "open_tenant")).toEqual({ id: "t1", reason: "short no more" }));
  });

  it("has no tenants for a tenant's administrator", async () => {
    window.location.hash = "#/administration?tab=tenants";
    open();
    expect(await screen.findByTestId("user-list")).toBeTruthy();
    expect(screen.queryByTestId("administration-tab-tenants")).toBeNull();
  });
});

describe("without the central database", () => {
  /** The link as it stands at each asking; a topic brings it back. */
  function away(part: Partial<Workspace> = {}, more: Handlers = {}) {
    let link: "offline" | "online" = "offline";
    const status = () => (link === "offline" ? offline() : central());
    const refused = () => {
      if (link === "offline") throw failure("unavailable", "central-away");
      return fakeCentral();
    };
    const handlers: Handlers = {
      get_workspace: () => centralWorkspace({ ...part, central: status() }),
      list_users: (request) => refused().list_users?.(request) as never,
      list_tenants: (request) => refused().list_tenants?.(request) as never,
      list_workstations: (request) => refused().list_workstations?.(request) as never,
      ...more,
    };
    const opened = open(part, handlers);
    return {
      ...opened,
      comeBack: () => {
        link = "online";
        opened.host.emit(["link", "workspace"]);
      },
    };
  }

  it("shows the people that are known here, offers nothing that needs it, and comes back by itself", async () => {
    window.location.hash = "#/administration";
    const { comeBack } = away();
    expect((await screen.findByTestId("away-notice")).textContent).toContain("does not answer");
    expect((await screen.findByTestId("known-user-row-0")).textContent).toContain("@");
    const add = screen.getByTestId("user-add") as HTMLButtonElement;
    expect(add.disabled).toBe(true);
    expect(add.closest("[data-needs-link]")).toBeTruthy();
    comeBack();
    await waitFor(() => expect((screen.getByTestId("user-add") as HTMLButtonElement).disabled).toBe(false));
    expect(await screen.findByTestId("user-row-0")).toBeTruthy();
    expect(screen.queryByTestId("away-notice")).toBeNull();
  });

  it.each([
    ["workstations", "workstation-list"],
    ["tenants", "tenant-list"],
  ])("says on the page of %s why nothing is there, and fills it once the link is back", async (tab, list) => {
    window.location.hash = `#/administration?tab=${tab}`;
    const { comeBack } = away({ session: centralSession("platform_owner") });
    await waitFor(() => expect(screen.getByTestId(list).dataset.state).toBe("error"));
    expect(screen.getByTestId("away-notice").dataset.link).toBe("offline");
    comeBack();
    await waitFor(() => expect(screen.getByTestId(list).dataset.state).toBe("ready"));
    expect(document.querySelector("[data-needs-link]")).toBeNull();
  });

  it("keeps the workstation's own log and the settings readable", async () => {
    window.location.hash = "#/settings?tab=actions&source=tenant";
    away();
    expect((await screen.findByTestId("log-verify") as HTMLButtonElement).disabled).toBe(true);
    expect((screen.getByTestId("log-export") as HTMLButtonElement).disabled).toBe(true);
    window.location.hash = "#/settings?tab=actions";
    await waitFor(() => expect((screen.getByTestId("log-export") as HTMLButtonElement).disabled).toBe(false));
    window.location.hash = "#/settings?tab=defaults";
    expect((await screen.findByTestId("setting-edit-offline_grace_days") as HTMLButtonElement).disabled).toBe(true);
    expect(screen.getByTestId("away-notice")).toBeTruthy();
  });
});

describe("the lists of administration", () => {
  it("are searched in the core, and say how many there are", async () => {
    window.location.hash = "#/administration";
    const { host, user } = open();
    expect((await screen.findByTestId("user-list-total")).dataset.total).toBe("5");
    await user.type(screen.getByTestId("user-search"), "faisal");
    await waitFor(() => expect(requestOf(host, "list_users")).toEqual({ search: "faisal", offset: 0, limit: 100 }));
    await waitFor(() => expect(screen.getByTestId("user-list-total").dataset.total).toBe("1"));
  });
});

describe("the action log", () => {
  it("shows how far a long verification is, and goes on behind the last piece", async () => {
    window.location.hash = "#/settings?tab=actions&source=tenant";
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const pieces = fakeCentral().verify_entries;
    const { host, user } = open({}, {
      verify_entries: ((request) => (request.after ? gate.then(() => pieces?.(request)) : pieces?.(request)) as never) satisfies Handlers["verify_entries"],
    });
    await user.click(await screen.findByTestId("log-verify"));
    await waitFor(() => expect(screen.getByTestId("log-progress").dataset).toMatchObject({ done: "700", all: "1282" }));
    release();
    expect((await screen.findByTestId("log-verdict")).dataset.intact).toBe("true");
    expect(requestOf(host, "verify_action_log")).toMatchObject({ after: { no: 700 } });
    expect(screen.queryByTestId("log-progress")).toBeNull();
  });

  it("asks the tenant's log, verifies it and exports what is shown", async () => {
    window.location.hash = "#/settings?tab=actions&source=tenant&outcome=failure";
    const { host, user } = open();
    await waitFor(() => expect(requestOf(host, "list_actions")).toMatchObject({ source: "tenant", outcome: "failure", offset: 0 }));
    await user.click(screen.getByTestId("log-verify"));
    expect((await screen.findByTestId("log-verdict")).dataset.intact).toBe("true");
    await user.click(screen.getByTestId("log-export"));
    await waitFor(() => expect(requestOf(host, "export_actions")).toEqual({ source: "tenant", outcome: "failure" }));
    await waitFor(() => expect(host.saved).toEqual([{ fileName: "action-log.csv", content: "no,at\r\n" }]));
  });
});

describe("diagnostics", () => {
  it("show every subsystem in a word, and save the bundle's bytes", async () => {
    window.location.hash = "#/settings?tab=diagnostics";
    const { host, user } = open({ session: centralSession("platform_owner") });
    const shown = await screen.findByTestId("subsystem-opcua_default_creds");
    expect(shown.textContent).toContain("Configured");
    await user.click(screen.getByTestId("support-bundle"));
    await waitFor(() => expect(host.saved[0]?.fileName).toBe("optria-support.zip"));
  });
});

describe("the connection", () => {
  it("keeps the present password where none is typed, and says which stage failed", async () => {
    window.location.hash = "#/settings?tab=connection";
    const { host, user } = open();
    await user.click(await screen.findByTestId("connection-save"));
    await waitFor(() => expect(requestOf(host, "save_connection")).toMatchObject({ rolePassword: "***", server: { port: 5432, trust: { kind: "certificate" } } }));
    expect((await screen.findByTestId("central-stage-secure_channel")).dataset.outcome).toBe("failed");
  });
});

describe("a default", () => {
  it("is set for the tenant, or given up", async () => {
    window.location.hash = "#/settings?tab=defaults";
    const { host, user } = open();
    await user.click(await screen.findByTestId("setting-edit-offline_grace_days"));
    await user.clear(await screen.findByTestId("setting-value"));
    await user.type(screen.getByTestId("setting-value"), "400");
    await user.click(screen.getByTestId("setting-save"));
    expect(host.countOf("set_setting")).toBe(0);
    await user.click(screen.getByTestId("setting-clear"));
    await waitFor(() => expect(requestOf(host, "set_setting")).toEqual({ key: "offline_grace_days", value: null }));
  });
});
