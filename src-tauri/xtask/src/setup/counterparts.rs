//! Third-party servers for tests (OPC UA, SAP), from PyPI and npm, at the pins of `tests/counterparts`. They live outside the
//! checkout and are never shipped; `testkit::counterparts` starts them.

use std::{fs, path::PathBuf};

use super::npm;
use crate::machine::{Failure, Machine, Outcome, run, write_file};

pub fn install(machine: &Machine) -> Outcome {
    python(machine)?;
    node(machine, "node", "tests/counterparts")?;
    node(machine, "sap", "tests/counterparts/sap")
}

fn python(machine: &Machine) -> Outcome {
    let folder = machine.counterparts.join("python");
    let wanted = machine.root.join("tests/counterparts/requirements.txt");
    let pins = fs::read(&wanted).map_err(|error| Failure(format!("cannot read {}: {error}", wanted.display())))?;
    let stamp = folder.join(".optria-requirements");
    if fs::read(&stamp).is_ok_and(|found| found == pins) {
        return Ok(());
    }
    println!("setup: the Python counterparts into {}", folder.display());
    let python = if cfg!(windows) { "python" } else { "python3" };
    run(machine.command(python).args(["-m", "venv"]).arg(&folder))?;
    let bin: PathBuf = if cfg!(windows) { folder.join("Scripts/python") } else { folder.join("bin/python") };
    run(machine.command(bin).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&wanted))?;
    write_file(&stamp, pins)
}

/// The packages that `pins` names into a folder of their own.
fn node(machine: &Machine, name: &str, pins: &str) -> Outcome {
    let folder = machine.counterparts.join(name);
    for name in ["package.json", "package-lock.json"] {
        let from = machine.root.join(pins).join(name);
        let text = fs::read(&from).map_err(|error| Failure(format!("cannot read {}: {error}", from.display())))?;
        if !fs::read(folder.join(name)).is_ok_and(|there| there == text) {
            write_file(&folder.join(name), text)?;
        }
    }
    npm::install(machine, &folder)
}
