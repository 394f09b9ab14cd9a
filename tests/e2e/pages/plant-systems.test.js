//! A database and PI Web API in a browser, through the same pages as every connector: drawn from the declaration, tested
//! stage by stage, a password that is kept, a tag mapped, a live value on the asset's page. In Arabic the form has words too.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, startHost } from "../support/browser.js";
import { openAt, ownPlant } from "../support/own-plant.js";
import { speak } from "../support/steps.js";
import { startDatabase, startPi } from "../support/plant-systems.js";

let browser;
let host;
let database;
let pi;
before(async () => {
  process.env.DEMO_MODE = "false";
  [browser, host, database, pi] = await Promise.all([launch(), startHost(), startDatabase(), startPi()]);
  const site = await ownPlant(host);
  for (const tagCode of ["P-901", "P-902"]) {
    await host.call("save_asset", { siteId: site.id, tagCode, nameEn: "Feed pump", nameAr: "مضخة التغذية", family: "pump", criticality: "high", status: "in_service" });
  }
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.stop(), database?.stop(), pi?.stop()]);
});

const at = (address, name, run) => openAt(browser, host, address, name, run);

/** From an empty form to a live value of `tag` at the asset. */
async function fromFormToAsset({ kind, name, fill, password, tag, asset }) {
  await at(`integrations/new?kind=${kind}`, `${kind} form`, async (surface) => {
    await surface.fill("field-name", name);
    await fill(surface);
    await surface.fill("field-password", "wrong-one");
    await surface.click("integration-test");
    await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 60_000);
    await surface.attributeBecomes("test-stage-authenticate", "data-outcome", "failed");
    await surface.attributeBecomes("test-stage-read", "data-outcome", "skipped");
    await surface.see("error-message");
    await surface.fill("field-password", password);
    await surface.click("integration-test");
    await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 60_000);
    await surface.click("integration-save");
    await surface.see("integration-list");
  });
  const { integration } = (await host.call("list_integrations")).find((card) => card.integration.name === name);
  await at(`integrations/${integration.id}/edit`, `${kind} edit`, async (surface) => {
    await surface.see("field-password");
    assert.equal(await surface.attribute("field-password", "placeholder"), "***");
    await surface.click("integration-save");
    await surface.see("integration-list");
  });
  await host.call("start_integration", { id: integration.id });
  await at(`integrations/${integration.id}/map`, `${kind} map`, async (surface) => {
    await surface.click(`browse-check-${tag}`, 40_000);
    await surface.click("map-selected");
    await surface.choose("mapping-all-asset", asset);
    const isNumber = async () => Number.isFinite(Number.parseFloat((await surface.attribute("mapping-preview-0", "data-raw")) ?? ""));
    await surface.until("a raw value", isNumber, 40_000);
    await surface.click("mapping-save");
    await surface.see("mapping-row-0", 40_000);
  });
  const { id } = (await host.call("list_assets", { search: asset })).items.map((row) => row.asset ?? row)[0];
  const signals = (await host.call("get_asset", { id })).metrics.flatMap((metric) => metric.sources.map((source) => source.signal));
  const isLive = async () => (await host.call("get_latest", { signals })).values.some((latest) => Number.isFinite(latest.value));
  for (const end = Date.now() + 30_000; !(await isLive()); ) {
    assert.ok(Date.now() < end, `no live value of ${tag}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

test("a table of a database becomes a live value", () =>
  fromFormToAsset({
    kind: "sql",
    name: "Plant records",
    password: "right-one",
    tag: "TI-1",
    asset: "P-901",
    fill: async (surface) => {
      await surface.fill("field-host", "127.0.0.1");
      await surface.fill("field-port", String(database.port));
      await surface.fill("field-database", "postgres");
      await surface.fill("field-userName", "reader");
      await surface.choose("field-encryption", 1);
      await surface.fill("field-table", "readings");
    },
  }));

test("a point of PI becomes a live value", () =>
  fromFormToAsset({
    kind: "pi",
    name: "Plant archive",
    password: "password1",
    tag: "Counter",
    asset: "P-902",
    fill: async (surface) => {
      await surface.fill("field-baseUrl", pi.url);
      await surface.fill("field-userName", "PLANT\\optria");
    },
  }));

test("a query of one's own is checked while it is typed in, and one that writes is refused", () =>
  at("integrations/new?kind=sql", "query", async (surface) => {
    await surface.fill("field-name", "Sneaky");
    await surface.fill("field-host", "127.0.0.1");
    await surface.fill("field-port", String(database.port));
    await surface.fill("field-database", "postgres");
    await surface.fill("field-userName", "reader");
    await surface.fill("field-password", "right-one");
    await surface.choose("field-encryption", 1);
    await surface.choose("field-reads", 1);
    await surface.gone("field-table");
    await surface.fill("field-query", "SELECT tag, time, value FROM readings;\nDELETE FROM readings");
    await surface.click("integration-test");
    await surface.see("error-message");
    await surface.fill("field-query", "SELECT tag, time, value * 2 AS value\nFROM readings\nWHERE time > :since");
    await surface.click("integration-test");
    await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 60_000);
    await surface.click("integration-cancel");
    await surface.see("integration-list");
  }));

test("every word of the forms is there in Arabic, right to left", () =>
  at(
    "integrations/new?kind=sql",
    "arabic",
    async (surface, page) => {
      await speak(surface, "ar");
      for (const kind of ["sql", "pi"]) {
        await page.goto(`${host.url}/#/integrations/new?kind=${kind}`);
        await surface.see("field-name");
        assert.equal(await page.locator("html").getAttribute("dir"), "rtl");
        const words = await page.locator('[data-testid="integration-form"]').innerText();
        assert.equal(/connector-|integrations-|config-/.test(words), false, words);
        assert.match(words, kind === "sql" ? /عمود الوسم/ : /سلطة تصديق الشهادات/);
      }
    },
  ));
