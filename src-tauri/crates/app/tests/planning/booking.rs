//! Nobody is booked twice: what was accepted keeps its engineer busy for plans that do not decide it, plans of the same hours
//! are refused one by one, and what is kept of somebody who is not there is said.

use crate::{common::Bench, demo, parameters, parsed, repeatable, run, stops};
use domain::WorkOrderStatus;
use serde_json::{Value, json};
use store::followed_order::FollowedOrder;

/// A plan of that order alone, by that engineer on that day where one is given.
async fn plan_of(bench: &Bench, order: &Value, lock: Option<(&Value, &Value)>) -> (Value, Value) {
    let p = parameters(bench, "workforce_dispatch", |p| {
        repeatable(p);
        p["workOrderIds"] = json!([order]);
        if let Some((engineer, day)) = lock {
            p["locks"] = json!([{ "workOrderId": order, "engineerId": engineer, "day": day }]);
        }
    });
    let row = run(bench, "workforce_dispatch", &p.await).await;
    let (input, plan) = parsed(bench, &row);
    plan_checker::dispatch::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
    (row["run"]["id"].clone(), told)
}

/// Two orders that one engineer does on one day, that wait for nothing and may begin at any hour; and who and when that is.
async fn two_of_one(bench: &Bench) -> (Value, Value, Value, Value) {
    let p = parameters(bench, "workforce_dispatch", repeatable).await;
    let row = run(bench, "workforce_dispatch", &p).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
    for engineer in told["engineers"].as_array().unwrap() {
        for day in engineer["workDays"].as_array().unwrap() {
            let mut free = Vec::new();
            for stop in day["stops"].as_array().unwrap().iter().filter(|s| s["kind"] == "work") {
                let id = stop["order"]["workOrderId"].clone();
                let needs = bench.ok("get_work_needs", json!({ "workOrderId": id })).await["needs"].clone();
                if needs["after"] == json!([]) && needs["window"].is_null() {
                    free.push(id);
                }
            }
            if let [one, other, ..] = &free[..] {
                return (one.clone(), other.clone(), engineer["engineerId"].clone(), day["day"].clone());
            }
        }
    }
    panic!("nobody has two free orders on a day: {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_plans_of_the_same_hours_are_not_both_accepted_and_the_next_plan_goes_around_them() {
    let bench = demo().await;
    let (one, other, engineer, day) = two_of_one(&bench).await;
    let lock = Some((&engineer, &day));
    // Both made before anything is accepted: each takes the beginning of the shift.
    let (first, told) = plan_of(&bench, &one, lock).await;
    let (second, _) = plan_of(&bench, &other, lock).await;
    let held = stops(&told)[0].clone();
    let all = |run: &Value| json!({ "runId": run, "all": true });
    assert_eq!(bench.ok("accept_proposals", all(&first)).await["accepted"].as_array().unwrap().len(), 1);
    let refused = bench.ok("accept_proposals", all(&second)).await;
    let message = &refused["refused"][0]["failure"]["message"];
    assert_eq!((&message["id"], &message["args"]["day"]), (&json!("proposal-overlaps"), &day), "{refused}");
    assert!(refused["accepted"].as_array().unwrap().is_empty());

    // Planned now, it lies outside the promised hours, and the plan says that there were some.
    let (third, told) = plan_of(&bench, &other, lock).await;
    let stop = stops(&told)[0].clone();
    let span = |s: &Value| (s["start"].as_u64().unwrap(), s["end"].as_u64().unwrap());
    let ((start, end), (from, until)) = (span(&stop), span(&held));
    assert!(end <= from || start >= until, "{stop} {held}");
    let said = told["assumptions"].as_array().unwrap();
    assert!(said.iter().any(|m| m["id"] == "dispatch-booked"), "{said:?}");
    assert_eq!(bench.ok("accept_proposals", all(&third)).await["accepted"].as_array().unwrap().len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_that_change_places_are_accepted_together_and_not_one_by_one() {
    let bench = demo().await;
    let (one, other, engineer, day) = two_of_one(&bench).await;
    let lock = Some((&engineer, &day));
    let (first, _) = plan_of(&bench, &one, lock).await;
    bench.ok("accept_proposals", json!({ "runId": first, "all": true })).await;
    // Both are planned anew; the one that is scheduled yet is in the way of the other alone.
    let p = parameters(&bench, "workforce_dispatch", |p| {
        repeatable(p);
        p["workOrderIds"] = json!([one, other]);
        p["locks"] = json!([{ "workOrderId": other, "engineerId": engineer, "day": day }]);
    });
    let row = run(&bench, "workforce_dispatch", &p.await).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
    let both = bench.ok("accept_proposals", json!({ "runId": row["run"]["id"], "all": true })).await;
    assert_eq!(both["accepted"].as_array().unwrap().len(), 2, "{both} {told}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_was_changed_since_is_not_scheduled_as_it_was() {
    let bench = demo().await;
    let (one, other, ..) = two_of_one(&bench).await;
    let (first, _) = plan_of(&bench, &one, None).await;
    let (second, _) = plan_of(&bench, &other, None).await;
    let order = bench.ok("get_work_order", json!({ "id": one })).await["order"].clone();
    let mut change = order.clone();
    change["estimatedHours"] = json!(7.5);
    bench.ok("update_work_order", change).await;
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": other })).await;
    let asked = json!({ "workOrderId": other, "version": needs["version"], "needs": needs["needs"] });
    bench.ok("save_work_needs", asked).await;
    for run in [first, second] {
        let answer = bench.ok("accept_proposals", json!({ "runId": run, "all": true })).await;
        assert_eq!(answer["refused"][0]["failure"]["message"]["id"], "proposal-order-changed", "{answer}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_kept_of_somebody_who_is_not_in_the_plan_is_said_and_given_to_nobody_else() {
    let bench = demo().await;
    let (one, _, engineer, day) = two_of_one(&bench).await;
    let (first, _) = plan_of(&bench, &one, Some((&engineer, &day))).await;
    bench.ok("accept_proposals", json!({ "runId": first, "all": true })).await;
    let found = bench.ok("list_engineers", json!({ "limit": 100 })).await;
    let of = |e: &&Value| e["engineer"]["id"] == engineer;
    let who = found["items"].as_array().unwrap().iter().find(of).unwrap()["engineer"].clone();
    let order = bench.ok("get_work_order", json!({ "id": one })).await;
    let asset = bench.ok("get_asset", json!({ "id": order["order"]["assetId"] })).await;
    let sites = bench.ok("list_sites", json!({})).await;
    let sites = sites.as_array().unwrap();
    let elsewhere = sites.iter().find(|s| s["id"] != asset["asset"]["siteId"]).unwrap()["id"].clone();
    let others: Vec<&Value> = sites.iter().map(|s| &s["id"]).filter(|id| **id != elsewhere).collect();
    let mut version = who["version"].clone();
    for (change, kept) in [
        (json!({ "homeSiteId": elsewhere, "isActive": true }), "dispatch-kept-elsewhere"),
        (json!({ "homeSiteId": elsewhere, "isActive": false }), "dispatch-kept-gone"),
    ] {
        let mut who = who.clone();
        who["version"] = version;
        for (field, value) in change.as_object().unwrap() {
            who[field] = value.clone();
        }
        version = bench.ok("save_engineer", who.clone()).await["engineer"]["version"].clone();
        let p = parameters(&bench, "workforce_dispatch", |p| {
            repeatable(p);
            p["includeScheduled"] = json!(false);
            p["siteIds"] = json!(others);
        });
        let row = run(&bench, "workforce_dispatch", &p.await).await;
        let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
        let left = told["unassigned"].as_array().unwrap();
        let kept_out = left.iter().find(|l| l["order"]["workOrderId"] == one).unwrap_or_else(|| panic!("{told}"));
        assert_eq!((&kept_out["reason"]["id"], &kept_out["reason"]["args"]["engineer"]), (&json!(kept), &who["code"]));
        assert!(app::texts::is_translated(kept_out["remedy"]["id"].as_str().unwrap()));
        assert!(stops(&told).iter().all(|s| s["order"]["workOrderId"] != one));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_overdue_order_is_late_by_its_true_days_and_not_blamed_on_others() {
    let bench = demo().await;
    let (one, ..) = two_of_one(&bench).await;
    let mut order = bench.ok("get_work_order", json!({ "id": one })).await["order"].clone();
    order["dueOn"] = json!((chrono::Utc::now() - chrono::Duration::days(40)).date_naive());
    bench.ok("update_work_order", order.clone()).await;
    let (_, told) = plan_of(&bench, &one, None).await;
    // Forty days late costs more than leaving an order out does: it is done all the same.
    let stop = stops(&told)[0].clone();
    let late = stop["why"].as_array().unwrap().iter().find(|w| w["id"] == "dispatch-why-first-chance").unwrap();
    let due: chrono::NaiveDate = serde_json::from_value(order["dueOn"].clone()).unwrap();
    let day: chrono::NaiveDate = serde_json::from_value(stop["day"].clone()).unwrap();
    assert_eq!(late["args"]["days"].as_f64().unwrap(), (day - due).num_days() as f64);
    let per_day = told["costs"]["late"].as_f64().unwrap() / (day - due).num_days() as f64;
    assert!(per_day > 0.0 && told["costs"]["unassigned"] == 0.0, "{}", told["costs"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_a_maintenance_system_owns_is_left_to_its_planners() {
    let bench = demo().await;
    let (one, other, ..) = two_of_one(&bench).await;
    let store = &bench.app.plant().unwrap().store;
    let integration_id = store.read(store::integration::list).unwrap()[0].id;
    let owned = FollowedOrder {
        integration_id,
        number: "4000123".into(),
        work_order_id: one.as_str().unwrap().parse().unwrap(),
        is_owned: true,
        kind: "PM03".into(),
        status: Some(WorkOrderStatus::Open),
        told: "CRTD".into(),
        object: None,
        completed_at: None,
        changed_at: None,
        seen_at: chrono::Utc::now(),
        is_gone: false,
    };
    store.write(|t| store::followed_order::save(t, &owned)).unwrap();
    let p = parameters(&bench, "workforce_dispatch", |p| {
        repeatable(p);
        p["workOrderIds"] = json!([one, other]);
    });
    let row = run(&bench, "workforce_dispatch", &p.await).await;
    let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
    let planned: Vec<Value> = stops(&told).iter().map(|stop| stop["order"]["workOrderId"].clone()).collect();
    assert_eq!(planned, [other]);
    let said = told["assumptions"].as_array().unwrap();
    let left = said.iter().find(|m| m["id"] == "dispatch-owned-by-system").unwrap();
    assert_eq!(left["args"]["count"], 1.0);
}
