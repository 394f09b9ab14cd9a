//! SAP in a browser: the form, the test with a wrong password and the right one, equipment taken in as assets only when a
//! person says so, breakdowns in their history, a work order sent and its number in SAP. In Arabic each has words too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, startHost } from "../support/browser.js";
import { openAt, ownPlant } from "../support/own-plant.js";
import { startSap } from "../support/sap.js";

let browser;
let host;
let sap;
before(async () => {
  process.env.DEMO_MODE = "false";
  [browser, host, sap] = await Promise.all([launch(), startHost(), startSap()]);
  await ownPlant(host);
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.stop(), sap?.stop()]);
});

const at = (address, name, run) => openAt(browser, host, address, name, run);

const integration = async () => (await host.call("list_integrations"))[0].integration;

test("SAP is configured and tested, its equipment taken in, its breakdowns recorded", async () => {
  await at("integrations/new?kind=sap", "sap form", async (surface) => {
    await surface.fill("field-name", "SAP PM");
    await surface.fill("field-baseUrl", sap.url);
    await surface.fill("field-client", "100");
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
  await at(`integrations/${id}`, "sap objects", async (surface) => {
    await surface.see("sap-panel");
    await surface.gone("integration-map");
    await surface.click("sap-take-in");
    await surface.click("sap-read");
    await surface.attributeBecomes("sap-object-0", "data-verdict", "new", 30_000);
    assert.equal((await host.call("list_assets", {})).total, 0, "a look makes nothing");
    await surface.click("sap-choose-0");
    await surface.click("sap-choose-2");
    await surface.click("sap-take");
    await surface.attributeBecomes("sap-objects", "data-raw", "2", 30_000);
    await surface.click("sap-take-in");
    await surface.click("sap-read");
    await surface.attributeBecomes("sap-object-0", "data-verdict", "linked", 30_000);
  });
  assert.equal((await host.call("list_assets", {})).total, 2);
  await host.call("start_integration", { id });
  await at(`integrations/${id}`, "sap history", async (surface) => {
    await surface.attributeBecomes("sap-failures", "data-raw", "2", 60_000);
    await surface.attributeBecomes("integration-state", "data-status", "streaming");
  });
});

test("a work order is sent, and its number in SAP is on its page; what SAP refuses is said with its remedy", async () => {
  const asset = (await host.call("list_assets", { search: "P-0001" })).items[0].asset;
  const make = async (titleEn) => (await host.call("create_work_order", { assetId: asset.id, titleEn, type: "corrective", priority: "high" })).order.id;
  await sap.control({ mode: "refuse_order" });
  const order = await make("Replace the seal");
  await at(`work-orders/${order}`, "sap order", async (surface) => {
    await surface.attributeBecomes("sap-order-state", "data-state", "not-sent");
    await surface.click("sap-send");
    await surface.attributeBecomes("sap-order-state", "data-state", "refused", 30_000);
    await surface.see("error-message");
    await sap.control({ mode: "ok" });
    await surface.click("sap-send");
    await surface.attributeBecomes("sap-order-state", "data-state", "there", 30_000);
    await surface.see("sap-order-number");
    await surface.gone("sap-send");
  });
  assert.equal((await sap.orders()).length, 1);
});

test("the form, the objects and the order have their words in Arabic, right to left", async () => {
  const { preferences } = (await host.call("get_workspace")).session.person;
  await host.call("save_preferences", { preferences: { ...preferences, language: "ar" } });
  const { id } = await integration();
  const asset = (await host.call("list_assets", { search: "P-0001" })).items[0].asset;
  const order = (await host.call("list_work_orders", { assetId: asset.id })).items[0].order.id;
  for (const [address, testId, words] of [
    ["integrations/new?kind=sap", "integration-form", /حقل المفتاح/],
    [`integrations/${id}`, "sap-panel", /إشعارات قُرئت/],
    [`work-orders/${order}`, "work-order-sap", /رقم الأمر في SAP/],
  ]) {
    await at(address, `sap arabic ${testId}`, async (surface, page) => {
      await surface.see(testId);
      assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
      const told = await page.locator(`[data-testid="${testId}"]`).innerText();
      assert.equal(/connector-|integrations-|config-|ui-sap/.test(told), false, told);
      assert.match(told, words);
    });
  }
});
