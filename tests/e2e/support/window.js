//! The real application in WebKitGTK, driven through tauri-driver and Debian's WebKitWebDriver. Display, session bus and
//! keychain are there already: `cargo xtask test` starts this inside a session (src-tauri/xtask/src/display.rs).

import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { remote } from "webdriverio";
import { built } from "./places.js";
import { freePort, listening, start } from "./processes.js";
import { WindowSurface } from "./surface.js";

const NATIVE_DRIVER = "/usr/bin/WebKitWebDriver";

/** Opens the application on `workspace`; answers `{ surface, close }`. */
export async function openWindow(workspace) {
  for (const name of ["DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"]) {
    if (!process.env[name]) throw new Error(`${name} is not set; run \`cargo xtask test --only e2e-journey-en\``);
  }
  const [port, nativePort] = [await freePort(), await freePort()];
  const own = join(homedir(), ".cargo/bin/tauri-driver");
  // It prints nothing when it is ready; nor does the driver it starts, which it does not wait for.
  const driver = await start(existsSync(own) ? own : "tauri-driver", [
    "--port", String(port), "--native-port", String(nativePort), "--native-driver", NATIVE_DRIVER,
  ]);
  let browser;
  try {
    await listening(port);
    await listening(nativePort);
    browser = await connect(port, workspace);
  } catch (error) {
    await driver.stop();
    throw new Error(`${error.message}\ntauri-driver said: ${driver.said()}`);
  }
  return {
    surface: new WindowSurface(browser),
    close: async () => {
      const patience = new Promise((resolve) => setTimeout(resolve, 10_000));
      await Promise.race([browser.deleteSession().catch(() => {}), patience]);
      await driver.stop();
    },
  };
}

function connect(port, workspace) {
  return remote({
    hostname: "127.0.0.1",
    port,
    logLevel: "silent",
    connectionRetryCount: 0,
    connectionRetryTimeout: 120_000,
    capabilities: {
      // Any other name finds no match in tauri-driver.
      browserName: "wry",
      "wdio:enforceWebDriverClassic": true,
      "tauri:options": { application: built("optria-iq", "OPTRIA_APPLICATION"), args: ["--workspace", workspace] },
    },
  });
}
