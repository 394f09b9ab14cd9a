//! The whole path in Chromium, in both languages: the quick look before the real window.

import { after, before, test } from "node:test";
import { COUNTERPART, walk } from "../journey/story.js";
import { launch, startHost, withPage } from "../support/browser.js";
import { startCounterpart } from "../support/counterpart.js";

let browser;
let server;
before(async () => {
  browser = await launch();
  server = await startCounterpart("node-opcua", COUNTERPART);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const language of ["en", "ar"]) {
  test(`from first run to a work order, in ${language}`, async () => {
    const host = await startHost();
    try {
      await withPage(browser, host.url, `journey ${language}`, (surface) =>
        walk(surface, { language, endpointUrl: server.url, album: "chromium" }),
      );
    } finally {
      await host.stop();
    }
  });
}
