//! Which test expects which fault. A list of what may happen (`let known = [...]`, `[...].contains(...)`) provokes
//! nothing: the test would pass without it; nor does a test of the texts (`..._in_both_languages`).

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::sources::{literals, parted, rust_files};

/// Where tests of connectors lie, below `src-tauri/crates`.
const PLACES: [&str; 4] = ["connectors/src", "connectors/tests", "app/src", "app/tests"];

type ByFile = BTreeMap<String, BTreeSet<String>>;

/// By fault: the files, and the functions in them.
pub fn by_tests(crates: &Path, ids: &BTreeSet<String>) -> BTreeMap<String, ByFile> {
    let mut found: BTreeMap<String, ByFile> = BTreeMap::new();
    for file in PLACES.iter().flat_map(|place| rust_files(&crates.join(place))) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let (_, tests) = parted(&file, &text);
        let name = file.strip_prefix(crates).unwrap_or(&file).display().to_string().replace('\\', "/");
        for (id, test) in expected(tests) {
            if ids.contains(id) {
                found.entry(id.to_owned()).or_default().entry(name.clone()).or_default().insert(test.to_owned());
            }
        }
    }
    found
}

/// Each fault that is expected, and the function that does; empty outside of one.
fn expected(tests: &str) -> Vec<(&str, &str)> {
    let (mut all, mut function, mut is_allowance) = (Vec::new(), "", false);
    for line in tests.lines() {
        if let Some(name) = named(line) {
            function = name;
        } else if line.starts_with('}') || line.starts_with("    }") && !line.starts_with("     ") && line.len() == 5 {
            function = "";
        }
        is_allowance |= line.trim_start().starts_with("let known");
        if !is_allowance && !line.contains("].contains(") && !function.ends_with("in_both_languages") {
            all.extend(literals(line).map(|id| (id, function)));
        }
        is_allowance &= !line.trim_end().ends_with(';');
    }
    all
}

/// The name of a function that begins on this line, in a file or in its module of tests.
fn named(line: &str) -> Option<&str> {
    let line = line.strip_prefix("    ").unwrap_or(line);
    let line = line.strip_prefix("pub ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    line.strip_prefix("fn ")?.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_counts_and_an_allowance_does_not() {
        let tests = "const CASES: [&str; 1] = [\"a-b\"];\n\
                     async fn first(x: u8) {\n    assert_eq!(id, \"c-d\");\n\
                     \x20   let known =\n        [\"e-f\"];\n\
                     \x20   assert!([\"g-h\"].contains(&id));\n}\n\
                     fn said_in_both_languages() {\n    say(\"k-l\");\n}\n\
                     mod tests {\n    #[test]\n    fn second() {\n        check(\"i-j\");\n    }\n}\n";
        assert_eq!(expected(tests), [("a-b", ""), ("c-d", "first"), ("i-j", "second")]);
    }
}
