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

#[tokio::test(flavor = "multi_thread")]
async fn the_day_to_wait_for_counts_from_the_run_and_not_from_its_acceptance() {
    let bench = demo().await;
    let p = parameters(&bench, "deferral_fleet", |_| {}).await;
    let row = run(&bench, "deferral_fleet", &p).await;
    // Ten days ago, just after midnight in Riyadh, when it was still the day before in Greenwich.
    let midnight = (chrono::Utc::now() - chrono::Duration::days(10)).date_naive().and_hms_opt(21, 30, 0).unwrap();
    let id: domain::RunId = row["run"]["id"].as_str().unwrap().parse().unwrap();
    let began = midnight.and_utc().timestamp_micros();
    let set =
        |t: &store::Transaction<'_>| Ok(t.execute("UPDATE run SET started_at = ?1 WHERE id = ?2", (began, id.0))?);
    assert_eq!(bench.app.plant().unwrap().store.write(set).unwrap(), 1);
    let lines = bench.ok("get_deferral_fleet", json!({ "runId": row["run"]["id"], "limit": 500 })).await;
    let waits = |l: &&Value| l["cheapestDays"].as_f64().unwrap() > 1.0 && !l["bestAgeDays"].is_null();
    let line = lines["items"].as_array().unwrap().iter().find(waits).unwrap().clone();
    let accepted = json!({ "runId": row["run"]["id"], "ids": [line["proposal"]["proposal"]["id"]] });
    let made = bench.ok("accept_proposals", accepted).await["accepted"][0].clone();
    let order = bench.ok("get_work_order", json!({ "id": made["workOrderId"] })).await;
    let days = chrono::Duration::days(1 + line["cheapestDays"].as_f64().unwrap() as i64);
    assert_eq!(order["order"]["dueOn"], json!(midnight.date() + days));
}

#[tokio::test(flavor = "multi_thread")]
async fn all_means_all_within_the_horizon_and_the_rest_stay_proposals() {
    let bench = demo().await;
    let p = parameters(&bench, "deferral_fleet", |_| {}).await;
    let row = run(&bench, "deferral_fleet", &p).await;
    let run_id = &row["run"]["id"];
    let proposals = bench.ok("list_proposals", json!({ "runId": run_id, "limit": 500 })).await;
    let mut days: Vec<f64> = proposals["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| &i["proposal"]["detail"])
        .filter(|d| !d["bestAgeDays"].is_null())
        .map(|d| d["cheapestDays"].as_f64().unwrap())
        .collect();
    days.sort_by(f64::total_cmp);
    // A horizon between two of the days: some are within, some beyond.
    let horizon = days[days.len() / 2].max(1.0) as u32;
    let within = days.iter().filter(|d| **d <= f64::from(horizon)).count();
    assert!(within > 0 && within < days.len(), "{days:?}");
    let counted = json!({ "runId": run_id, "status": "proposed", "withinDays": horizon, "limit": 1 });
    assert_eq!(bench.ok("list_proposals", counted).await["total"], within);

    let asked = |change: Value| {
        let mut request = json!({ "runId": run_id, "all": true });
        request.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        request
    };
    assert_eq!(
        bench.refused("accept_proposals", asked(json!({ "withinDays": 0 }))).await,
        "config-number-out-of-range"
    );
    let some = json!({ "runId": run_id, "ids": [], "withinDays": 30 });
    assert_eq!(bench.refused("accept_proposals", some).await, "proposals-no-horizon");
    let answer = bench.ok("accept_proposals", asked(json!({ "withinDays": horizon }))).await;
    assert_eq!(answer["later"], days.len() - within);
    let decided = answer["accepted"].as_array().unwrap().len() + answer["refused"].as_array().unwrap().len();
    assert_eq!(decided, within, "{answer}");
    // Nothing said: the next 90 days.
    let rest = bench.ok("accept_proposals", asked(json!({}))).await;
    let later = days.iter().filter(|d| **d > f64::from(horizon.max(90))).count();
    assert_eq!(rest["later"], later);
    let left = json!({ "runId": run_id, "status": "proposed", "withinDays": 36_500, "limit": 1 });
    assert!(bench.ok("list_proposals", left).await["total"].as_u64().unwrap() as usize >= later);
}
