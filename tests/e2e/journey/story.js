//! The first whole path through the product, as a person walks it on a new machine: from an empty workspace to a work
//! order for a machine that an OPC UA server knows about. Nothing on the way is simulated by the product: what is scored
//! and ranked is the past that the server keeps. The same story runs in the real window (run.js) and in Chromium
//! (pages/journey.test.js), in English and in Arabic.

import assert from "node:assert/strict";
import { join } from "node:path";
import { out } from "../support/places.js";
import { inLanguage, speak } from "../support/steps.js";

const SITE = { siteCode: "RTP", nameEn: "Ras Tanura", nameAr: "رأس تنورة" };
/** The machine of the server's Temperature and Pressure, and one that nothing is known of. */
export const PUMP = { tagCode: "P-901", nameEn: "Feed pump", nameAr: "مضخة التغذية" };
const SPARE = { tagCode: "P-902", nameEn: "Spare feed pump", nameAr: "مضخة التغذية الاحتياطية" };
export const TAGS = ["Temperature", "Pressure"];
const INTEGRATION = "Unit 1 controller";
const ADMINISTRATOR = { displayName: "Salma Al-Harbi", email: "salma@plant.example", password: "olive-harbour-42" };
/** The server keeps as much; scores need 54 hours of it. */
const HISTORY_DAYS = "7";
/** From the first live value to a score, without anybody asking for one. */
const SCORE_WITHIN_MS = 30_000;

/** What the counterpart is started with for this story: a past in which something wears out. */
export const COUNTERPART = ["--history-days", HISTORY_DAYS];

/**
 * @param surface the page
 * @param language `en` or `ar`
 * @param endpointUrl a running counterpart that offers Basic256Sha256, started with `COUNTERPART`
 * @param album prefix of the screenshots of the stations; none without it
 */
export async function walk(surface, { language, endpointUrl, album }) {
  let stations = 0;
  const station = async (name) => {
    stations += 1;
    if (album) await surface.screenshot(join(out, `${album}-${language}-${stations}-${name}.png`));
  };
  await surface.ready();
  await speak(surface, language);

  await makeWorkspace(surface, station);
  await addPlant(surface, station);
  await addIntegration(surface, endpointUrl, station);
  await mapTags(surface, station);
  await seeLiveValue(surface, station);
  await seeScore(surface, station);
  await prioritizeAndAccept(surface, station);
  await inLanguage(surface, language);
}

/** An empty workspace has nobody but its first administrator, and no default password. */
export async function makeWorkspace(surface, station) {
  await surface.see("first-run");
  await station("first-run");
  await surface.click("first-run-empty");
  for (const [field, text] of Object.entries(ADMINISTRATOR)) await surface.fill(`field-${field}`, text);
  await surface.fill("field-passwordAgain", ADMINISTRATOR.password);
  await station("administrator");
  await surface.click("first-run-create");
  await surface.see("app-shell", 60_000);
  await station("empty-workspace");
}

export async function addPlant(surface, station) {
  await surface.click("nav-assets");
  await surface.see("site-add");
  assert.equal(await surface.isVisible("asset-row-0"), false, "an empty workspace has no asset");
  await surface.click("site-add");
  for (const [field, text] of Object.entries(SITE)) await surface.fill(`field-${field}`, text);
  await surface.click("site-save");
  await surface.gone("site-save");
  for (const asset of [SPARE, PUMP]) {
    await surface.click("nav-assets");
    await surface.until("an asset to be addable", async () => (await surface.attribute("asset-add", "disabled")) === null);
    await surface.click("asset-add");
    for (const [field, text] of Object.entries(asset)) await surface.fill(`field-${field}`, text);
    await surface.choose("field-family", 0);
    await surface.click("asset-save");
    await surface.see("asset-page");
  }
  await surface.see("score-insufficient");
  await station("asset");
}

async function addIntegration(surface, endpointUrl, station) {
  await surface.click("nav-integrations");
  await surface.click("integration-add");
  await surface.click("connector-kind-opcua");
  await surface.fill("field-name", INTEGRATION);
  await surface.fill("field-endpointUrl", endpointUrl);
  await surface.fill("field-historyDays", HISTORY_DAYS);

  // The server is unknown: nothing may be exchanged with it before a person has looked at its certificate.
  await surface.click("integration-test");
  await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 40_000);
  const thumbprint = (await surface.text("certificate-thumbprint")).replaceAll(/[^0-9A-F]/gi, "");
  assert.match(thumbprint, /^[0-9A-F]{40}([0-9A-F]{24})?$/i, "the thumbprint is shown whole");
  await station("unknown-certificate");
  await surface.click("certificate-trust");
  await surface.click("confirm-ok");
  await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 40_000);
  await station("trusted");
  await surface.click("integration-save");

  const row = await surface.indexOf("integration-row", "data-name", INTEGRATION);
  await surface.click(`integration-open-${row}`);
  await surface.see("integration-page");
  await surface.click("integration-start");
  await surface.attributeBecomes("integration-state", "data-status", ["active", "streaming"], 40_000);
}

async function mapTags(surface, station) {
  await surface.click("tab-signal-mappings");
  await surface.click("map-tags");
  await surface.click("browse-expand-Plant", 40_000);
  for (const tag of TAGS) await surface.click(`browse-check-${tag}`);
  await surface.click("map-selected");
  for (const row of TAGS.keys()) {
    await surface.see(`mapping-draft-${row}`);
    await surface.find(`mapping-asset-${row}`, PUMP.tagCode);
  }
  await surface.until(
    "a preview of the first tag",
    async () => Number.isFinite(Number.parseFloat(await surface.attribute("mapping-preview-0", "data-raw"))),
    40_000,
  );
  await station("mapping");
  await surface.click("mapping-save");
  for (const row of TAGS.keys()) await surface.see(`mapping-row-${row}`, 40_000);
}

/** The value moves, with good quality, without anybody touching the page. */
async function seeLiveValue(surface, station) {
  const id = `live-value-${TAGS[0]}`;
  const value = async () => Number.parseFloat(await surface.attribute(id, "data-raw"));
  const first = await surface.until("a live value", async () => (await value()) || false, 60_000);
  await surface.until("the live value to move", async () => Math.abs((await value()) - first) > 0.01, 30_000);
  assert.equal(await surface.attribute(id, "data-quality"), "good");
  await station("live");
}

/** What the server kept is scored by itself soon after it has come, and shows that the machine is not well. */
async function seeScore(surface, station) {
  await surface.click("nav-assets");
  await open(surface, PUMP.tagCode);
  const health = () => surface.attribute("score-health", "data-raw");
  await surface.see("score-health", SCORE_WITHIN_MS);
  assert.ok(Number.parseFloat(await health()) < 70, `the drift costs health: ${await health()}`);
  await surface.see("score-factors");
  assert.equal(await surface.isVisible("simulated-mark"), false, "nothing here is simulated");
  await station("scored");
  await surface.click("asset-tab-trends");
  await surface.click("trend-range-7d");
  await surface.see("trend-chart");
  await station("history");
}

async function open(surface, tag) {
  const row = await surface.indexOf("asset-row", "data-tag", tag);
  await surface.click(`asset-row-${row}`);
  await surface.see("asset-page");
}

async function prioritizeAndAccept(surface, station) {
  await surface.click("nav-optimization");
  await surface.click("optimization-run");
  await surface.see("recommendation-row-0", 40_000);
  assert.equal(await surface.attribute("recommendation-row-0", "data-tag"), PUMP.tagCode);
  assert.equal(await surface.isVisible("recommendation-row-1"), false, "what has no score is not ranked");
  await station("recommended");
  await surface.click("recommendation-accept-0");
  if (await surface.isVisible("confirm-ok")) await surface.click("confirm-ok");
  await surface.attributeBecomes("recommendation-status-0", "data-status", "accepted");

  await surface.click("nav-work-orders");
  const row = await surface.indexOf("work-order-row", "data-source", "recommendation");
  assert.equal(await surface.attribute(`work-order-row-${row}`, "data-tag"), PUMP.tagCode);
  await station("work-orders");
  await surface.click(`work-order-open-${row}`);
  await surface.see("work-order-page");
  await station("work-order");
}
