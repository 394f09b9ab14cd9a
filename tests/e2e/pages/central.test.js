//! Central mode against a real PostgreSQL: from nothing to the dashboard, what stands between, working without the server,
//! several workspaces.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, startHost, withPage } from "../support/browser.js";
import { connect, fillWizard, finishWizard, PASSWORD, signIn } from "../support/central.js";
import { startCentral } from "../support/postgres.js";
import { speak } from "../support/steps.js";

const ADMIN = "noura@acme.example";
let browser;
let central;
let tenant;
before(async () => {
  browser = await launch();
  central = await startCentral();
  tenant = { login: central.tenant.login, code: "ACME" };
});
after(async () => {
  await browser?.close();
  await central?.stop();
});

async function onFreshHost(name, run) {
  const host = await startHost();
  try {
    await withPage(browser, host.url, name, (surface, page) => run(surface, page, host));
  } finally {
    await host.stop();
  }
}

/** The administrator's first password, until the first test has changed it. */
const first = () => central.tenant.person.password;

test("a certificate of somebody else stops at the secure channel, and says what to do", () =>
  onFreshHost("central wrong authority", async (surface, _page, host) => {
    const other = `-----BEGIN CERTIFICATE-----\n${Buffer.from("not a certificate").toString("base64")}\n-----END CERTIFICATE-----`;
    await fillWizard(surface, central, tenant, { authority: other });
    await surface.see("error-message");
    assert.equal(await surface.isVisible("connect-at-sign-in"), false);
    assert.equal((await host.call("get_workspace")).stage, "new");
  }));

test("from nothing to the dashboard, with the authority's certificate and a first password", () =>
  onFreshHost("central wizard", async (surface) => {
    await fillWizard(surface, central, tenant);
    for (const stage of ["resolve", "connect", "secure_channel", "authenticate", "database"]) {
      await surface.attributeBecomes(`central-stage-${stage}`, "data-outcome", "passed");
    }
    await finishWizard(surface, { email: ADMIN, password: first() });
    await surface.attributeBecomes("central-status", "data-link", "online");
    assert.match(await surface.text("workspace-switcher"), /Acme Water/);
  }));

test("a wrong password of the role is told at its stage; a pinned certificate leads there, in Arabic", () =>
  onFreshHost("central wrong role", async (surface) => {
    await speak(surface, "ar");
    await fillWizard(surface, central, { ...tenant, login: { ...tenant.login, password: "wrong" } }, { pin: true });
    await surface.attributeBecomes("central-stage-authenticate", "data-outcome", "failed");
    await surface.attributeBecomes("central-stage-secure_channel", "data-outcome", "passed");
    assert.match(await surface.text("error-message"), /[\u0600-\u06ff]/);
  }));

test("without the server work goes on and says so; back online by itself", () =>
  onFreshHost("central offline", async (surface, page, host) => {
    await connect(host, central, tenant, { email: ADMIN, password: PASSWORD });
    await page.reload();
    await surface.see("app-shell");
    await central.away();
    try {
      await surface.see("offline-notice", 60_000);
      await surface.attributeBecomes("central-status", "data-link", "offline");
      await surface.click("central-status");
      await surface.see("link-reason");
      await page.keyboard.press("Escape");
      await surface.click("nav-assets");
      await surface.see("page-title");

      await surface.click("user-menu");
      await surface.click("sign-out");
      await signIn(surface, ADMIN, PASSWORD);
      await surface.see("app-shell");
      await surface.see("offline-notice", 60_000);
    } finally {
      await central.back();
    }
    await surface.attributeBecomes("central-status", "data-link", ["online", "password_needed"], 90_000);
    if ((await surface.attribute("central-status", "data-link")) === "password_needed") {
      await surface.click("offline-go-online");
      await surface.fill("go-online-password", PASSWORD);
      await surface.click("go-online-submit");
    }
    await surface.attributeBecomes("central-status", "data-link", "online", 60_000);
    await surface.gone("offline-notice");
  }));

test("the role's new password is taken on the sign-in page", () =>
  onFreshHost("central role renewed", async (surface, page, host) => {
    await connect(host, central, tenant, { email: ADMIN, password: PASSWORD });
    await host.call("sign_out");
    tenant.login = central.optria("rotate-tenant-password", "ACME").login;
    await page.reload();
    await signIn(surface, "nobody@acme.example", "certainly wrong");
    await surface.see("renew-role-password");
    await surface.fill("role-password", tenant.login.password);
    await surface.click("role-password-save");
    await surface.gone("renew-role-password");
    await signIn(surface, ADMIN, PASSWORD);
    await surface.see("app-shell");
    await surface.attributeBecomes("central-status", "data-link", "online");
  }));

test("a second workspace beside it, and back", () =>
  onFreshHost("central several", async (surface, page, host) => {
    await connect(host, central, tenant, { email: ADMIN, password: PASSWORD });
    const { id } = await host.call("get_workspace");
    await page.reload();
    await surface.click("workspace-switcher");
    await surface.click("workspace-add");
    await surface.click("confirm-ok");
    await surface.see("first-run");
    await surface.click("first-run-demo");
    await surface.click("demo-person-viewer", 60_000);
    await surface.see("app-shell");
    await surface.see("simulated-mark");
    await surface.click("workspace-switcher");
    await surface.click(`workspace-item-${id}`);
    await surface.click("confirm-ok");
    await surface.see("sign-in");
    await surface.see("sign-in-central");
  }));
