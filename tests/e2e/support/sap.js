//! The contract server for SAP Plant Maintenance for page tests.

import { join } from "node:path";
import { root } from "./places.js";
import { freePort, start } from "./processes.js";

/** Answers `{ url, control, orders, stop }`: user `OPTRIA`, password `password1`, seven pumps P-0001 to P-0007. */
export async function startSap() {
  const port = await freePort();
  const script = join(root, "tests/counterparts/sap_odata_server.py");
  const server = await start("python3", [script, "--port", String(port), "--equipment", "7", "--notifications", "6", "--exit-with-stdin"], { ready: /^READY (\S+)$/m });
  const url = server.match[1];
  return {
    url,
    control: (told) => fetch(`${url}/control`, { method: "PUT", body: JSON.stringify(told) }),
    orders: async () => (await (await fetch(`${url}/control`)).json()).orders,
    stop: () => server.stop(),
  };
}
