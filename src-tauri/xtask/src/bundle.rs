//! `cargo xtask bundle`: installers for this system with Tauri's own bundler.

use crate::{
    machine::{Machine, Outcome, run},
    run::build_ui,
    setup,
};

const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

pub fn bundle(machine: &Machine) -> Outcome {
    setup::build_needs(machine)?;
    build_ui(machine)?;
    // deb and rpm are made offline; an AppImage needs downloads.
    let kinds = if cfg!(target_os = "linux") { "deb" } else { "all" };
    let mut npm = machine.npm(&machine.root, &["exec", "--yes", "--package", TAURI_CLI, "--", "tauri", "build"]);
    npm.args(["--ci", "--bundles", kinds]).env("CARGO_TARGET_DIR", &machine.target);
    run(&mut npm)?;
    println!("bundle: {}", machine.target.join("release/bundle").display());
    Ok(())
}
