//! (tests) Every fault that a connector can name has its text and remedy in both languages, and no text is left over.

use std::{collections::BTreeSet, fs, path::Path};

/// SAP's own parameters begin with sap- too, so that only the file of its faults is looked at.
const FAMILIES: [(&str, &str, &str); 6] = [
    ("net-", "src/net", "connections.ftl"),
    ("negotiate-", "src/net", "connections.ftl"),
    ("sql-", "src/sql", "sql.ftl"),
    ("pi-", "src/pi", "pi.ftl"),
    ("sap-", "src/sap/failure.rs", "sap.ftl"),
    ("oracle-", "src/oracle_eam/failure.rs", "oracle_eam.ftl"),
];

/// Ids of the family as literals in the file, or in the folder's files.
fn in_source(prefix: &str, place: &Path) -> BTreeSet<String> {
    let files: Vec<_> = match fs::read_dir(place) {
        Ok(folder) => folder.map(|entry| entry.unwrap().path()).collect(),
        Err(_) => vec![place.to_owned()],
    };
    let mut ids = BTreeSet::new();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        // What tests expect is no use of it.
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let is_id = |s: &&str| s.starts_with(prefix) && s.chars().all(|c| c.is_ascii_lowercase() || c == '-');
        ids.extend(text.split('"').filter(is_id).map(str::to_owned));
    }
    ids
}

fn in_texts(prefix: &str, text: &str) -> BTreeSet<String> {
    let id = |line: &str| line.split_once(" = ").map(|(id, _)| id.to_owned());
    text.lines().filter_map(id).filter(|id| id.starts_with(prefix)).collect()
}

#[test]
fn every_fault_and_its_remedy_is_said_in_both_languages_and_none_is_left_over() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut count = 0;
    for (prefix, folder, file) in FAMILIES {
        let ids = in_source(prefix, &root.join(folder));
        count += ids.len();
        let expected: BTreeSet<String> = ids.iter().flat_map(|id| [id.clone(), format!("{id}-remedy")]).collect();
        for language in ["en", "ar"] {
            let text = fs::read_to_string(root.join("../../../locales").join(language).join(file)).unwrap();
            assert_eq!(in_texts(prefix, &text), expected, "{language} {file}");
        }
    }
    // Beside those of OPC UA.
    assert!(count >= 60, "{count} faults");
}
