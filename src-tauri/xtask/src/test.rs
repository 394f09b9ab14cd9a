//! `cargo xtask test`: every check in one order, each named and timed; stops at the first that fails. `.ci/run` calls
//! this and nothing else.

use std::time::{Duration, Instant};

use crate::{
    display::{Belongings, Display, Session},
    generate,
    machine::{Machine, Outcome, failure, home, run},
    run::build_ui,
    setup, tidy,
};

struct Step {
    name: &'static str,
    check: fn(&Machine) -> Outcome,
}

/// Cheap before dear; the UI before cargo, because the shell embeds it.
const STEPS: &[Step] = &[
    Step { name: "setup", check: setup::everything },
    Step { name: "fmt", check: |machine| run(machine.cargo().args(["fmt", "--all", "--check"])) },
    Step { name: "tidy", check: tidy::tidy },
    Step { name: "deny", check: deny },
    Step { name: "ui-types", check: |machine| run(&mut machine.npm(&machine.ui(), &["run", "--silent", "typecheck"])) },
    Step { name: "ui-lint", check: |machine| run(&mut machine.npm(&machine.ui(), &["run", "--silent", "lint"])) },
    Step { name: "ui-tests", check: |machine| run(&mut machine.npm(&machine.ui(), &["run", "--silent", "test"])) },
    Step { name: "ui-build", check: build_ui },
    Step { name: "build", check: |machine| run(machine.cargo().args(["build", "--workspace"])) },
    Step { name: "generate", check: generate::check },
    Step {
        name: "clippy",
        check: |machine| run(machine.cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"])),
    },
    Step { name: "rust-tests", check: rust_tests },
    Step { name: "doctests", check: |machine| run(machine.cargo().args(["test", "--workspace", "--doc", "--quiet"])) },
    Step { name: "e2e-pages", check: pages },
    Step { name: "e2e-journey-en", check: |machine| journey(machine, "en") },
    Step { name: "e2e-journey-ar", check: |machine| journey(machine, "ar") },
];

enum Result {
    Passed(Duration),
    Failed(Duration, String),
    NotRun,
    Skipped,
}

pub fn test(machine: &Machine, only: &[String], skip: &[String]) -> Outcome {
    for name in only.iter().chain(skip) {
        if !STEPS.iter().any(|step| step.name == name) {
            let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
            return failure(format!("there is no step {name:?}; the steps are {}", names.join(", ")));
        }
    }
    let begun = Instant::now();
    let mut results = Vec::new();
    let mut stopped = false;
    for step in STEPS {
        let wanted = (only.is_empty() || only.iter().any(|name| name == step.name))
            && !skip.iter().any(|name| name == step.name);
        let result = if !wanted {
            Result::Skipped
        } else if stopped {
            Result::NotRun
        } else {
            println!("\n==> {}", step.name);
            let started = Instant::now();
            match (step.check)(machine) {
                Ok(()) => Result::Passed(started.elapsed()),
                Err(why) => {
                    eprintln!("{why}");
                    stopped = true;
                    Result::Failed(started.elapsed(), why.to_string())
                }
            }
        };
        results.push((step.name, result));
    }
    println!("\n{}", summary(&results, begun.elapsed()));
    match results.iter().find(|(_, result)| matches!(result, Result::Failed(..))) {
        Some((name, _)) => failure(format!("step {name} failed")),
        None => Ok(()),
    }
}

fn summary(results: &[(&str, Result)], total: Duration) -> String {
    let mut lines = Vec::new();
    for (name, result) in results {
        lines.push(match result {
            Result::Passed(time) => format!("  ok       {name:<16} {:>7.1} s", time.as_secs_f64()),
            Result::Failed(time, why) => {
                let first = why.lines().next().unwrap_or_default();
                format!("  FAILED   {name:<16} {:>7.1} s  {first}", time.as_secs_f64())
            }
            Result::NotRun => format!("  not run  {name}"),
            Result::Skipped => format!("  skipped  {name}"),
        });
    }
    lines.push(format!("  in all {:.1} s", total.as_secs_f64()));
    lines.join("\n")
}

/// Licences, bans and sources always; advisories where their database has been fetched (it comes by git from GitHub,
/// which a closed network does not reach).
fn deny(machine: &Machine) -> Outcome {
    let mut checks = vec!["bans", "licenses", "sources"];
    if home().join(".cargo/advisory-dbs").is_dir() {
        checks.insert(0, "advisories");
    } else {
        println!("deny: advisories NOT checked: there is no advisory database here (`cargo deny fetch db` gets it)");
    }
    run(machine
        .cargo()
        .args(["deny", "--offline", "--config", ".config/deny.toml", "--log-level", "error", "check"])
        .args(checks))
}

/// Inside a session of its own, because the keychain's tests need a keychain.
fn rust_tests(machine: &Machine) -> Outcome {
    if !cfg!(target_os = "linux") {
        return run(nextest(machine, &mut machine.cargo()));
    }
    let session = Session::new(Belongings::Temporary)?;
    run(nextest(machine, &mut session.command(machine, None, "cargo")))
}

fn nextest<'a>(machine: &Machine, command: &'a mut std::process::Command) -> &'a mut std::process::Command {
    command
        .args(["nextest", "run", "--workspace", "--no-fail-fast", "--status-level", "slow"])
        .env("CARGO_TARGET_DIR", &machine.target)
        .env("OPTRIA_REQUIRE_COUNTERPARTS", "1")
}

/// Pages in Chromium against the loopback host.
fn pages(machine: &Machine) -> Outcome {
    run(machine
        .npm(&machine.e2e(), &["run", "--silent", "pages"])
        .env("OPTRIA_LOOPBACK_HOST", machine.built(false, "loopback-host")))
}

/// The whole path in the real window, in one language.
fn journey(machine: &Machine, language: &str) -> Outcome {
    if !cfg!(target_os = "linux") {
        println!("the window is tested on Linux only");
        return Ok(());
    }
    let display = Display::start(machine)?;
    let session = Session::new(Belongings::Temporary)?;
    run(session
        .command(machine, Some(&display), "npm")
        .args(["run", "--silent", "journey"])
        .current_dir(machine.e2e())
        .env("OPTRIA_APPLICATION", machine.built(false, "optria-iq"))
        .env("OPTRIA_LANGUAGE", language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_names_each_step_with_its_outcome() {
        let second = Duration::from_secs(1);
        let text = summary(
            &[
                ("fmt", Result::Passed(second)),
                ("tidy", Result::Failed(second, "two rules broken\nand more".into())),
                ("deny", Result::NotRun),
                ("clippy", Result::Skipped),
            ],
            Duration::from_secs(2),
        );
        let lines: Vec<_> = text.lines().map(str::split_whitespace).map(Vec::from_iter).collect();
        assert_eq!(lines[0], ["ok", "fmt", "1.0", "s"]);
        assert_eq!(lines[1], ["FAILED", "tidy", "1.0", "s", "two", "rules", "broken"]);
        assert_eq!(lines[2], ["not", "run", "deny"]);
        assert_eq!(lines[3], ["skipped", "clippy"]);
    }

    #[test]
    fn an_unknown_step_is_refused() {
        let refused = test(&Machine::here(), &["no-such-step".into()], &[]).unwrap_err();
        assert!(refused.to_string().contains("no-such-step"));
    }
}
