//! `cargo xtask tidy`: the rules of the tree that no compiler holds. Each rule is a pure check over text and names
//! that gives what it found, with a bad example as its test.

mod locales;
mod may_use;
mod migrations;
mod top_level;
mod ui_source;

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::machine::{Failure, Machine, Outcome, failure, read, read_file};

pub fn tidy(machine: &Machine) -> Outcome {
    let mut broken = Vec::new();

    let metadata = cargo_metadata::MetadataCommand::new()
        .current_dir(&machine.root)
        .no_deps()
        .exec()
        .map_err(|error| Failure(format!("cargo metadata: {error}")))?;
    let members = may_use::members(&metadata);
    broken.extend(may_use::check(&read_file(&machine.root.join("ARCHITECTURE.md"))?, &members));
    broken.extend(may_use::tauri_outside_the_shell(&members));

    let english = texts(&machine.root.join("locales/en"), &["ftl"])?;
    let arabic = texts(&machine.root.join("locales/ar"), &["ftl"])?;
    broken.extend(locales::check(&english, &arabic));

    match read(machine.command("git").args(["diff", "--name-status", "origin/main", "--", "migrations"])) {
        Ok(changes) => broken.extend(migrations::check(&changes)),
        Err(_) => println!("tidy: there is no origin/main here; edited migrations are NOT checked"),
    }

    let tracked =
        read(machine.command("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "--full-name"]))?;
    broken.extend(top_level::check(&tracked));

    broken.extend(ui_source::check(&texts(&machine.ui().join("src"), &["ts", "tsx", "css"])?));

    if broken.is_empty() { Ok(()) } else { failure(broken.join("\n")) }
}

/// A file's path below the folder, with `/`, and its text.
type Text = (String, String);

/// Every file below `folder` with one of the endings, sorted; none where there is no such folder.
fn texts(folder: &Path, endings: &[&str]) -> Outcome<Vec<Text>> {
    let mut found = Vec::new();
    let mut folders: Vec<PathBuf> = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        let Ok(entries) = fs::read_dir(&here) else { continue };
        for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| endings.iter().any(|wanted| ending == *wanted)) {
                let name = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                found.push((name, read_file(&path)?));
            }
        }
    }
    found.sort();
    Ok(found)
}
