//! A source that goes while somebody looks, in a browser: it is paused (SIGSTOP), killed (SIGKILL) and started again, takes
//! another password. The card says so for as long as it lasts and remembers it, the asset's page says why nothing comes, and all
//! goes on by itself or at *Try again*. What each kind of source does is held by `app/tests/interruptions`.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, startHost } from "../support/browser.js";
import { startCounterpart } from "../support/counterpart.js";
import { openAt, ownPlant } from "../support/own-plant.js";
import { out } from "../support/places.js";
import { startDatabase } from "../support/plant-systems.js";

const PATIENCE_MS = 60_000;

let browser;
let host;
let site;
before(async () => {
  process.env.DEMO_MODE = "false";
  [browser, host] = await Promise.all([launch(), startHost()]);
  site = await ownPlant(host);
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

/** A running integration whose tag is the pressure of an asset of its own; answers `{ id, asset }`. */
async function follow({ connector, name, config, secrets = {}, tag, tagCode }) {
  const saved = await host.call("save_asset", { siteId: site.id, tagCode, nameEn: "Feed pump", nameAr: "مضخة التغذية", family: "pump", criticality: "high", status: "in_service" });
  const { integration } = await host.call("save_integration", { connector, name, config, secrets });
  const mapping = { integrationId: integration.id, externalTag: tag, assetId: saved.id, metricName: "pressure", metricUnit: "bar", sourceUnit: "bar" };
  await host.call("create_mappings", { mappings: [mapping] });
  await host.call("start_integration", { id: integration.id });
  return { id: integration.id, asset: saved.id };
}

async function speakAs(language) {
  const { preferences } = (await host.call("get_workspace")).session.person;
  await host.call("save_preferences", { preferences: { ...preferences, language } });
}

/** The asset's page, from a live value through `away` to the mark that says why none comes. */
const isMissedAtTheAsset = ({ asset }, name, away) =>
  openAt(browser, host, `assets/${asset}`, `${name} asset`, async (surface) => {
    await surface.until("a live value", async () => Number.isFinite(Number.parseFloat((await surface.attribute("live-value-pressure", "data-raw")) ?? "")), PATIENCE_MS);
    await surface.gone("metric-trouble", PATIENCE_MS);
    await away();
    await surface.see("metric-trouble", PATIENCE_MS);
    assert.ok(Number.isFinite(Number.parseFloat(await surface.attribute("live-value-pressure", "data-raw"))), "the last value stays");
    await surface.screenshot(join(out, `interruptions-${name}-asset.png`));
  });

/** For seconds on end the card tells the cause, also while the next attempt is on its way; after `back` it remembers it. */
const isToldByTheCard = ({ id }, name, back) =>
  openAt(browser, host, "integrations", `${name} card`, async (surface, page) => {
    const card = page.locator(`section:has(a[href$="${id}"])`);
    const error = card.getByTestId("integration-last-error");
    await error.waitFor({ timeout: PATIENCE_MS });
    for (const end = Date.now() + 5_000; Date.now() < end; ) {
      assert.equal(await error.count(), 1, "the cause is not forgotten between two attempts");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await card.screenshot({ path: join(out, `interruptions-${name}-away.png`) });
    await back(card);
    await card.getByTestId("integration-past-error").waitFor({ timeout: PATIENCE_MS });
    assert.equal(await error.count(), 0);
    const lines = card.locator('[data-testid^="integration-recent-line-"]');
    await card.locator('[data-testid="integration-recent-line-0"][data-message="integration-streaming"]').waitFor({ timeout: PATIENCE_MS });
    assert.ok((await lines.count()) > 1);
    const words = await card.innerText();
    assert.equal(/\b(integration|integrations|opcua|sql|net)-[a-z]+-/.test(words), false, words);
    await card.screenshot({ path: join(out, `interruptions-${name}-back.png`) });
  });

for (const language of ["en", "ar"]) {
  test(`an OPC UA server is paused, then killed and started again, in ${language}`, async (t) => {
    const server = await startCounterpart("node-opcua", []);
    t.after(() => server.stop());
    await speakAs(language);
    const config = { endpointUrl: server.url, securityPolicy: "None", publishingIntervalMs: 200, samplingIntervalMs: 200 };
    const tag = "nsu=urn:optria:test:plant;s=Plant.Pressure";
    const followed = await follow({ connector: "opcua", name: `Controller ${language}`, config, tag, tagCode: `P-91-${language}` });
    await isMissedAtTheAsset(followed, `opcua-${language}-paused`, () => server.pause());
    await isToldByTheCard(followed, `opcua-${language}-paused`, () => server.resume());
    await isMissedAtTheAsset(followed, `opcua-${language}-killed`, () => server.kill());
    await isToldByTheCard(followed, `opcua-${language}-killed`, async (card) => {
      const counted = card.locator('[data-testid^="integration-recent-line-"]').first();
      for (const end = Date.now() + PATIENCE_MS; Number(await counted.getAttribute("data-times")) < 2; ) {
        assert.ok(Date.now() < end, "what is told again is counted in its line");
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      await server.back();
    });
    await openAt(browser, host, `integrations/${followed.id}`, `log ${language}`, async (surface) => {
      await surface.see("integration-past-error");
      await surface.see("integration-event-0");
      await surface.screenshot(join(out, `interruptions-${language}-page.png`));
    });
  });

  test(`a database is paused, then takes another password, and is tried again by hand, in ${language}`, async (t) => {
    const database = await startDatabase();
    t.after(() => database.stop());
    await speakAs(language);
    const config = { host: "127.0.0.1", port: database.port, database: "postgres", userName: "reader", encryption: "none", table: "readings", pollIntervalSeconds: 1, statementTimeoutSeconds: 2 };
    const followed = await follow({ connector: "sql", name: `Records ${language}`, config, secrets: { password: "right-one" }, tag: "TI-1", tagCode: `P-92-${language}` });
    await isMissedAtTheAsset(followed, `sql-${language}-paused`, () => database.pause());
    await isToldByTheCard(followed, `sql-${language}-paused`, () => database.resume());
    await isMissedAtTheAsset(followed, `sql-${language}-refused`, () => database.takePassword("another-one"));
    await isToldByTheCard(followed, `sql-${language}-refused`, async (card) => {
      await card.getByTestId("integration-try-again").waitFor();
      database.takePassword("right-one");
      await card.getByTestId("integration-try-again").click();
    });
  });
}
