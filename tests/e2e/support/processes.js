//! Programs that tests start: waited for by a line they print, ended with the test, never by name.

import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect, createServer } from "node:net";

const running = new Set();
process.on("exit", () => running.forEach((child) => signal(child, "SIGKILL")));
for (const name of ["SIGINT", "SIGTERM"]) process.on(name, () => process.exit(1));

/** To the program and everything it started: each runs as a group of its own. */
function signal(child, name) {
  try {
    process.kill(-child.pid, name);
  } catch {
    // It has ended already.
  }
}

/** To the program and its children's children too: PostgreSQL's are in groups of their own (proc(5)). */
function signalFamily(pid, name) {
  process.kill(pid, name);
  const told = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  for (const child of told.split(" ").filter(Boolean)) signalFamily(Number(child), name);
}

/** A port nobody listens on, below the ephemeral range. */
export async function freePort() {
  for (let attempt = 0; attempt < 200; attempt++) {
    const port = 20_000 + Math.floor(Math.random() * 12_000);
    const free = await new Promise((answer) => {
      const server = createServer();
      server.once("error", () => answer(false));
      server.listen(port, "127.0.0.1", () => server.close(() => answer(true)));
    });
    if (free) return port;
  }
  throw new Error("no free port");
}

/** Resolves once something listens on the port. */
export async function listening(port, timeoutMs = 30_000) {
  for (const end = Date.now() + timeoutMs; Date.now() < end; ) {
    const open = await new Promise((answer) => {
      const socket = connect(port, "127.0.0.1", () => answer(true)).once("error", () => answer(false));
      socket.once("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`nothing listens on port ${port}`);
}

/**
 * Starts a program and resolves once its output matches `ready` (without it, as soon as it runs); rejects with what it
 * said when it ends or stays silent. Answers `{ match, stop, said, pause, resume, kill }`. `stopBy` is the signal that asks it to
 * end; paused (SIGSTOP) its sockets stay open and nobody answers; killed (SIGKILL) it is gone at once.
 */
export function start(program, args, { ready, env = {}, timeoutMs = 60_000, stopBy = "SIGTERM" } = {}) {
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: ["pipe", "pipe", "pipe"], detached: true });
  running.add(child);
  let said = "";
  // "exit", not "close": what it started may hold its pipes for longer.
  const ended = new Promise((resolve) => child.once("exit", resolve)).then(() => running.delete(child));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      signal(child, stopBy);
      const patience = setTimeout(() => signal(child, "SIGKILL"), 3_000);
      await ended;
      clearTimeout(patience);
    }
    signal(child, "SIGKILL");
  };
  return new Promise((resolve, reject) => {
    const giveUp = (why) => {
      clearTimeout(timer);
      void stop();
      reject(new Error(`${program}: ${why}\n${said}`));
    };
    const timer = setTimeout(() => giveUp(`not ready within ${timeoutMs} ms`), timeoutMs);
    const begin = (match) => {
      clearTimeout(timer);
      const pause = () => signalFamily(child.pid, "SIGSTOP");
      const resume = () => signalFamily(child.pid, "SIGCONT");
      const kill = async () => {
        signal(child, "SIGKILL");
        await ended;
      };
      resolve({ match, stop, said: () => said, pause, resume, kill });
    };
    const hear = (bytes) => {
      said = (said + bytes.toString()).slice(-20_000);
      const match = ready?.exec(said);
      if (match) begin(match);
    };
    if (!ready) child.once("spawn", () => begin(null));
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", (error) => giveUp(error.message));
    child.once("exit", (code, by) => giveUp(`ended early (${by ?? code})`));
  });
}
