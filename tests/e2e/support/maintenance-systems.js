//! The contract servers for SAP Plant Maintenance and Oracle Maintenance for page tests.

import { join } from "node:path";
import { root } from "./places.js";
import { freePort, start } from "./processes.js";

/** Answers `{ url, control, change, orders, stop }`: user `OPTRIA`, password `password1`. */
async function startContract(script, changes, more) {
  const port = await freePort();
  const server = await start("python3", [join(root, "tests/counterparts", script), "--port", String(port), "--exit-with-stdin", ...more], { ready: /^READY (\S+)$/m });
  const url = server.match[1];
  return {
    url,
    control: (told) => fetch(`${url}/control`, { method: "PUT", body: JSON.stringify(told) }),
    /** An order is so from now on: `{ number, ...fields }`. */
    change: (told) => fetch(`${url}/${changes}`, { method: "PUT", body: JSON.stringify(told) }),
    orders: async () => (await (await fetch(`${url}/control`)).json()).orders,
    stop: () => server.stop(),
  };
}

/** Seven pumps P-0001 to P-0007, six breakdowns of the first six, and SAP's own orders 4100001 to 4100003 on the first three. */
export const startSap = () => startContract("sap_odata_server.py", "order-changes", ["--orders", "3", "--equipment", "7", "--notifications", "6"]);

/** Seven pumps P-0001 to P-0007, two units, six completed orders of the first six pumps, and 500001 to 500003 that are not. */
export const startOracle = () => startContract("oracle_rest_server.py", "work-orders", ["--open-orders", "3", "--assets", "7", "--work-orders", "6"]);
