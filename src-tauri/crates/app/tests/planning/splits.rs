//! A job that no shift holds: dispatch says so and what would change it; split, its parts follow one another, each in a day.

use crate::{DEMO_PASSWORD, demo, parameters, parsed, repeatable, run, stops};
use serde_json::{Value, json};

#[tokio::test(flavor = "multi_thread")]
async fn a_job_that_no_shift_holds_is_split_and_then_planned_part_after_part() {
    let bench = demo().await;
    let p = parameters(&bench, "workforce_dispatch", repeatable).await;
    let before = run(&bench, "workforce_dispatch", &p).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": before["run"]["id"] })).await;
    let planned = stops(&told)[0]["order"].clone();
    let id = &planned["workOrderId"];
    bench.sign_in_as("admin@demo.example", DEMO_PASSWORD).await;
    let order = bench.ok("get_work_order", json!({ "id": id })).await["order"].clone();
    let mut long = order.clone();
    long["estimatedHours"] = json!(18.0);
    let long = bench.ok("update_work_order", long).await["order"].clone();
    // One that waits for the whole.
    let other = stops(&told).into_iter().find(|s| s["order"]["workOrderId"] != *id).unwrap();
    let waiting = &other["order"]["workOrderId"];
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": waiting })).await;
    let mut after = needs["needs"].clone();
    after["after"] = json!([id]);
    bench.ok("save_work_needs", json!({ "workOrderId": waiting, "version": needs["version"], "needs": after })).await;

    let stuck = run(&bench, "workforce_dispatch", &p).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": stuck["run"]["id"] })).await;
    let left = told["unassigned"].as_array().unwrap().iter().find(|l| l["order"]["workOrderId"] == *id).unwrap();
    assert_eq!(
        (&left["reason"]["id"], &left["remedy"]["id"]),
        (&json!("dispatch-too-long"), &json!("dispatch-remedy-split"))
    );
    let parts = left["remedy"]["args"]["parts"].as_f64().unwrap();
    assert!((2.0..=4.0).contains(&parts), "{left}");

    let split =
        |version: &Value, parts: i64| json!({ "id": id, "version": version, "parts": parts, "sameEngineer": true });
    assert_eq!(bench.refused("split_work_order", split(&long["version"], 1)).await, "config-number-out-of-range");
    assert_eq!(bench.refused("split_work_order", split(&order["version"], 3)).await, "work-order-changed");
    let made = bench.ok("split_work_order", split(&long["version"], 3)).await;
    let made = made.as_array().unwrap();
    assert_eq!(made.len(), 3);
    assert!(made.iter().all(|r| r["order"]["estimatedHours"] == 6.0 && r["order"]["status"] == "open"));
    assert!(made[2]["order"]["titleEn"].as_str().unwrap().ends_with("(3/3)"));
    for pair in made.windows(2) {
        let needs = bench.ok("get_work_needs", json!({ "workOrderId": pair[1]["order"]["id"] })).await;
        assert_eq!(needs["needs"]["after"], json!([pair[0]["order"]["id"]]));
        assert_eq!(needs["needs"]["sameEngineerAs"], made[0]["order"]["id"]);
        assert_eq!(needs["needs"]["parts"], json!([]), "what is used up is asked for once");
    }
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": waiting })).await;
    assert_eq!(needs["needs"]["after"], json!([made[2]["order"]["id"]]), "it waits for the whole");

    let after = run(&bench, "workforce_dispatch", &p).await;
    let (input, plan) = parsed(&bench, &after);
    plan_checker::dispatch::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let told = bench.ok("get_dispatch_plan", json!({ "runId": after["run"]["id"] })).await;
    let day = |row: &Value| {
        let number = &row["order"]["number"];
        let stop = stops(&told).into_iter().find(|s| s["order"]["number"] == *number);
        stop.map(|s| (s["day"].as_str().unwrap().to_owned(), s["start"].as_u64().unwrap()))
    };
    let days: Vec<_> = made.iter().map(day).collect();
    assert!(days[0].is_some() && days.windows(2).all(|w| w[1].is_none() || w[0] < w[1]), "{days:?}");
    let by = |row: &Value| {
        let number = &row["order"]["number"];
        let has = |e: &&Value| {
            let days = e["workDays"].as_array().unwrap().iter().flat_map(|d| d["stops"].as_array().unwrap());
            days.into_iter().any(|s| s["order"]["number"] == *number)
        };
        told["engineers"].as_array().unwrap().iter().find(has).map(|e| e["code"].clone())
    };
    let hands: Vec<_> = made.iter().filter_map(by).collect();
    assert!(
        hands.len() > 1 && hands.windows(2).all(|w| w[0] == w[1]),
        "work of several days stays in one hand: {hands:?}"
    );
    let why = stops(&told).into_iter().find(|s| s["order"]["number"] == made[1]["order"]["number"]).unwrap();
    assert!(why["why"].as_array().unwrap().iter().any(|w| w["id"] == "dispatch-why-same-engineer"), "{why}");

    let begun = json!({ "id": id, "from": "open", "to": "in_progress" });
    bench.ok("move_work_order", begun).await;
    let version = bench.ok("get_work_order", json!({ "id": id })).await["order"]["version"].clone();
    assert_eq!(bench.refused("split_work_order", split(&version, 2)).await, "work-split-begun");
    let unknown = made[1]["order"].clone();
    let mut unknown = unknown;
    unknown.as_object_mut().unwrap().remove("estimatedHours");
    let unknown = bench.ok("update_work_order", unknown).await["order"].clone();
    let asked = json!({ "id": unknown["id"], "version": unknown["version"], "parts": 2 });
    assert_eq!(bench.refused("split_work_order", asked).await, "work-split-no-hours");
}
