//! The contract servers for SAP Plant Maintenance and Oracle Maintenance for page tests.

import { join } from "node:path";
import { root } from "./places.js";
import { freePort, start } from "./processes.js";

/** Answers `{ url, control, orders, stop }`: user `OPTRIA`, password `password1`. */
async function startContract(script, more) {
  const port = await freePort();
  const server = await start("python3", [join(root, "tests/counterparts", script), "--port", String(port), "--exit-with-stdin", ...more], { ready: /^READY (\S+)$/m });
  const url = server.match[1];
  return {
    url,
    control: (told) => fetch(`${url}/control`, { method: "PUT", body: JSON.stringify(told) }),
    orders: async () => (await (await fetch(`${url}/control`)).json()).orders,
    stop: () => server.stop(),
  };
}

/** Seven pumps P-0001 to P-0007, and six breakdowns of the first six. */
export const startSap = () => startContract("sap_odata_server.py", ["--equipment", "7", "--notifications", "6"]);

/** Seven pumps P-0001 to P-0007, two units, and six completed orders of the first six pumps. */
export const startOracle = () => startContract("oracle_rest_server.py", ["--assets", "7", "--work-orders", "6"]);
