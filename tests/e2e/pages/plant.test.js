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
  as("viewer", "viewer", async (surface) => {
    await surface.click("nav-assets");
    await surface.see("asset-row-0");
    assert.equal(await surface.isVisible("asset-add"), false);
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
