//! Integrations in a browser against a real OPC UA server: what is wrong is said, trust is asked for, tags are mapped,
//! files go out and come back.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startCounterpart } from "../support/counterpart.js";
import { launch, startHost } from "../support/browser.js";
import { openAt, ownPlant } from "../support/own-plant.js";
import { freePort } from "../support/processes.js";

let browser;
let host;
let server;
let pump;
before(async () => {
  // Outside the demo plant real servers are connected to.
  process.env.DEMO_MODE = "false";
  [browser, host, server] = await Promise.all([launch(), startHost(), startCounterpart("asyncua", ["--user", "op:op-secret"])]);
  const site = await ownPlant(host);
  pump = await host.call("save_asset", {
    siteId: site.id, tagCode: "P-901", nameEn: "Feed pump", nameAr: "مضخة التغذية", family: "pump", criticality: "high", status: "in_service",
  });
});
after(async () => {
  await browser?.close();
  await Promise.all([host?.stop(), server?.stop()]);
});

const at = (address, name, run) => openAt(browser, host, address, name, run);

const integrationNamed = async (name) => (await host.call("list_integrations")).find(({ integration }) => integration.name === name);

test("everything wrong in the form is said at once, and nothing is stored", () =>
  at("integrations/new?kind=opcua", "form", async (surface, page) => {
    await surface.fill("field-endpointUrl", "http://plc7:4840");
    await surface.fill("field-publishingIntervalMs", "1");
    await surface.click("integration-save");
    await surface.until("three problems", async () => (await page.locator('[id$="-error"]').count()) === 3);
    assert.deepEqual(await host.call("list_integrations"), []);
  }));

test("a closed port fails at its stage, with its remedy; cancelling takes the draft away", async () => {
  const port = await freePort();
  await at("integrations/new?kind=opcua", "closed port", async (surface) => {
    await surface.fill("field-name", "Nobody there");
    await surface.fill("field-endpointUrl", `opc.tcp://127.0.0.1:${port}`);
    await surface.click("integration-test");
    await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 60_000);
    await surface.attributeBecomes("test-stage-connect", "data-outcome", "failed");
    await surface.attributeBecomes("test-stage-read", "data-outcome", "skipped");
    await surface.see("error-message");
    await surface.click("integration-cancel");
    await surface.see("integrations");
    await surface.until("no draft to be left", async () => (await host.call("list_integrations")).length === 0);
  });
});

test("an unknown certificate is asked about on the spot; rejected it stays refused, trusted it connects", () =>
  at("integrations/new?kind=opcua", "trust", async (surface) => {
    await surface.fill("field-name", "Unit 1 controller");
    await surface.fill("field-endpointUrl", server.url);
    await surface.click("integration-discover");
    await surface.see("endpoint-pick-0", 30_000);
    await surface.click("endpoint-pick-0");
    await surface.click("integration-test");
    await surface.attributeBecomes("test-stage-certificate", "data-outcome", "failed", 60_000);
    await surface.attributeBecomes("certificate-decision", "data-trust", "quarantined");
    await surface.click("certificate-reject");
    await surface.click("confirm-ok");
    await surface.attributeBecomes("certificate-decision", "data-trust", "rejected");
    await surface.click("test-again");
    await surface.attributeBecomes("test-outcome", "data-outcome", "failed", 60_000);
    await surface.click("certificate-trust");
    await surface.click("confirm-ok");
    await surface.attributeBecomes("test-outcome", "data-outcome", "ok", 60_000);
    await surface.click("integration-save");
    await surface.see("integration-list");
  }));

test("a password is never shown again, and saving without typing keeps it", async () => {
  const { integration } = await integrationNamed("Unit 1 controller");
  await at(`integrations/${integration.id}/edit`, "secret", async (surface) => {
    await surface.choose("field-identity", 1);
    await surface.fill("field-userName", "op");
    await surface.fill("field-password", "op-secret");
    await surface.click("integration-save");
    await surface.see("integration-list");
  });
  assert.deepEqual((await integrationNamed("Unit 1 controller")).secretsSet, ["password"]);
  await at(`integrations/${integration.id}/edit`, "secret kept", async (surface) => {
    await surface.see("field-password");
    assert.equal(await surface.value("field-password"), "");
    assert.equal(await surface.attribute("field-password", "placeholder"), "***");
    await surface.click("integration-test");
    await surface.attributeBecomes("test-stage-authenticate", "data-outcome", ["ok", "warned"], 60_000);
  });
  const after = await integrationNamed("Unit 1 controller");
  assert.deepEqual(after.secretsSet, ["password"]);
  assert.equal(JSON.stringify(after).includes("op-secret"), false);
});

test("a stretch of tags is mapped to an asset at once, with a live preview; what is no number can't be chosen", async () => {
  const { integration } = await integrationNamed("Unit 1 controller");
  await host.call("start_integration", { id: integration.id });
  await at(`integrations/${integration.id}/map`, "map", async (surface, page) => {
    await surface.click("browse-expand-Plant", 40_000);
    await surface.click("browse-check-Counter");
    await page.getByTestId("browse-check-Pressure").click({ modifiers: ["Shift"] });
    await surface.attributeBecomes("map-basket", "data-count", "4");
    assert.equal(await page.getByTestId("browse-check-Text").isDisabled(), true);
    await surface.fill("browse-search", "flow");
    await surface.see("browse-search-result-0", 40_000);
    await surface.click("browse-check-Flow");
    await surface.attributeBecomes("map-basket", "data-count", "5");
    await surface.click("map-selected");

    await surface.choose("mapping-all-asset", "P-901");
    const number = (name) => async () => Number.isFinite(Number.parseFloat((await surface.attribute("mapping-preview-0", name)) ?? ""));
    await surface.until("a raw value", number("data-raw"), 40_000);
    await surface.fill("mapping-scale-0", "0");
    await surface.see("mapping-problems-0");
    await surface.click("mapping-save");
    await surface.see("mapping-form");
    await surface.fill("mapping-scale-0", "٠٫٥");
    await surface.gone("mapping-problems-0");
    await surface.click("mapping-save");
    await surface.see("mapping-row-4", 40_000);
    await surface.until("a live value", async () => Number.parseFloat(await surface.attribute("live-value-Counter", "data-raw")) > 0, 60_000);
  });
  const { items } = await host.call("list_mappings", { search: "Plant.Counter" });
  assert.ok(items.some(({ mapping }) => mapping.scale === "0.5"));
});

test("every reading is accounted for, and what goes first on a full disk is declared", () =>
  at("integrations?tab=accounting", "accounting", async (surface, page) => {
    await surface.see("accounting-table");
    const stored = async () => Number(await page.getByTestId("accounting-stored").first().getAttribute("data-raw"));
    await surface.until("stored readings", async () => (await stored()) > 0, 40_000);
    await surface.see("capacity");
    assert.equal(await page.getByTestId("accounting-disk").locator("ol > li").count(), 4);
    assert.equal(await page.getByTestId("accounting-forwarded").count(), 0);
  }));

test("an export comes back unchanged; a bad row among good ones is named and nothing is written before it is confirmed", async () => {
  const { content } = await host.call("export_mappings", {});
  const lines = content.trim().split(/\r?\n/);
  const scaleAt = lines[0].split(",").indexOf("scale");
  const changed = lines[1].split(",").map((cell, i) => (i === scaleAt ? "2.5" : cell)).join(",");
  const bad = lines[2].split(",").map((cell, i) => (i === scaleAt ? "0" : cell)).join(",");
  const scales = async () => (await host.call("list_mappings", {})).items.map(({ mapping }) => mapping.scale).sort();
  const before = await scales();
  await at("integrations?tab=signal-mappings", "import", async (surface, page) => {
    const file = (rows) => ({ name: "mappings.csv", mimeType: "text/csv", buffer: Buffer.from([lines[0], ...rows].join("\r\n")) });
    await surface.click("mapping-import");
    const input = page.locator('input[type="file"]');
    await input.setInputFiles(file(lines.slice(1)));
    await surface.attributeBecomes("mapping-import-counts", "data-unchanged", String(lines.length - 1));

    await input.setInputFiles(file([changed, bad, ...lines.slice(3)]));
    await surface.attributeBecomes("mapping-import-verdict-3", "data-verdict", "refused");
    await surface.attributeBecomes("mapping-import-verdict-2", "data-verdict", "update");
    assert.deepEqual(await scales(), before, "a dry run writes nothing");
    await surface.click("mapping-import-apply");
    await surface.gone("mapping-import-apply");
  });
  const written = await scales();
  assert.ok(written.includes("2.5"));
  assert.equal(written.includes("0"), false);
});

test("many mappings are switched off and deleted with their number stated", () =>
  at("integrations?tab=signal-mappings", "bulk", async (surface, page) => {
    await surface.see("mapping-row-0");
    const { total } = await host.call("list_mappings", {});
    await page.getByTestId("mapping-row-0").getByRole("checkbox").check();
    await surface.click("mapping-select-all");
    await surface.attributeBecomes("mapping-bulk", "data-count", String(total));
    await surface.click("mapping-deactivate");
    await surface.see("confirm-ok");
    assert.match(await surface.text("confirm-ok"), new RegExp(`${total}`));
    await surface.click("confirm-ok");
    await surface.until("all to be off", async () => (await host.call("list_mappings", { onlyActive: true })).total === 0);
    await surface.click("mapping-delete");
    await surface.click("confirm-ok");
    await surface.until("all to be gone", async () => (await host.call("list_mappings", {})).total === 0);
  }));
