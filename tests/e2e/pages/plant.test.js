//! The demo plant in a browser: counts that lead to exactly their list, lists of any length, rights by role.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPlant } from "../support/demo-plant.js";
import { rank } from "../support/steps.js";

const plant = demoPlant();
const { as } = plant;

const number = (text) => Number(text.replaceAll(/[^0-9]/g, ""));

test("a count on the dashboard leads to a list of exactly that many", () =>
  as("tenant_admin", "counts", async (surface) => {
    await surface.click("nav-dashboard");
    await surface.see("count-assets");
    const shown = await surface.until("the count of assets", async () => number(await surface.text("count-assets")));
    assert.ok(shown >= 60, `the demo plant has at least 60 assets, not ${shown}`);
    await surface.click("count-assets");
    await surface.see("asset-list");
    await surface.until("the same number in the list", async () => number(await surface.text("asset-list-total")) === shown);
  }));

test("a long list keeps few rows in the page and reaches its end", () =>
  as("tenant_admin", "long list", async (surface, page) => {
    await surface.click("nav-assets");
    await surface.see("asset-row-0");
    const rows = page.locator('[data-testid^="asset-row-"]');
    assert.ok((await rows.count()) < 120, "rows outside the window are not in the page");
    await page.getByTestId("asset-row-0").hover();
    await surface.until("the last asset", async () => {
      await page.mouse.wheel(0, 4_000);
      const { total } = await plant.host.call("list_assets", {});
      return (await page.getByTestId(`asset-row-${total - 1}`).count()) === 1;
    });
  }));

test("a viewer sees the plant and is offered nothing to change", () =>
  as("viewer", "viewer", async (surface, page) => {
    await surface.click("nav-assets");
    await surface.see("asset-row-0");
    assert.equal(await surface.isVisible("asset-add"), false);
    // An address that was kept or sent leads nowhere either.
    await page.goto(`${plant.host.url}/#/integrations/new?kind=opcua`);
    await surface.see("not-allowed");
    assert.equal(await surface.isVisible("integration-form"), false);
    if (await surface.isVisible("nav-integrations")) {
      await surface.click("nav-integrations");
      await surface.see("integrations");
      assert.equal(await surface.isVisible("integration-add"), false);
    }
  }));

test("an engineer of optimization ranks the plant and rejects with a reason", () =>
  as("optimization_engineer", "optimization", async (surface) => {
    await rank(surface);
    await surface.click("recommendation-reject-0");
    await surface.fill("reject-reason", "Already planned in the shutdown");
    await surface.click("confirm-ok");
    await surface.attributeBecomes("recommendation-status-0", "data-status", "rejected");
  }));

test("the count of recommendations leads to exactly those that wait for a decision; those to watch stand apart", () =>
  as("optimization_engineer", "to decide", async (surface, page) => {
    const runId = await surface.until("something to be ranked", async () => {
      await plant.host.call("score_assets");
      const { run } = await plant.host.call("run_prioritization");
      return run.ranked > 0 && run.id;
    }, 90_000);
    const proposed = (await plant.host.call("list_recommendations", { runId, status: "proposed", limit: 500 })).items;
    const watch = proposed.filter(({ recommendation }) => recommendation.action.id === "action-monitor").length;
    const wait = proposed.length - watch;
    assert.ok(wait > 0 && watch > 0, "the demo plant has both");
    await surface.click("nav-dashboard");
    await surface.attributeBecomes("count-recommendations", "data-count", String(wait));
    await surface.attributeBecomes("count-to-monitor", "data-count", String(watch));
    await surface.click("count-recommendations");
    await surface.attributeBecomes("recommendation-list-total", "data-total", String(wait));
    const actions = page.locator('[data-testid^="recommendation-open-"]');
    assert.deepEqual([...new Set(await actions.evaluateAll((all) => all.map((each) => each.dataset.urgent)))], ["true"]);
    await page.goto(`${plant.host.url}/#/optimization?status=monitor`);
    await surface.attributeBecomes("recommendation-list-total", "data-total", String(watch));
    assert.deepEqual([...new Set(await actions.evaluateAll((all) => all.map((each) => each.dataset.urgent)))], ["false"]);
  }));

test("that the plant is simulated is said in a narrow window, while locked and at sign-in", () =>
  as("engineer", "simulated", async (surface, page) => {
    await page.setViewportSize({ width: 1000, height: 700 });
    await surface.click("nav-work-orders");
    await surface.see("simulated-mark");
    await surface.click("user-menu");
    await surface.click("lock");
    await surface.see("unlock");
    await surface.see("simulated-mark");
    await surface.click("sign-out");
    await surface.see("sign-in");
    await surface.see("simulated-mark");
  }));

test("Ctrl+K opens the palette while a field has the focus", () =>
  as("engineer", "palette", async (surface, page) => {
    await surface.click("nav-work-orders");
    await surface.press("work-order-search");
    await page.keyboard.press("Control+k");
    await surface.see("palette-go-assets");
  }));

test("the tab key passes by the marks of a list's rows", () =>
  as("engineer", "tab stops", async (surface, page) => {
    await surface.click("nav-assets");
    await surface.see("asset-row-0");
    assert.equal(await page.locator('[role="row"] [tabindex="0"]').count(), 0);
  }));
