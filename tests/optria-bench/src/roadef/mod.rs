//! `optria-bench roadef FILE --seconds N --out SOL.txt`: an instance of the ROADEF/EURO challenge 2020, answered in the
//! format that its official checker reads.

mod instance;
mod json;

use crate::{
    Outcome,
    measure::{peak_mib, read_file, write_file},
    search_clock::{Search, SearchClock},
};
use clap::Args;
use optimizer::risk::{RiskStatus, schedule_risk};
use serde_json::{Value, json};
use std::{fmt::Write, path::PathBuf};

#[derive(Args)]
pub struct Roadef {
    /// An instance as JSON
    file: PathBuf,
    /// Where the plan goes: a line for each intervention, its name and its start
    #[arg(long)]
    out: PathBuf,
    #[command(flatten)]
    search: Search,
}

impl Roadef {
    pub async fn run(self) -> Outcome<Value> {
        let clock = SearchClock::start();
        let text = read_file(&self.file)?;
        let instance = instance::read(&text)?;
        drop(text);
        let read_seconds = clock.cpu();
        let problem = &instance.problem;
        let plan = clock.within(self.search.seconds, self.search.steps, |budget| {
            schedule_risk(problem, self.search.seed, None, budget, &mut |_, _| {})
        })?;
        let is_valid = matches!(plan.status, RiskStatus::Optimal | RiskStatus::Feasible);
        if is_valid {
            let mut lines = String::new();
            for ((name, job), choice) in instance.names.iter().zip(&problem.jobs).zip(&plan.chosen) {
                writeln!(lines, "{name} {}", job.choices[*choice].label)?;
            }
            write_file(&self.out, &lines)?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use optimizer::{budget::Budget, risk::RiskSchedule};
    use std::{fs, path::Path};

    fn solve(instance: &instance::Instance) -> RiskSchedule {
        let budget = Budget::of_steps(20_000);
        schedule_risk(&instance.problem, 1, None, &budget, &mut |_, _| {}).unwrap()
    }

    /// Two interventions of one period in two periods, a team for one at a time. Together in the first they would cost least.
    const DELTA: &str = "\"Delta\": [1.0, 1.0]";
    const SMALL: &str = r#"{"Resources": {"c": {"max": [1.0, 1.0], "min": [0, 0]}}, "Seasons": {"full": ["1", "2"]},
        "Interventions": {
            "I1": {"tmax": "2", "Delta": [1.0, 1.0], "workload": {"c": {"1": {"1": 1.0}, "2": {"2": 1.0}}},
                   "risk": {"1": {"1": [1.0, 3.0]}, "2": {"2": [5.0, 9.0]}}},
            "I2": {"tmax": 2, "Delta": [1, 1], "workload": {"c": {"1": {"1": 1}, "2": {"2": 1}}},
                   "risk": {"1": {"1": [2, 2]}, "2": {"2": [4, 6]}}}},
        "Exclusions": {"E": ["I1", "I2", "full"]}, "T": 2, "Scenarios_number": [2, 2], "Quantile": 0.95, "Alpha": 0.5}"#;

    #[test]
    fn a_small_instance_is_read_and_solved_as_by_hand() {
        let instance = instance::read(SMALL.as_bytes()).unwrap();
        let plan = solve(&instance);
        assert_eq!((plan.status, instance.names.join(" ").as_str()), (RiskStatus::Optimal, "I1 I2"));
        let starts: Vec<u32> =
            plan.chosen.iter().zip(&instance.problem.jobs).map(|(c, j)| j.choices[*c].label).collect();
        // I1 first: means 2 and 5, worst 3 and 6: 0.5 (2 + 5) / 2 + 0.5 (1 + 1) / 2 = 2.25.
        assert_eq!(starts, [1, 2]);
        assert!((plan.objective - 2.25).abs() < 1e-12);
        assert!(instance::read(SMALL.replace("\"T\": 2", "\"T\": 3").as_bytes()).is_err());
    }

    #[test]
    fn a_file_that_is_no_instance_is_refused_and_breaks_nothing() {
        for end in 0..SMALL.len() {
            assert!(instance::read(&SMALL.as_bytes()[..end]).is_err(), "cut at {end}");
        }
        let nested = format!("{{\"x\": {}", "[".repeat(1_000_000));
        for text in [
            "",
            "[]",
            "null",
            "{}",
            nested.as_str(),
            &SMALL.replace("[\"1\", \"2\"]", "[\"0\"]"),
            &SMALL.replace("[\"1\", \"2\"]", "[\"-3\"]"),
            &SMALL.replace("\"1\": {\"1\": [1.0, 3.0]}", "\"0\": {\"1\": [1.0, 3.0]}"),
            &SMALL.replace("[1.0, 3.0]", "[1.0]"),
            &SMALL.replace("[1.0, 3.0]", "[1.0, NaN]"),
            &SMALL.replace("[\"I1\", \"I2\", \"full\"]", "[\"I1\", \"I1\", \"full\"]"),
            &SMALL.replace("[\"I1\", \"I2\", \"full\"]", "[\"I1\", \"I9\", \"full\"]"),
            &SMALL.replace("\"Quantile\": 0.95", "\"Quantile\": 0"),
            &SMALL.replace(DELTA, "\"Delta\": [0, 1]"),
            &SMALL.replace(DELTA, "\"Delta\": [-1, 1]"),
            &SMALL.replace(DELTA, "\"Delta\": [1e300, 1]"),
            &SMALL.replace(DELTA, "\"Delta\": [1.5, 1]"),
        ] {
            let refused = instance::read(text.as_bytes()).map(|i| i.problem.check());
            assert!(!matches!(refused, Ok(Ok(()))), "{}", &text[..text.len().min(200)]);
        }
    }

    #[test]
    fn a_published_instance_is_proven_at_its_known_optimum() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/roadef2020/A_07_q05.json");
        let Ok(text) = fs::read(&file) else {
            eprintln!("skipped: {} is not here", file.display());
            return;
        };
        let plan = solve(&instance::read(&text).unwrap());
        assert_eq!(plan.status, RiskStatus::Optimal);
        assert!((plan.objective - 2272.782274).abs() < 1e-6, "{}", plan.objective);
    }
}
