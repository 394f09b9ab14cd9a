//! Every message id that the Rust sources name has its text in both languages, and every failure its remedy.
#![allow(clippy::unwrap_used)]

use app::texts::is_translated;
use std::{collections::BTreeSet, path::Path};

/// Quoted words that stand after these are message ids; those of the first group need a remedy too.
const FAILURES: [&str; 6] =
    ["failure(ErrorCode::", "invalid(\"", "problem(\"", "problem(id", "Failure::new(ErrorCode::", "refused(\""];

#[test]
fn every_message_of_the_core_is_in_both_languages() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut ids = BTreeSet::new();
    for folder in ["app/src", "connectors/src", "scoring/src", "optimizer/src", "cli/src"] {
        collect(&crates.join(folder), &mut ids);
    }
    collect(&crates.join("../src"), &mut ids);
    assert!(ids.len() > 100, "only {} ids found: the search is broken", ids.len());
    let missing: Vec<&String> = ids.iter().filter(|id| !is_translated(id)).collect();
    assert!(missing.is_empty(), "without a text in both languages: {missing:?}");
}

fn collect(folder: &Path, ids: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, ids);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            let product = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for line in product.lines().filter(|l| !l.trim_start().starts_with("//")) {
                ids.extend(message_ids(line));
                let is_failure = FAILURES.iter().any(|f| line.contains(f));
                ids.extend(message_ids(line).into_iter().filter(|_| is_failure).map(|id| format!("{id}-remedy")));
            }
        }
    }
}

/// `Message::new("an-id")`, and the id in the helpers that make failures.
fn message_ids(line: &str) -> Vec<String> {
    let calls = ["Message::new(\"", "invalid(\"", "problem(\"", "said(\"", "failed(\""];
    let after_call = calls.iter().flat_map(|call| line.split(call).skip(1));
    let after_code =
        line.split("failure(ErrorCode::").skip(1).filter_map(|rest| rest.split_once(", \"").map(|(_, id)| id));
    after_call
        .chain(after_code)
        .filter_map(|rest| rest.split('"').next())
        .filter(|id| id.contains('-') && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        .map(str::to_owned)
        .collect()
}
