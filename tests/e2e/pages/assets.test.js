//! Assets in a browser: the tree by keyboard in both directions, a search that folds Arabic, live values, trends, limits.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { speak } from "../support/steps.js";
import { launch, startHost, withPage } from "../support/browser.js";

let browser;
let host;
let turbine;
before(async () => {
  browser = await launch();
  host = await startHost();
  const { demoPeople, demoPassword } = await host.call("create_workspace", { kind: "demo" });
  const admin = demoPeople.find((person) => person.role === "tenant_admin");
  await host.call("sign_in", { email: admin.email, password: demoPassword });
  turbine = (await host.call("list_assets", { family: "gas_turbine", limit: 1 })).items[0].asset;
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

/** Opens the page at an address, signed in as the administrator. */
async function at(address, name, run, language = "en") {
  await withPage(browser, host.url, name, async (surface, page) => {
    await surface.see("app-shell");
    await speak(surface, language);
    await page.goto(`${host.url}/#/${address}`);
    await run(surface, page);
  }, { permissions: ["clipboard-read", "clipboard-write"] });
}

for (const [language, opens, closes] of [["en", "ArrowRight", "ArrowLeft"], ["ar", "ArrowLeft", "ArrowRight"]]) {
  test(`the tree opens and closes by the arrows of the reading direction (${language})`, () =>
    at("assets", `tree ${language}`, async (surface, page) => {
      await surface.see("asset-tree");
      const tree = page.getByTestId("asset-tree");
      await surface.until("the sites", async () => (await tree.getByRole("treeitem").count()) === 3);
      await tree.focus();
      await page.keyboard.press("Home");
      await page.keyboard.press(opens);
      await surface.until("the first site's assets", async () => (await tree.getByRole("treeitem").count()) > 3);
      assert.equal(await tree.locator('[aria-level="1"][aria-expanded="true"]').count(), 1);
      await page.keyboard.press(closes);
      await surface.until("the site to close", async () => (await tree.getByRole("treeitem").count()) === 3);
    }, language));
}

test("a search finds a name whichever way its letters are written, and is part of the address", () =>
  at("assets", "search", async (surface, page) => {
    await surface.fill("asset-search", "توربين");
    const total = async () => Number(await surface.attribute("asset-list-total", "data-total"));
    const found = await surface.until("turbines", async () => (await page.url()).includes("search=") && (await total()) < 40 && (await total()));
    // The same word with a mark on it.
    await surface.fill("asset-search", "تُوربين");
    await surface.until("the same turbines", async () => (await total()) === found && page.url().includes(encodeURIComponent("ُ")));
    await page.reload();
    await surface.until("the same after a reload", async () => (await total()) === found);
  }));

test("an asset's values carry unit, quality and age, and move by themselves", () =>
  at(`assets/${turbine.id}`, "live", async (surface, page) => {
    await surface.see("metric-row-0");
    const values = page.locator('[data-testid^="live-value-"]');
    const shown = async () => (await values.evaluateAll((all) => all.map((v) => v.dataset.raw))).join();
    // A new demo plant lays down its history first.
    await surface.until("readings", async () => (await shown()).split(",").every((raw) => /\d/.test(raw)), 120_000);
    assert.deepEqual(await values.evaluateAll((all) => [...new Set(all.map((v) => v.dataset.quality))]), ["good"]);
    const before = await shown();
    await surface.until("a value to change", async () => (await shown()) !== before, 30_000);
    await surface.see("simulated-mark");
  }));

test("a trend is drawn, zoomed by dragging, moved by keys, and follows the clock again", () =>
  at(`assets/${turbine.id}?tab=trends`, "trend", async (surface, page) => {
    await surface.attributeBecomes("trend-chart", "data-state", "ready", 30_000);
    assert.ok(Number(await surface.attribute("trend-chart", "data-points")) > 0);
    const live = () => page.getByTestId("trend-now").getAttribute("aria-pressed");
    assert.equal(await live(), "true");

    const plot = await page.locator(".u-over").boundingBox();
    await page.mouse.move(plot.x + plot.width * 0.4, plot.y + 60);
    await page.mouse.down();
    await page.mouse.move(plot.x + plot.width * 0.8, plot.y + 90, { steps: 6 });
    await page.mouse.up();
    await surface.until("the dragged window", async () => (await live()) === "false");
    await surface.click("trend-now");
    await surface.until("the clock's window", async () => (await live()) === "true");

    await page.getByTestId("trend-chart").focus();
    await page.keyboard.press("ArrowLeft");
    await surface.until("the earlier window", async () => (await live()) === "false");
    await page.keyboard.press("End");
    await surface.until("the clock's window", async () => (await live()) === "true");

    await surface.click("trend-measure");
    await surface.until("the difference of two cursors", async () => (await surface.text("trend-legend")).includes("Δ"));
  }));

test("a trend's data is copied as it was measured: ISO 8601 times, Latin digits, quality", () =>
  at(`assets/${turbine.id}?tab=trends`, "trend csv", async (surface, page) => {
    await surface.attributeBecomes("trend-chart", "data-state", "ready", 30_000);
    await surface.click("trend-data");
    await surface.click("trend-copy");
    const lines = await surface.until("the copied data", async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      return text.startsWith("time,signal") && text.trim().split("\r\n");
    });
    assert.match(lines[1], /^\d{4}-\d\d-\d\dT[\d:.]+Z,[^,]+ \[[^\]]+\],[-\d.e]+,[-\d.e]+,[-\d.e]+,good,$/);
  }, "ar"));

test("the chart stays left to right in Arabic while the page around it mirrors", () =>
  at(`assets/${turbine.id}?tab=trends`, "trend ar", async (surface, page) => {
    await surface.attributeBecomes("trend-chart", "data-state", "ready", 30_000);
    assert.equal(await surface.rootAttribute("dir"), "rtl");
    assert.equal(await page.locator(".uplot").evaluate((chart) => getComputedStyle(chart).direction), "ltr");
    assert.equal(await page.getByTestId("trend-legend").evaluate((legend) => getComputedStyle(legend).direction), "rtl");
  }, "ar"));

test("limits must fall from HH to LL; in order they are kept and shown", () =>
  at(`assets/${turbine.id}`, "limits", async (surface, page) => {
    await surface.see("metric-row-0");
    const metric = await surface.attribute("metric-row-0", "data-metric");
    await surface.click(`metric-edit-${metric}`);
    await surface.fill("field-highHigh", "10");
    await surface.fill("field-high", "20");
    await surface.fill("field-low", "");
    await surface.fill("field-lowLow", "");
    await surface.click("metric-save");
    await surface.until("the problem beside its field", async () => (await page.locator('[id$="-error"]').count()) > 0);

    // Digits of either kind are read.
    await surface.fill("field-highHigh", "٩٩٩٫٥");
    await surface.click("metric-save");
    await surface.gone("field-highHigh");
    const { metrics } = await host.call("get_asset", { id: turbine.id });
    const { limits } = metrics.find((m) => m.metric.name === metric).metric;
    assert.deepEqual([limits.highHigh, limits.high, limits.low], [999.5, 20, null]);
  }));

test("a work order made on an asset's page is there, on the asset", () =>
  at(`assets/${turbine.id}`, "order", async (surface) => {
    await surface.click("asset-order-add");
    await surface.fill("field-titleEn", "Borescope the first stage");
    await surface.click("work-order-save");
    await surface.see("work-order-page");
    const { items } = await host.call("list_work_orders", { assetId: turbine.id });
    assert.deepEqual(items.map(({ order }) => [order.titleEn, order.source]), [["Borescope the first stage", "manual"]]);
  }));

test("a question stands above the dialog that asks it; a site with assets is not deleted", () =>
  at(`assets?site=${turbine.siteId}`, "question", async (surface) => {
    await surface.click("site-edit");
    await surface.click("site-delete");
    await surface.click("confirm-ok");
    await surface.attributeBecomes("error-message", "data-code", ["409", "422"]);
    assert.equal((await host.call("list_sites")).length, 3);
  }));
