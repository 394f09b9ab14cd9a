//! `cargo xtask`: the two commands that do everything on a fresh machine (`run`, `test`), and the smaller jobs they
//! are made of. It knows no crate of the product; it starts programs and says which one failed.

mod bench;
mod bundle;
mod display;
mod faults;
mod generate;
mod machine;
mod run;
mod setup;
mod test;
mod tidy;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use machine::Machine;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Set-up, run, test and the checks of OPTRIA IQ")]
struct Arguments {
    #[command(subcommand)]
    job: Job,
}

#[derive(Subcommand)]
enum Job {
    /// Install what is missing: system packages, npm packages, cargo tools, third-party counterparts
    Setup,
    /// Build and open the product; without a display on a virtual one, leaving a screenshot
    Run {
        #[arg(long)]
        release: bool,
        /// Where the screenshot goes when there is no display [default: <target>/optria-iq.png]
        #[arg(long)]
        screenshot: Option<PathBuf>,
        /// The workspace folder to open, instead of the person's own
        #[arg(long)]
        workspace: Option<PathBuf>,
        /// Keep running on the virtual display after the screenshot
        #[arg(long)]
        keep: bool,
    },
    /// Every check, in order; stops at the first that fails
    Test {
        /// Only this step (may be given several times)
        #[arg(long)]
        only: Vec<String>,
        /// Pass over this step (may be given several times)
        #[arg(long)]
        skip: Vec<String>,
    },
    /// Write the generated files: the TypeScript client and the permission matrix
    Generate {
        /// Change nothing; fail when a file differs
        #[arg(long)]
        check: bool,
    },
    /// The rules of the tree that no compiler holds
    Tidy,
    /// The benchmarks, ours beside the third-party client; all of them when no name is given
    Bench { name: Option<bench::Bench> },
    /// Installers for this system
    Bundle,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let machine = Machine::here();
    let outcome = match arguments.job {
        Job::Setup => setup::everything(&machine),
        Job::Run { release, screenshot, workspace, keep } => {
            run::run(&machine, run::Request { release, screenshot, workspace, keep })
        }
        Job::Test { only, skip } => test::test(&machine, &only, &skip),
        Job::Generate { check: false } => generate::write(&machine),
        Job::Generate { check: true } => generate::check(&machine),
        Job::Tidy => tidy::tidy(&machine),
        Job::Bench { name } => bench::bench(&machine, name),
        Job::Bundle => bundle::bundle(&machine),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}
