//! What becomes of a decision: to run to failure makes no order, and days count from the run's own day.

use crate::{DEMO_PASSWORD, OPTIMIZER, common::Bench, demo, parameters, run};
use serde_json::{Value, json};

const ADMIN: &str = "admin@demo.example";

/// Planned work dearer than any failure: nothing is worth renewing ahead.
async fn make_planned_work_dear(bench: &Bench) {
    let mut model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    let dear = |family: &mut Value| family["plannedCost"] = json!("9000000000");
    dear(&mut model["otherFamilies"]);
    model["families"].as_object_mut().unwrap().values_mut().for_each(dear);
    let request = json!({ "model": model, "baseVersion": 0, "reason": "No spare parts this year" });
    bench.sign_in_as(ADMIN, DEMO_PASSWORD).await;
    bench.ok("save_cost_model", request).await;
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn running_to_failure_makes_no_order() {
    let bench = demo().await;
    make_planned_work_dear(&bench).await;
    let p = parameters(&bench, "deferral_fleet", |_| {}).await;
    let row = run(&bench, "deferral_fleet", &p).await;
    let proposals = bench.ok("list_proposals", json!({ "runId": row["run"]["id"], "limit": 500 })).await;
    let items = proposals["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.iter().all(|i| i["proposal"]["action"]["id"] == "deferral-action-run"));
    assert_eq!(row["run"]["statistics"]["runToFailure"], items.len() as f64);
    let all = bench.ok("accept_proposals", json!({ "runId": row["run"]["id"], "all": true })).await;
    assert_eq!((&all["accepted"], &all["refused"]), (&json!([]), &json!([])), "passed over, not refused one by one");
    let id = &items[0]["proposal"]["id"];
    let one = bench.ok("accept_proposals", json!({ "runId": row["run"]["id"], "ids": [id] })).await;
    assert_eq!(one["refused"][0]["failure"]["message"]["id"], "proposal-runs-to-failure");
    assert_eq!(bench.ok("get_run", json!({ "id": row["run"]["id"] })).await["accepted"], 0);
}
