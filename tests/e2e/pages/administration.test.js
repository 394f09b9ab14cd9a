//! Administration of a central workspace against a real PostgreSQL: users with their first password and their sessions,
//! workstations, tenants and the banner of an opened one, defaults, the action log's verdict, diagnostics.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, startHost, withPage } from "../support/browser.js";
import { connect, PASSWORD, signIn } from "../support/central.js";
import { startCentral } from "../support/postgres.js";

const ADMIN = "noura@acme.example";
let browser;
let central;
/** Hosts with their workspaces: one of the tenant's administrator, one of the platform owner. */
let tenant;
let platform;
before(async () => {
  browser = await launch();
  central = await startCentral();
  tenant = await startHost();
  await connect(tenant, central, { login: central.tenant.login, code: "ACME" }, { email: ADMIN, password: central.tenant.person.password, newPassword: PASSWORD });
  platform = await startHost();
  await connect(platform, central, { login: central.owner.login, code: "PLATFORM" }, { email: central.owner.person.email, password: central.owner.person.password, newPassword: PASSWORD });
});
after(async () => {
  await browser?.close();
  await tenant?.stop();
  await platform?.stop();
  await central?.stop();
});

/** The tenant's administrator, signed in again where an earlier test ended the session. */
function asAdministrator(name, run) {
  return withPage(browser, tenant.url, name, async (surface, page) => {
    if (await surface.isVisible("sign-in")) await signIn(surface, ADMIN, PASSWORD);
    await surface.see("app-shell");
    await run(surface, page);
  });
}

const asOwner = (name, run) => withPage(browser, platform.url, name, run);

let given;
test("a new user's password is shown once; at the first sign-in it is changed before anything else is seen", () =>
  asAdministrator("users", async (surface, page) => {
    await surface.click("nav-administration");
    await surface.click("user-add");
    await surface.fill("field-displayName", "Faisal Al-Otaibi");
    await surface.fill("field-email", "faisal@acme.example");
    await surface.click("field-role-engineer");
    await surface.click("user-save");
    await surface.see("password-shown");
    given = (await surface.text("password-shown")).trim();
    assert.ok(given.length >= 10);
    await surface.click("password-shown-done");
    await surface.gone("password-shown");
    await surface.indexOf("user-row", "data-email", "faisal@acme.example");

    await surface.click("user-menu");
    await surface.click("sign-out");
    await signIn(surface, "faisal@acme.example", given);
    await surface.see("password-due");
    assert.equal(await surface.isVisible("app-shell"), false);
    await surface.fill("password-current", given);
    await surface.fill("password-new", PASSWORD);
    await surface.fill("password-again", PASSWORD);
    await surface.click("password-save");
    await surface.see("app-shell");
    assert.equal(await surface.isVisible("nav-administration"), false);
    await surface.click("user-menu");
    await surface.click("sign-out");
    await surface.see("sign-in");
    assert.ok(!(await page.content()).includes(given));
  }));

test("a user is changed, and switched off with the effect stated", () =>
  asAdministrator("user edit", async (surface) => {
    await surface.click("nav-administration");
    await surface.click("user-edit-faisal@acme.example");
    await surface.click("field-role-viewer");
    await surface.click("user-save");
    const index = await surface.indexOf("user-row", "data-email", "faisal@acme.example");
    await surface.attributeBecomes(`user-row-${index}`, "data-role", "viewer");
    await surface.click("user-edit-faisal@acme.example");
    await surface.toggle("field-isActive");
    await surface.click("user-save");
    await surface.click("confirm-ok");
    await surface.attributeBecomes(`user-row-${index}`, "data-active", "false");
  }));

test("sessions are listed with one's own marked", () =>
  asAdministrator("sessions", async (surface) => {
    await surface.click("nav-administration");
    await surface.click(`user-sessions-${ADMIN}`);
    await surface.indexOf("session-row", "data-this", "true");
  }));

test("this workstation asks by itself, and is enrolled once its key was compared", () =>
  asAdministrator("workstations", async (surface, page) => {
    await surface.click("nav-administration");
    await surface.click("administration-tab-workstations");
    await surface.attributeBecomes("workstation-row-0", "data-status", "pending");
    await surface.attributeBecomes("workstation-row-0", "data-this", "true");
    await page.locator('[data-testid^="workstation-enrol-"]').click();
    await surface.toggle("enrol-compared");
    await surface.click("enrol-submit");
    await surface.attributeBecomes("workstation-row-0", "data-status", "enrolled");
    await surface.click("central-status");
    await surface.attributeBecomes("workstation-state", "data-state", "enrolled");
  }));

test("a default of the tenant goes before the platform's, and is given up again", () =>
  asAdministrator("defaults", async (surface) => {
    await surface.click("nav-settings");
    await surface.click("settings-tab-defaults");
    const index = await surface.indexOf("setting-row", "data-key", "offline_grace_days");
    await surface.attributeBecomes(`setting-row-${index}`, "data-origin", "built_in");
    await surface.click("setting-edit-offline_grace_days");
    await surface.fill("setting-value", "14");
    await surface.click("setting-save");
    await surface.attributeBecomes(`setting-row-${index}`, "data-origin", "tenant");
    await surface.click("setting-edit-offline_grace_days");
    await surface.click("setting-clear");
    await surface.attributeBecomes(`setting-row-${index}`, "data-origin", "built_in");
  }));

test("the tenant's log tells who did what, verifies whole, and is exported", () =>
  asAdministrator("action log", async (surface, page) => {
    await surface.click("nav-settings");
    await surface.click("settings-tab-actions");
    await page.getByTestId("log-source").getByText("Tenant").click();
    await surface.see("action-row-0");
    await surface.click("log-verify");
    await surface.attributeBecomes("log-verdict", "data-intact", "true");
    const download = page.waitForEvent("download");
    await surface.click("log-export");
    const csv = readFileSync(await (await download).path(), "utf8");
    assert.match(csv, /create_person|sign_in/);
    assert.ok(!csv.includes(given));
  }));

test("the platform owner changes a tenant, opens it with a reason, and can't overlook being inside", () =>
  asOwner("tenants", async (surface) => {
    await surface.see("app-shell");
    await surface.click("nav-administration");
    await surface.click("administration-tab-tenants");
    assert.match(await surface.text("tenant-create-command"), /optria central .*create-tenant/);
    await surface.click("tenant-edit-ACME");
    await surface.fill("field-nameEn", "Acme Water Company");
    await surface.click("tenant-save");
    await surface.gone("field-nameEn");
    await surface.click("tenant-open-ACME");
    await surface.fill("tenant-reason", "Ticket 4711");
    await surface.click("tenant-open-submit");
    await surface.attributeBecomes("opened-tenant", "data-code", "ACME");
    await surface.click("administration-tab-users");
    await surface.indexOf("user-row", "data-email", ADMIN);
    await surface.click("close-tenant");
    await surface.gone("opened-tenant");
  }));

test("diagnostics say every subsystem in a word, and the support bundle is saved", () =>
  asOwner("diagnostics", async (surface, page) => {
    await surface.click("nav-settings");
    await surface.click("settings-tab-diagnostics");
    await surface.attributeBecomes("subsystem-database", "data-status", "connected");
    assert.deepEqual(Object.keys(JSON.parse(await surface.value("diagnostics-json")).subsystems).sort(), [
      "database", "demo_mode", "external_db_integrations", "opcua_default_creds", "openai_api", "optimization_engine", "pi_default_config", "sap_default_config",
    ]);
    const download = page.waitForEvent("download");
    await surface.click("support-bundle");
    const bundle = readFileSync(await (await download).path());
    assert.equal(bundle.subarray(0, 2).toString(), "PK");
  }));

test("users are found among many, and one that the database alone knows is not lost in pages", () =>
  asAdministrator("many users", async (surface) => {
    for (let i = 0; i < 110; i += 1) {
      await tenant.call("create_user", { email: `u${i}@acme.example`, displayName: i % 2 ? `Operator ${i}` : `مشغّل ${i}`, role: "viewer", locale: "ar" });
    }
    await surface.click("nav-administration");
    await surface.attributeBecomes("user-list-total", "data-total", "112");
    await surface.fill("user-search", "مشغل 108");
    await surface.attributeBecomes("user-list-total", "data-total", "1");
    await surface.attributeBecomes("user-row-0", "data-email", "u108@acme.example");
  }));

test("without the database the pages say why, what needs it is off, and all comes back by itself", () =>
  asAdministrator("administration offline", async (surface) => {
    await central.away();
    try {
      await surface.click("nav-administration");
      await surface.see("away-notice", 30_000);
      await surface.see("known-user-row-0");
      assert.notEqual(await surface.attribute("user-add", "disabled"), null);
      await surface.click("administration-tab-workstations");
      await surface.see("away-notice");
      assert.notEqual(await surface.attribute("secrets-reseal", "disabled"), null);
      await surface.click("administration-tab-users");
    } finally {
      await central.back();
    }
    await surface.see("user-row-0", 60_000);
    assert.equal(await surface.attribute("user-add", "disabled"), null);
    assert.equal(await surface.isVisible("away-notice"), false);
  }));

test("an administrator who ends their own sessions is signed out, and is told why", () =>
  asAdministrator("own session", async (surface) => {
    await surface.click("nav-administration");
    await surface.click(`user-more-${ADMIN}`);
    await surface.click("user-end-sessions");
    await surface.click("confirm-ok");
    await surface.see("sign-in", 60_000);
  }));
