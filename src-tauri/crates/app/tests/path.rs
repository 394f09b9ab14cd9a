//! The whole path in one process: the demo plant is collected with its history, scored, prioritized; a recommendation
//! is accepted into a work order that moves to its end. Secrets stay out of every file.
#![allow(clippy::unwrap_used)]

mod common;

use app::{Duties, Vault};
use common::Bench;
use serde_json::json;
use std::{path::Path, time::Duration};

#[tokio::test(flavor = "multi_thread")]
async fn from_the_plant_to_a_finished_work_order() {
    let bench = Bench::with(Vault::memory(), Duties::CollectAndKeepHouse);
    let workspace = bench.ok("create_workspace", json!({ "kind": "demo" })).await;
    bench.sign_in_as("admin@demo.example", workspace["demoPassword"].as_str().unwrap()).await;

    // Half the plant is enough; the history of 434 signals takes a debug build a while.
    let mut scored = 0;
    for _ in 0..240 {
        tokio::time::sleep(Duration::from_millis(500)).await;
        scored = bench.ok("score_assets", json!({})).await["scored"].as_u64().unwrap();
        if scored > 40 {
            break;
        }
    }
    assert!(scored > 40, "{scored} assets have scores");
    let dashboard = bench.ok("get_dashboard", json!({})).await;
    assert_eq!(dashboard["hasSimulatedScores"], true);
    for band in ["poor", "fair", "good", "unknown"] {
        let listed = bench.ok("list_assets", json!({ "band": band, "limit": 1 })).await;
        assert_eq!(listed["total"], dashboard[band], "the count of {band} leads to exactly that list");
    }
    let bad = bench.ok("list_mappings", json!({ "state": "bad", "limit": 1 })).await["total"].as_u64().unwrap();
    assert!(bad > 0 && bad < 40, "{bad} bad signals");

    let run = bench.ok("run_prioritization", json!({})).await;
    let again = bench.ok("run_prioritization", json!({})).await;
    assert_eq!(run["run"]["ranked"], again["run"]["ranked"]);
    let list = bench.ok("list_recommendations", json!({ "runId": run["run"]["id"], "limit": 3 })).await;
    let first = &list["items"][0]["recommendation"];
    let (terms, priority) = (&first["terms"], first["priority"].as_f64().unwrap());
    let health = terms["health"].as_f64().unwrap();
    let probability = terms["failureProbability"].as_f64().unwrap();
    let weight = terms["criticalityWeight"].as_f64().unwrap();
    assert!((priority - ((100.0 - health) * 0.4 + probability * 40.0 + weight * 10.0)).abs() < 1e-9);
    assert!(priority >= list["items"][1]["recommendation"]["priority"].as_f64().unwrap());

    let order = bench.ok("accept_recommendation", json!({ "id": first["id"] })).await;
    assert!(order["titleAr"].as_str().unwrap().contains(list["items"][0]["assetTag"].as_str().unwrap()));
    assert_eq!(bench.refused("accept_recommendation", json!({ "id": first["id"] })).await, "store-conflict");
    let second = &list["items"][1]["recommendation"]["id"];
    assert_eq!(
        bench.refused("reject_recommendation", json!({ "id": second, "reason": "  " })).await,
        "config-field-required"
    );
    bench.ok("reject_recommendation", json!({ "id": second, "reason": "Shutdown next week" })).await;
    for (command, place) in [("reject_recommendation", 1), ("accept_recommendation", 0)] {
        let log = bench.ok("list_actions", json!({ "search": command })).await;
        assert_eq!(log["items"][0]["object"], list["items"][place]["assetTag"], "{command} names the asset");
    }
    // The second run knew nothing of this; its proposal does.
    let run_again = json!({ "runId": again["run"]["id"], "limit": 2 });
    let proposed = bench.ok("list_recommendations", run_again.clone()).await["items"][0].clone();
    assert_eq!(proposed["assetTag"], list["items"][0]["assetTag"]);
    let open = json!({ "id": order["id"], "number": order["number"], "status": "open" });
    assert_eq!(proposed["openOrder"], open);
    let accept_again = json!({ "id": proposed["recommendation"]["id"] });
    let refused = bench.call("accept_recommendation", accept_again.clone()).await.unwrap_err();
    assert_eq!((refused.code.number(), refused.message.id.as_str()), (409, "recommendation-has-open-order"));
    let said = app::texts::render_failure(&refused, app::texts::Language::English);
    assert!(said.contains(order["number"].as_str().unwrap()), "{said}");
    let orders = bench.ok("list_work_orders", json!({ "assetId": order["assetId"] })).await;
    assert_eq!(
        orders["items"].as_array().unwrap().iter().filter(|o| o["order"]["titleEn"] == order["titleEn"]).count(),
        1
    );
    let rejected = bench.ok("list_recommendations", run_again).await["items"][1]["lastRejection"].clone();
    assert_eq!(rejected["reason"], "Shutdown next week");

    for (status, count) in [("accepted", 1), ("rejected", 1), ("proposed", list["total"].as_u64().unwrap() - 2)] {
        let of = bench.ok("list_recommendations", json!({ "runId": run["run"]["id"], "status": status })).await;
        assert_eq!(of["total"], count, "{status}");
    }

    // A rejection taken back, and decided anew: the place of the ranking waits for a decision like any other.
    let reason = json!({ "id": second, "reason": "The shutdown was called off" });
    bench.ok("withdraw_decision", reason.clone()).await;
    let of = bench.ok("list_recommendations", json!({ "runId": run["run"]["id"], "status": "rejected" })).await;
    assert_eq!(of["total"], 0);
    let accepted = bench.ok("accept_recommendation", json!({ "id": second })).await;
    bench.ok("withdraw_decision", reason.clone()).await;
    let cancelled = bench.ok("get_work_order", json!({ "id": accepted["id"] })).await;
    assert_eq!(
        (&cancelled["order"]["status"], &cancelled["order"]["source"]),
        (&json!("cancelled"), &json!("recommendation"))
    );
    let anew = bench.ok("accept_recommendation", json!({ "id": second })).await;
    assert_ne!(anew["number"], accepted["number"]);
    assert_eq!(
        bench.refused("withdraw_decision", json!({ "id": first["id"], "reason": "" })).await,
        "config-field-required"
    );

    for (from, to) in [("open", "assigned"), ("assigned", "in_progress"), ("in_progress", "done")] {
        bench.ok("move_work_order", json!({ "id": order["id"], "from": from, "to": to })).await;
    }
    let begun = json!({ "id": first["id"], "reason": "Too late" });
    assert_eq!(bench.refused("withdraw_decision", begun).await, "withdraw-order-begun");
    let second_order = bench.ok("accept_recommendation", accept_again).await;
    assert_ne!(second_order["number"], order["number"], "the first one is done");
    let back = json!({ "id": order["id"], "from": "done", "to": "open" });
    assert_eq!(bench.refused("move_work_order", back).await, "work-order-move-impossible");
    let stale = json!({ "id": order["id"], "from": "open", "to": "cancelled" });
    assert_eq!(bench.refused("move_work_order", stale).await, "work-order-changed");
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn in_demo_mode_no_external_call_is_made_and_a_test_says_that_it_is_simulated() {
    let bench = Bench::demo().await;
    bench.sign_in_as("admin@demo.example", "optria-demo").await;
    let config = json!({ "endpointUrl": "opc.tcp://127.0.0.1:1" });
    let saved = bench.ok("save_integration", json!({ "connector": "opcua", "name": "PLC", "config": config })).await;
    let id = json!({ "id": saved["integration"]["id"] });
    let report = bench.ok("test_integration", id.clone()).await;
    assert_eq!((report["succeeded"].as_bool(), report["isSimulated"].as_bool()), (Some(true), Some(true)));
    assert_eq!(bench.refused("start_integration", id.clone()).await, "demo-mode-no-external-call");
    assert_eq!(saved["blocked"]["message"]["id"], "demo-mode-no-external-call", "its card says why");
    let browsed = json!({ "integrationId": saved["integration"]["id"] });
    for (command, request) in [
        ("browse_tags", browsed.clone()),
        ("check_drift", browsed),
        ("discover_endpoints", json!({ "url": "opc.tcp://127.0.0.1:1" })),
    ] {
        assert_eq!(bench.refused(command, request).await, "demo-mode-no-external-call", "{command}");
    }
    let settings = json!({ "name": "Plant", "timeZone": "Asia/Riyadh", "currency": "SAR", "demoMode": false });
    bench.ok("save_workspace_settings", settings).await;
    let report = bench.ok("test_integration", id.clone()).await;
    assert_eq!((report["succeeded"].as_bool(), report["isSimulated"].as_bool()), (Some(false), Some(false)));
    assert_eq!(bench.ok("get_integration", id).await["blocked"], serde_json::Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_planted_password_is_in_no_file_and_no_answer_and_survives_a_masked_edit() {
    const CANARY: &str = "canary-51b7e0c2";
    let vault = Vault::memory();
    let bench = Bench::with(vault.clone(), Duties::AnswerOnly);
    bench.create_empty().await.unwrap();
    let _log = app::logging::start(bench.folder.path(), "trace");
    let mut request = json!({
        "connector": "opcua", "name": "PLC",
        "config": { "endpointUrl": "opc.tcp://127.0.0.1:1", "securityPolicy": "None", "identity": "user", "userName": "u" },
        "secrets": { "password": CANARY }
    });
    let saved = bench.ok("save_integration", request.clone()).await;
    request["id"] = saved["integration"]["id"].clone();
    request["secrets"]["password"] = json!("***");
    request["name"] = json!("PLC 2");
    bench.ok("save_integration", request.clone()).await;
    bench.integration("Taken").await;
    let mut refused = request.clone();
    refused["name"] = json!("Taken");
    refused["secrets"]["password"] = json!("another");
    assert_eq!(bench.refused("save_integration", refused).await, "duplicate-integration-name");
    let tested = bench.ok("test_integration", json!({ "id": saved["integration"]["id"] })).await;
    let shown = bench.ok("list_integrations", json!({})).await;
    let log = bench.ok("list_actions", json!({})).await;
    for answer in [&saved, &tested, &shown, &log] {
        assert!(!answer.to_string().contains(CANARY), "{answer}");
    }
    let name = format!("{}:password", saved["integration"]["id"].as_str().unwrap());
    let Vault::Memory(kept) = &vault else { unreachable!() };
    let kept = kept.lock().iter().find(|(k, _)| k.ends_with(&name)).map(|(_, v)| v.expose().to_owned());
    assert_eq!(kept.as_deref(), Some(CANARY));
    bench.app.close().await;
    let mut files = 0;
    each_file(bench.folder.path(), &mut |path, bytes| {
        files += 1;
        let found = bytes.windows(CANARY.len()).any(|w| w == CANARY.as_bytes());
        assert!(!found, "{} holds the password", path.display());
    });
    assert!(files >= 3, "{files} files looked at");
}

fn each_file(folder: &Path, look: &mut impl FnMut(&Path, &[u8])) {
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            each_file(&path, look);
        } else {
            look(&path, &std::fs::read(&path).unwrap());
        }
    }
}
