//! What a run is asked for at the door: days that nobody plans for, names that nobody knows, more than a run holds; and the
//! time that it was given.

use crate::{DEMO_PASSWORD, OPTIMIZER, common::Bench, demo, parameters, run, stops};
use app::{App, Clock, Door, Duties, Settings};
use serde_json::json;
use std::time::Instant;

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_begins_from_today_to_two_years_ahead() {
    let bench = demo().await;
    for model in ["workforce_dispatch", "production_risk"] {
        for day in ["1999-01-01", "2026-01-01", "2036-06-01", "9999-12-31", "+12026-12-01"] {
            let asked = json!({ "model": model, "parameters": { "firstDay": day } });
            assert_eq!(bench.refused("start_run", asked).await, "run-first-day-out-of-range", "{model} {day}");
        }
        let malformed = json!({ "model": model, "parameters": { "firstDay": "2026-13-45" } });
        assert_eq!(bench.refused("start_run", malformed).await, "command-request-malformed");
    }
    assert_eq!(bench.ok("list_runs", json!({ "model": "all" })).await["total"], 0, "nothing was begun");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_parameter_that_no_model_has_is_refused_and_not_passed_over() {
    let bench = demo().await;
    for (model, parameters) in [
        ("workforce_dispatch", json!({ "dyas": 3 })),
        (
            "workforce_dispatch",
            json!({ "rates": { "lateDay": 1, "waitingDay": 1, "travelHour": 1, "unassigned": 1, "late": 2 } }),
        ),
        ("production_risk", json!({ "budgett": 0 })),
        ("production_risk", json!({ "locks": [{ "assetId": domain::AssetId::new(), "periods": 1 }] })),
        ("deferral_fleet", json!({ "horizon": [1, 2, 3, 4, 5] })),
    ] {
        let asked = json!({ "model": model, "parameters": parameters });
        assert_eq!(bench.refused("start_run", asked).await, "command-request-malformed", "{model}");
    }
    let large = json!({ "periods": 52, "periodDays": 31, "scenarios": 1000 });
    let asked = json!({ "model": "production_risk", "parameters": large });
    assert_eq!(bench.refused("start_run", asked).await, "production-risk-too-large", "said before it begins");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_limits_are_worth_is_searched_within_the_time_of_the_run() {
    let bench = demo().await;
    for (field, value) in [("crewShare", json!(0.0)), ("budget", json!(0.0))] {
        let p = parameters(&bench, "production_risk", |p| {
            p[field] = value;
            p["effort"] = json!({ "seconds": 4.0 });
        });
        let p = p.await;
        let begun = Instant::now();
        let row = run(&bench, "production_risk", &p).await;
        // Building the scenarios and telling the plan come on top.
        assert!(begun.elapsed().as_secs_f64() < 8.0, "{field}: {:?}", begun.elapsed());
        // Nothing can be done: the bound knows nearly all of what that costs.
        let gap = row["run"]["gap"].as_f64().unwrap();
        assert!(gap < 0.05, "{field}: a gap of {gap}");
        let plan = bench.ok("get_risk_plan", json!({ "runId": row["run"]["id"] })).await;
        assert!(plan["schedule"].as_array().unwrap().is_empty() && !plan["binding"].as_array().unwrap().is_empty());
    }
    // A plan of the demo plant has a bound that a person can trust money to.
    let p = parameters(&bench, "production_risk", |p| p["effort"] = json!({ "rounds": 60 })).await;
    let row = run(&bench, "production_risk", &p).await;
    let gap = row["run"]["gap"].as_f64().unwrap();
    assert!(gap < 0.15, "a gap of {gap}");
    let plan = bench.ok("get_risk_plan", json!({ "runId": row["run"]["id"] })).await;
    for renewal in plan["schedule"].as_array().unwrap() {
        let why: Vec<&str> = renewal["why"].as_array().unwrap().iter().filter_map(|w| w["id"].as_str()).collect();
        assert_eq!(why.len(), 2, "{renewal}");
        assert!(why[0] == "risk-why-fails" && why.iter().all(|id| app::texts::is_translated(id)), "{why:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_over_is_not_scheduled() {
    let before = demo().await;
    let p = parameters(&before, "workforce_dispatch", crate::repeatable).await;
    let dispatch = run(&before, "workforce_dispatch", &p).await["run"]["id"].clone();
    let plan = before.ok("get_dispatch_plan", json!({ "runId": dispatch })).await;
    let stop = stops(&plan)[0].clone();
    let p = parameters(&before, "production_risk", |p| {
        crate::repeatable(p);
        p["scenarios"] = json!(20);
    });
    let risk = run(&before, "production_risk", &p.await).await["run"]["id"].clone();
    let renewal = before.ok("get_risk_plan", json!({ "runId": risk })).await["schedule"][0].clone();
    before.app.close().await;

    // Two years later on the same workspace: the plan's days are long over.
    let later = Clock::fixed(chrono::Utc::now() + chrono::Duration::days(730));
    let vault = before.app.vault.clone();
    let app = App::new(before.folder.path().to_owned(), Settings::default(), vault, later, Duties::AnswerOnly);
    let door = Door::new(app.clone());
    let bench = Bench { folder: before.folder, app, door };
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
    for (run, id) in [(dispatch, stop["proposalId"].clone()), (risk, renewal["proposalId"].clone())] {
        let answer = bench.ok("accept_proposals", json!({ "runId": run, "ids": [id] })).await;
        assert_eq!(answer["accepted"], json!([]));
        assert_eq!(answer["refused"][0]["failure"]["message"]["id"], "proposal-day-is-over");
    }
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": stop["order"]["workOrderId"] })).await;
    assert_eq!(needs["schedule"], json!(null));
}
