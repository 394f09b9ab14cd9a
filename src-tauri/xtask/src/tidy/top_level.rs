//! The top level shows the product's shape at a glance, and nothing else.

use std::collections::BTreeSet;

const ALLOWED: &[&str] = &[
    "ARCHITECTURE.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "docs",
    "icons",
    "locales",
    "migrations",
    "src-tauri",
    "tests",
    "ui",
];

/// `files` is every tracked or not yet ignored file, one a line.
pub fn check(files: &str) -> Vec<String> {
    let names: BTreeSet<&str> = files.lines().filter_map(|file| file.split('/').next()).collect();
    names
        .into_iter()
        .filter(|name| !name.is_empty() && !name.starts_with('.') && !ALLOWED.contains(name))
        .map(|name| format!("`{name}` does not belong at the top level"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stray_file_or_folder_is_told() {
        assert_eq!(check(".ci/run\nCargo.toml\nui/src/main.tsx\nLICENSE\n"), Vec::<String>::new());
        let told = check("notes.txt\nscripts/a.sh\nscripts/b.sh\nREADME.md\n");
        assert_eq!(
            told,
            ["`notes.txt` does not belong at the top level", "`scripts` does not belong at the top level"]
        );
    }
}
