//! A controller that was loaded anew, in a browser: its ids are there and hold numbers, and stand for other signals. The list of
//! what is not as it was mapped says of each what was and what is there now.

import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, startHost } from "../support/browser.js";
import { startCounterpart } from "../support/counterpart.js";
import { openAt, ownPlant } from "../support/own-plant.js";
import { out } from "../support/places.js";

const TAG = "nsu=urn:optria:test:plant;s=Load.";

let browser;
let host;
let server;
let integration;
before(async () => {
  process.env.DEMO_MODE = "false";
  [browser, host] = await Promise.all([launch(), startHost()]);
  const site = await ownPlant(host);
  const asset = await host.call("save_asset", { siteId: site.id, tagCode: "P-101", nameEn: "Feed pump", nameAr: "مضخة التغذية", family: "pump", criticality: "high", status: "in_service" });
  server = await startCounterpart("node-opcua", ["--nodes", "100"]);
  const config = { endpointUrl: server.url, securityPolicy: "None" };
  const made = await host.call("save_integration", { connector: "opcua", name: "PLC 7", config });
  integration = made.integration.id;
  const mappings = [0, 1, 2].map((n) => ({
    integrationId: integration, externalTag: `${TAG}${n}`, assetId: asset.id, metricName: `metric_${n}`, metricUnit: "1", sourceUnit: "1",
  }));
  await host.call("create_mappings", { mappings });
  assert.deepEqual((await host.call("check_drift", { integrationId: integration })).rows, []);
  await server.kill();
  await server.back(["--reloaded"]);
});
after(async () => {
  await browser?.close();
  await host?.stop();
  await server?.stop();
});

for (const [language, theme] of [["en", "light"], ["ar", "dark"]]) {
  test(`an id that stands for another signal and a type that changed are told, in ${language}`, async () => {
    const { preferences } = (await host.call("get_workspace")).session.person;
    await host.call("save_preferences", { preferences: { ...preferences, language, theme } });
    const { rows } = await host.call("check_drift", { integrationId: integration });
    assert.deepEqual(rows.map(({ drift }) => drift.kind), ["other_type", "renamed", "renamed"]);
    await openAt(browser, host, "integrations?tab=signal-mappings", `reloaded ${language}`, async (surface, page) => {
      await surface.click("mapping-drift");
      await surface.attributeBecomes("drift-state", "data-state", "done", 40_000);
      await surface.attributeBecomes("drift-row-0", "data-kind", "other_type");
      await surface.attributeBecomes("drift-row-1", "data-kind", "renamed");
      const [type, renamed] = await Promise.all([0, 1].map((row) => page.getByTestId(`drift-row-${row}`).innerText()));
      for (const word of ["Double", "Float"]) assert.ok(type.includes(word), type);
      for (const word of ["pressure_1", "flow_2"]) assert.ok(renamed.includes(word), renamed);
      // What it was is under another id now.
      await surface.see("drift-take-tag-2", 40_000);
      // pressure_10 to pressure_19 are not what pressure_1 was.
      await surface.gone("drift-take-tag-1");
      const tops = await Promise.all(["drift-take-as-is-2", "drift-take-tag-2", "drift-find-2"].map(async (id) => (await page.getByTestId(id).boundingBox()).y));
      assert.equal(new Set(tops).size, 1, "the buttons of a row stand side by side");
      await surface.screenshot(join(out, `reloaded-${language}-drift.png`));
    });
  });
}
