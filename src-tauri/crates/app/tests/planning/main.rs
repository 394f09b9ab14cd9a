//! Runs of the models on the demo plant, in the background: every plan judged by the checker, decided into work orders,
//! compared, repeated to the byte, stopped in time.
#![allow(clippy::unwrap_used)]

mod asked;
mod booking;
#[path = "../common/mod.rs"]
mod common;
mod decisions;
mod given_scenarios;
mod limits;
mod ranking;
mod rates;
mod splits;
mod withdrawals;

use app::{App, Clock, Door, Duties, Settings};
use common::Bench;
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use store::run_document::{self, DocumentKind};

const OPTIMIZER: &str = "optimizer@demo.example";
const DEMO_PASSWORD: &str = "optria-demo";

async fn demo() -> Bench {
    let bench = Bench::demo().await;
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
    bench
}

/// The parameters of the first preset, with a change.
async fn parameters(bench: &Bench, model: &str, change: impl FnOnce(&mut Value)) -> Value {
    let presets = bench.ok("list_presets", json!({ "model": model })).await;
    let mut parameters = presets[0]["request"]["parameters"].clone();
    change(&mut parameters);
    parameters
}

async fn run(bench: &Bench, model: &str, parameters: &Value) -> Value {
    let row = bench.ok("start_run", json!({ "model": model, "parameters": parameters, "wait": true })).await;
    assert_eq!(row["run"]["status"], "done", "{row}");
    row
}

fn document(bench: &Bench, run: &Value, kind: DocumentKind) -> String {
    let id = run["run"]["id"].as_str().unwrap().parse().unwrap();
    let plant = bench.app.plant().unwrap();
    plant.store.read(|c| run_document::find_text(c, id, kind)).unwrap().unwrap()
}

fn parsed(bench: &Bench, run: &Value) -> (Value, Value) {
    let value = |kind| serde_json::from_str(&document(bench, run, kind)).unwrap();
    (value(DocumentKind::Input), value(DocumentKind::Plan))
}

fn repeatable(p: &mut Value) {
    p["effort"] = json!({ "rounds": 20 });
}

fn stops(plan: &Value) -> Vec<Value> {
    let engineers = plan["engineers"].as_array().unwrap();
    let days = engineers.iter().flat_map(|e| e["workDays"].as_array().unwrap());
    let stops = days.flat_map(|d| {
        d["stops"].as_array().unwrap().iter().map(|s| {
            let mut s = s.clone();
            s["day"] = d["day"].clone();
            s
        })
    });
    stops.filter(|s| s["kind"] == "work").collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dispatch_plan_holds_before_the_checker_and_becomes_schedules() {
    let bench = demo().await;
    let p = parameters(&bench, "workforce_dispatch", repeatable).await;
    let row = run(&bench, "workforce_dispatch", &p).await;
    let (input, plan) = parsed(&bench, &row);
    let verdict = plan_checker::dispatch::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    assert_eq!(row["run"]["ranked"], verdict.assigned.len());
    let told = bench.ok("get_dispatch_plan", json!({ "runId": row["run"]["id"] })).await;
    let work = stops(&told);
    assert_eq!(work.len() + told["unassigned"].as_array().unwrap().len(), 18, "every waiting order is told of");
    assert!(work.len() >= 14, "{}", work.len());
    let costs = &told["costs"];
    let sum: f64 = ["late", "waiting", "travel", "unassigned"].iter().map(|c| costs[c].as_f64().unwrap()).sum();
    assert!((sum - told["objective"].as_f64().unwrap()).abs() < 1e-3, "{costs} {}", told["objective"]);
    for left in told["unassigned"].as_array().unwrap() {
        for message in [&left["reason"], &left["remedy"]] {
            assert!(app::texts::is_translated(message["id"].as_str().unwrap()), "{message}");
        }
    }

    // One alone, then the rest; the order has its engineer, day and hours.
    let first = &work[0];
    let accepted = json!({ "runId": row["run"]["id"], "ids": [first["proposalId"]] });
    let answer = bench.ok("accept_proposals", accepted.clone()).await;
    assert_eq!(answer["accepted"][0]["number"], first["order"]["number"]);
    let again = bench.ok("accept_proposals", accepted).await;
    assert_eq!(again["refused"][0]["failure"]["message"]["id"], "proposal-decided-already");
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": first["order"]["workOrderId"] })).await;
    assert_eq!((&needs["schedule"]["day"], &needs["schedule"]["start"]), (&first["day"], &first["start"]));
    let order = bench.ok("get_work_order", json!({ "id": first["order"]["workOrderId"] })).await;
    assert_eq!(order["order"]["status"], "assigned");
    let rejected = json!({ "id": work[1]["proposalId"], "reason": "The pump is in use" });
    assert_eq!(bench.ok("reject_proposal", rejected).await["proposal"]["status"], "rejected");
    let rest = bench.ok("accept_proposals", json!({ "runId": row["run"]["id"], "all": true })).await;
    assert_eq!(rest["accepted"].as_array().unwrap().len(), work.len() - 2, "{rest}");
    let after = bench.ok("get_run", json!({ "id": row["run"]["id"] })).await;
    assert_eq!((&after["accepted"], &after["rejected"]), (&json!(work.len() - 1), &json!(1)));

    // Who is scheduled on unfinished work is not deleted; what was decided of a run keeps it.
    let who = needs["schedule"]["engineerId"].clone();
    assert_eq!(bench.refused("delete_engineer", json!({ "id": who })).await, "engineer-has-orders");
    assert_eq!(bench.refused("delete_run", json!({ "id": row["run"]["id"] })).await, "run-is-kept");
    // Taken back: the order is open again and nobody is scheduled on it.
    let back = json!({ "id": first["order"]["workOrderId"], "from": "assigned", "to": "open" });
    bench.ok("move_work_order", back).await;
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": first["order"]["workOrderId"] })).await;
    assert_eq!(needs["schedule"], Value::Null);
    let csv = bench.ok("export_run", json!({ "id": row["run"]["id"], "language": "ar" })).await;
    let content = csv["content"].as_str().unwrap();
    assert!(content.contains("المهندس") && content.lines().count() == 19, "{content}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_decision_is_kept_and_the_rest_is_planned_around_it() {
    let bench = demo().await;
    let p = parameters(&bench, "workforce_dispatch", repeatable).await;
    let before = run(&bench, "workforce_dispatch", &p).await;
    let plan = bench.ok("get_dispatch_plan", json!({ "runId": before["run"]["id"] })).await;
    // Somebody who could do it too, on the last working day of the plan: the optimizer would not choose it by itself.
    let stop = stops(&plan).into_iter().find(|s| s["order"]["assetTag"] == "AF-306").unwrap();
    let engineers = plan["engineers"].as_array().unwrap();
    let other = engineers.iter().find(|e| e["code"] == "E-101").unwrap();
    let off: Vec<&Value> = other["offDays"].as_array().unwrap().iter().collect();
    let first: chrono::NaiveDate = plan["firstDay"].as_str().unwrap().parse().unwrap();
    let day = (0..7).rev().map(|d| json!(first + chrono::Duration::days(d))).find(|d| !off.contains(&d)).unwrap();
    let mut locked = p.clone();
    let order = &stop["order"]["workOrderId"];
    locked["locks"] = json!([{ "workOrderId": order, "engineerId": other["engineerId"], "day": day }]);
    let asked = json!({ "model": "workforce_dispatch", "parameters": locked, "name": "Around the fan",
                        "basedOn": before["run"]["id"], "wait": true });
    let after = bench.ok("start_run", asked).await;
    let (input, judged) = parsed(&bench, &after);
    plan_checker::dispatch::check(&input, &judged).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let told = bench.ok("get_dispatch_plan", json!({ "runId": after["run"]["id"] })).await;
    let kept = stops(&told).into_iter().find(|s| s["order"]["workOrderId"] == *order).unwrap();
    assert_eq!((&kept["day"], &kept["isLocked"]), (&day, &json!(true)));

    // Side by side: the lock is what differs, and it is told as the reason.
    let ids = json!([before["run"]["id"], after["run"]["id"]]);
    let compared = bench.ok("compare_runs", json!({ "ids": ids })).await;
    assert_eq!(compared["sameInput"], false);
    assert_eq!(compared["parameters"][0]["name"], "locks");
    let of_order = |c: &&Value| c["orderNumber"] == stop["order"]["number"];
    let change = compared["changes"].as_array().unwrap().iter().find(of_order).unwrap();
    assert_eq!(change["why"][0], json!({ "id": "compare-locked", "args": { "run": 2.0 } }));
    for message in compared["figures"].as_array().unwrap().iter().map(|f| &f["name"]) {
        assert!(app::texts::is_translated(message["id"].as_str().unwrap()), "{message}");
    }

    // Two that need the same hours of one engineer cannot both be kept: the run says which.
    let long = stops(&plan).into_iter().find(|s| s["order"]["assetTag"] == "V-102").unwrap();
    let weld = stops(&plan).into_iter().find(|s| s["order"]["assetTag"] == "E-303").unwrap();
    let one = engineers.iter().find(|e| e["code"] == "E-105").unwrap();
    let (who, day) = (&one["engineerId"], &long["day"]);
    let mut impossible = p.clone();
    impossible["locks"] = json!([
        { "workOrderId": long["order"]["workOrderId"], "engineerId": who, "day": day },
        { "workOrderId": weld["order"]["workOrderId"], "engineerId": who, "day": day },
    ]);
    let asked = json!({ "model": "workforce_dispatch", "parameters": impossible, "wait": true });
    let failed = bench.ok("start_run", asked).await;
    assert_eq!(
        (&failed["run"]["status"], &failed["run"]["failure"]["id"]),
        (&json!("failed"), &json!("dispatch-conflict-hours"))
    );
    // Not with an id of nobody, nor outside the plan.
    impossible["locks"] = json!([{ "workOrderId": order, "day": "2020-01-01" }]);
    let asked = json!({ "model": "workforce_dispatch", "parameters": impossible });
    assert_eq!(bench.refused("start_run", asked).await, "dispatch-lock-impossible");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_input_and_seed_give_the_same_bytes_and_another_seed_another_fingerprint() {
    let bench = demo().await;
    for model in ["workforce_dispatch", "production_risk", "deferral_fleet"] {
        let p = match model {
            "deferral_fleet" => parameters(&bench, model, |_| {}).await,
            _ => {
                parameters(&bench, model, |p| {
                    repeatable(p);
                    p["firstDay"] = json!("2027-01-03");
                })
                .await
            }
        };
        // Ages are counted to the coming midnight, so two runs of a day see the same.
        let (a, b) = (run(&bench, model, &p).await, run(&bench, model, &p).await);
        assert_eq!(a["run"]["inputFingerprint"], b["run"]["inputFingerprint"], "{model}");
        assert_eq!(b["sameInputAsPrevious"], true);
        for kind in [DocumentKind::Input, DocumentKind::Plan, DocumentKind::View] {
            assert_eq!(document(&bench, &a, kind), document(&bench, &b, kind), "{model}");
        }
        if model == "workforce_dispatch" {
            let mut other = p.clone();
            other["seed"] = json!(2);
            assert_ne!(run(&bench, model, &other).await["run"]["inputFingerprint"], a["run"]["inputFingerprint"]);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn production_risk_holds_before_the_checker_and_becomes_orders() {
    let bench = demo().await;
    let p = parameters(&bench, "production_risk", |p| {
        repeatable(p);
        p["scenarios"] = json!(40);
        p["budget"] = json!(30_000);
    })
    .await;
    let row = run(&bench, "production_risk", &p).await;
    let (input, plan) = parsed(&bench, &row);
    let verdict = plan_checker::production_risk::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let told = bench.ok("get_risk_plan", json!({ "runId": row["run"]["id"] })).await;
    assert!(verdict.optimized < verdict.current, "{verdict:?}");
    assert_eq!(told["schedule"].as_array().unwrap().len(), verdict.done.len());
    assert!(
        told["binding"].as_array().unwrap().iter().any(|b| b["what"]["id"] == "risk-limit-budget"),
        "{}",
        told["binding"]
    );
    assert_eq!((&told["groups"], told["periods"].as_array().unwrap().len()), (&json!(6), 12));

    // Decided before: it stays, and one that was left out is not done.
    let first = &told["schedule"][0];
    let mut locked = p.clone();
    locked["locks"] = json!([
        { "assetId": first["assetId"], "period": 7 },
        { "assetId": told["schedule"][1]["assetId"], "period": null },
    ]);
    let again = run(&bench, "production_risk", &locked).await;
    let (input, plan) = parsed(&bench, &again);
    plan_checker::production_risk::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let kept = bench.ok("get_risk_plan", json!({ "runId": again["run"]["id"] })).await;
    let of = |asset: &Value| kept["schedule"].as_array().unwrap().iter().find(|s| s["assetId"] == *asset).cloned();
    assert_eq!(of(&first["assetId"]).unwrap()["period"], 7);
    assert!(of(&told["schedule"][1]["assetId"]).is_none());

    let accepted = json!({ "runId": row["run"]["id"], "ids": [first["proposalId"]] });
    let made = bench.ok("accept_proposals", accepted).await["accepted"][0].clone();
    let order = bench.ok("get_work_order", json!({ "id": made["workOrderId"] })).await;
    assert_eq!((&order["order"]["type"], &order["order"]["dueOn"]), (&json!("preventive"), &first["until"]));
    let needs = bench.ok("get_work_needs", json!({ "workOrderId": made["workOrderId"] })).await;
    assert_eq!(needs["needs"]["notBefore"], first["from"]);
    // The other run proposes the same asset: it has its order.
    let twice = json!({ "runId": again["run"]["id"], "ids": [of(&first["assetId"]).unwrap()["proposalId"]] });
    let refused = bench.ok("accept_proposals", twice).await;
    assert_eq!(refused["refused"][0]["failure"]["message"]["id"], "recommendation-has-open-order");
    assert_eq!(
        bench.ok("compare_runs", json!({ "ids": [row["run"]["id"], again["run"]["id"]] })).await["parameters"][0]["name"],
        "locks"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cost_of_waiting_of_the_whole_fleet_holds_before_the_checker() {
    let bench = demo().await;
    let p = parameters(&bench, "deferral_fleet", |_| {}).await;
    let row = run(&bench, "deferral_fleet", &p).await;
    let (input, _) = parsed(&bench, &row);
    // Each asset's line is its proposal.
    let proposals = bench.ok("list_proposals", json!({ "runId": row["run"]["id"], "limit": 500 })).await;
    let lines = proposals["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| json!([r["proposal"]["assetId"], r["proposal"]["detail"]]));
    let checked = plan_checker::deferral::check(&input, &lines.collect()).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let told = bench.ok("get_deferral_fleet", json!({ "runId": row["run"]["id"], "limit": 5 })).await;
    assert_eq!((&told["total"], told["items"].as_array().unwrap().len()), (&json!(checked), 5));
    let line = &told["items"][0];
    assert_eq!(line["points"].as_array().unwrap().len(), 5);
    // The list and the asset's own page say the same.
    let asset = &line["proposal"]["proposal"]["assetId"];
    let alone = bench.ok("get_deferral", json!({ "assetId": asset, "horizonDays": 365 })).await;
    let at = |days: f64| alone["curve"].as_array().unwrap().iter().find(|p| p["daysDeferred"] == days).unwrap().clone();
    for point in line["points"].as_array().unwrap().iter().filter(|p| p["days"].as_f64().unwrap() <= 365.0) {
        let Some(own) = alone["curve"].as_array().unwrap().iter().find(|p| p["daysDeferred"] == point["days"]) else {
            continue;
        };
        let (a, b) = (own["netCost"].as_f64().unwrap(), point["netCost"].as_f64().unwrap());
        assert!((a - b).abs() < 1e-3 * a.abs().max(100.0), "{a} {b}");
    }
    assert!(at(7.0)["riskIncrease"].as_f64().unwrap() > 0.0);
    let accepted = json!({ "runId": row["run"]["id"], "ids": [line["proposal"]["proposal"]["id"]] });
    assert_eq!(bench.ok("accept_proposals", accepted).await["accepted"].as_array().unwrap().len(), 1);
    let csv = bench.ok("export_run", json!({ "id": row["run"]["id"], "language": "en" })).await;
    assert_eq!(csv["content"].as_str().unwrap().lines().count(), checked + 1);
    assert!(!line["ageSince"]["began"].is_null(), "{line}");

    // The same with a damage that grows: dearer, and it still holds.
    let mut model = bench.ok("get_cost_model", json!({})).await["model"].clone();
    model["otherFamilies"]["damageGrowthPercent"] = json!("1.5");
    for family in model["families"].as_object_mut().unwrap().values_mut() {
        family["damageGrowthPercent"] = json!("0.5");
    }
    bench.sign_in_as("admin@demo.example", DEMO_PASSWORD).await;
    bench.ok("save_cost_model", json!({ "model": model, "baseVersion": 0, "reason": "Damage grows" })).await;
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
    let grown = run(&bench, "deferral_fleet", &p).await;
    let (input, _) = parsed(&bench, &grown);
    let proposals = bench.ok("list_proposals", json!({ "runId": grown["run"]["id"], "limit": 500 })).await;
    let lines = proposals["items"].as_array().unwrap().iter();
    let lines: Value = lines.map(|r| json!([r["proposal"]["assetId"], r["proposal"]["detail"]])).collect();
    plan_checker::deferral::check(&input, &lines).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
    let objective = |row: &Value| row["run"]["objective"].as_f64().unwrap();
    assert!(objective(&grown) > objective(&row), "{} {}", objective(&grown), objective(&row));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_goes_on_in_the_background_and_stops_within_half_a_second_with_its_best() {
    let bench = demo().await;
    for model in ["workforce_dispatch", "production_risk"] {
        let p = parameters(&bench, model, |p| p["effort"] = json!({ "seconds": 60.0 })).await;
        let mut heard = bench.app.changes.subscribe();
        let row = bench.ok("start_run", json!({ "model": model, "parameters": p })).await;
        assert_eq!(row["run"]["status"], "running");
        let id = json!({ "id": row["run"]["id"] });
        let begun = Instant::now();
        loop {
            let now = bench.ok("get_run", id.clone()).await;
            if now["progress"]["objective"].is_number() || now["run"]["status"] != "running" {
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(20), "no plan yet: {now}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(bench.refused("delete_run", id.clone()).await, "run-is-kept");
        let asked = Instant::now();
        let cancelled = bench.call("cancel_run", id.clone()).await;
        // A small model may have been proven best by then.
        if let Ok(row) = &cancelled {
            assert!(asked.elapsed() < Duration::from_millis(700), "{:?}", asked.elapsed());
            assert_eq!(row["run"]["status"], "cancelled", "{row}");
            assert!(row["run"]["objective"].is_number() && row["progress"].is_null(), "{row}");
        } else {
            assert_eq!(cancelled.unwrap_err().message.id, "run-not-running");
        }
        let (input, plan) = parsed(&bench, &row);
        match model {
            "workforce_dispatch" => {
                // Stopped or not, what is kept is a plan.
                plan_checker::dispatch::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
            }
            _ => {
                plan_checker::production_risk::check(&input, &plan).unwrap_or_else(|wrong| panic!("{wrong:#?}"));
            }
        }
        let mut topics = Vec::new();
        while let Ok(changed) = heard.try_recv() {
            topics.extend(changed.topics.into_iter().map(|t| serde_json::to_value(t).unwrap()));
        }
        assert!(topics.contains(&json!("runs")) && topics.contains(&json!("optimization")), "{topics:?}");
        assert_eq!(bench.refused("cancel_run", id).await, "run-not-running");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn scenarios_are_named_locked_and_let_go() {
    let bench = demo().await;
    let p = parameters(&bench, "deferral_fleet", |_| {}).await;
    let row = run(&bench, "deferral_fleet", &p).await;
    let id = row["run"]["id"].clone();
    let saved = bench.ok("save_run", json!({ "id": id, "name": "Budget 2027", "isLocked": true })).await;
    assert_eq!((&saved["run"]["name"], &saved["run"]["isLocked"]), (&json!("Budget 2027"), &json!(true)));
    assert_eq!(bench.refused("delete_run", json!({ "id": id })).await, "run-is-kept");
    bench.ok("save_run", json!({ "id": id, "name": "", "isLocked": false })).await;
    bench.ok("delete_run", json!({ "id": id })).await;
    assert_eq!(bench.refused("get_run", json!({ "id": id })).await, "store-not-found");
    // The list of prioritizations has only its own.
    run(&bench, "deferral_fleet", &p).await;
    assert_eq!(bench.ok("list_runs", json!({})).await["total"], 0);
    assert_eq!(bench.ok("list_runs", json!({ "model": "deferral_fleet" })).await["total"], 1);
    assert_eq!(bench.ok("list_runs", json!({ "model": "all" })).await["total"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_engine_switched_off_nothing_runs_and_the_refusal_is_423() {
    // A run of before: its proposals are not decided on either.
    let before = demo().await;
    let p = parameters(&before, "deferral_fleet", |_| {}).await;
    let made = run(&before, "deferral_fleet", &p).await["run"]["id"].clone();
    before.app.close().await;
    let settings = Settings { optimization_engine_enabled: false, ..Settings::default() };
    let vault = before.app.vault.clone();
    let app = App::new(before.folder.path().to_owned(), settings, vault, Clock::Machine, Duties::AnswerOnly);
    let door = Door::new(app.clone());
    let bench = Bench { folder: before.folder, app, door };
    bench.sign_in_as(OPTIMIZER, DEMO_PASSWORD).await;
    let asset = bench.ok("list_assets", json!({ "limit": 1 })).await["items"][0]["asset"]["id"].clone();
    for (command, request) in [
        ("run_prioritization", json!({})),
        ("get_deferral", json!({ "assetId": asset })),
        ("start_run", json!({ "model": "workforce_dispatch", "parameters": {} })),
        ("start_run", json!({ "model": "production_risk", "parameters": {} })),
        ("start_run", json!({ "model": "deferral_fleet", "parameters": {} })),
        ("accept_proposals", json!({ "runId": made, "all": true })),
        ("reject_proposal", json!({ "id": asset, "reason": "x" })),
        ("accept_recommendation", json!({ "id": asset })),
        ("reject_recommendation", json!({ "id": asset, "reason": "x" })),
        ("withdraw_decision", json!({ "id": asset, "reason": "x" })),
        ("compare_runs", json!({ "ids": [asset, asset] })),
        ("export_run", json!({ "id": asset })),
    ] {
        let failure = bench.call(command, request).await.expect_err(command);
        assert_eq!(
            (failure.code.number(), failure.message.id.as_str()),
            (423, "optimization-switched-off"),
            "{command}"
        );
    }
    assert_eq!(bench.ok("list_runs", json!({ "model": "all" })).await["total"], 1, "none beside that of before");
}
