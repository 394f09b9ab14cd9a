//! `optria-bench prioritize`: from stored scores to a stored ranked list, as the Run button does it.

use crate::{
    Outcome,
    measure::{cpu_seconds, median, milliseconds, peak_mib, round},
    plant::{assets, at, site},
    workspace::Workspace,
};
use app::Duties;
use clap::Args;
use domain::{Asset, Factor, FactorKind, Message, Score, ScoreId, ScoreMethod, ScoreOutcome};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::time::Instant;

#[derive(Args)]
pub struct Prioritize {
    #[arg(long, default_value_t = 100_000)]
    assets: usize,
}

/// Each asset has so many, a day apart: the newest has to be found.
const SCORES_PER_ASSET: usize = 5;
/// Every so many-th asset has too little data for a newest score.
const WITHOUT_SCORE: usize = 50;
const RUNS: usize = 3;

impl Prioritize {
    pub async fn run(self) -> Outcome<Value> {
        let workspace = Workspace::empty(Duties::AnswerOnly).await?;
        let plant = workspace.plant()?;
        let site = site();
        let assets = assets(site.id, self.assets);
        let mut random = StdRng::seed_from_u64(7);
        plant.store.write(|t| {
            store::site::insert(t, &site)?;
            store::asset::insert_many(t, &assets)
        })?;
        for day in 0..SCORES_PER_ASSET {
            let scores: Vec<Score> = assets.iter().enumerate().map(|(i, a)| score(a, i, day, &mut random)).collect();
            plant.store.write(|t| store::score::insert_many(t, &scores))?;
        }

        let mut read = Vec::new();
        for _ in 0..RUNS {
            let begun = Instant::now();
            plant.store.read(store::score::latest_all)?;
            read.push(begun.elapsed().as_secs_f64());
        }
        let (mut total, mut before_storing, mut storing) = (Vec::new(), Vec::new(), Vec::new());
        let mut run = Value::Null;
        let cpu = cpu_seconds();
        for _ in 0..RUNS {
            let begun = Instant::now();
            run = workspace.call("run_prioritization", json!({})).await?;
            let whole = begun.elapsed().as_secs_f64();
            let ranking = run["run"]["seconds"].as_f64().unwrap_or(f64::NAN);
            total.push(whole);
            before_storing.push(ranking);
            storing.push(whole - ranking);
        }
        let cpu = (cpu_seconds() - cpu) / RUNS as f64;
        let mut listed = Vec::new();
        for _ in 0..20 {
            let begun = Instant::now();
            workspace.call("list_recommendations", json!({"runId": run["run"]["id"]})).await?;
            listed.push(milliseconds(begun.elapsed()));
        }
        let (read, ranking) = (median(read), median(before_storing));
        Ok(json!({
            "bench": "prioritize",
            "assets": self.assets,
            "ranked": run["run"]["ranked"],
            "without_score": run["run"]["withoutScore"],
            "seconds": round(median(total), 3),
            // On a busy machine the clock runs on while others work; this does not.
            "cpu_seconds": round(cpu, 3),
            "read_seconds": round(read, 3),
            "rank_seconds": round(ranking - read, 3),
            "store_seconds": round(median(storing), 3),
            "list_ms": round(median(listed), 2),
            "same_input": run["sameInputAsPrevious"],
            "peak_mib": peak_mib(),
        }))
    }
}

fn score(asset: &Asset, index: usize, day: usize, random: &mut StdRng) -> Score {
    let health: f64 = random.random_range(0.0..100.0);
    let lost = 100.0 - health;
    let factor = |kind, share: f64| Factor {
        metric: "bearing_temperature".into(),
        kind,
        contribution: lost * share,
        explanation: Message::new("factor-deviation").with("value", 80.0 + lost * share).with("unit", "Cel"),
    };
    let outcome = if day + 1 == SCORES_PER_ASSET && index % WITHOUT_SCORE == WITHOUT_SCORE - 1 {
        ScoreOutcome::InsufficientData { reason: Message::new("score-too-few-readings") }
    } else {
        ScoreOutcome::Scored {
            health,
            failure_probability: random.random_range(0.0..1.0),
            horizon_days: 30,
            anomaly: random.random_range(0.0..1.0),
            remaining_life_days: None,
            factors: vec![
                factor(FactorKind::Deviation, 0.5),
                factor(FactorKind::Limit, 0.3),
                factor(FactorKind::Trend, 0.2),
            ],
            data_quality: random.random_range(0.3..1.0),
        }
    };
    Score {
        id: ScoreId::new(),
        asset_id: asset.id,
        at: at(day as f64 * 86_400.0),
        method: ScoreMethod::RobustDeviationV1,
        outcome,
    }
}
