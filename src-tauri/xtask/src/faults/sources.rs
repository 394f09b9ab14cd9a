//! Which faults the sources of the connectors name: every literal that is a message with a remedy.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

pub fn ids(folder: &Path, is_known: impl Fn(&str) -> bool) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for file in rust_files(folder) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let (source, _) = parted(&file, &text);
        ids.extend(literals(source).filter(|id| is_known(id)).map(str::to_owned));
    }
    ids
}

/// All below a folder, in order.
pub fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

/// The source of a file, and its tests: they stand at its end, or the whole file is of tests.
pub fn parted<'a>(file: &Path, text: &'a str) -> (&'a str, &'a str) {
    let in_tests = file.components().any(|part| part.as_os_str() == "tests") || file.ends_with("tests.rs");
    let is_of_tests = in_tests || text.starts_with("//! (tests)");
    match (is_of_tests, text.find("#[cfg(test)]\nmod tests {")) {
        (true, _) => ("", text),
        (false, Some(at)) => text.split_at(at),
        (false, None) => (text, ""),
    }
}

/// Texts in quotation marks that look like a message's id; those of a report begin with the stage: `"Connect net-..."`.
pub fn literals(line: &str) -> impl Iterator<Item = &str> {
    let is_id =
        |s: &&str| s.contains('-') && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    line.split('"').map(|text| text.rsplit(' ').next().unwrap_or(text)).filter(is_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_are_told_from_what_they_test() {
        let text = "fn a() { say(\"sql-a\") }\n#[cfg(test)]\nmod tests {\n    \"sql-b\"\n}\n";
        let (source, tests) = parted(Path::new("x/src/a.rs"), text);
        assert_eq!(literals(source).collect::<Vec<_>>(), ["sql-a"]);
        assert_eq!(literals(tests).collect::<Vec<_>>(), ["sql-b"]);
        assert_eq!(parted(Path::new("x/tests/a.rs"), text).0, "");
        assert_eq!(literals("(\"Connect net-refused\", \"Up\")").collect::<Vec<_>>(), ["net-refused"]);
    }
}
