//! Cargo tools that the tests use, built from crates.io at pinned versions into `~/.cargo/bin`.

use crate::machine::{Machine, Outcome, find_program, run};

/// Crate, version, program.
const TOOLS: &[(&str, &str, &str)] = &[
    ("cargo-nextest", "0.9.143", "cargo-nextest"),
    ("cargo-deny", "0.20.2", "cargo-deny"),
    ("tauri-driver", "2.1.0", "tauri-driver"),
];

pub fn install(machine: &Machine) -> Outcome {
    for (name, version, program) in TOOLS {
        // The driver speaks for WebKitGTK and Edge only; any version of a tool that is there will do.
        if find_program(program).is_some() || (*name == "tauri-driver" && cfg!(target_os = "macos")) {
            continue;
        }
        println!("setup: cargo install {name} {version} (some minutes, once)");
        let build = machine.target.join("tools");
        run(machine
            .cargo()
            .args(["install", "--locked", "--version", version, name])
            // A tool is run a few times a day and built once: build it fast.
            .envs([
                ("CARGO_PROFILE_RELEASE_LTO", "off"),
                ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
                ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
                ("CARGO_PROFILE_RELEASE_DEBUG", "false"),
            ])
            .env("CARGO_TARGET_DIR", &build))?;
        // Some hundred megabytes that nobody needs again.
        let _ = std::fs::remove_dir_all(build);
    }
    Ok(())
}
