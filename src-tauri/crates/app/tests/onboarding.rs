//! Onboarding: each of the five steps is done when the data says so and not before, and the mark of the profile counts only
//! while the profile is complete.
#![allow(clippy::unwrap_used)]

mod common;

use common::Bench;
use serde_json::{Value, json};

/// Which steps are done, in their order.
async fn done(bench: &Bench) -> Vec<bool> {
    let state = bench.ok("get_onboarding", json!({})).await;
    let steps = state["steps"].as_array().unwrap();
    for step in steps {
        let found = step["found"]["id"].as_str().unwrap();
        assert!(app::texts::is_translated(found), "{found}");
        if let Some(obstacle) = step["obstacle"]["id"].as_str() {
            assert!(app::texts::is_translated(obstacle), "{obstacle}");
        }
    }
    let done: Vec<bool> = steps.iter().map(|s| s["isDone"].as_bool().unwrap()).collect();
    assert_eq!(state["done"], done.iter().filter(|d| **d).count());
    assert_eq!(state["isComplete"], done.iter().all(|d| *d));
    done
}

fn steps(reached: usize) -> Vec<bool> {
    (0..6).map(|step| step < reached).collect()
}

async fn step(bench: &Bench, at: usize) -> Value {
    bench.ok("get_onboarding", json!({})).await["steps"][at].clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn each_step_is_done_when_the_data_says_so_and_not_before() {
    let bench = Bench::empty().await;
    assert_eq!(done(&bench).await, steps(0));
    bench.ok("mark_tenant_profile", json!({ "isComplete": true })).await;
    assert_eq!(done(&bench).await, steps(1));
    let by = bench.ok("get_onboarding", json!({})).await["profile"]["markedByName"].clone();
    assert_eq!(by, "Noura");

    let (asset, integration) = (bench.asset("P-101").await, bench.integration("PLC 7").await);
    assert_eq!(done(&bench).await, steps(2));
    assert_eq!(step(&bench, 2).await["integrationId"], json!(integration));

    bench.ok("test_integration", json!({ "id": integration })).await;
    assert_eq!(done(&bench).await, steps(3));

    let mapping = json!({
        "integrationId": integration, "externalTag": "T.1", "assetId": asset, "metricName": "flow",
        "metricUnit": "m3/h", "sourceUnit": "m3/h"
    });
    bench.ok("create_mappings", json!({ "mappings": [mapping] })).await;
    assert_eq!(done(&bench).await, steps(4));

    let model = bench.ok("get_cost_model", json!({})).await;
    let own = json!({ "model": model["model"], "baseVersion": 0, "reason": "ours" });
    bench.ok("save_cost_model", own).await;
    assert_eq!(done(&bench).await, steps(5));

    bench.ok("run_prioritization", json!({})).await;
    assert_eq!(done(&bench).await, steps(6));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_from_the_data_is_open_again() {
    let bench = Bench::empty().await;
    let integration = bench.integration("PLC 7").await;
    bench.ok("test_integration", json!({ "id": integration })).await;
    assert_eq!(done(&bench).await[1..3], [true, true]);
    // What was tested is no more what is configured.
    let changed = json!({ "id": integration, "connector": "demo", "name": "PLC 7", "config": { "seed": 7 } });
    bench.ok("save_integration", changed).await;
    assert_eq!(done(&bench).await[1..3], [true, false]);
    bench.ok("test_integration", json!({ "id": integration })).await;
    // A new name is no new configuration.
    let card = bench.ok("get_integration", json!({ "id": integration })).await;
    let renamed =
        json!({ "id": integration, "connector": "demo", "name": "PLC 8", "config": card["integration"]["config"] });
    bench.ok("save_integration", renamed).await;
    assert_eq!(done(&bench).await[1..3], [true, true]);
    bench.ok("delete_integration", json!({ "id": integration })).await;
    assert_eq!(done(&bench).await[1..3], [false, false]);

    bench.ok("mark_tenant_profile", json!({ "isComplete": true })).await;
    bench.ok("mark_tenant_profile", json!({ "isComplete": false })).await;
    assert_eq!(done(&bench).await, steps(0));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_simulated_test_proves_nothing_and_a_failed_one_is_told() {
    let bench = Bench::empty().await;
    let values = |demo: bool| json!({ "name": "W", "timeZone": "Asia/Riyadh", "currency": "SAR", "demoMode": demo });
    bench.ok("save_workspace_settings", values(true)).await;
    // Nobody listens there.
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1", "identity": "anonymous" });
    let request = json!({ "connector": "opcua", "name": "Gateway", "config": config });
    let made = bench.ok("save_integration", request).await;
    let id = made["integration"]["id"].clone();
    let report = bench.ok("test_integration", json!({ "id": id })).await;
    assert_eq!((&report["succeeded"], &report["isSimulated"]), (&json!(true), &json!(true)));
    let told = step(&bench, 2).await;
    assert_eq!((&told["isDone"], &told["obstacle"]["id"]), (&json!(false), &json!("onboarding-test-simulated")));

    bench.ok("save_workspace_settings", values(false)).await;
    let report = bench.ok("test_integration", json!({ "id": id })).await;
    assert_eq!(report["succeeded"], false);
    let told = step(&bench, 2).await;
    assert_eq!((&told["isDone"], &told["obstacle"]["id"]), (&json!(false), &json!("onboarding-test-failed")));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_profile_whose_values_were_lost_can_not_be_marked_and_a_mark_on_it_does_not_count() {
    let bench = Bench::empty().await;
    bench.ok("mark_tenant_profile", json!({ "isComplete": true })).await;
    let plant = bench.app.plant().unwrap();
    plant.store.write(|t| store::setting::delete(t, "workspace")).unwrap();
    let state = bench.ok("get_onboarding", json!({})).await;
    assert_eq!(state["steps"][0]["isDone"], false, "{state}");
    assert_eq!(state["profile"]["missing"], json!(["nameEn", "nameAr", "timeZone", "currency"]));
    let mark = json!({ "isComplete": true });
    assert_eq!(bench.refused("mark_tenant_profile", mark).await, "onboarding-profile-incomplete");
}
