//! Pages in Chromium against the loopback host: the same dispatcher as in the window, behind HTTP on 127.0.0.1.

import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { built, out, temporaryFolder, uiFiles } from "./places.js";
import { start } from "./processes.js";
import { PageSurface } from "./surface.js";

const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Starts a loopback host on a fresh workspace; answers `{ url, call, stop }`. */
export async function startHost() {
  if (!existsSync(join(uiFiles, "index.html"))) throw new Error("ui/dist is not built; run `npm run build` in ui");
  const workspace = temporaryFolder("workspace");
  const host = await start(
    built("loopback-host", "OPTRIA_LOOPBACK_HOST"),
    ["--port", "0", "--ui", uiFiles, "--workspace", workspace.path, "--keychain", "memory"],
    { ready: /^READY (\S+)$/m },
  );
  const url = host.match[1];
  return {
    url,
    /** Calls a command of the table as the UI does; a refusal is thrown with its code. */
    call: async (command, request = {}) => {
      const response = await fetch(`${url}/rpc/${command}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(request),
      });
      const body = await response.json();
      if (!response.ok) throw Object.assign(new Error(`${command}: ${JSON.stringify(body)}`), { code: body.code });
      return body;
    },
    stop: async () => {
      await host.stop();
      workspace.remove();
    },
  };
}

export function launch() {
  const executablePath = CHROMIUM.find((file) => existsSync(file));
  if (!executablePath) throw new Error("Chromium is not installed; run `cargo xtask setup`");
  // Root has no user namespace to sandbox in; the pages are ours, from 127.0.0.1.
  return chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
}

/**
 * Opens a page and runs `test(surface, page)`; on failure leaves a screenshot. Anything the page logs as an error or
 * throws fails the test, because a person would meet it too.
 */
export async function withPage(browser, url, name, test, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "en-GB", ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`page error: ${error.message}`));
  page.on("console", (message) => {
    // A refused command is an answer, not a fault: the browser logs it all the same.
    if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
  });
  try {
    await page.goto(url);
    const surface = new PageSurface(page);
    await surface.ready();
    await test(surface, page);
    if (complaints.length > 0) throw new Error(`the page complained:\n${complaints.join("\n")}`);
  } catch (error) {
    await page.screenshot({ path: join(out, `${name.replace(/\W+/g, "-")}.png`) }).catch(() => {});
    throw error;
  } finally {
    await context.close();
  }
}
