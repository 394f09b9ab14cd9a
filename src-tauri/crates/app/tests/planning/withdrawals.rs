//! Decisions taken back: the order of an accepted proposal is cancelled and may be made anew, a schedule is taken from its
//! order, and what has begun stands.

use crate::{common::Bench, demo, parameters, repeatable, run, stops};
use serde_json::{Value, json};

async fn withdraw(bench: &Bench, id: &Value) -> Value {
    bench.ok("withdraw_decision", json!({ "id": id, "reason": "The turnaround was moved" })).await
}

async fn refused(bench: &Bench, id: &Value) -> String {
    bench.refused("withdraw_decision", json!({ "id": id, "reason": "x" })).await
}

async fn moved(bench: &Bench, order: &Value, from: &str, to: &str) {
    bench.ok("move_work_order", json!({ "id": order, "from": from, "to": to })).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_made_of_a_proposal_is_cancelled_with_the_reason_and_can_be_made_anew() {
    let bench = demo().await;
    let p = parameters(&bench, "deferral_fleet", |_| {}).await;
    let row = run(&bench, "deferral_fleet", &p).await;
    let run_id = &row["run"]["id"];
    let first = bench.ok("list_proposals", json!({ "runId": run_id, "limit": 1 })).await["items"][0].clone();
    let id = &first["proposal"]["id"];
    assert_eq!(refused(&bench, id).await, "withdraw-nothing-decided");
    let accept = json!({ "runId": run_id, "ids": [id] });
    let made = bench.ok("accept_proposals", accept.clone()).await["accepted"][0].clone();
    assert_eq!(
        bench.refused("withdraw_decision", json!({ "id": id, "reason": "  " })).await,
        "config-field-required",
        "a reason is needed"
    );

    let back = withdraw(&bench, id).await;
    assert_eq!((&back["number"], &back["orderStatus"]), (&made["number"], &json!("cancelled")));
    let order = bench.ok("get_work_order", json!({ "id": made["workOrderId"] })).await["order"].clone();
    assert_eq!(
        (&order["status"], &order["recommendationId"]),
        (&json!("cancelled"), id),
        "it tells what it was made of"
    );
    assert!(order["description"].as_str().unwrap().contains("The turnaround was moved"), "{order}");
    let now = bench.ok("get_run", json!({ "id": run_id })).await;
    assert_eq!((&now["accepted"], &now["rejected"]), (&json!(0), &json!(0)));
    bench.sign_in_as("admin@demo.example", crate::DEMO_PASSWORD).await;
    let log = bench.ok("list_actions", json!({ "search": "withdraw_decision" })).await;
    let done = log["items"].as_array().unwrap().iter().find(|e| e["outcome"] == "success").unwrap();
    assert_eq!(done["message"], json!({ "id": "action-log-reason", "args": { "reason": "The turnaround was moved" } }));
    assert_eq!(done["object"], first["assetTag"]);
    assert!(app::texts::is_translated("action-log-reason"));

    // Decided anew: another order, and that one too can be taken back.
    bench.sign_in_as(crate::OPTIMIZER, crate::DEMO_PASSWORD).await;
    let again = bench.ok("accept_proposals", accept).await["accepted"][0].clone();
    assert_ne!(again["number"], made["number"]);
    moved(&bench, &again["workOrderId"], "open", "in_progress").await;
    assert_eq!(refused(&bench, id).await, "withdraw-order-begun");
    // One that was cancelled by hand has nothing left to undo but the decision.
    moved(&bench, &again["workOrderId"], "in_progress", "cancelled").await;
    assert_eq!(withdraw(&bench, id).await["orderStatus"], "cancelled");
    let rejected = json!({ "id": id, "reason": "Not this year" });
    assert_eq!(bench.ok("reject_proposal", rejected).await["proposal"]["status"], "rejected");
    assert_eq!(withdraw(&bench, id).await, json!({ "workOrderId": null, "number": null, "orderStatus": null }));
    let listed = bench.ok("list_proposals", json!({ "runId": run_id, "limit": 1 })).await;
    assert_eq!(listed["items"][0]["proposal"]["status"], "proposed");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_schedule_is_taken_from_its_order_unless_another_run_has_given_a_new_one() {
    let bench = demo().await;
    let p = parameters(&bench, "workforce_dispatch", repeatable).await;
    let row = run(&bench, "workforce_dispatch", &p).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
    let stop = stops(&told)[0].clone();
    let (id, order) = (&stop["proposalId"], &stop["order"]["workOrderId"]);
    bench.ok("accept_proposals", json!({ "runId": row["run"]["id"], "ids": [id] })).await;
    let back = withdraw(&bench, id).await;
    assert_eq!(back["orderStatus"], "open", "it was there before, and is not cancelled");
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": order })).await;
    assert_eq!(needs["schedule"], Value::Null);
    assert_eq!(bench.ok("get_work_order", json!({ "id": order })).await["order"]["assigneeId"], Value::Null);

    // Scheduled by this run, then by a later one: only the later decision can be taken back.
    let first = run(&bench, "workforce_dispatch", &p).await;
    let place = |told: &Value| stops(told).into_iter().find(|s| s["order"]["workOrderId"] == *order).unwrap();
    let told = bench.ok("get_dispatch_plan", json!({ "runId": first["run"]["id"] })).await;
    let earlier = place(&told)["proposalId"].clone();
    bench.ok("accept_proposals", json!({ "runId": first["run"]["id"], "ids": [earlier] })).await;
    let mut anew = p.clone();
    anew["includeScheduled"] = json!(true);
    let second = run(&bench, "workforce_dispatch", &anew).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": second["run"]["id"] })).await;
    let later = place(&told)["proposalId"].clone();
    let accepted = bench.ok("accept_proposals", json!({ "runId": second["run"]["id"], "ids": [later] })).await;
    assert_eq!(accepted["refused"], json!([]), "{accepted}");
    assert_eq!(refused(&bench, &earlier).await, "withdraw-scheduled-anew");
    assert_eq!(withdraw(&bench, &later).await["orderStatus"], "open");
}
