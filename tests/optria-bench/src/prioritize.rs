//! `optria-bench prioritize`: from stored scores to a stored ranked list, as the Run button does it; beside it, where asked
//! for, a Python program that does the same work (`--peer`).

use crate::{
    Outcome,
    measure::{cpu_seconds, forget_peak, median, milliseconds, peak_mib, round},
    plant::{assets, at, site},
    workspace::Workspace,
};
use app::Duties;
use clap::Args;
use domain::{Asset, Factor, FactorKind, Message, Score, ScoreId, ScoreMethod, ScoreOutcome};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::{path::PathBuf, process::Command, time::Instant};

#[derive(Args)]
pub struct Prioritize {
    #[arg(long, default_value_t = 100_000)]
    assets: usize,
    /// A program that takes the number of assets and prints its time as `total 2.850s`; run after ours, on its own
    #[arg(long)]
    peer: Option<PathBuf>,
    /// What runs the peer
    #[arg(long, default_value = "python3")]
    python: PathBuf,
}

/// Each asset has so many, a day apart: the newest has to be found.
const SCORES_PER_ASSET: usize = 5;
/// Every so many-th asset has too little data for a newest score.
const WITHOUT_SCORE: usize = 50;
const RUNS: usize = 5;
/// Scores go into the store so many assets at a time, so that filling it needs little memory.
const FILLED_AT_ONCE: usize = 10_000;

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
            for (part, assets) in assets.chunks(FILLED_AT_ONCE).enumerate() {
                let numbered = assets.iter().enumerate().map(|(i, a)| (part * FILLED_AT_ONCE + i, a));
                let scores: Vec<Score> = numbered.map(|(i, a)| score(a, i, day, &mut random)).collect();
                plant.store.write(|t| store::score::insert_many(t, &scores))?;
            }
        }
        drop(assets);
        let (filled_mib, is_forgotten) = (peak_mib(), forget_peak());

        let mut read = Vec::new();
        for _ in 0..RUNS {
            let begun = Instant::now();
            plant.store.read(|c| store::score::latest_all(c, None))?;
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
        let ours_mib = peak_mib();
        let slowest = total.iter().copied().fold(0.0, f64::max);
        let peer = self.peer.as_ref().map(|script| self.peer(script, &workspace));
        let (read, ranking, whole) = (median(read), median(before_storing), median(total));
        Ok(json!({
            "bench": "prioritize",
            "assets": self.assets,
            "ranked": run["run"]["ranked"],
            "without_score": run["run"]["withoutScore"],
            // A ranking minimizes nothing and is exact: it is there whole, or not at all.
            "objective": Value::Null,
            "bound": Value::Null,
            "gap": Value::Null,
            "status": run["run"]["status"],
            "first_plan_seconds": round(whole, 3),
            "seconds": round(whole, 3),
            "slowest_seconds": round(slowest, 3),
            // On a busy machine the clock runs on while others work; this does not.
            "cpu_seconds": round(cpu, 3),
            "read_seconds": round(read, 3),
            "rank_seconds": round(ranking - read, 3),
            "store_seconds": round(median(storing), 3),
            "list_ms": round(median(listed), 2),
            "same_input": run["sameInputAsPrevious"],
            "peak_mib": ours_mib,
            // Whether that is without the filling, which the system must allow to forget.
            "peak_without_filling": is_forgotten,
            "peak_filling_mib": filled_mib,
            "peer": peer,
        }))
    }

    /// What it printed with its seconds, or why there is nothing.
    fn peer(&self, script: &PathBuf, workspace: &Workspace) -> Value {
        let ran = Command::new(&self.python)
            .arg(script)
            .arg(self.assets.to_string())
            .current_dir(workspace.folder.path())
            .output();
        match ran {
            Ok(output) if output.status.success() => {
                let printed = String::from_utf8_lossy(&output.stdout).trim().to_owned();
                json!({ "seconds": total_seconds(&printed), "printed": printed })
            }
            Ok(output) => json!({ "failed": String::from_utf8_lossy(&output.stderr).trim().lines().last() }),
            Err(e) => json!({ "failed": format!("{}: {e}", self.python.display()) }),
        }
    }
}

/// Of `... total 2.850s (3509 assets/s) ...`.
fn total_seconds(printed: &str) -> Option<f64> {
    let (_, after) = printed.split_once("total ")?;
    after.split_once('s')?.0.trim().parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_peer_says_its_seconds() {
        assert_eq!(total_seconds("N=10000 read 2.1s  total 2.850s (3509 assets/s)"), Some(2.85));
        assert_eq!(total_seconds("total nothing"), None);
    }
}
