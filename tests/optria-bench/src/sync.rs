//! `optria-bench sync`: seeded histories of several workstations under faults, and what became of them. A seed that does
//! not end well is named, and `--seed S --histories 1` plays it again. With `--postgres --runs N` a real PostgreSQL takes
//! the place of the model, behind a TCP proxy on each workstation's line.

use crate::Outcome;
use clap::Args;
use fault::{Plan, Rules, Verdict, play, postgres};
use serde_json::{Value, json};
use std::time::Instant;

#[derive(Args)]
pub struct Sync {
    #[arg(long, default_value_t = 1_000)]
    histories: u64,
    /// The first seed; the others follow it.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    #[arg(long, default_value_t = 3)]
    workstations: u64,
    /// [default: 60, with --postgres 20 of each workstation]
    #[arg(long)]
    steps: Option<u32>,
    /// Of a hundred calls that go wrong; with --postgres of a hundred exchanges in bad weather. [default: 15, 50]
    #[arg(long)]
    faults: Option<u32>,
    /// Against a real PostgreSQL, started for the purpose
    #[arg(long)]
    postgres: bool,
    /// With --postgres: how many histories
    #[arg(long, default_value_t = 200)]
    runs: u64,
    /// A mistake on purpose, to see that the oracle notices: `sequence` (numbers before the commit), `receipts` (ignored)
    #[arg(long, value_parser = ["sequence", "receipts"])]
    mistake: Option<String>,
}

/// Seeds that are named at most.
const NAMED: usize = 20;

impl Sync {
    pub async fn run(self) -> Outcome<Value> {
        let begun = Instant::now();
        let (count, sum, bad) = if self.postgres { self.real().await? } else { self.simulated().await? };
        let seconds = begun.elapsed().as_secs_f64();
        Ok(json!({
            "bench": "sync",
            "postgres": self.postgres,
            "histories": count,
            "seed": self.seed,
            "workstations": self.workstations,
            "mistake": self.mistake,
            "operations": sum.operations,
            "conflicts": sum.conflicts,
            "diverged": sum.diverged,
            "stuck": sum.stuck,
            "lost": sum.lost,
            "doubled": sum.doubled,
            "forgotten": sum.forgotten,
            "bad_seeds": bad,
            "seconds": seconds,
            "histories_per_second": count as f64 / seconds,
        }))
    }

    async fn simulated(&self) -> Outcome<(u64, Verdict, Vec<u64>)> {
        let mistake = self.mistake.as_deref();
        let rules =
            Rules { numbers_at_commit: mistake != Some("sequence"), knows_receipts: mistake != Some("receipts") };
        let default = Plan::default();
        let plan = Plan {
            workstations: u128::from(self.workstations),
            steps: self.steps.unwrap_or(default.steps),
            faults: self.faults.unwrap_or(default.faults),
            restores: mistake.is_none(),
            rules,
        };
        let (mut sum, mut bad) = (Verdict::default(), Vec::new());
        for seed in self.seed..self.seed + self.histories {
            take(&mut sum, &mut bad, seed, play(seed, plan).await?);
        }
        Ok((self.histories, sum, bad))
    }

    async fn real(&self) -> Outcome<(u64, Verdict, Vec<u64>)> {
        let mut scene = postgres::Scene::start().await?.ok_or("PostgreSQL is not installed")?;
        match self.mistake.as_deref() {
            None => {}
            Some("receipts") => scene.ignore_receipts().await?,
            Some(_) => return Err("this mistake is made in the model only".into()),
        }
        let default = postgres::Plan::default();
        let plan = postgres::Plan {
            workstations: usize::try_from(self.workstations)?,
            steps: self.steps.unwrap_or(default.steps),
            faults: self.faults.unwrap_or(default.faults),
            ..default
        };
        let (mut sum, mut bad) = (Verdict::default(), Vec::new());
        for seed in self.seed..self.seed + self.runs {
            take(&mut sum, &mut bad, seed, postgres::play(&mut scene, seed, plan).await?);
        }
        Ok((self.runs, sum, bad))
    }
}

fn take(sum: &mut Verdict, bad: &mut Vec<u64>, seed: u64, verdict: Verdict) {
    if !verdict.is_well() && bad.len() < NAMED {
        bad.push(seed);
    }
    sum.add(&verdict);
}
