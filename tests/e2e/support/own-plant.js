//! A workspace of one's own, empty but for its administrator and a site, and pages opened at an address in it.

import { withPage } from "./browser.js";

/** Makes it where `startHost` has an empty folder; answers with the site. */
export async function ownPlant(host) {
  const administrator = { email: "salma@plant.example", displayName: "Salma Al-Harbi", password: "correct horse 42 battery" };
  await host.call("create_workspace", { kind: "empty", name: "Riyadh water", administrator });
  const { session } = await host.call("get_workspace");
  if (!session) await host.call("sign_in", administrator);
  return host.call("save_site", { code: "RYD", nameEn: "Riyadh", nameAr: "الرياض", timeZone: "Asia/Riyadh" });
}

/** `integrations/new?kind=sql`, once the shell is there. */
export async function openAt(browser, host, address, name, run) {
  await withPage(browser, host.url, name, async (surface, page) => {
    await surface.see("app-shell");
    await page.goto(`${host.url}/#/${address}`);
    await run(surface, page);
  });
}
