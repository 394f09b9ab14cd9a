//! `optria-bench power` and `kill --sync`: a workstation that collects, changes things and syncs with a PostgreSQL, in a
//! process that dies again and again. What it had acknowledged must be there afterwards, once.

use crate::Outcome;
use clap::Args;
use fault::outage::{Death, Plan, be_victim, play};
use serde_json::{Value, json};
use std::{process::Command, time::Instant};

#[derive(Args)]
pub struct Power {
    /// Power cuts: what was not synced is lost, sector by sector
    #[arg(long, default_value_t = 100)]
    cuts: u32,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A mistake on purpose, to see that it is noticed: nothing is synced, as with `PRAGMA synchronous = OFF`
    #[arg(long, value_parser = ["synchronous-off"])]
    mistake: Option<String>,
}

impl Power {
    pub async fn run(self) -> Outcome<Value> {
        let death = if self.mistake.is_some() { Death::PowerCutUnsynced } else { Death::PowerCut };
        run("power", Plan { deaths: self.cuts, seed: self.seed, death }).await
    }
}

/// `kill --sync`
pub async fn kill(times: u32, seed: u64) -> Outcome<Value> {
    run("kill-sync", Plan { deaths: times, seed, death: Death::Kill }).await
}

async fn run(name: &str, plan: Plan) -> Outcome<Value> {
    let begun = Instant::now();
    let this = std::env::current_exe()?;
    let victim = || {
        let mut command = Command::new(&this);
        command.arg("outage-victim");
        command
    };
    let report = play(plan, victim).await?.ok_or("PostgreSQL is not installed")?;
    let is_well = report.is_well();
    Ok(json!({
        "bench": name,
        "death": plan.death,
        "seed": plan.seed,
        "is_well": is_well,
        "report": report,
        "seconds": begun.elapsed().as_secs_f64().round(),
    }))
}

pub async fn victim() -> Outcome<()> {
    be_victim().await
}
