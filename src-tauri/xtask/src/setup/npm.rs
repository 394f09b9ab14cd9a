//! npm packages exactly as locked. A copy of the lock file beside the installed packages tells whether they are current.

use std::{fs, path::Path};

use crate::machine::{Machine, Outcome, failure, run, write_file};

const STAMP: &str = "node_modules/.optria-lock";

/// Installs the packages of `folder` unless the ones there came from the same lock file.
pub fn install(machine: &Machine, folder: &Path) -> Outcome {
    let Ok(lock) = fs::read(folder.join("package-lock.json")) else {
        return failure(format!("{} has no package-lock.json", folder.display()));
    };
    if fs::read(folder.join(STAMP)).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    println!("setup: npm ci in {}", folder.display());
    run(&mut machine.npm(folder, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    write_file(&folder.join(STAMP), lock)
}
