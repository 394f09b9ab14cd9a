//! `optria-bench dispatch`: an instance of `gen_dispatch.py`, planned on one thread within so many CPU seconds.

use crate::{
    Outcome,
    dispatch_instance::Instance,
    measure::{peak_mib, read_file, round, write_file},
    search_clock::{SearchClock, seconds},
};
use clap::Args;
use optimizer::dispatch::{Stop, Threads, dispatch};
use serde_json::{Map, Value, json};
use std::path::PathBuf;

#[derive(Args)]
pub struct Dispatch {
    /// The JSON of `gen_dispatch.py`
    instance: PathBuf,
    /// CPU seconds, reading included
    #[arg(long, default_value_t = 60.0, value_parser = seconds)]
    seconds: f64,
    /// Order to engineer and day, as `evaluate` of `gen_dispatch.py` takes it
    #[arg(long)]
    out: Option<PathBuf>,
}

impl Dispatch {
    pub async fn run(self) -> Outcome<Value> {
        let clock = SearchClock::start();
        let instance: Instance = serde_json::from_slice(&read_file(&self.instance)?)?;
        let input = instance.input()?;
        let plan = clock.within(self.seconds, None, |budget| dispatch(&input, budget, Threads::One, &mut |_| {}))?;
        let mut assigned = Map::new();
        for day in &plan.days {
            for stop in &day.stops {
                if let Stop::Work { order, .. } = stop {
                    assigned.insert(order.to_string(), json!([day.engineer, day.day]));
                }
            }
        }
        if let Some(out) = &self.out {
            write_file(out, &serde_json::to_string(&assigned)?)?;
        }
        Ok(json!({
            "bench": "dispatch",
            "instance": self.instance,
            "objective": round(plan.objective, 6),
            "bound": plan.bound.map(|b| round(b, 6)),
            "gap": plan.gap().map(|g| round(g, 6)),
            "status": plan.status,
            "unassigned": plan.unassigned.len(),
            "first_plan_seconds": round(plan.first_plan_seconds, 3),
            "cpu_seconds": round(clock.cpu(), 2),
            "seconds": round(clock.wall(), 2),
            "peak_mib": peak_mib(),
        }))
    }
}
