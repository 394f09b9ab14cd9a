//! What dispatch costs is the cost model's: every run uses the version in force, unless it is given rates of its own.

use crate::{DEMO_PASSWORD, OPTIMIZER, common::Bench, demo, document, parameters, repeatable, run};
use serde_json::{Value, json};
use store::run_document::DocumentKind;

async fn save(bench: &Bench, model: &Value, base: u32) {
    bench.sign_in_as("admin@demo.example", DEMO_PASSWORD).await;
    let request = json!({ "model": model, "baseVersion": base, "reason": "Fuel is dearer" });
    bench.ok("save_cost_model", request).await;
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
}

fn rates_of(bench: &Bench, row: &Value) -> Value {
    let input: Value = serde_json::from_str(&document(bench, row, DocumentKind::Input)).unwrap();
    input["costs"].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn dispatch_uses_the_rates_of_the_cost_model_and_says_which_version() {
    let bench = demo().await;
    let p = parameters(&bench, "workforce_dispatch", repeatable).await;
    assert_eq!(p["rates"], Value::Null, "the cost model's");
    let before = run(&bench, "workforce_dispatch", &p).await;
    assert_eq!(before["run"]["costModelVersion"], 0);
    assert_eq!(rates_of(&bench, &before)["travel_per_hour"], 150.0);
    let told = bench.ok("get_dispatch_plan", json!({ "runId": before["run"]["id"] })).await;
    assert_eq!((&told["rated"]["areOwn"], &told["rated"]["rates"]["lateDay"]), (&json!(false), &json!(22.5)));

    let mut model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    model["dispatch"]["travelKm"] = json!("2.5");
    model["dispatch"]["lateDay"] = json!("45");
    // What the plan that is there would cost: its hours on the road at 150 + 2.5 a kilometre, at 80 km/h.
    bench.sign_in_as("admin@demo.example", DEMO_PASSWORD).await;
    let effect = bench.ok("preview_cost_model", json!({ "model": model })).await["dispatch"].clone();
    assert_eq!(effect["runId"], before["run"]["id"]);
    let figure = |side: &str, name: &str| effect[side][name].as_f64().unwrap();
    for name in ["late", "waiting", "travel", "unassigned"] {
        let cost = told["costs"][name].as_f64().unwrap();
        assert!((figure("before", name) - cost).abs() < 1e-6, "{name}: {} {cost}", figure("before", name));
    }
    assert!(figure("before", "late") > 0.0);
    assert!((figure("after", "travel") - figure("before", "travel") * 350.0 / 150.0).abs() < 1e-6);
    assert!((figure("after", "late") - figure("before", "late") * 2.0).abs() < 1e-6);
    assert_eq!(figure("after", "waiting"), figure("before", "waiting"));

    save(&bench, &model, 0).await;
    let after = run(&bench, "workforce_dispatch", &p).await;
    assert_eq!(after["run"]["costModelVersion"], 1);
    let used = rates_of(&bench, &after);
    assert_eq!((&used["travel_per_hour"], &used["weight_per_late_day"]), (&json!(350.0), &json!(45.0)));
    let (input, plan) = crate::parsed(&bench, &after);
    plan_checker::dispatch::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let ids = json!([before["run"]["id"], after["run"]["id"]]);
    let compared = bench.ok("compare_runs", json!({ "ids": ids })).await;
    assert_eq!(compared["inputChanges"][0]["id"], "compare-cost-model");

    // Rates of its own for one run; a preset's are told against the cost model's.
    let presets = bench.ok("list_presets", json!({ "model": "workforce_dispatch" })).await;
    let late = presets.as_array().unwrap().iter().find(|p| p["id"] == "dispatch-due-dates").unwrap();
    assert_eq!(late["request"]["parameters"]["rates"]["lateDay"], 180.0);
    let mut own = p.clone();
    own["rates"] =
        json!({ "lateDay": 1.0, "waitingDay": 0.0, "travelHour": 10.0, "travelKm": 1.0, "unassigned": 50.0 });
    let alone = run(&bench, "workforce_dispatch", &own).await;
    assert_eq!(rates_of(&bench, &alone)["travel_per_hour"], 90.0);
    let told = bench.ok("get_dispatch_plan", json!({ "runId": alone["run"]["id"] })).await;
    assert_eq!(told["rated"]["areOwn"], true);
    own["rates"]["travelKm"] = json!(-1.0);
    let refused = json!({ "model": "workforce_dispatch", "parameters": own });
    assert_eq!(bench.refused("start_run", refused).await, "config-number-out-of-range");
}
