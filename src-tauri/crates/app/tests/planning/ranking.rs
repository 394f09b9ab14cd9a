//! Prioritization as a scenario: named, judged by the checker, laid beside another with why, taken as a file, let go.

use crate::{DEMO_PASSWORD, OPTIMIZER, common::Bench, demo};
use domain::{Score, ScoreId, ScoreMethod, ScoreOutcome};
use serde_json::{Value, json};

const ADMIN: &str = "admin@demo.example";

/// A score of each asset, worse from the last to the first, and some equal ones.
fn score(bench: &Bench, change: impl Fn(usize) -> (f64, f64)) -> usize {
    let plant = bench.app.plant().unwrap();
    let assets = plant.store.read(|c| store::score::latest_all(c, None)).unwrap();
    let at = bench.app.clock.now();
    let scores: Vec<Score> = assets
        .iter()
        .enumerate()
        .map(|(i, asset)| {
            let (health, failure_probability) = change(i);
            let outcome = ScoreOutcome::Scored {
                health,
                failure_probability,
                horizon_days: 30,
                anomaly: 0.1,
                remaining_life_days: None,
                factors: Vec::new(),
                data_quality: 0.9,
            };
            Score { id: ScoreId::new(), asset_id: asset.asset_id, at, method: ScoreMethod::RobustDeviationV1, outcome }
        })
        .collect();
    plant.store.write(|t| store::score::insert_many(t, &scores)).unwrap();
    scores.len()
}

fn usual(i: usize) -> (f64, f64) {
    (20.0 + (i / 3 * 3 % 75) as f64, 0.9 - (i / 3 * 3 % 80) as f64 / 100.0)
}

/// What the run saw, from the store and the cost model alone.
async fn input(bench: &Bench) -> Value {
    let model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    let plant = bench.app.plant().unwrap();
    let assets = plant.store.read(|c| store::score::latest_all(c, None)).unwrap();
    let line = |a: &store::score::RankedAsset| {
        let score = a.score?;
        Some(json!({ "assetId": a.asset_id, "criticality": a.criticality.as_str(), "health": score.health,
                     "failureProbability": score.failure_probability }))
    };
    let assets: Vec<Value> = assets.iter().filter_map(line).collect();
    json!({ "weights": model["weights"], "thresholds": model["thresholds"], "assets": assets })
}

async fn places(bench: &Bench, run: &Value) -> Value {
    let rows = bench.ok("list_recommendations", json!({ "runId": run["run"]["id"], "limit": 500 })).await;
    rows["items"].as_array().unwrap().iter().map(|r| r["recommendation"].clone()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ranking_holds_before_the_checker_is_named_compared_exported_and_let_go() {
    let bench = demo().await;
    let assets = score(&bench, usual);
    let before = bench.ok("run_prioritization", json!({ "name": "As it is" })).await;
    assert_eq!(before["run"]["name"], "As it is");
    assert_eq!(before["run"]["parameters"], json!({ "siteId": null }), "a name is no part of what is asked");
    let judged = plan_checker::prioritization::check(&input(&bench).await, &places(&bench, &before).await);
    assert_eq!(judged.unwrap_or_else(|wrong| panic!("{wrong:#?}")), assets);

    // One asset gets worse: it moves, those it passes move, and each says why.
    score(&bench, |i| if i == 40 { (1.0, 0.99) } else { usual(i) });
    let worse = bench.ok("run_prioritization", json!({ "name": "Bearing damage" })).await;
    assert_ne!(before["run"]["inputFingerprint"], worse["run"]["inputFingerprint"]);
    let judged = plan_checker::prioritization::check(&input(&bench).await, &places(&bench, &worse).await);
    judged.unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let ids = json!([before["run"]["id"], worse["run"]["id"]]);
    let compared = bench.ok("compare_runs", json!({ "ids": ids })).await;
    assert_eq!(
        (&compared["sameInput"], &compared["inputChanges"][0]["id"]),
        (&json!(false), &json!("compare-input-values"))
    );
    let changes = compared["changes"].as_array().unwrap();
    let why = |change: &Value| -> Vec<String> {
        change["why"].as_array().unwrap().iter().map(|w| w["id"].as_str().unwrap().to_owned()).collect()
    };
    let own: Vec<&Value> = changes.iter().filter(|c| why(c).iter().any(|w| w == "compare-health")).collect();
    assert_eq!(own.len(), 1, "only its own numbers changed");
    assert_eq!(why(own[0]), ["compare-health", "compare-probability"]);
    assert!(
        changes.len() > 1 && changes.iter().filter(|c| why(c) == ["compare-others-moved"]).count() == changes.len() - 1
    );
    for message in
        changes.iter().flat_map(|c| c["values"].as_array().unwrap().iter().chain(c["why"].as_array().unwrap()))
    {
        assert!(app::texts::is_translated(message["id"].as_str().unwrap()), "{message}");
    }
    for figure in compared["figures"].as_array().unwrap() {
        assert!(app::texts::is_translated(figure["name"]["id"].as_str().unwrap()), "{figure}");
        assert_eq!(figure["values"].as_array().unwrap().len(), 2);
    }

    // Another cost model: the same scores, and the reason is the weight or the threshold.
    let mut model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    model["weights"]["critical"] = json!(6.0);
    model["thresholds"]["immediateFrom"] = json!(90.0);
    bench.sign_in_as(ADMIN, DEMO_PASSWORD).await;
    bench.ok("save_cost_model", json!({ "model": model, "baseVersion": 0, "reason": "Reviewed" })).await;
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
    let reviewed = bench.ok("run_prioritization", json!({})).await;
    let judged = plan_checker::prioritization::check(&input(&bench).await, &places(&bench, &reviewed).await);
    judged.unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let compared = bench.ok("compare_runs", json!({ "ids": [worse["run"]["id"], reviewed["run"]["id"]] })).await;
    assert_eq!(compared["inputChanges"][0]["id"], "compare-cost-model");
    let all: Vec<String> = compared["changes"].as_array().unwrap().iter().flat_map(why).collect();
    assert!(all.iter().any(|w| w == "compare-weight") && all.iter().any(|w| w == "compare-thresholds"), "{all:?}");
    assert!(!all.iter().any(|w| w == "compare-health"));

    // As a file: a line an asset, in either language, and the decision.
    let csv = bench.ok("export_run", json!({ "id": worse["run"]["id"], "language": "ar" })).await;
    let content = csv["content"].as_str().unwrap();
    assert_eq!(content.lines().count(), assets + 1);
    assert!(content.starts_with('\u{feff}') && content.contains("درجة الأولوية"), "{content}");
    assert!(csv["fileName"].as_str().unwrap().starts_with("maintenance-prioritization-"));

    // A locked one stays; one of another model is nothing to compare with.
    let id = worse["run"]["id"].clone();
    bench.ok("save_run", json!({ "id": id, "name": "Bearing damage", "isLocked": true })).await;
    assert_eq!(bench.refused("delete_run", json!({ "id": id })).await, "run-is-kept");
    let other = crate::parameters(&bench, "deferral_fleet", |_| {}).await;
    let other = crate::run(&bench, "deferral_fleet", &other).await;
    assert_eq!(bench.refused("compare_runs", json!({ "ids": [id, other["run"]["id"]] })).await, "compare-other-model");
    bench.app.plant().unwrap().store.write(|t| store::recommendation::delete_undecided_of_old_runs(t, 1)).unwrap();
    assert_eq!(bench.refused("compare_runs", json!({ "ids": ids })).await, "compare-places-let-go");
    bench.ok("compare_runs", json!({ "ids": [id, reviewed["run"]["id"]] })).await;
    bench.ok("delete_run", json!({ "id": before["run"]["id"] })).await;
}
