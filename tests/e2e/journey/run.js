//! The journey in the real window, in the language of OPTRIA_LANGUAGE: `cargo xtask test --only e2e-journey-ar`.

import { join } from "node:path";
import { startCounterpart } from "../support/counterpart.js";
import { out, temporaryFolder } from "../support/places.js";
import { openWindow } from "../support/window.js";
import { COUNTERPART, walk } from "./story.js";

const language = process.env.OPTRIA_LANGUAGE ?? "en";
if (!["en", "ar"].includes(language)) throw new Error(`OPTRIA_LANGUAGE is en or ar, not ${language}`);

const workspace = temporaryFolder("journey");
const server = await startCounterpart("node-opcua", COUNTERPART);
let window;
try {
  const began = Date.now();
  window = await openWindow(workspace.path);
  await walk(window.surface, { language, endpointUrl: server.url, album: "window" });
  console.log(`journey (${language}): from first run to a work order in ${((Date.now() - began) / 1000).toFixed(1)} s`);
} catch (error) {
  const picture = join(out, `window-${language}-failed.png`);
  await window?.surface.screenshot(picture).catch(() => {});
  console.error(`journey (${language}) failed: ${error.stack}\nscreenshot: ${picture}`);
  process.exitCode = 1;
} finally {
  await window?.close();
  await server.stop();
  workspace.remove();
}
process.exit();
