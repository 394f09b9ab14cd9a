//! Who may use whom: the table of ARCHITECTURE.md against what the members' manifests declare. A row reads
//! `| domain | nothing |` or `| app | domain, store (dev: testkit) |`; every member has one.

use std::collections::{BTreeMap, BTreeSet};

use cargo_metadata::{DependencyKind, Metadata};

const BEGIN: &str = "<!-- may-use:begin -->";
const END: &str = "<!-- may-use:end -->";
/// The one member that may depend on Tauri.
const SHELL: &str = "optria-iq";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    pub always: BTreeSet<String>,
    pub in_tests: BTreeSet<String>,
}

/// A member's name and the names of everything its manifest depends on, members or not.
pub type Members = BTreeMap<String, Uses>;

pub fn members(metadata: &Metadata) -> Members {
    let mut members = Members::new();
    for package in metadata.workspace_packages() {
        let uses = members.entry(package.name.to_string()).or_default();
        for dependency in &package.dependencies {
            let kind =
                if dependency.kind == DependencyKind::Development { &mut uses.in_tests } else { &mut uses.always };
            kind.insert(dependency.name.clone());
        }
    }
    members
}

/// What the manifests use against the table, and what the table says of nobody.
pub fn check(architecture: &str, members: &Members) -> Vec<String> {
    let table = match parse(architecture) {
        Ok(table) => table,
        Err(why) => return vec![why],
    };
    let mut broken = Vec::new();
    for (member, uses) in members {
        let Some(may) = table.get(member) else {
            broken.push(format!("ARCHITECTURE.md: the may-use table has no row for `{member}`"));
            continue;
        };
        for used in uses.always.iter().filter(|name| members.contains_key(*name)) {
            if !may.always.contains(used) {
                broken.push(format!("`{member}` may not use `{used}` (ARCHITECTURE.md, may-use table)"));
            }
        }
        for used in uses.in_tests.iter().filter(|name| members.contains_key(*name)) {
            if !may.always.contains(used) && !may.in_tests.contains(used) {
                broken.push(format!("`{member}` may not use `{used}` in its tests (ARCHITECTURE.md, may-use table)"));
            }
        }
    }
    for (row, may) in &table {
        for named in [row].into_iter().chain(&may.always).chain(&may.in_tests) {
            if !members.contains_key(named) {
                broken.push(format!("ARCHITECTURE.md: the may-use table names `{named}`, which is no member"));
            }
        }
    }
    broken
}

pub fn tauri_outside_the_shell(members: &Members) -> Vec<String> {
    members
        .iter()
        .filter(|(member, _)| *member != SHELL)
        .flat_map(|(member, uses)| {
            uses.always
                .union(&uses.in_tests)
                .filter(|name| *name == "tauri" || name.starts_with("tauri-"))
                .map(move |name| format!("`{member}` depends on `{name}`; only `{SHELL}` knows Tauri"))
        })
        .collect()
}

fn parse(architecture: &str) -> Result<Members, String> {
    let table = architecture
        .split_once(BEGIN)
        .and_then(|(_, rest)| rest.split_once(END))
        .ok_or_else(|| format!("ARCHITECTURE.md has no may-use table between {BEGIN} and {END}"))?
        .0;
    let mut rows = Members::new();
    for line in table.lines().map(str::trim).filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let (Some(name), Some(uses)) = (cells.first(), cells.get(1)) else {
            return Err(format!("ARCHITECTURE.md: the may-use table has a row without two cells: {line}"));
        };
        let name = name.trim_matches('`');
        if name == "crate" || name.chars().all(|c| matches!(c, '-' | ':' | ' ')) {
            continue;
        }
        if rows.insert(name.to_owned(), parse_uses(uses)).is_some() {
            return Err(format!("ARCHITECTURE.md: the may-use table has two rows for `{name}`"));
        }
    }
    Ok(rows)
}

/// `domain, store (dev: testkit)`, `nothing`, `nothing (dev: testkit)`.
fn parse_uses(cell: &str) -> Uses {
    let (always, in_tests) = match cell.split_once("(dev:") {
        Some((always, rest)) => (always, rest.trim_end().trim_end_matches(')')),
        None => (cell, ""),
    };
    let names = |text: &str| {
        text.split(',')
            .map(|name| name.trim().trim_matches('`').to_owned())
            .filter(|name| !name.is_empty() && name != "nothing")
            .collect()
    };
    Uses { always: names(always), in_tests: names(in_tests) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "text\n<!-- may-use:begin -->\n| crate | may use |\n|---|---|\n| domain | nothing |\n\
        | store | `domain` (dev: testkit) |\n| testkit | domain |\n<!-- may-use:end -->\n";

    fn uses(always: &[&str], in_tests: &[&str]) -> Uses {
        let names = |list: &[&str]| list.iter().map(|name| name.to_string()).collect();
        Uses { always: names(always), in_tests: names(in_tests) }
    }

    fn kept() -> Members {
        Members::from([
            ("domain".into(), uses(&["serde"], &["proptest"])),
            ("store".into(), uses(&["domain", "rusqlite"], &["testkit"])),
            ("testkit".into(), uses(&["domain"], &[])),
        ])
    }

    fn broken_by(change: impl FnOnce(&mut Members)) -> String {
        let mut members = kept();
        change(&mut members);
        check(TABLE, &members).join("\n")
    }

    #[test]
    fn the_table_is_kept() {
        assert_eq!(check(TABLE, &kept()), Vec::<String>::new());
    }

    #[test]
    fn a_use_outside_the_table_is_told() {
        let told = broken_by(|members| drop(members.insert("domain".into(), uses(&["store"], &[]))));
        assert_eq!(told, "`domain` may not use `store` (ARCHITECTURE.md, may-use table)");
    }

    #[test]
    fn a_use_allowed_in_tests_is_not_allowed_outside_them() {
        let told = broken_by(|members| drop(members.insert("store".into(), uses(&["testkit"], &[]))));
        assert_eq!(told, "`store` may not use `testkit` (ARCHITECTURE.md, may-use table)");
    }

    #[test]
    fn a_member_without_a_row_and_a_row_without_a_member_are_told() {
        assert!(
            broken_by(|members| drop(members.insert("extra".into(), uses(&[], &[])))).contains("no row for `extra`")
        );
        assert!(broken_by(|members| drop(members.remove("testkit"))).contains("names `testkit`, which is no member"));
    }

    #[test]
    fn a_missing_table_is_told() {
        assert!(check("# Architecture", &kept())[0].contains("no may-use table"));
    }

    #[test]
    fn tauri_in_another_crate_is_told() {
        let members = Members::from([
            ("optria-iq".into(), uses(&["tauri", "tauri-plugin-dialog"], &[])),
            ("app".into(), uses(&["tauri-plugin-log"], &[])),
        ]);
        let told = tauri_outside_the_shell(&members);
        assert_eq!(told, ["`app` depends on `tauri-plugin-log`; only `optria-iq` knows Tauri"]);
    }
}
