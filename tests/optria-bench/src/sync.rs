//! `optria-bench sync`: seeded histories of several workstations under faults, and what became of them. A seed that does
//! not end well is named, and `--seed S --histories 1` plays it again.

use crate::Outcome;
use clap::Args;
use fault::{Plan, Rules, Verdict, play};
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
    #[arg(long, default_value_t = 60)]
    steps: u32,
    /// Of a hundred calls that go wrong.
    #[arg(long, default_value_t = 15)]
    faults: u32,
    /// A mistake on purpose, to see that the oracle notices: `sequence` (numbers before the commit), `receipts` (ignored)
    #[arg(long, value_parser = ["sequence", "receipts"])]
    mistake: Option<String>,
}

/// Seeds that are named at most.
const NAMED: usize = 20;

impl Sync {
    pub async fn run(self) -> Outcome<Value> {
        let Self { histories, seed, workstations, steps, faults, mistake } = self;
        let rules = Rules {
            numbers_at_commit: mistake.as_deref() != Some("sequence"),
            knows_receipts: mistake.as_deref() != Some("receipts"),
        };
        let plan = Plan { workstations: u128::from(workstations), steps, faults, restores: mistake.is_none(), rules };
        let begun = Instant::now();
        let (mut sum, mut bad) = (Verdict::default(), Vec::new());
        for seed in seed..seed + histories {
            let verdict = play(seed, plan).await?;
            if !verdict.is_well() && bad.len() < NAMED {
                bad.push(seed);
            }
            sum.add(&verdict);
        }
        let seconds = begun.elapsed().as_secs_f64();
        Ok(json!({
            "bench": "sync",
            "histories": histories,
            "seed": seed,
            "mistake": mistake,
            "operations": sum.operations,
            "diverged": sum.diverged,
            "stuck": sum.stuck,
            "lost": sum.lost,
            "doubled": sum.doubled,
            "forgotten": sum.forgotten,
            "bad_seeds": bad,
            "seconds": seconds,
            "histories_per_second": histories as f64 / seconds,
        }))
    }
}
