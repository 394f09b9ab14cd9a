//! The peers' Python: given, or made once with what they need; and what their programs print.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use super::{super::last_json, lines::Line};
use crate::machine::{Machine, find_program, read, run};

const LIBRARIES: [&str; 6] = ["numpy", "scipy", "ortools", "pulp", "highspy", "sqlalchemy"];

pub struct Peers {
    /// Or why there is none.
    pub python: Result<PathBuf, String>,
}

impl Peers {
    pub fn find(machine: &Machine, given: Option<&Path>) -> Self {
        Self { python: given.map_or_else(|| made(machine), |python| checked(machine, python)) }
    }

    /// The JSON line that a peer prints. One that fails is told as that; the others go on.
    pub fn run(&self, machine: &Machine, script: &Path, arguments: &[&str]) -> Result<Value, String> {
        let text = self.prints(machine, script.parent().unwrap_or(script), script, arguments)?;
        last_json(&without_infinities(&text)).map_err(|e| last_line(&e.to_string()))
    }

    pub fn prints(
        &self,
        machine: &Machine,
        folder: &Path,
        script: &Path,
        arguments: &[&str],
    ) -> Result<String, String> {
        let python = self.python.as_ref().map_err(String::clone)?;
        let mut command = machine.command(python);
        // No compiled files beside scripts that are not ours.
        command.arg("-B").arg(script).args(arguments).current_dir(folder);
        read(&mut command).map_err(|e| last_line(&e.to_string()))
    }
}

/// Python writes them, JSON has none: a bound that is infinite is no bound.
fn without_infinities(text: &str) -> String {
    [": -Infinity", ": Infinity", ": NaN"].iter().fold(text.to_owned(), |text, word| text.replace(word, ": null"))
}

fn last_line(text: &str) -> String {
    text.lines().rev().find(|l| !l.trim().is_empty()).unwrap_or_default().trim().to_owned()
}

fn checked(machine: &Machine, python: &Path) -> Result<PathBuf, String> {
    let imports = format!("import {}", LIBRARIES.join(", "));
    match read(machine.command(python).args(["-c", &imports])) {
        Ok(_) => Ok(python.to_owned()),
        Err(_) => Err(format!("{} does not import {}", python.display(), LIBRARIES.join(", "))),
    }
}

fn made(machine: &Machine) -> Result<PathBuf, String> {
    let folder = machine.counterparts.join("optimizer-peers");
    let bin = if cfg!(windows) { folder.join("Scripts/python") } else { folder.join("bin/python") };
    if bin.exists() {
        return checked(machine, &bin);
    }
    let python = if cfg!(windows) { "python" } else { "python3" };
    find_program(python).ok_or_else(|| format!("{python} is not installed; give another with --python PATH"))?;
    let made = run(machine.command(python).args(["-m", "venv"]).arg(&folder))
        .and_then(|()| run(machine.command(&bin).args(["-m", "pip", "install", "--quiet"]).args(LIBRARIES)));
    match made {
        Ok(()) => Ok(bin),
        Err(e) => {
            // Half an environment would be taken for a whole one the next time.
            let _ = fs::remove_dir_all(&folder);
            Err(format!("{}; give another with --python PATH", last_line(&e.to_string())))
        }
    }
}

/// `dispatch_peers.py` judges its own plan by `evaluate`; one that leaves everything out has found none.
pub fn dispatch_line(case: &str, solver: &str, seconds: f64, theirs: &Value, numbers: &[&str]) -> Line {
    let orders = numbers.get(1).and_then(|n| n.parse::<u64>().ok());
    let errors = theirs["errs"].as_array().map_or(0, Vec::len);
    let has_plan = theirs["unassigned"].as_u64() != orders;
    let first = theirs["first"].get(0).and_then(Value::as_f64);
    Line {
        case: case.into(),
        who: solver.into(),
        limit: Some(seconds),
        cost: theirs["obj"].as_f64().filter(|_| has_plan && errors == 0),
        bound: theirs["bound"].as_f64(),
        status: if has_plan { theirs["status"].as_str().unwrap_or_default().into() } else { "no plan".into() },
        judged: if errors == 0 { String::new() } else { format!("infeasible: {}", theirs["errs"]) },
        first_plan: first,
        cpu: theirs["cpu"].as_f64(),
        mib: theirs["mem_MiB"].as_f64(),
        ..Line::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_that_left_everything_out_or_broke_a_rule_has_no_plan() {
        let numbers = ["20", "100"];
        let of = |unassigned: u64, errors: &[&str]| {
            let theirs = serde_json::json!({ "obj": 129.2, "unassigned": unassigned, "errs": errors, "status": "x" });
            let line = dispatch_line("case", "cbc", 60.0, &theirs, &numbers);
            (line.cost, line.status == "no plan")
        };
        assert_eq!(of(3, &[]), (Some(129.2), false));
        assert_eq!(of(100, &[]), (None, true));
        assert_eq!(of(3, &["cap"]), (None, false));
    }

    #[test]
    fn a_bound_that_is_infinite_is_none() {
        let text = without_infinities(r#"{"obj": 1100.47, "bound": -Infinity, "gap": NaN, "note": "Infinity"}"#);
        let read = last_json(&text).unwrap();
        assert_eq!((&read["obj"], &read["bound"], &read["gap"]), (&1100.47.into(), &Value::Null, &Value::Null));
        assert_eq!(read["note"], "Infinity");
    }

    #[test]
    fn without_a_python_the_reason_is_told() {
        let peers = Peers { python: Err("python3 is not installed".into()) };
        let told = peers.run(&Machine::here(), Path::new("peer.py"), &[]).unwrap_err();
        assert_eq!(told, "python3 is not installed");
    }
}
