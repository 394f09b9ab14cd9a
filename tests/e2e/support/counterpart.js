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

/**
 * Answers `{ url, stop, pause, resume, kill, back }`: `back` starts a killed one again on its port, with more options
 * where it comes back as another. `options` are the server's own, for instance `["--nodes", "200"]`.
 */
export async function startCounterpart(stack = "node-opcua", options = []) {
  const { program, script, env } = STACKS[stack];
  const folder = temporaryFolder("counterpart");
  const port = await freePort();
  const run = (more = []) =>
    start(
      program,
      [
        join(root, "tests/counterparts", script),
        "--port", String(port), "--dir", folder.path, "--exit-with-stdin", ...options, ...more,
      ],
      { ready: /^READY (\S+)$/m, env },
    );
  let server = await run();
  return {
    url: server.match[1],
    pause: () => server.pause(),
    resume: () => server.resume(),
    kill: () => server.kill(),
    back: async (more) => {
      server = await run(more);
    },
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
