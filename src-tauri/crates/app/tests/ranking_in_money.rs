//! The ranking in money: probability times consequence beside the priority, and how far a poor measurement could move it.
#![allow(clippy::unwrap_used)]

mod common;

use common::Bench;
use domain::{Score, ScoreId, ScoreMethod, ScoreOutcome};
use serde_json::{Value, json};

async fn scored(bench: &Bench, tag: &str, health: f64, failure_probability: f64, data_quality: f64) -> String {
    let asset = bench.asset(tag).await;
    let outcome = ScoreOutcome::Scored {
        health,
        failure_probability,
        horizon_days: 30,
        anomaly: 0.1,
        remaining_life_days: None,
        factors: Vec::new(),
        data_quality,
    };
    let at = bench.app.clock.now();
    let method = ScoreMethod::RobustDeviationV1;
    let score = Score { id: ScoreId::new(), asset_id: asset.parse().unwrap(), at, method, outcome };
    let plant = bench.app.plant().unwrap();
    plant.store.write(|t| store::score::insert_many(t, &[score])).unwrap();
    asset
}

fn tags(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|r| r["assetTag"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_most_urgent_is_not_what_has_most_at_risk() {
    let bench = Bench::empty().await;
    scored(&bench, "P-1", 10.0, 0.20, 1.0).await;
    scored(&bench, "P-2", 80.0, 0.30, 1.0).await;
    scored(&bench, "P-3", 60.0, 0.25, 0.5).await;
    let run = bench.ok("run_prioritization", json!({})).await["run"]["id"].clone();
    let plain = bench.ok("list_recommendations", json!({ "runId": run })).await;
    assert!(plain["items"][0].get("money").is_none(), "only where it was asked for");
    let by_priority = bench.ok("list_recommendations", json!({ "runId": run, "orderBy": "priority" })).await;
    // 36 + 8 + 30, 16 + 10 + 30, 8 + 12 + 30.
    assert_eq!(tags(&by_priority), ["P-1", "P-3", "P-2"]);
    let by_risk = bench.ok("list_recommendations", json!({ "runId": run, "orderBy": "risk" })).await;
    assert_eq!(tags(&by_risk), ["P-2", "P-3", "P-1"]);
    let first = &by_risk["items"][0];
    // The built-in example: 60,000 and 16 hours at 20,000.
    assert_eq!((&first["money"]["consequence"], &first["money"]["currency"]), (&json!(380_000.0), &json!("SAR")));
    assert!((first["money"]["risk"].as_f64().unwrap() - 114_000.0).abs() < 1e-6);
    assert_eq!((&first["money"]["riskRank"], &first["recommendation"]["rank"]), (&json!(1), &json!(3)));
    // Half of its readings are missing: health 30 to 80, probability 0.125 to 0.625.
    let poor = &by_risk["items"][1]["money"];
    let close = |v: &Value, expected: f64| assert!((v.as_f64().unwrap() - expected).abs() < 1e-9, "{v} {expected}");
    close(&poor["priorityLow"], 8.0 + 5.0 + 30.0);
    close(&poor["priorityHigh"], 28.0 + 25.0 + 30.0);
    assert_eq!((&poor["bestRank"], &poor["worstRank"]), (&json!(1), &json!(3)));
    let good = &by_risk["items"][0]["money"];
    assert_eq!((&good["bestRank"], &good["worstRank"]), (&json!(3), &json!(3)));
    let second =
        bench.ok("list_recommendations", json!({ "runId": run, "orderBy": "risk", "offset": 1, "limit": 1 })).await;
    assert_eq!((tags(&second), &second["total"]), (vec!["P-3".to_owned()], &json!(3)));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preview_tells_what_the_money_at_risk_would_be_and_whose_rank_by_it_changes() {
    let bench = Bench::empty().await;
    scored(&bench, "P-1", 10.0, 0.20, 1.0).await;
    let other = scored(&bench, "P-2", 80.0, 0.30, 1.0).await;
    let mut model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    // A failure at 440,000 instead of 380,000: more at risk, in the same order.
    model["otherFamilies"]["unplannedCost"] = json!("120000");
    let effect = bench.ok("preview_cost_model", json!({ "model": model })).await;
    let close = |v: &Value, expected: f64| assert!((v.as_f64().unwrap() - expected).abs() < 1e-6, "{v} {expected}");
    close(&effect["riskBefore"], 0.5 * 380_000.0);
    close(&effect["riskAfter"], 0.5 * 440_000.0);
    assert_eq!((&effect["moved"], &effect["movedInMoney"], &effect["changes"]), (&json!(0), &json!(0), &json!([])));

    // A family of its own for the second, whose failures cost next to nothing: it moves by money and not by priority.
    let asset = bench.ok("get_asset", json!({ "id": other })).await["asset"].clone();
    let cheap = json!({ "plannedCost": "1", "plannedHours": "1", "unplannedCost": "10", "unplannedHours": "0",
                        "downtimeCostPerHour": null });
    let family = if asset["family"] == "pump" { "electric_motor" } else { "pump" };
    let plant = bench.app.plant().unwrap();
    plant
        .store
        .write(|t| {
            let asset = store::asset::get(t, other.parse().unwrap())?;
            store::asset::update(t, &domain::Asset { family: serde_json::from_value(json!(family)).unwrap(), ..asset })
        })
        .unwrap();
    model["families"] = json!({});
    model["families"][family] = cheap;
    let effect = bench.ok("preview_cost_model", json!({ "model": model })).await;
    assert_eq!((&effect["moved"], &effect["movedInMoney"]), (&json!(0), &json!(2)));
    let change = effect["changes"].as_array().unwrap().iter().find(|c| c["assetTag"] == "P-2").unwrap();
    assert_eq!((&change["riskRankBefore"], &change["riskRankAfter"]), (&json!(1), &json!(2)));
    close(&change["riskAfter"], 3.0);
}
