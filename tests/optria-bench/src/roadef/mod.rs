//! `optria-bench roadef FILE --seconds N --out SOL.txt`: an instance of the ROADEF/EURO challenge 2020, answered in the
//! format that its official checker reads.

mod instance;
mod json;

use crate::{Outcome, measure::peak_mib, search_clock::SearchClock};
use clap::Args;
use optimizer::risk::{RiskStatus, schedule_risk};
use serde_json::{Value, json};
use std::{fmt::Write, fs, path::PathBuf};

#[derive(Args)]
pub struct Roadef {
    /// An instance as JSON
    file: PathBuf,
    /// CPU seconds, reading included
    #[arg(long, default_value_t = 60.0)]
    seconds: f64,
    /// Where the plan goes: a line for each intervention, its name and its start
    #[arg(long)]
    out: PathBuf,
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// So many steps instead of a time: then the same plan comes out every time
    #[arg(long)]
    steps: Option<u64>,
}

impl Roadef {
    pub async fn run(self) -> Outcome<Value> {
        let clock = SearchClock::start();
        let text = fs::read(&self.file)?;
        let instance = instance::read(&text)?;
        drop(text);
        let read_seconds = clock.cpu();
        let problem = &instance.problem;
        let plan = clock
            .within(self.seconds, self.steps, |budget| schedule_risk(problem, self.seed, None, budget, &mut |_| {}))?;
        let is_valid = matches!(plan.status, RiskStatus::Optimal | RiskStatus::Feasible);
        if is_valid {
            let mut lines = String::new();
            for ((name, job), choice) in instance.names.iter().zip(&problem.jobs).zip(&plan.chosen) {
                writeln!(lines, "{name} {}", job.choices[*choice].label)?;
            }
            fs::write(&self.out, lines)?;
        }
        let gap = plan.bound.filter(|_| is_valid).map(|b| (plan.objective - b) / plan.objective.abs().max(1e-9));
        Ok(json!({
            "bench": "roadef",
            "objective": is_valid.then_some(plan.objective),
            "bound": plan.bound,
            "gap": gap,
            "status": plan.status,
            "first_plan_seconds": plan.first_plan_seconds,
            "seconds": clock.wall(),
            "cpu_seconds": clock.cpu(),
            "peak_mib": peak_mib(),
            "read_seconds": read_seconds,
            "jobs": problem.jobs.len(),
            "periods": problem.periods(),
            "steps": plan.iterations,
            "violation": plan.violation,
        }))
    }
}
