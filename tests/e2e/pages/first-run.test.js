//! Before the plant: first run, sign-in, locking; in both languages and without a reload between them.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { speak } from "../support/steps.js";
import { launch, startHost, withPage } from "../support/browser.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

async function onFreshHost(name, run) {
  const host = await startHost();
  try {
    await withPage(browser, host.url, name, (surface, page) => run(surface, page, host));
  } finally {
    await host.stop();
  }
}

test("the language switches at once, with the direction, on the very first page", () =>
  onFreshHost("language", async (surface) => {
    await surface.see("first-run");
    await speak(surface, "ar");
    const arabic = await surface.text("page-title");
    await speak(surface, "en");
    const english = await surface.text("page-title");
    assert.match(arabic, /[\u0600-\u06ff]/);
    assert.doesNotMatch(english, /[\u0600-\u06ff]/);
  }));

test("a short or different password makes no workspace", () =>
  onFreshHost("password", async (surface, page, host) => {
    await surface.click("first-run-empty");
    await surface.fill("field-displayName", "Salma");
    await surface.fill("field-email", "salma@plant.example");
    await surface.fill("field-password", "short");
    await surface.fill("field-passwordAgain", "other");
    await surface.click("first-run-create");
    await surface.until("both problems beside their fields", async () => (await page.locator('[id$="-error"]').count()) === 2);
    assert.equal((await host.call("get_workspace")).stage, "new");
  }));

test("the demo plant: a person of each role signs in; a wrong password is refused with its reason", () =>
  onFreshHost("demo", async (surface, _page, host) => {
    await surface.click("first-run-demo");
    await surface.see("demo-people", 60_000);
    for (const role of ["tenant_admin", "optimization_engineer", "engineer", "viewer"]) {
      await surface.see(`demo-person-${role}`);
    }
    const { demoPeople } = await host.call("get_workspace");
    await surface.fill("sign-in-email", demoPeople[0].email);
    await surface.fill("sign-in-password", "certainly wrong");
    await surface.click("sign-in-submit");
    await surface.attributeBecomes("error-message", "data-code", ["401", "unauthenticated"]);

    await surface.click("demo-person-viewer");
    await surface.see("app-shell");
    await surface.see("simulated-mark");
    await surface.click("user-menu");
    await surface.click("sign-out");
    await surface.see("sign-in");
  }));
