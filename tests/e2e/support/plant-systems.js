//! Systems of the plant for page tests beside OPC UA: a PostgreSQL with a table that is written to, and the contract
//! server for PI Web API.

import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, temporaryFolder } from "./places.js";
import { asRunner, program } from "./postgres.js";
import { freePort, start } from "./processes.js";

const SUPERUSER_PASSWORD = "superuser-of-tests";

/**
 * Answers `{ port, stop, pause, resume, takePassword }`: user `reader`, password `right-one` until it takes another and ends who is
 * signed in, table `readings` with a new row of TI-1 twice a second.
 */
export async function startDatabase() {
  const folder = temporaryFolder("database");
  const at = (name) => join(folder.path, name);
  writeFileSync(at("password"), SUPERUSER_PASSWORD);
  if (process.getuid() === 0) execFileSync("chown", ["-R", "postgres:postgres", folder.path]);
  execFileSync(...asRunner(program("initdb"), ["-D", at("data"), "-U", "postgres", "-A", "scram-sha-256", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "--pwfile", at("password")]), { stdio: "ignore" });
  const port = await freePort();
  const set = (name, value) => ["-c", `${name}=${value}`];
  const server = await start(
    ...asRunner(program("postgres"), [
      "-D", at("data"), ...set("port", port), ...set("listen_addresses", "127.0.0.1"), ...set("unix_socket_directories", ""),
      ...set("fsync", "off"), ...set("shared_buffers", "64MB"),
    ]),
    { ready: /database system is ready to accept connections/, stopBy: "SIGINT" },
  );
  const env = { PGPASSWORD: SUPERUSER_PASSWORD };
  const psql = [program("psql"), ["-h", "127.0.0.1", "-p", String(port), "-U", "postgres", "-d", "postgres", "-v", "ON_ERROR_STOP=1"]];
  const furnish = `
    CREATE TABLE readings (tag text, time timestamptz, value double precision);
    CREATE INDEX ON readings (tag, time);
    CREATE ROLE reader LOGIN PASSWORD 'right-one';
    GRANT SELECT ON readings TO reader;
    INSERT INTO readings VALUES ('TI-1', now(), 41), ('PI-7', now(), 5);`;
  execFileSync(psql[0], [...psql[1], "-q", "-c", furnish], { env: { ...process.env, ...env } });
  writeFileSync(at("feed.sql"), "INSERT INTO readings VALUES ('TI-1', now(), 42) \\watch 0.5\n");
  const feeder = await start(psql[0], [...psql[1], "-f", at("feed.sql")], { env });
  return {
    port,
    pause: () => server.pause(),
    resume: () => server.resume(),
    takePassword: (password) => {
      const ended = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'reader'";
      execFileSync(psql[0], [...psql[1], "-q", "-c", `ALTER ROLE reader PASSWORD '${password}'`, "-c", ended], { env: { ...process.env, ...env }, stdio: "ignore" });
    },
    stop: async () => {
      await feeder.stop();
      await server.stop();
      folder.remove();
    },
  };
}

/** Answers `{ url, stop }`: user `PLANT\optria`, password `password1`, a point Counter with ten values a second. */
export async function startPi() {
  const folder = temporaryFolder("pi");
  const port = await freePort();
  const script = join(root, "tests/counterparts/pi_web_api_server.py");
  const server = await start("python3", [script, "--port", String(port), "--dir", folder.path, "--exit-with-stdin"], { ready: /^READY (\S+)$/m });
  return {
    url: server.match[1],
    stop: async () => {
      await server.stop();
      folder.remove();
    },
  };
}
