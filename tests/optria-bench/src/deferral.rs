//! `optria-bench deferral`: the best replacement age and five horizons of every asset, on one thread.

use crate::{
    Outcome,
    measure::{cpu_seconds, median, peak_mib, round},
};
use clap::Args;
use optimizer::{
    deferral::{AssetOnShelf, Renewal, RenewalCosts, defer_many},
    reliability::FailureModel,
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::{fs, path::PathBuf, time::Instant};

#[derive(Args)]
pub struct Deferral {
    #[arg(long, default_value_t = 100_000)]
    assets: usize,
    /// Where the assets go as CSV, so that others plan the same ones: hours and money
    #[arg(long)]
    out: Option<PathBuf>,
}

const RUNS: usize = 5;
const HORIZONS_HOURS: [f64; 5] = [7.0 * 24.0, 14.0 * 24.0, 30.0 * 24.0, 60.0 * 24.0, 90.0 * 24.0];

impl Deferral {
    pub async fn run(self) -> Outcome<Value> {
        let mut random = StdRng::seed_from_u64(7);
        let drawn: Vec<Drawn> = (0..self.assets).map(|_| draw(&mut random)).collect();
        if let Some(out) = &self.out {
            fs::write(out, csv(&drawn))?;
        }
        let assets: Vec<AssetOnShelf> = drawn.iter().map(asset).collect::<Outcome<_>>()?;
        let (mut seconds, cpu) = (Vec::new(), cpu_seconds());
        let mut answers = Vec::new();
        for _ in 0..RUNS {
            let begun = Instant::now();
            answers = defer_many(&assets, &HORIZONS_HOURS);
            seconds.push(begun.elapsed().as_secs_f64());
        }
        let cpu = (cpu_seconds() - cpu) / RUNS as f64;
        let replaced = answers.iter().filter(|a| matches!(a.renewal, Renewal::ReplaceAt { .. })).count();
        // The plant's cost of putting everything off by the longest horizon: one figure to compare implementations by.
        let objective: f64 = answers.iter().map(|a| a.net_cost[HORIZONS_HOURS.len() - 1]).sum();
        Ok(json!({
            "bench": "deferral",
            "assets": self.assets,
            "horizons": HORIZONS_HOURS.len(),
            "objective": round(objective, 3),
            // Closed forms: the figure is its own bound.
            "bound": round(objective, 3),
            "gap": 0.0,
            "status": "solved",
            "replaced_by_age": replaced,
            "first_plan_seconds": round(seconds[0], 4),
            "seconds": round(median(seconds), 4),
            "cpu_seconds": round(cpu, 3),
            "peak_mib": peak_mib(),
        }))
    }
}

struct Drawn {
    eta: f64,
    beta: f64,
    age: f64,
    planned: f64,
    failure: f64,
}

/// Lives of half a year to five years, shapes 1.1 to 4, costs of failure 2 to 20 times the planned ones.
fn draw(random: &mut StdRng) -> Drawn {
    let eta = random.random_range(4_000.0..45_000.0);
    let planned = random.random_range(1_000.0..50_000.0);
    let beta = random.random_range(1.1..4.0);
    Drawn {
        eta,
        beta,
        age: eta * random.random_range(0.0..1.2),
        planned,
        failure: planned * random.random_range(2.0..20.0),
    }
}

fn asset(d: &Drawn) -> Outcome<AssetOnShelf> {
    Ok(AssetOnShelf {
        model: FailureModel::weibull(d.eta, d.beta)?,
        age_hours: d.age,
        costs: RenewalCosts { planned: d.planned, failure: d.failure },
    })
}

/// Every digit of them.
fn csv(drawn: &[Drawn]) -> String {
    let line = |d: &Drawn| format!("{},{},{},{},{}\n", d.eta, d.beta, d.age, d.planned, d.failure);
    std::iter::once("eta,beta,age,planned,failure\n".to_owned()).chain(drawn.iter().map(line)).collect()
}
