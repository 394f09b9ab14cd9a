//! Files that are generated and committed: from the one command table the TypeScript client and the permission matrix,
//! from the connectors' declarations the part between two markers of each connector's documentation; from the sources,
//! the texts and the tests the catalogue of faults.
//! The command line prints them; this job writes them, or with `--check` fails where they differ.

use std::fs;

use crate::faults;
use crate::machine::{Machine, Outcome, failure, read, run, write_file};

/// What `optria generate` calls it, and the file it goes to.
const FILES: &[(&str, &str)] = &[("bindings", "ui/src/bindings.ts"), ("permissions", "docs/permissions.md")];
/// The same for parts of files; the rest of each is written by hand.
const PARTS: &[(&str, &str)] = &[
    ("connector-demo", "docs/connectors/demo.md"),
    ("connector-opcua", "docs/connectors/opcua.md"),
    ("connector-oracle_eam", "docs/connectors/oracle_eam.md"),
    ("connector-pi", "docs/connectors/pi.md"),
    ("connector-sap", "docs/connectors/sap.md"),
    ("connector-sql", "docs/connectors/sql.md"),
];
const BEGIN: &str = "<!-- fields:begin -->\n";
const END: &str = "<!-- fields:end -->";

pub fn write(machine: &Machine) -> Outcome {
    for (path, text) in generated(machine)? {
        let file = machine.root.join(path);
        if !fs::read_to_string(&file).is_ok_and(|there| there == text) {
            write_file(&file, text)?;
            println!("generate: wrote {path}");
        }
    }
    Ok(())
}

pub fn check(machine: &Machine) -> Outcome {
    let mut stale = Vec::new();
    for (path, text) in generated(machine)? {
        let there = fs::read_to_string(machine.root.join(path)).unwrap_or_default();
        if let Some(difference) = first_difference(&there, &text) {
            stale.push(format!("{path} is not current: {difference}"));
        }
    }
    if stale.is_empty() {
        Ok(())
    } else {
        failure(format!("{}\nrun `cargo xtask generate` and commit what it writes", stale.join("\n")))
    }
}

fn generated(machine: &Machine) -> Outcome<Vec<(&'static str, String)>> {
    // All packages, so that this build is the one the tests use.
    run(machine.cargo().args(["build", "--quiet", "--workspace", "--bin", "optria"]))?;
    let optria = machine.built(false, "optria");
    let made = |what: &str| read(machine.command(&optria).args(["generate", what]));
    let mut all = Vec::new();
    for (what, path) in FILES {
        all.push((*path, made(what)?));
    }
    for (what, path) in PARTS {
        let there = fs::read_to_string(machine.root.join(path)).unwrap_or_default();
        match with_part(&there, &made(what)?) {
            Some(whole) => all.push((*path, whole)),
            None => return failure(format!("{path} has no part between {} and {END}", BEGIN.trim_end())),
        }
    }
    all.push((faults::DOCUMENT, faults::document(&machine.root)?));
    Ok(all)
}

/// The text with what stands between the markers replaced.
fn with_part(text: &str, part: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{}\n{END}{after}", part.trim_end()))
}

fn first_difference(there: &str, wanted: &str) -> Option<String> {
    if there == wanted {
        return None;
    }
    let line = there.lines().zip(wanted.lines()).take_while(|(a, b)| a == b).count();
    let shown = |text: &str| text.lines().nth(line).unwrap_or("(end of file)").to_owned();
    Some(format!("line {}: there `{}`, generated `{}`", line + 1, shown(there), shown(wanted)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stale_file_is_named_with_its_first_differing_line() {
        assert_eq!(first_difference("a\nb\n", "a\nb\n"), None);
        assert_eq!(first_difference("a\nb\n", "a\nc\n").unwrap(), "line 2: there `b`, generated `c`");
        assert_eq!(first_difference("a\n", "a\nc\n").unwrap(), "line 2: there `(end of file)`, generated `c`");
        assert!(first_difference("", "a\n").is_some());
    }

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let text = "head\n<!-- fields:begin -->\nold\n<!-- fields:end -->\ntail\n";
        let made = with_part(text, "new\n").unwrap();
        assert_eq!(made, "head\n<!-- fields:begin -->\nnew\n<!-- fields:end -->\ntail\n");
        assert_eq!(with_part(&made, "new\n").unwrap(), made);
        assert_eq!(with_part("no markers", "new"), None);
    }
}
