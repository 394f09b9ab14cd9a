//! `historyDays` from end to end, against a real server that keeps seven days: an asset that was mapped a moment ago is
//! scored from what the server kept, is ranked, and becomes a work order. Nobody asks for the score, and nothing is simulated.
#![allow(clippy::unwrap_used)]

mod common;

use app::{Duties, Vault};
use chrono::{TimeDelta, Utc};
use common::Bench;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use testkit::counterparts::{Counterpart, Options, Stack, available};

const HISTORY_DAYS: u32 = 7;
/// A person waits as long for a score without wondering. Scoring on its own comes only once a minute.
const SCORE_WITHIN: Duration = Duration::from_secs(30);

/// A started integration with Temperature and Pressure mapped to the asset.
async fn collect(bench: &Bench, server: &Counterpart, name: &str, asset: &str, history_days: u32) {
    let config = json!({
        "endpointUrl": server.endpoint_url(), "securityPolicy": "None", "historyDays": history_days,
    });
    let saved = bench.ok("save_integration", json!({ "connector": "opcua", "name": name, "config": config })).await;
    let integration = &saved["integration"]["id"];
    let mapping = |tag: &str, metric: &str, unit: &str| {
        json!({
            "integrationId": integration, "externalTag": format!("nsu=urn:optria:test:plant;s=Plant.{tag}"),
            "assetId": asset, "metricName": metric, "metricUnit": unit, "sourceUnit": unit, "scale": "1", "offset": "0",
        })
    };
    let mappings = [mapping("Temperature", "bearing_temperature", "Cel"), mapping("Pressure", "pressure", "bar")];
    bench.ok("create_mappings", json!({ "mappings": mappings })).await;
    bench.ok("start_integration", json!({ "id": integration })).await;
}

async fn asset_until(bench: &Bench, asset: &str, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
    let began = Instant::now();
    loop {
        let detail = bench.ok("get_asset", json!({ "id": asset })).await;
        if holds(&detail) {
            return detail;
        }
        let cards = bench.ok("list_integrations", json!({})).await;
        assert!(began.elapsed() < SCORE_WITHIN, "no {what} within {SCORE_WITHIN:?}: {detail:#}\n{cards:#}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_counterpart_kept_is_scored_by_itself_ranked_and_becomes_a_work_order() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let server = tokio::task::spawn_blocking(|| Counterpart::node_opcua(Options::new().history_days(HISTORY_DAYS)));
    let server = server.await.unwrap();
    let bench = Bench::with(Vault::memory(), Duties::CollectAndKeepHouse);
    bench.create_empty().await.unwrap();
    let (worn, young) = (bench.asset("P-901").await, bench.asset("P-902").await);
    collect(&bench, &server, "Unit 1", &worn, HISTORY_DAYS).await;
    collect(&bench, &server, "Unit 1, from now on", &young, 0).await;

    let detail = asset_until(&bench, &worn, "score", |d| d["score"]["outcome"] == "scored").await;
    let score = &detail["score"];
    assert!(score["health"].as_f64().unwrap() < 70.0, "{score:#}");
    let reasons = score["factors"].as_array().unwrap();
    assert!(reasons.iter().any(|f| f.to_string().contains("bearing_temperature")), "{score:#}");
    assert_eq!(bench.ok("get_dashboard", json!({})).await["hasSimulatedScores"], false);

    // The readings are the server's: one every ten minutes, from seven days ago on, without a gap.
    let metrics = detail["metrics"].as_array().unwrap();
    assert_eq!(metrics.len(), 2);
    for metric in metrics {
        let signal = &metric["sources"][0]["signal"];
        let (now, span) = (Utc::now(), TimeDelta::days(i64::from(HISTORY_DAYS)));
        let range =
            json!({ "signals": [signal], "from": now - span - span, "to": now - TimeDelta::hours(1), "points": 5000 });
        let series = bench.ok("get_trend", range).await["series"][0].clone();
        let kept = 6 * 24 * u64::from(HISTORY_DAYS) - 6;
        assert!((kept - 2..=kept + 2).contains(&series["readings"].as_u64().unwrap()), "{metric:#}");
        let first = series["t"][0].as_f64().unwrap() / 1e3 - (now - span).timestamp() as f64;
        assert!((-600.0..1_200.0).contains(&first), "it begins {first} s off");
        assert_eq!(series["gaps"], json!([]));
    }

    // Without history the honest answer stays: not enough data.
    bench.ok("score_assets", json!({})).await;
    let detail = asset_until(&bench, &young, "honest answer", |d| d["score"].is_object()).await;
    assert_eq!(detail["score"]["outcome"], "insufficient_data", "{detail:#}");

    let run = bench.ok("run_prioritization", json!({})).await;
    let list = bench.ok("list_recommendations", json!({ "runId": run["run"]["id"] })).await;
    assert_eq!(list["total"], 1, "{list:#}");
    let first = &list["items"][0];
    assert_eq!((first["assetTag"].as_str(), first["isSimulated"].as_bool()), (Some("P-901"), Some(false)));
    let order = bench.ok("accept_recommendation", json!({ "id": first["recommendation"]["id"] })).await;
    assert_eq!(order["assetId"], worn.as_str());
    let orders = bench.ok("list_work_orders", json!({})).await;
    assert_eq!(orders["items"][0]["order"]["assetId"], worn.as_str(), "{orders:#}");
    bench.app.close().await;
}
