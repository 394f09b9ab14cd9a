//! Mapping at scale in a browser, against the plant simulator: a whole subtree, a rule, suggestions with their reasons,
//! files out and in with every change shown, undo, and a source that is not as it was mapped.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, startHost, withPage } from "../support/browser.js";
import { out } from "../support/places.js";

let browser;
let host;
let integration;
/** The simulator's own name of an asset that has several tags, and its site. */
let plant;
before(async () => {
  [browser, host] = await Promise.all([launch(), startHost()]);
  const administrator = { email: "salma@plant.example", displayName: "Salma Al-Harbi", password: "correct horse 42 battery" };
  await host.call("create_workspace", { kind: "empty", name: "Riyadh water", administrator });
  const made = await host.call("save_integration", { connector: "demo", name: "Unit 1 controller", config: {} });
  integration = made.integration.id;
  const { nodes } = await host.call("search_tags", { integrationId: integration, text: "", limit: 200 });
  const [first] = nodes.filter(({ kind }) => kind === "variable");
  const [siteCode, tagCode] = first.tag.split(".");
  plant = { siteCode, tagCode, tags: nodes.filter(({ tag }) => tag.startsWith(`${siteCode}.${tagCode}.`)) };
  const site = await host.call("save_site", { code: siteCode, nameEn: "Ras Tanura", nameAr: "رأس تنورة", timeZone: "Asia/Riyadh" });
  await host.call("save_asset", { siteId: site.id, tagCode, nameEn: "Feed pump", nameAr: "مضخة التغذية", family: "pump", criticality: "high", status: "in_service" });
});
after(async () => {
  await browser?.close();
  await host?.stop();
});

async function at(address, name, run, language = "en") {
  await withPage(browser, host.url, name, async (surface, page) => {
    await surface.see("app-shell");
    if ((await surface.rootAttribute("lang")) !== language) await surface.click("language-switch");
    await page.goto(`${host.url}/#/${address}`);
    await run(surface, page);
  });
}

const mappings = async () => (await host.call("list_mappings", { limit: 500 })).items;

for (const language of ["en", "ar"]) {
  test(`a whole source is gathered, and a rule and suggestions fill in what a person takes, in ${language}`, () =>
    at(
      `integrations/${integration}/map`,
      `gather ${language}`,
      async (surface, page) => {
        await surface.click("browse-whole-source", 40_000);
        await surface.attributeBecomes("gather-state", "data-state", "done", 60_000);
        const found = Number(await surface.attribute("gather-state", "data-count"));
        assert.ok(found > plant.tags.length, `${found} tags`);
        await surface.screenshot(join(out, `mapping-${language}-gather.png`));
        await surface.click("gather-take");
        await surface.attributeBecomes("map-basket", "data-count", String(found));

        // With the keyboard: the space bar on a folder takes what is below it, which is here already.
        await page.getByTestId("browse-tree").focus();
        await page.keyboard.press("Space");
        await surface.attributeBecomes("gather-state", "data-state", "done", 60_000);
        await surface.click("gather-close");
        await surface.click("map-selected");

        await surface.click("mapping-suggest");
        // Its own tags, and those of what is mounted on it.
        const suggested = async () => Number(await surface.attribute("mapping-suggested", "data-count"));
        const count = await surface.until("suggestions", async () => (await suggested()) >= plant.tags.length && suggested(), 40_000);
        await surface.see("mapping-suggestion-0");
        assert.equal(await surface.attribute("mapping-suggestion-0", "data-asset"), plant.tagCode);
        assert.equal((await page.getByTestId("mapping-asset-0").inputValue()).trim(), "", "nothing is applied by itself");
        await surface.screenshot(join(out, `mapping-${language}-suggestions.png`));
        await surface.click("mapping-suggestion-take-0");
        await surface.until("the asset to be filled in", async () => (await page.getByTestId("mapping-asset-0").inputValue()).includes(plant.tagCode));

        await surface.click("mapping-rule");
        await surface.fill("rule-pattern", "(");
        await surface.see("error-message", 10_000);
        await surface.fill("rule-pattern", `(${plant.tagCode})\\.(\\w+)$`);
        await surface.fill("rule-asset", "$1");
        await surface.fill("rule-metric", "$2");
        // What came out of the pattern before may match as many.
        await surface.attributeBecomes("rule-counts", "data-not-matched", String(found - plant.tags.length), 10_000);
        assert.equal(await surface.attribute("rule-counts", "data-matched"), String(plant.tags.length));
        await surface.screenshot(join(out, `mapping-${language}-rule.png`));
        await surface.click("rule-fill");
        await surface.gone("mapping-rule-dialog");
        await surface.until("the filled-in rows to ask for nothing more", async () => (await suggested()) === count - plant.tags.length);
        assert.deepEqual(await mappings(), [], "nothing is stored before it is saved");
      },
      language,
    ));
}

test("a workbook goes out, is changed, shows every change before it is made, and the import is undone", async () => {
  const asset = (await host.call("list_assets", {})).items[0].asset.id;
  const made = plant.tags.map(({ tag, unit }) => ({
    integrationId: integration, externalTag: tag, assetId: asset, metricName: tag.split(".").at(-1).toLowerCase().replaceAll(/[^a-z0-9]+/g, "_"), metricUnit: unit ?? "1", sourceUnit: unit ?? "1",
  }));
  const { refused } = await host.call("create_mappings", { mappings: made });
  assert.equal(refused, 0);
  const before = (await host.call("export_mappings", {})).content;
  const lines = before.trim().split(/\r?\n/);
  const scaleAt = lines[0].split(",").indexOf("scale");
  const other = [lines[0], lines[1].split(",").map((cell, i) => (i === scaleAt ? "2.5" : cell)).join(",")].join("\r\n");

  await at("integrations?tab=signal-mappings", "workbook", async (surface, page) => {
    await surface.click("mapping-export");
    const [download] = await Promise.all([page.waitForEvent("download"), surface.click("mapping-export-workbook")]);
    assert.match(download.suggestedFilename(), /^optria-mappings-.*\.xlsx$/);
    const workbook = readFileSync(await download.path());
    await surface.click("mapping-import");
    const input = page.locator('input[type="file"]');
    await input.setInputFiles({ name: "mappings.xlsx", mimeType: "application/octet-stream", buffer: workbook });
    await surface.attributeBecomes("mapping-import-counts", "data-unchanged", String(made.length));
    await input.setInputFiles({ name: "damaged.xlsx", mimeType: "application/octet-stream", buffer: workbook.subarray(0, 900) });
    await surface.see("error-message");

    await input.setInputFiles({ name: "unit 1.csv", mimeType: "text/csv", buffer: Buffer.from(other) });
    await surface.attributeBecomes("mapping-import-verdict-2", "data-verdict", "update");
    await surface.attributeBecomes("mapping-import-change-scale", "data-to", "2.5");
    assert.equal(await surface.attribute("mapping-import-change-scale", "data-from"), "1");
    for (const [mode, verdict] of [["create", "kept"], ["delete", "delete"], ["overwrite", "update"]]) {
      await page.getByTestId("mapping-import-mode").locator(`label[for$="-${mode}"]`).click();
      await surface.attributeBecomes("mapping-import-verdict-2", "data-verdict", verdict);
    }
    assert.equal((await host.call("export_mappings", {})).content, before, "a dry run writes nothing");
    await surface.screenshot(join(out, "mapping-en-import.png"));
    await surface.click("mapping-import-apply");
    await surface.gone("mapping-import-dialog");
    assert.notEqual((await host.call("export_mappings", {})).content, before);

    await surface.see("mapping-last-import");
    await surface.click("mapping-undo-import");
    await surface.click("confirm-ok");
    await surface.gone("mapping-last-import");
  });
  assert.equal((await host.call("export_mappings", {})).content, before);
});

for (const language of ["en", "ar"]) {
  test(`a tag that is gone and a unit that is another are found and bound anew, in ${language}`, async () => {
    const [first, second] = await mappings();
    const rename = { id: first.mapping.id, externalTag: first.mapping.externalTag.replace(/\.(\w+)$/, ".MOVED.$1") };
    await host.call("rebind_mapping", rename);
    // What a look has found stands on the card, with the way to it.
    const { rows } = await host.call("check_drift", { integrationId: integration });
    const isToldByTheCard = language === "ar";
    await at(
      isToldByTheCard ? "integrations" : "integrations?tab=signal-mappings",
      `drift ${language}`,
      async (surface) => {
        if (isToldByTheCard) await surface.see("integration-drift");
        if (isToldByTheCard) await surface.screenshot(join(out, `mapping-${language}-drift-card.png`));
        await surface.click(isToldByTheCard ? "integration-drift-look" : "mapping-drift");
        await surface.attributeBecomes("drift-state", "data-state", "done", 40_000);
        await surface.attributeBecomes("drift-row-0", "data-kind", "gone");
        await surface.click("drift-find-0");
        await surface.see("drift-bind-0", 40_000);
        await surface.see("drift-take-tag-0");
        await surface.screenshot(join(out, `mapping-${language}-drift.png`));
        await surface.click("drift-take-tag-0");
        await surface.gone("drift-row-0");
      },
      language,
    );
    const { drift } = await host.call("get_integration", { id: integration });
    assert.equal(drift.drifted, rows.length - 1, "what is bound anew is no longer told of");
    const found = (await mappings()).find(({ mapping }) => mapping.id === first.mapping.id);
    assert.equal(found.mapping.signal, first.mapping.signal, "the same signal, with its trend");
    assert.equal(found.mapping.externalTag.includes(".MOVED."), false);
    assert.ok(second);
  });
}
