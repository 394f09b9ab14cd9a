//! Where things are: the checkout, what cargo built, the counterparts that `cargo xtask setup` installed.

import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
export const uiFiles = process.env.OPTRIA_UI ?? join(root, "ui/dist");
export const counterparts = process.env.OPTRIA_CACHE ?? join(homedir(), ".cache/optria-iq/counterparts");

const target =
  process.env.CARGO_TARGET_DIR ??
  [join(homedir(), ".cache/optria-iq/target"), join(root, "target")].find((folder) => existsSync(folder));

/** Screenshots of failures and of the journey's stations; not committed. */
export const out = join(root, "tests/e2e/out");
mkdirSync(out, { recursive: true });

export function built(program, variable) {
  const file = process.env[variable] ?? join(target, "debug", program);
  if (!existsSync(file)) throw new Error(`${file} is not built; run \`cargo build --workspace\``);
  return file;
}

/** A folder for one test; `remove` takes it away. */
export function temporaryFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `optria-e2e-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
