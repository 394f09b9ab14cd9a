//! A real third-party OPC UA server for a test; the same servers as `testkit::counterparts` starts.

import { join } from "node:path";
import { counterparts, root, temporaryFolder } from "./places.js";
import { freePort, start } from "./processes.js";

const STACKS = {
  "node-opcua": {
    program: "node",
    script: "node_opcua_server.js",
    env: { NODE_PATH: join(counterparts, "node/node_modules") },
  },
  asyncua: { program: join(counterparts, "python/bin/python"), script: "asyncua_server.py", env: {} },
};

/** Answers `{ url, stop }`. `options` are the server's own, for instance `["--nodes", "200"]`. */
export async function startCounterpart(stack = "node-opcua", options = []) {
  const { program, script, env } = STACKS[stack];
  const folder = temporaryFolder("counterpart");
  const port = await freePort();
  const server = await start(
    program,
    [
      join(root, "tests/counterparts", script),
      "--port", String(port), "--dir", folder.path, "--exit-with-stdin", ...options,
    ],
    { ready: /^READY (\S+)$/m, env },
  );
  return {
    url: server.match[1],
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
