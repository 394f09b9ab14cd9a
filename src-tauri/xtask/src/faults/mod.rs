//! The catalogue of what connectors can find wrong: every fault that their sources name, its words and remedy in both
//! languages, and the test that provokes it. A fault without one of these is no fault of the catalogue but of the tree:
//! `cargo xtask generate --check` and the tests of this crate fail.

mod provoked;
mod sources;
mod words;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    path::Path,
};

use crate::machine::{Outcome, failure};

pub const DOCUMENT: &str = "docs/connectors/faults.md";
/// What was promised: so many faults that a person can tell apart.
const LEAST: usize = 60;

struct Fault {
    id: String,
    said: String,
    remedy: String,
    /// `connectors/tests/sql_servers/staged.rs`, and the functions in it.
    provoked: BTreeMap<String, BTreeSet<String>>,
}

pub fn document(root: &Path) -> Outcome<String> {
    let (faults, broken) = gathered(root);
    if broken.is_empty() { Ok(written(&faults)) } else { failure(broken.join("\n")) }
}

/// All faults, and what is wrong with the catalogue.
fn gathered(root: &Path) -> (Vec<Fault>, Vec<String>) {
    let english = words::messages(&root.join("locales/en"));
    let arabic = words::messages(&root.join("locales/ar"));
    let known = |id: &str| english.contains_key(id) && english.contains_key(&format!("{id}-remedy"));
    let ids = sources::ids(&root.join("src-tauri/crates/connectors/src"), known);
    let mut provoked = provoked::by_tests(&root.join("src-tauri/crates"), &ids);
    let (mut faults, mut broken) = (Vec::new(), Vec::new());
    for id in ids {
        let remedy = format!("{id}-remedy");
        for (language, there) in [("en", &english), ("ar", &arabic)] {
            let is_lacking = |name: &str| there.get(name).is_none_or(|text| text.trim().is_empty());
            broken.extend(
                [&id, &remedy]
                    .into_iter()
                    .filter(|name| is_lacking(name))
                    .map(|name| format!("locales/{language}: a connector can say `{name}`, and it has no words")),
            );
        }
        let provoked = provoked.remove(&id).unwrap_or_default();
        if provoked.is_empty() {
            broken.push(format!("no test provokes the fault `{id}` of a connector"));
        }
        let of = |name: &str| english.get(name).cloned().unwrap_or_default();
        faults.push(Fault { said: of(&id), remedy: of(&remedy), provoked, id });
    }
    let distinct = distinct(&faults);
    if distinct < LEAST {
        broken.push(format!("{distinct} distinct faults, and {LEAST} are promised"));
    }
    (faults, broken)
}

/// Two connectors may say the same of a host that is not found: that is one.
fn distinct(faults: &[Fault]) -> usize {
    faults.iter().map(|f| (f.said.as_str(), f.remedy.as_str())).collect::<BTreeSet<_>>().len()
}

fn written(faults: &[Fault]) -> String {
    let mut out = format!(
        "# What can be wrong with a connection\n\n\
         Made by `cargo xtask generate` from the sources, the texts and the tests; a test fails where one of these faults has no words, \
         no remedy in English or Arabic, or no test that provokes it (`src-tauri/xtask/src/faults`). {} faults of the connectors, {} of them \
         said in words of their own (where two connectors say the same of a host or a socket it is counted once). ‹...› is filled in.\n",
        faults.len(),
        distinct(faults)
    );
    let mut family = "";
    for fault in faults {
        let of = fault.id.split('-').next().unwrap_or_default();
        if of != family {
            family = of;
            let _ = write!(
                out,
                "\n## {family}\n\n| fault | what a person reads | what to do | provoked by |\n|---|---|---|---|\n"
            );
        }
        let provoked: Vec<String> = fault.provoked.iter().map(|(file, tests)| place(file, tests)).collect();
        let _ = writeln!(
            out,
            "| `{}` | {} | {} | {} |",
            fault.id,
            in_a_cell(&fault.said),
            in_a_cell(&fault.remedy),
            provoked.join("; ")
        );
    }
    out
}

fn place(file: &str, tests: &BTreeSet<String>) -> String {
    let tests: Vec<String> = tests.iter().filter(|t| !t.is_empty()).map(|t| format!("`{t}`")).collect();
    if tests.is_empty() { file.to_owned() } else { format!("{file}: {}", tests.join(", ")) }
}

fn in_a_cell(text: &str) -> String {
    text.replace('|', "\\|").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_of_a_connector_has_its_words_its_remedy_and_a_test_that_provokes_it() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate lies in the tree");
        let (faults, broken) = gathered(root);
        assert_eq!(broken, [""; 0], "{}", broken.join("\n"));
        for family in ["config", "demo", "net", "negotiate", "opcua", "pi", "sap", "sql"] {
            assert!(faults.iter().any(|f| f.id.starts_with(&format!("{family}-"))), "{family} was not looked through");
        }
    }
}
