//! A real central database for page tests: a PostgreSQL of their own on 127.0.0.1 with TLS and passwords, set up by
//! `optria central` as an administrator would. PostgreSQL refuses to run as root: there the machine's user runs it.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, existsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { built, temporaryFolder } from "./places.js";
import { freePort, start } from "./processes.js";

const SUPERUSER_PASSWORD = "superuser-of-tests";
const SESSION_SECRET = "a session secret of the page tests, long enough";
const HOST = "localhost";
const DATABASE = "postgres";

/** Where Debian puts PostgreSQL's programs (the newest version), else the search path. */
export function program(name) {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = [...versions.map((version) => join(debian, version, "bin")), ...process.env.PATH.split(delimiter)];
  const found = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (!found) throw new Error(`${name} is not installed; run \`cargo xtask setup\``);
  return found;
}

/** As somebody whom PostgreSQL accepts. */
export function asRunner(command, args) {
  const isRoot = process.getuid() === 0;
  return isRoot ? ["setpriv", ["--reuid=postgres", "--regid=postgres", "--init-groups", command, ...args]] : [command, args];
}

const quietly = { stdio: ["ignore", "ignore", "pipe"] };
const asRunnerNow = (command, ...args) => execFileSync(...asRunner(command, args), quietly);

/** An authority and its certificate for the server, as files of the folder. */
function makeCertificates(folder) {
  const at = (name) => join(folder, name);
  const openssl = (...args) => execFileSync("openssl", args, { ...quietly, cwd: folder });
  openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30", "-subj", "/CN=OPTRIA IQ page tests", "-keyout", "ca.key", "-out", "ca.pem");
  openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", `/CN=${HOST}`, "-keyout", "server.key", "-out", "server.csr");
  writeFileSync(at("names"), `subjectAltName=DNS:${HOST},IP:127.0.0.1\n`);
  openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30", "-extfile", "names", "-out", "server.crt");
}

/**
 * Starts it with a platform owner and a tenant. Answers where it is, what an administrator hands out (`owner` and
 * `tenant`, each with `login` and `person`), and `away()`, `back()`, `stop()`.
 */
export async function startCentral() {
  const folder = temporaryFolder("postgres");
  const at = (name) => join(folder.path, name);
  makeCertificates(folder.path);
  writeFileSync(at("password"), SUPERUSER_PASSWORD);
  execFileSync("chmod", ["600", at("server.key")]);
  if (process.getuid() === 0) execFileSync("chown", ["-R", "postgres:postgres", folder.path]);
  asRunnerNow(program("initdb"), "-D", at("data"), "-U", "postgres", "-A", "scram-sha-256", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8", "--pwfile", at("password"));
  writeFileSync(at("data/pg_hba.conf"), "hostssl all all 127.0.0.1/32 scram-sha-256\nhostssl all all ::1/128 scram-sha-256\n");

  const port = await freePort();
  const set = (name, value) => ["-c", `${name}=${value}`];
  const run = () =>
    start(
      ...asRunner(program("postgres"), [
        "-D", at("data"), ...set("port", port), ...set("listen_addresses", HOST), ...set("unix_socket_directories", ""),
        ...set("fsync", "off"), ...set("shared_buffers", "64MB"), ...set("ssl", "on"),
        ...set("ssl_cert_file", at("server.crt")), ...set("ssl_key_file", at("server.key")),
      ]),
      // SIGINT: clients are cut off.
      { ready: /database system is ready to accept connections/, stopBy: "SIGINT" },
    );
  let server = await run();
  const optria = (...args) => {
    const env = {
      ...process.env,
      DATABASE_URL: `postgres://postgres:${SUPERUSER_PASSWORD}@${HOST}:${port}/${DATABASE}`,
      SESSION_SECRET,
    };
    return JSON.parse(execFileSync(built("optria", "OPTRIA_CLI"), ["central", "--ca", at("ca.pem"), ...args], { env, encoding: "utf8" }));
  };
  try {
    optria("migrate");
    const owner = optria("create-owner", "--email", "owner@operator.example", "--name", "Khalid Al-Harbi");
    const tenant = optria(
      "create-tenant", "--code", "ACME", "--name-en", "Acme Water", "--name-ar", "أكمي للمياه",
      "--admin-email", "noura@acme.example", "--admin-name", "Noura Al-Qahtani",
    );
    return {
      host: HOST,
      port,
      database: DATABASE,
      authority: readFileSync(at("ca.pem"), "utf8"),
      owner,
      tenant,
      optria,
      away: () => server.stop(),
      back: async () => {
        server = await run();
      },
      stop: async () => {
        await server.stop();
        folder.remove();
      },
    };
  } catch (error) {
    await server.stop();
    throw error;
  }
}
