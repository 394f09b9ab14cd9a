//! Onboarding in a browser, from an empty workspace to the completion screen, in both languages: every step is reached by
//! its link, which lands on the control that does it, is done with the keyboard from there, and checks itself off.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { addPlant, COUNTERPART, makeWorkspace, PUMP, TAGS } from "../journey/story.js";
import { launch, startHost, withPage } from "../support/browser.js";
import { startCounterpart } from "../support/counterpart.js";
import { out } from "../support/places.js";
import { inLanguage, speak } from "../support/steps.js";

const STEPS = ["tenant-profile", "integrations", "connection-test", "signal-mappings", "cost-model", "first-optimization"];

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([launch(), startCounterpart("node-opcua", COUNTERPART)]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const language of ["en", "ar"]) {
  test(`from an empty workspace to the completion screen, in ${language}`, async () => {
    const host = await startHost();
    try {
      await withPage(browser, host.url, `onboarding ${language}`, (surface, page) => onboard(surface, page, language));
    } finally {
      await host.stop();
    }
  });
}

async function onboard(surface, page, language) {
  let stations = 0;
  const station = (name) => surface.screenshot(join(out, `onboarding-${language}-${(stations += 1)}-${name}.png`));
  /** The link of a step lands on its control: the keyboard is there, without a click. */
  const follow = async (step, control) => {
    await surface.click("nav-onboarding");
    await surface.click(`onboarding-go-${step}`);
    const focused = () => page.evaluate(() => document.activeElement?.closest("[data-testid]")?.getAttribute("data-testid"));
    await surface.until(`the keyboard to be on ${control}`, async () => (await focused()) === control);
    assert.equal(await page.evaluate(() => window.location.hash.includes("focus=")), false, "the address is clean again");
  };
  const reached = async (count) => {
    await surface.click("nav-onboarding");
    await surface.attributeBecomes("onboarding-progress", "data-done", String(count), 40_000);
    for (const [i, step] of STEPS.entries()) {
      assert.equal(await surface.attribute(`onboarding-step-${step}`, "data-done"), String(i < count), step);
    }
  };

  await speak(surface, language);
  await makeWorkspace(surface, async () => {});
  await addPlant(surface, async () => {});
  await reached(0);
  await station("nothing-done");

  await follow("tenant-profile", "field-workspaceName");
  await surface.fill("field-workspaceName", "Ras Tanura utilities");
  await surface.click("workspace-save");
  await surface.attributeBecomes("workspace-save", "data-disabled", "true");
  await surface.click("nav-onboarding");
  await surface.click("onboarding-mark");
  await reached(1);

  await follow("integrations", "integration-add");
  await page.keyboard.press("Enter");
  await surface.click("connector-kind-opcua");
  await surface.fill("field-name", "Unit 1 controller");
  await surface.fill("field-endpointUrl", server.url);
  await surface.fill("field-historyDays", "7");
  await surface.click("integration-save");
  await surface.see("integration-list");
  await reached(2);

  // A test that fails leaves the step open, whatever a person thinks of it; the certificate is trusted on the spot.
  await follow("connection-test", "integration-test-open");
  await page.keyboard.press("Enter");
  await surface.click("integration-test");
  await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 60_000);
  await page.keyboard.press("Escape");
  await surface.gone("test-dialog");
  await reached(2);
  await station("test-failed");
  await follow("connection-test", "integration-test-open");
  await page.keyboard.press("Enter");
  await surface.click("integration-test");
  await surface.click("certificate-trust", 60_000);
  await surface.click("confirm-ok");
  await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 60_000);
  await page.keyboard.press("Escape");
  await surface.gone("test-dialog");
  await surface.click("integration-start");
  await reached(3);

  await follow("signal-mappings", "map-tags");
  await page.keyboard.press("Enter");
  await surface.click("browse-expand-Plant", 40_000);
  for (const tag of TAGS) await surface.click(`browse-check-${tag}`);
  await surface.click("map-selected");
  await surface.find("mapping-all-asset", PUMP.tagCode);
  await surface.click("mapping-save");
  await surface.see("mapping-row-1", 40_000);
  await reached(4);

  await follow("cost-model", "field-downtimeCostPerHour");
  await page.keyboard.press("Control+a");
  await page.keyboard.type("42000");
  await surface.click("cost-save");
  await surface.fill("field-reason", "Ours");
  await surface.click("cost-save-confirm");
  await surface.gone("cost-save-confirm");
  await reached(5);
  await station("last-step");

  await follow("first-optimization", "optimization-run");
  await page.keyboard.press("Enter");
  await surface.until("the run to end", async () => (await surface.attribute("run-status", "data-status")) !== "running", 60_000);
  await surface.click("nav-onboarding");
  await surface.see("onboarding-complete", 40_000);
  await inLanguage(surface, language);
  await station("complete");
  await surface.click("onboarding-show-steps");
  await surface.see("onboarding-step-tenant-profile");
  await surface.click("onboarding-to-dashboard");
  await surface.see("dashboard");
}

test("who may not set up sees neither the page nor its place in the sidebar", async () => {
  const host = await startHost();
  try {
    await host.call("create_workspace", { kind: "demo" });
    for (const [person, sees] of [
      ["admin", true],
      ["owner", true],
      ["optimizer", false],
      ["viewer", false],
    ]) {
      await host.call("sign_in", { email: `${person}@demo.example`, password: "optria-demo" });
      await withPage(browser, host.url, `onboarding of ${person}`, async (surface, page) => {
        await surface.see("app-shell");
        assert.equal(await surface.isVisible("nav-onboarding"), sees, person);
        await page.goto(`${host.url}/#/onboarding`);
        await surface.see(sees ? "onboarding-progress" : "not-allowed");
      });
      await host.call("sign_out", {});
    }
  } finally {
    await host.stop();
  }
});
