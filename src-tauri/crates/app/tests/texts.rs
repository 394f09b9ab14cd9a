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

/// What is never said, and what is said instead: one word for one thing (SPEC, and the head of the domain crate).
const SAID_OTHERWISE: &[(&str, &[&str], &str)] = &[
    ("en", &["organization", "organisation"], "tenant"),
    ("en", &["work station", "work-station"], "workstation"),
    ("ar", &["مستأجر", "منظمة", "مؤسسة"], "جهة"),
    ("ar", &["جهة الإصدار", "جهة إصدار", "جهات الإصدار"], "سلطة التصديق"),
    ("ar", &["المحطة التجريبية", "المصنع"], "المنشأة التجريبية"),
    ("ar", &["دور الجهة", "أدوار الجهات"], "حساب الجهة"),
    ("ar", &["كلمة السر", "الرقم السري"], "كلمة المرور"),
    ("ar", &["طلب عمل", "أمر شغل"], "أمر عمل"),
];

#[test]
fn one_word_is_said_for_one_thing() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../locales");
    let (mut found, mut lines) = (Vec::new(), 0);
    for (language, words, instead) in SAID_OTHERWISE {
        for entry in std::fs::read_dir(locales.join(language)).unwrap().flatten() {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            // Ids and comments are not said.
            let said = text.lines().filter(|l| !l.starts_with('#')).map(|l| l.split_once(" = ").map_or(l, |(_, v)| v));
            for line in said {
                lines += 1;
                let line = line.to_lowercase();
                found.extend(
                    words
                        .iter()
                        .filter(|w| line.contains(**w))
                        .map(|w| format!("{language}: {w}, not {instead}: {line}")),
                );
            }
        }
    }
    assert!(lines > 10_000, "only {lines} lines looked at: the search is broken");
    assert!(found.is_empty(), "{found:#?}");
}
