//! Central mode over a fake host: the way from nothing to the first sign-in, several workspaces, the link.

import { screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it } from "vitest";
import type { CentralTest } from "@/bindings";
import { central, centralSession, centralWorkspace, failed, offline, passed, passedOnLoopback } from "./support/fake-central";
import { failure } from "./support/fake-host";
import { field, open, requestOf, type User } from "./support/open-central";

beforeEach(() => {
  localStorage.clear();
  window.location.hash = "";
});

describe("the wizard", () => {
  const first = { stage: "new", session: null, central: null, kind: null, workspacesHere: 0 } as const;

  async function toTrust(user: User) {
    await user.click(await screen.findByTestId("first-run-connect"));
    await user.type(screen.getByTestId("central-host"), "db.example");
    await user.type(screen.getByTestId("central-database"), "optria");
    await user.click(screen.getByTestId("connect-next"));
  }

  async function toTest(user: User) {
    await toTrust(user);
    await user.click(screen.getByTestId("central-pem"));
    await user.paste("-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----");
    await user.click(screen.getByTestId("connect-next"));
    await user.type(screen.getByTestId("connect-tenantCode"), "ACME");
    await user.type(screen.getByTestId("connect-role"), "optria_t_1f");
    await user.type(screen.getByTestId("connect-rolePassword"), "role-secret");
    await user.click(screen.getByTestId("connect-next"));
  }

  async function toSignIn(user: User) {
    await toTest(user);
    await waitFor(() => expect(screen.getByTestId("central-test").dataset.passed).toBe("true"));
    await user.click(screen.getByTestId("connect-next"));
    await user.type(await screen.findByTestId("connect-email"), "noura@acme.example");
    await user.type(screen.getByTestId("connect-password"), "first-password");
  }

  it("says what is missing before it asks the core", async () => {
    const { host, user } = open(first);
    await user.click(await screen.findByTestId("first-run-connect"));
    await user.click(screen.getByTestId("connect-next"));
    expect(screen.getByTestId("connect-at-address")).toBeTruthy();
    expect(screen.getAllByText("Needed").length).toBe(2);
    expect(host.countOf("test_central")).toBe(0);
  });

  it("goes back and forth without losing what was typed", async () => {
    const { user } = open(first);
    await toTest(user);
    await user.click(within(screen.getByTestId("connect-step-address")).getByRole("button"));
    expect(field("central-host").value).toBe("db.example");
    await user.click(screen.getByTestId("connect-next"));
    expect(field("central-pem").value).toContain("BEGIN CERTIFICATE");
    await user.click(screen.getByTestId("connect-next"));
    expect(field("connect-role").value).toBe("optria_t_1f");
    expect(field("connect-rolePassword").value).toBe("role-secret");
  });

  it("shows each stage, and goes no further while one fails", async () => {
    let answer: CentralTest = failed;
    const { user } = open(first, { test_central: () => answer });
    await toTest(user);
    const stage = await screen.findByTestId("central-stage-secure_channel");
    expect(stage.dataset.outcome).toBe("failed");
    expect(stage.textContent).toContain("not made out for");
    expect(screen.getByTestId("central-stage-authenticate").dataset.outcome).toBe("skipped");
    expect((screen.getByTestId("connect-next") as HTMLButtonElement).disabled).toBe(true);
    answer = passed;
    await user.click(screen.getByTestId("central-test-run"));
    await waitFor(() => expect((screen.getByTestId("connect-next") as HTMLButtonElement).disabled).toBe(false));
  });

  it("says of a channel that there is none on this machine itself, whoever tests", async () => {
    window.location.hash = "#/settings?tab=connection";
    const { user } = open({}, { save_connection: () => passedOnLoopback });
    await user.type(await screen.findByTestId("connection-role-password"), "another");
    await user.click(screen.getByTestId("connection-save"));
    const stage = await screen.findByTestId("central-stage-secure_channel");
    expect(stage.dataset.outcome).toBe("unused");
    expect(stage.textContent).toContain("Not used on this computer itself");
    expect(screen.getByTestId("central-test").dataset.passed).toBe("true");
  });

  it("pins a certificate only when a person has compared it, and forgets that with the address", async () => {
    const { user } = open(first);
    await toTrust(user);
    await user.click(screen.getByTestId("central-trust-certificate"));
    await user.click(screen.getByTestId("central-inspect"));
    expect((await screen.findByTestId("central-fingerprint")).textContent).toMatch(/^9F:86:D0/);
    await user.click(screen.getByTestId("connect-next"));
    expect(screen.getByTestId("connect-at-trust")).toBeTruthy();
    await user.click(screen.getByTestId("central-pin"));
    await user.click(screen.getByTestId("connect-back"));
    await user.type(screen.getByTestId("central-host"), ".other");
    await user.click(screen.getByTestId("connect-next"));
    await user.click(screen.getByTestId("connect-next"));
    expect(screen.getByTestId("connect-at-trust")).toBeTruthy();
  });

  it("offers to go without encryption on this machine only", async () => {
    const { user } = open(first);
    await toTrust(user);
    expect(screen.queryByTestId("central-trust-loopback")).toBeNull();
    await user.click(screen.getByTestId("connect-back"));
    await user.clear(screen.getByTestId("central-host"));
    await user.type(screen.getByTestId("central-host"), "127.0.0.1");
    await user.click(screen.getByTestId("connect-next"));
    expect(screen.getByTestId("central-trust-loopback")).toBeTruthy();
  });

  it("asks for the new password when the first one is due, and sends both", async () => {
    const { host, user } = open(first, {
      connect_workspace: ({ newPassword }) => {
        if (!newPassword) throw failure("unauthenticated", "central-password-due");
        return centralWorkspace();
      },
    });
    await toSignIn(user);
    await user.click(screen.getByTestId("connect-next"));
    expect(await screen.findByTestId("connect-password-due")).toBeTruthy();
    await user.type(screen.getByTestId("password-new"), "my own password");
    await user.type(screen.getByTestId("password-again"), "another one here");
    await user.click(screen.getByTestId("connect-next"));
    expect(host.countOf("connect_workspace")).toBe(1);
    await user.clear(screen.getByTestId("password-again"));
    await user.type(screen.getByTestId("password-again"), "my own password");
    await user.click(screen.getByTestId("connect-next"));
    await waitFor(() => expect(host.countOf("connect_workspace")).toBe(2));
    expect(requestOf(host, "connect_workspace")).toEqual({
      server: { host: "db.example", port: 5432, database: "optria", trust: { kind: "authority", pem: expect.stringContaining("MII") } },
      tenantCode: "ACME",
      role: "optria_t_1f",
      rolePassword: "role-secret",
      email: "noura@acme.example",
      password: "first-password",
      newPassword: "my own password",
      language: "en",
    });
  });

  it("empties a password that was refused", async () => {
    const { user } = open(first, {
      connect_workspace: () => {
        throw failure("unauthenticated", "central-wrong-password");
      },
    });
    await toSignIn(user);
    await user.click(screen.getByTestId("connect-next"));
    expect((await screen.findByTestId("error-message")).textContent).toContain("E-mail or password is wrong");
    expect(field("connect-password").value).toBe("");
    expect(field("connect-email").value).toBe("noura@acme.example");
  });

  it("asks for a passphrase where there is no keychain", async () => {
    const { host, user } = open({ ...first, keychain: "missing" }, { connect_workspace: () => centralWorkspace() });
    await toTest(user);
    await waitFor(() => expect(screen.getByTestId("central-test").dataset.passed).toBe("true"));
    await user.click(screen.getByTestId("connect-next"));
    await user.type(screen.getByTestId("connect-passphrase"), "a long passphrase");
    await user.type(screen.getByTestId("connect-passphraseAgain"), "a long passphrase");
    await user.click(screen.getByTestId("connect-next"));
    await user.type(screen.getByTestId("connect-email"), "noura@acme.example");
    await user.type(screen.getByTestId("connect-password"), "the-password");
    await user.click(screen.getByTestId("connect-next"));
    await waitFor(() => expect(requestOf(host, "connect_workspace")).toMatchObject({ passphrase: "a long passphrase" }));
  });

  it("leaves no password behind once it is done", async () => {
    const { host, client, user } = open(first);
    host.handlers.connect_workspace = () => {
      host.handlers.get_workspace = () => centralWorkspace();
      return centralWorkspace();
    };
    await toSignIn(user);
    await user.click(screen.getByTestId("connect-next"));
    await screen.findByTestId("app-shell");
    const kept = JSON.stringify(client.getMutationCache().getAll().map((mutation) => mutation.state.variables));
    expect(kept).not.toContain("role-secret");
    expect(kept).not.toContain("first-password");
  });
});

describe("several workspaces", () => {
  it("are listed with what they are, and switching says that it signs out", async () => {
    const { host, user } = open({}, { switch_workspace: () => centralWorkspace({ session: null }) });
    await user.click(await screen.findByTestId("workspace-switcher"));
    const other = await screen.findByTestId("workspace-item-w2");
    expect(other.textContent).toContain("Demo plant");
    expect(screen.getByTestId("workspace-item-w1").textContent).toContain("Collects here");
    await user.click(other);
    await user.click(await screen.findByTestId("confirm-cancel"));
    expect(host.countOf("switch_workspace")).toBe(0);
    await user.click(screen.getByTestId("workspace-switcher"));
    await user.click(await screen.findByTestId("workspace-item-w2"));
    expect(await screen.findByText(/You are signed out of Acme Water/)).toBeTruthy();
    await user.click(screen.getByTestId("confirm-ok"));
    await waitFor(() => expect(requestOf(host, "switch_workspace")).toEqual({ id: "w2" }));
  });

  it("are called by the names of the language", async () => {
    const { user } = open({ session: centralSession("tenant_admin", { language: "ar" }) });
    const switcher = await screen.findByTestId("workspace-switcher");
    expect(switcher.textContent).toContain("أكمي للمياه");
    await user.click(switcher);
    expect((await screen.findByTestId("workspace-item-w1")).textContent).toContain("أكمي للمياه");
  });

  it("are switched on the sign-in page without asking", async () => {
    const { host, user } = open({ session: null }, { switch_workspace: () => centralWorkspace({ session: null }), new_workspace: () => centralWorkspace({ session: null, stage: "new" }) });
    await user.click(await screen.findByTestId("workspace-switcher"));
    await user.click(await screen.findByTestId("workspace-item-w2"));
    await waitFor(() => expect(host.countOf("switch_workspace")).toBe(1));
  });

  it("can be gone back to from a new one", async () => {
    open({ session: null, stage: "new", central: null });
    expect(await screen.findByTestId("workspace-switcher")).toBeTruthy();
  });

  it("are not spoken of on the very first run", async () => {
    open({ session: null, stage: "new", central: null, workspacesHere: 0 });
    await screen.findByTestId("first-run");
    expect(screen.queryByTestId("workspace-switcher")).toBeNull();
  });
});

describe("the link to the central database", () => {
  it("is quiet while it is there", async () => {
    open();
    expect((await screen.findByTestId("central-status")).dataset.link).toBe("online");
    expect(screen.queryByTestId("offline-notice")).toBeNull();
  });

  it("says since when it is away, why, what to do, and until when one may go on", async () => {
    const { user } = open({ central: offline() });
    expect((await screen.findByTestId("offline-notice")).textContent).toContain("everything is kept on this workstation");
    await user.click(screen.getByTestId("central-status"));
    const reason = await screen.findByTestId("link-reason");
    expect(reason.textContent).toContain("does not answer");
    expect(reason.textContent).toContain("tried again by itself");
    expect(screen.getByTestId("offline-until").textContent).toContain("30/12/2026");
  });

  it("is taken up again with the password", async () => {
    const { host, user } = open({ central: central({ link: "password_needed" }) }, { go_online: () => centralSession() });
    await user.click(await screen.findByTestId("offline-go-online"));
    await user.type(await screen.findByTestId("go-online-password"), "the password");
    await user.click(screen.getByTestId("go-online-submit"));
    await waitFor(() => expect(requestOf(host, "go_online")).toEqual({ password: "the password" }));
    await waitFor(() => expect(screen.queryByTestId("go-online-password")).toBeNull());
  });

  it("never calls what was saved sent", async () => {
    const { user } = open({ central: offline() });
    await user.click(await screen.findByTestId("central-status"));
    expect((await screen.findByTestId("central-popover")).textContent).toContain("kept on this workstation");
  });

  it("lets the role's new password be given where the present one is refused", async () => {
    const { host, user } = open(
      { session: null },
      {
        sign_in: () => {
          throw failure("unavailable", "central-role-refused");
        },
        renew_role_password: () => passed,
      },
    );
    await user.type(await screen.findByTestId("sign-in-email"), "noura@acme.example");
    await user.type(screen.getByTestId("sign-in-password"), "password");
    await user.click(screen.getByTestId("sign-in-submit"));
    await user.type(await screen.findByTestId("role-password"), "new-role-secret");
    await user.click(screen.getByTestId("role-password-save"));
    await waitFor(() => expect(requestOf(host, "renew_role_password")).toEqual({ rolePassword: "new-role-secret" }));
    await waitFor(() => expect(screen.queryByTestId("renew-role-password")).toBeNull());
  });

  it("says on the sign-in page why a session ended", async () => {
    open({ session: null, central: central({ link: "signed_out", reason: { id: "central-session-revoked" } }) });
    expect((await screen.findByTestId("session-ended")).textContent).toContain("ended by an administrator");
  });
});

describe("a password that is due", () => {
  it("is changed before anything of the plant is shown", async () => {
    const { host, user } = open({ session: { ...centralSession(), passwordDue: true } }, { change_password: () => ({}) });
    expect(await screen.findByTestId("password-due")).toBeTruthy();
    expect(screen.queryByTestId("app-shell")).toBeNull();
    expect(host.countOf("get_dashboard")).toBe(0);
    await user.type(screen.getByTestId("password-current"), "given password");
    await user.type(screen.getByTestId("password-new"), "my own password");
    await user.type(screen.getByTestId("password-again"), "my own password");
    host.handlers.change_password = () => {
      host.handlers.get_workspace = () => centralWorkspace();
      return {};
    };
    await user.click(screen.getByTestId("password-save"));
    expect(await screen.findByTestId("app-shell")).toBeTruthy();
    expect(requestOf(host, "change_password")).toEqual({ current: "given password", new: "my own password" });
  });
});

describe("a tenant that a platform owner has opened", () => {
  const openedTenant = { id: "t1", code: "ACME", nameEn: "Acme Water", nameAr: "أكمي للمياه", reason: "Ticket 4711", since: "2026-11-30T06:00:00Z" };
  it("can't be overlooked, and is left with one click", async () => {
    const { host, user } = open({ central: central({ isPlatform: true, openedTenant }), session: centralSession("platform_owner") }, { close_tenant: () => centralWorkspace() });
    const banner = await screen.findByTestId("opened-tenant");
    expect(banner.textContent).toContain("Acme Water");
    expect(banner.textContent).toContain("Ticket 4711");
    await user.click(screen.getByTestId("close-tenant"));
    await waitFor(() => expect(host.countOf("close_tenant")).toBe(1));
  });
});
