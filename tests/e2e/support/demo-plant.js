//! What the page tests of the demo plant begin with: a host with the plant in it, a browser, and signing in as its people.

import { after, before } from "node:test";
import { launch, startHost, withPage } from "./browser.js";

/** Sets the plant up for the tests of the file that calls this. `plant.host` is there once the tests run. */
export function demoPlant() {
  let browser;
  const plant = {
    host: undefined,
    /** A page whose person is the demo one of `role`, signed in through the page. */
    as: (role, name, run) =>
      withPage(browser, plant.host.url, name, async (surface, page) => {
        if (await surface.isVisible("app-shell")) {
          await surface.click("user-menu");
          await surface.click("sign-out");
        }
        await surface.click(`demo-person-${role}`);
        await surface.see("app-shell");
        await run(surface, page);
      }),
    /** A page on which nobody has signed in. */
    page: (name, run) => withPage(browser, plant.host.url, name, run),
  };
  before(async () => {
    browser = await launch();
    plant.host = await startHost();
    await plant.host.call("create_workspace", { kind: "demo" });
  });
  after(async () => {
    await browser?.close();
    await plant.host?.stop();
  });
  return plant;
}
