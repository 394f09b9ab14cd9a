//! The models in a browser on the demo plant: a dispatch run is followed, moved by hand, planned anew, compared and
//! accepted; a long run is stopped and keeps its best; risk and waiting say why; both languages hold the page's width.

import assert from "node:assert/strict";
import { test } from "node:test";
import { demoPlant } from "../support/demo-plant.js";
import { speak } from "../support/steps.js";

const plant = demoPlant();
const { as } = plant;
/** The plant's first history is still arriving while its first plan is made. */
const PATIENCE_MS = 90_000;

/** Starts a run of the page that is open, by its dialog, and waits for its end. */
async function run(surface, name, seconds) {
  // An empty page offers the start twice.
  await surface.page.getByTestId("run-start").first().click();
  await surface.fill("run-new-name", name);
  if (seconds !== undefined) await surface.fill("run-seconds", String(seconds));
  await surface.click("run-start-ok");
  await surface.until(`run ${name} to be shown`, async () => (await surface.text("run-head")).includes(name));
}

async function open(surface, page, address) {
  await page.goto(`${plant.host.url}/#/optimization/${address}`);
  await surface.see(`tab-${address.split("?")[0]}`);
}

test("a dispatch plan is moved by hand, planned anew around it, compared, and accepted into work orders", () =>
  as("optimization_engineer", "dispatch", async (surface, page) => {
    await open(surface, page, "dispatch");
    await run(surface, "First plan", 2);
    await surface.attributeBecomes("run-head", "data-status", "done", PATIENCE_MS);
    await surface.see("dispatch-gantt");
    const first = await surface.attribute("run-head", "data-run");
    const { engineers, firstDay } = await plant.host.call("get_dispatch_plan", { runId: first });

    // A later day of the same engineer, who has the skill for it; dragged with the pointer.
    const from = engineers.find(({ workDays }) => workDays.some(({ day, stops }) => day === firstDay && stops.some(({ kind }) => kind === "work")));
    const stop = from.workDays[0].stops.find(({ kind }) => kind === "work");
    const next = new Date(new Date(`${firstDay}T12:00:00Z`).getTime() + 86_400_000).toISOString().slice(0, 10);
    const block = page.getByTestId(`stop-${stop.order.number}`);
    const cell = page.locator(`[data-engineer="${from.engineerId}"][data-day="${next}"]`);
    const [start, end] = [await block.boundingBox(), await cell.boundingBox()];
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 6 });
    await page.mouse.up();
    assert.equal(await block.getAttribute("data-moved"), "true");
    assert.equal(await page.getByTestId("stop-details").count(), 0, "a drag is no click");

    await surface.click("reoptimize");
    await surface.until("the new run to be there", async () => (await surface.attribute("run-head", "data-run")) !== first);
    await surface.attributeBecomes("run-head", "data-status", "done", PATIENCE_MS);
    const second = await surface.attribute("run-head", "data-run");
    await surface.until("the decision to be kept", async () => (await block.getAttribute("data-kept")) === "true");
    const again = await plant.host.call("get_dispatch_plan", { runId: second });
    const kept = again.engineers.find(({ engineerId }) => engineerId === from.engineerId).workDays.find(({ day }) => day === next);
    assert.ok(kept.stops.some((each) => each.kind === "work" && each.order.number === stop.order.number), "the core kept the engineer and the day");

    await page.goto(`${plant.host.url}/#/optimization/compare?runs=${first},${second}`);
    await surface.see("compare-figures");
    assert.match(await surface.text("compare-changes"), new RegExp(stop.order.number));

    await open(surface, page, `dispatch?run=${second}`);
    await surface.click("accept-all");
    await surface.click("confirm-ok");
    await surface.gone("accept-all");
    const { order } = await plant.host.call("get_work_order", { id: stop.order.workOrderId });
    assert.equal(order.status, "assigned");
    const needs = await plant.host.call("get_work_needs", { workOrderId: stop.order.workOrderId });
    assert.equal(needs.schedule.day, next);
  }));

test("by keys an order goes on from where the key before left it", () =>
  as("optimization_engineer", "keys", async (surface, page) => {
    await open(surface, page, "dispatch");
    await run(surface, "By keys", 2);
    await surface.attributeBecomes("run-head", "data-status", "done", PATIENCE_MS);
    await surface.see("dispatch-gantt");
    const block = page.locator('[data-testid="dispatch-gantt"] [data-testid^="stop-"]').first();
    const id = await block.getAttribute("data-testid");
    await block.focus();
    const rows = [];
    for (const key of ["Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowRight"]) {
      await page.keyboard.press(key);
      await surface.until(`the focus to stay on ${id} after ${key}`, () => page.evaluate((id) => document.activeElement?.getAttribute("data-testid") === id, id));
      const { engineer, day } = await page.getByTestId(id).evaluate((element) => ({ ...element.closest("[data-cell]").dataset }));
      rows.push(`${engineer} ${day}`);
    }
    assert.equal(new Set(rows).size, 3, `each key moves it: ${rows}`);
    await surface.click("reoptimize-forget");
  }));

test("a run that is stopped ends at once and keeps the best plan so far", () =>
  as("optimization_engineer", "cancel", async (surface, page) => {
    await open(surface, page, "risk");
    await run(surface, "Long search", 300);
    await surface.until("a first plan", async () => (await surface.attribute("run-progress", "data-objective")) !== null, 60_000);
    await surface.click("run-cancel");
    await surface.attributeBecomes("run-head", "data-status", ["cancelled", "done"], 5_000);
    await surface.see("risk-schedule");
    assert.match(await surface.text("risk-figures"), /SAR/);
    await surface.see("risk-not-done");
  }));

test("the cost of waiting over the fleet leads to the asset's curve and to an order on the cheapest day", () =>
  as("optimization_engineer", "waiting", async (surface, page) => {
    await open(surface, page, "deferral");
    await run(surface, "This year");
    await surface.see("deferral-row-0", 30_000);
    const tag = await surface.attribute("deferral-row-0", "data-tag");
    await surface.click("proposal-accept-0");
    await surface.attributeBecomes("proposal-status-0", "data-status", "accepted");
    // Taken back: the proposal waits for a decision again, and all of the next days are accepted at once.
    await surface.click("proposal-withdraw-0");
    await surface.fill("withdraw-reason", "The turnaround was moved");
    await surface.click("withdraw-ok");
    await surface.attributeBecomes("proposal-status-0", "data-status", "proposed");
    await surface.click("accept-all");
    await surface.fill("accept-within-days", "36500");
    await surface.attributeBecomes("accept-within-count", "data-later", "0");
    await page.keyboard.press("Escape");
    await surface.gone("accept-within-days");
    await page.getByTestId("deferral-row-0").getByText(tag).click();
    await surface.see("deferral");
  }));

test("an engineer's level is raised and their leave is entered", () =>
  as("engineer", "workforce", async (surface, page) => {
    await page.goto(`${plant.host.url}/#/optimization/workforce`);
    await surface.click("engineer-edit-E-103");
    await page.getByTestId("exception-add").click();
    await surface.click("engineer-save");
    await surface.gone("engineer-save");
    const { items } = await plant.host.call("list_engineers", { search: "E-103" });
    assert.equal(items[0].engineer.exceptions.length, 1);
    assert.equal(items[0].engineer.version, 2);
  }));

test("every page of optimization holds the window's width in both languages, its charts left to right", () =>
  as("optimization_engineer", "widths", async (surface, page) => {
    for (const language of ["en", "ar"]) {
      await speak(surface, language);
      for (const address of ["dispatch", "risk", "deferral", "workforce"]) {
        await open(surface, page, address);
        await page.waitForTimeout(400);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        assert.ok(wide <= 0, `${address} in ${language} is ${wide} px too wide`);
      }
      await open(surface, page, "risk");
      await surface.see("risk-by-period");
      assert.equal(await page.getByTestId("risk-by-period").locator("svg").first().getAttribute("direction"), "ltr");
    }
  }));
