//! The first whole path through the product, as a person walks it: from an empty machine to a work order. The same
//! story runs in the real window (run.js) and in Chromium (pages/journey.test.js), in English and in Arabic.

import assert from "node:assert/strict";
import { join } from "node:path";
import { out } from "../support/places.js";

const TAG = "P-901";
const NAME = "Unit 1 controller";
const DIRECTIONS = { en: "ltr", ar: "rtl" };

/**
 * @param surface the page
 * @param language `en` or `ar`
 * @param endpointUrl a running counterpart that offers Basic256Sha256
 * @param album prefix of the screenshots of the stations; none without it
 */
export async function walk(surface, { language, endpointUrl, album }) {
  const station = async (name) => {
    if (album) await surface.screenshot(join(out, `${album}-${language}-${name}.png`));
  };
  await surface.ready();
  await speak(surface, language);

  await surface.see("first-run");
  await station("1-first-run");
  await surface.click("first-run-demo");
  await surface.click("demo-person-tenant_admin", 60_000);
  await surface.see("app-shell", 30_000);
  await speak(surface, language);
  await station("2-signed-in");

  await leaveDemoMode(surface);
  await addAsset(surface);
  await station("3-asset");
  await addIntegration(surface, endpointUrl);
  await station("4-trusted");
  await mapTwoTags(surface);
  await station("5-mapped");
  await seeLiveValue(surface);
  await station("6-live");
  await prioritizeAndAccept(surface, station);
  await station("8-work-order");
  await inLanguage(surface, language);
}

/** Switches the language if the page is not in it yet. */
export async function speak(surface, language) {
  if ((await surface.rootAttribute("lang")) !== language) await surface.click("language-switch");
  await inLanguage(surface, language);
}

async function inLanguage(surface, language) {
  await surface.until(`the page to be in ${language}`, async () => (await surface.rootAttribute("lang")) === language);
  assert.equal(await surface.rootAttribute("dir"), DIRECTIONS[language]);
}

/** In demo mode no call leaves the machine: connecting to a real server begins with switching it off. */
async function leaveDemoMode(surface) {
  await surface.click("nav-settings");
  await surface.click("settings-tab-workspace");
  await surface.toggle("field-demoMode");
  await surface.click("workspace-save");
  await surface.see("toast");
}

async function addAsset(surface) {
  await surface.click("nav-assets");
  await surface.click("asset-add");
  await surface.fill("field-tagCode", TAG);
  await surface.fill("field-nameEn", "Feed pump");
  await surface.fill("field-nameAr", "مضخة التغذية");
  await surface.choose("field-site", 0);
  await surface.choose("field-family", 0);
  await surface.click("asset-save");
  await surface.see("asset-page");
}

async function addIntegration(surface, endpointUrl) {
  await surface.click("nav-integrations");
  await surface.click("integration-add");
  await surface.click("connector-kind-opcua");
  await surface.fill("field-name", NAME);
  await surface.fill("field-endpointUrl", endpointUrl);

  // The server is unknown: nothing may be exchanged with it before a person has looked at its certificate.
  await surface.click("integration-test");
  await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 40_000);
  const thumbprint = (await surface.text("certificate-thumbprint")).replaceAll(/[^0-9A-F]/gi, "");
  assert.match(thumbprint, /^[0-9A-F]{40}([0-9A-F]{24})?$/i, "the thumbprint is shown whole");
  await surface.click("certificate-trust");
  await surface.click("confirm-ok");
  await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 40_000);
  await surface.click("integration-save");

  const row = await surface.indexOf("integration-row", "data-name", NAME);
  await surface.click(`integration-open-${row}`);
  await surface.see("integration-page");
  await surface.click("integration-start");
  await surface.attributeBecomes("integration-state", "data-status", ["active", "streaming"], 40_000);
}

async function mapTwoTags(surface) {
  await surface.click("tab-signal-mappings");
  await surface.click("map-tags");
  await surface.click("browse-expand-Plant", 40_000);
  await surface.click("browse-check-Counter");
  await surface.click("browse-check-Temperature");
  await surface.click("map-selected");
  for (const row of [0, 1]) {
    await surface.see(`mapping-draft-${row}`);
    await surface.find(`mapping-asset-${row}`, TAG);
  }
  await surface.until(
    "a preview of the first tag",
    async () => Number.isFinite(Number.parseFloat(await surface.attribute("mapping-preview-0", "data-raw"))),
    40_000,
  );
  await surface.click("mapping-save");
  await surface.see("mapping-row-0", 40_000);
  await surface.see("mapping-row-1");
}

/** The counter rises, with good quality, without anybody touching the page. */
async function seeLiveValue(surface) {
  const value = async () => Number.parseFloat(await surface.attribute("live-value-Counter", "data-raw"));
  const first = await surface.until("a live value", async () => (await value()) || false, 60_000);
  await surface.until("the live value to rise", async () => (await value()) > first, 30_000);
  assert.equal(await surface.attribute("live-value-Counter", "data-quality"), "good");
}

async function prioritizeAndAccept(surface, station) {
  await rank(surface);
  const first = await surface.attribute("recommendation-row-0", "data-tag");
  assert.ok(first, "a recommendation names its asset");
  await station("7-recommended");
  await surface.click("recommendation-accept-0");
  if (await surface.isVisible("confirm-ok")) await surface.click("confirm-ok");
  await surface.attributeBecomes("recommendation-status-0", "data-status", "accepted");

  await surface.click("nav-work-orders");
  const row = await surface.indexOf("work-order-row", "data-source", "recommendation");
  assert.equal(await surface.attribute(`work-order-row-${row}`, "data-tag"), first);
}

/**
 * Scores the plant and ranks it, again until something is ranked: the demo plant's history is still being filled in
 * when a person is as quick as this test.
 */
export async function rank(surface) {
  await surface.click("nav-optimization");
  for (let attempt = 1; ; attempt++) {
    await surface.click("score-assets");
    // While the plant's first history is still arriving, scoring it takes its time.
    await surface.until("scoring to end", async () => !(await surface.attribute("score-assets", "data-loading")), 90_000);
    await surface.click("optimization-run", 60_000);
    try {
      return await surface.see("recommendation-row-0", 10_000);
    } catch (error) {
      if (attempt === 12) throw error;
    }
  }
}
