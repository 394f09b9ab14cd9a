//! SAP and Oracle EAM in a browser: the form, the test with a wrong password and the right one, objects taken in as assets
//! only when a person says so, what befell them in their history, their orders as work orders that are changed only there, a work
//! order sent, its number there, and its end. In Arabic each has words too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, startHost } from "../support/browser.js";
import { openAt, ownPlant } from "../support/own-plant.js";
import { startOracle, startSap } from "../support/maintenance-systems.js";

// A name of other letters is isolated within Arabic words.
const SYSTEMS = [
  { kind: "sap", name: "SAP PM", start: startSap, fields: { client: "100" }, rows: 7, called: "SAP", own: "4100003", done: { SystemStatusText: "TECO CNF" }, words: [/حقل المفتاح/, /أصول معروفة في .?SAP/, /رقم الأمر في .?SAP/] },
  { kind: "oracle_eam", name: "Oracle plant", start: startOracle, fields: { organization: "M1" }, rows: 9, called: "Oracle", own: "500003", done: { WorkOrderStatusCode: "ORA_COMPLETED", ActualCompletionDate: "2026-11-01T06:00:00+00:00" }, words: [/أوامر تدل على عطل/, /أصول معروفة في .?Oracle/, /رقم الأمر في .?Oracle/] },
];

let browser;
before(async () => {
  process.env.DEMO_MODE = "false";
  browser = await launch();
});
after(() => browser?.close());

for (const { kind, name, start, fields, rows, called, own, done, words } of SYSTEMS) {
  test(name, async (t) => {
    const [host, system] = await Promise.all([startHost(), start()]);
    t.after(() => Promise.all([host.stop(), system.stop()]));
    await ownPlant(host);
    const at = (address, what, run) => openAt(browser, host, address, `${kind} ${what}`, run);
    const integration = async () => (await host.call("list_integrations"))[0].integration;

    await t.test("is configured and tested, its objects taken in, their history recorded", async () => {
      await at(`integrations/new?kind=${kind}`, "form", async (surface) => {
        await surface.fill("field-name", name);
        await surface.fill("field-baseUrl", system.url);
        for (const [field, value] of Object.entries(fields)) await surface.fill(`field-${field}`, value);
        await surface.fill("field-userName", "OPTRIA");
        await surface.fill("field-password", "wrong-one");
        await surface.click("integration-test");
        await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 60_000);
        await surface.attributeBecomes("test-stage-authenticate", "data-outcome", "failed");
        await surface.see("error-message");
        await surface.fill("field-password", "password1");
        await surface.click("integration-test");
        await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 60_000);
        await surface.click("integration-save");
        await surface.see("integration-list");
      });
      const { id } = await integration();
      await at(`integrations/${id}/edit`, "edit", async (surface) => {
        await surface.see("field-password");
        assert.equal(await surface.attribute("field-password", "placeholder"), "***");
      });
      await at(`integrations/${id}`, "objects", async (surface) => {
        await surface.see("system-panel");
        await surface.gone("integration-map");
        await surface.click("system-take-in");
        await surface.click("system-read");
        await surface.attributeBecomes("system-object-0", "data-verdict", "new", 30_000);
        await surface.see(`system-object-${rows - 1}`);
        assert.equal((await host.call("list_assets", {})).total, 0, "a look makes nothing");
        await surface.click("system-choose-0");
        await surface.click("system-choose-2");
        await surface.click("system-take");
        await surface.attributeBecomes("system-objects", "data-raw", "2", 30_000);
        await surface.click("system-take-in");
        await surface.click("system-read");
        await surface.attributeBecomes("system-object-0", "data-verdict", "linked", 30_000);
      });
      assert.equal((await host.call("list_assets", {})).total, 2);
      await host.call("start_integration", { id });
      await at(`integrations/${id}`, "history", async (surface) => {
        await surface.attributeBecomes("system-recorded", "data-raw", "2", 60_000);
        await surface.attributeBecomes("integration-state", "data-status", "streaming");
      });
    });

    await t.test("shows its own orders with their mark, to be changed only there", async () => {
      await at("work-orders", "list", async (surface, page) => {
        const mark = page.locator(`[data-testid="work-order-mark"][data-number="${own}"]`);
        await mark.waitFor();
        assert.equal((await mark.innerText()).trim(), `${called} ${own}`);
        assert.equal(await mark.getAttribute("data-owned"), "true");
      });
      const found = (await host.call("list_work_orders", { search: own })).items;
      assert.equal(found.length, 1);
      await at(`work-orders/${found[0].order.id}`, "own order", async (surface, page) => {
        await surface.attributeBecomes("system-order-there", "data-status", "in_progress");
        await surface.attributeBecomes("work-order-status", "data-status", "in_progress");
        await surface.see("system-change");
        for (const move of ["work-order-finish", "work-order-cancel", "system-send"]) await surface.gone(move);
        await surface.click("work-order-edit");
        for (const field of ["field-titleEn", "field-priority", "field-dueOn"]) assert.equal(await page.locator(`[data-testid="${field}"]`).isDisabled(), true, field);
        await surface.fill("field-description", "Ask Noura");
        await surface.click("work-order-save");
        await surface.gone("work-order-edit-form");
      });
    });

    await t.test("gets a work order once, and what it refuses is said with its remedy", async () => {
      const asset = (await host.call("list_assets", { search: "P-0001" })).items[0].asset;
      const make = async (titleEn) => (await host.call("create_work_order", { assetId: asset.id, titleEn, type: "corrective", priority: "high" })).order.id;
      await system.control({ mode: "refuse_order" });
      const order = await make("Replace the seal");
      await at(`work-orders/${order}`, "order", async (surface) => {
        await surface.attributeBecomes("system-order-state", "data-state", "not-sent");
        await surface.click("system-send");
        await surface.attributeBecomes("system-order-state", "data-state", "refused", 30_000);
        await surface.see("error-message");
        await system.control({ mode: "ok" });
        await surface.click("system-send");
        await surface.attributeBecomes("system-order-state", "data-state", "there", 30_000);
        await surface.see("system-order-number");
        await surface.gone("system-send");
      });
      assert.equal((await system.orders()).length, 1);
      // Somebody completes it there.
      const [sent] = await system.orders();
      await system.change({ number: sent.MaintenanceOrder ?? sent.WorkOrderNumber, ...done });
      const { id } = await integration();
      await host.call("stop_integration", { id });
      await host.call("start_integration", { id });
      await at(`work-orders/${order}`, "completed", async (surface) => {
        await surface.attributeBecomes("work-order-status", "data-status", "done", 60_000);
        await surface.attributeBecomes("system-order-there", "data-status", "done");
        await surface.see("system-order-completed");
        await surface.see("system-change");
      });
    });

    await t.test("has its words in Arabic, right to left", async () => {
      const { preferences } = (await host.call("get_workspace")).session.person;
      await host.call("save_preferences", { preferences: { ...preferences, language: "ar" } });
      const { id } = await integration();
      const asset = (await host.call("list_assets", { search: "P-0001" })).items[0].asset;
      const order = (await host.call("list_work_orders", { assetId: asset.id })).items[0].order.id;
      for (const [address, testId, expected] of [
        [`integrations/new?kind=${kind}`, "integration-form", words[0]],
        [`integrations/${id}`, "system-panel", words[1]],
        [`work-orders/${order}`, "work-order-system", words[2]],
      ]) {
        await at(address, `arabic ${testId}`, async (surface, page) => {
          await surface.see(testId);
          assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
          // What it shows comes after it.
          await page.locator(`[data-testid="${testId}"]`).filter({ hasText: expected }).waitFor();
          const told = await page.locator(`[data-testid="${testId}"]`).innerText();
          assert.equal(/connector-|integrations-|config-|ui-system/.test(told), false, told);
          assert.match(told, expected);
        });
      }
    });
  });
}
