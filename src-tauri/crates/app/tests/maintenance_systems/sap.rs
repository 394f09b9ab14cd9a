//! SAP Plant Maintenance.

use crate::{
    common::Bench,
    support::{
        asset_of, away_is_noticed, configured, events, objects, reopened, state, take_in, taken, until, work_order,
    },
};
use app::{Clock, Settings, Vault};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::sap::{Options, Server, USER};

async fn server(options: Options) -> Server {
    tokio::task::spawn_blocking(move || Server::start(options)).await.unwrap()
}

async fn bench(server: &Server, vault: &Vault, clock: Clock) -> (Bench, Value, Value) {
    let config = json!({"client": "100", "userName": USER.0, "pageSize": 3});
    let request = json!({"connector": "sap", "name": "SAP PM", "config": config, "secrets": {"password": USER.1}});
    configured(settings(server), request, vault, clock).await
}

/// The address comes from the environment.
fn settings(server: &Server) -> Settings {
    Settings { demo_mode: false, sap_base_url: Some(server.url().into()), ..Settings::default() }
}

fn orders(server: &Server) -> Vec<Value> {
    let counts: Value = serde_json::from_str(&server.counts()).unwrap();
    counts["orders"].as_array().unwrap().clone()
}

#[tokio::test(flavor = "multi_thread")]
async fn objects_become_assets_only_as_a_person_takes_them_in() {
    let server = server(Options { equipment: 7, ..Options::default() }).await;
    let (bench, id, site) = bench(&server, &Vault::memory(), Clock::Machine).await;
    let report = bench.ok("test_integration", json!({"id": id})).await;
    assert_eq!((&report["succeeded"], &report["isSimulated"]), (&json!(true), &json!(false)), "{report:#}");
    let rows = objects(&bench, &id, &site).await;
    let verdicts: Vec<_> = rows.iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["new", "new", "same_tag", "new", "new", "new", "new"]);
    assert_eq!((&rows[0]["family"], &rows[0]["criticality"]), (&json!("pump"), &json!("medium")));
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 1, "a look makes nothing");

    let unit = bench
        .ok("list_maintenance_objects", json!({"integrationId": id, "siteId": site, "kind": "functional_location"}))
        .await;
    let unit: Vec<Value> = unit["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| {
            let mut row = taken(r);
            row["family"] = json!("other");
            row
        })
        .collect();
    bench.ok("take_in_objects", json!({"integrationId": id, "siteId": site, "rows": unit})).await;
    let outcome = take_in(&bench, &id, &site).await;
    assert_eq!(outcome, json!({"created": 6, "linked": 1, "passedOver": 0}));
    assert_eq!(take_in(&bench, &id, &site).await, json!({"created": 0, "linked": 0, "passedOver": 7}));
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 9);
    let (pump, unit) = (asset_of(&bench, "P-0001").await, asset_of(&bench, "RT-U01").await);
    assert_eq!((&pump["parentId"], &pump["installedOn"]), (&unit["id"], &json!("2015-06-01")));
    // The one that was there keeps all that it had.
    assert_eq!(asset_of(&bench, "P-0003").await["nameEn"], "Pump");
    let again = objects(&bench, &id, &site).await;
    assert!(again.iter().all(|r| r["verdict"] == "linked"));
    assert_eq!(bench.ok("get_maintenance_summary", json!({"id": id})).await["objects"], 9);

    let other = bench.integration("Simulator").await;
    let request = json!({"integrationId": other, "siteId": site, "kind": "equipment"});
    assert_eq!(
        bench.refused("get_maintenance_summary", json!({"id": other})).await,
        "integration-is-no-maintenance-system"
    );
    assert_eq!(bench.refused("list_maintenance_objects", request).await, "integration-is-no-maintenance-system");
    assert_eq!(bench.refused("browse_tags", json!({"integrationId": id})).await, "integration-has-no-tags");
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn breakdowns_become_failures_once_and_what_a_person_said_stays() {
    let server = server(Options { equipment: 5, notifications: 12, ..Options::default() }).await;
    let vault = Vault::memory();
    let (bench, id, site) = bench(&server, &vault, Clock::Machine).await;
    bench.ok("start_integration", json!({"id": id})).await;
    let summary = async || bench.ok("get_maintenance_summary", json!({"id": id})).await;
    until("read", async || summary().await["readAt"].as_str().map(|_| ())).await;
    assert_eq!(summary().await["recorded"], 0, "no asset stands for anything yet");
    // What was passed over is read again once an asset stands for it.
    take_in(&bench, &id, &site).await;
    bench.ok("start_integration", json!({"id": id})).await;
    until("failures", async || (summary().await["recorded"] == 12).then_some(())).await;
    let first = events(&bench, "P-0001").await;
    assert_eq!(first.len(), 3, "{first:#?}");
    let newest = &first[0];
    assert_eq!(
        (&newest["kind"], &newest["mode"], &newest["downtimeHours"]),
        (&json!("failure"), &json!("UNK"), &json!(3.5))
    );
    assert_eq!(newest["note"], "SAP 10000011: Seal leaks (11)");

    // Said more of by a person; changed in SAP; and another that only SAP changes.
    let told = json!({"id": newest["id"], "version": newest["version"], "assetId": newest["assetId"], "at": newest["at"],
                      "what": {"kind": "failure", "mode": "ELP"}, "note": newest["note"]});
    bench.ok("save_asset_event", told).await;
    server.notify(r#"{"number": "10000011", "NotificationText": "Other words", "MalfunctionEndTime": "10:00:00"}"#);
    server.notify(r#"{"number": "10000006", "NotificationText": "Bearing", "MalfunctionEndTime": "10:00:00"}"#);
    bench.ok("start_integration", json!({"id": id})).await;
    let changed = until("the change", async || {
        let all = events(&bench, "P-0001").await;
        all.iter().find(|e| e["note"] == "SAP 10000006: Bearing").cloned().map(|e| (e, all))
    })
    .await;
    assert_eq!(changed.0["downtimeHours"], 4.0);
    assert_eq!(changed.1.len(), 3);
    assert!(changed.1.iter().any(|e| e["mode"] == "ELP" && e["note"] == "SAP 10000011: Seal leaks (11)"));
    let before = events(&bench, "P-0002").await;
    bench.ok("stop_integration", json!({"id": id})).await;
    bench.ok("start_integration", json!({"id": id})).await;
    until("streaming", async || {
        let card = bench.ok("get_integration", json!({"id": id})).await;
        (card["connection"]["state"] == "streaming").then_some(())
    })
    .await;
    assert_eq!(events(&bench, "P-0002").await, before, "read again, nothing changed");
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_work_order_goes_to_sap_once_and_its_number_comes_back() {
    let server = server(Options::default()).await;
    let (bench, id, site) = bench(&server, &Vault::memory(), Clock::Machine).await;
    let stranger = work_order(&bench, "P-0003").await;
    assert_eq!(bench.refused("send_work_order_to_system", json!({"id": stranger})).await, "work-order-not-in-system");
    take_in(&bench, &id, &site).await;
    let order = work_order(&bench, "P-0001").await;
    assert_eq!(state(&bench, &order).await["canSend"], true);
    assert_eq!(bench.refused("send_work_order_to_system", json!({"id": order})).await, "system-integration-stopped");
    bench.ok("start_integration", json!({"id": id})).await;
    for _ in 0..3 {
        bench.ok("send_work_order_to_system", json!({"id": order})).await;
    }
    let there =
        until("there", async || Some(state(&bench, &order).await).filter(|s| s["order"]["state"] == "there")).await;
    assert_eq!((&there["order"]["number"], &there["canSend"]), (&json!("4000001"), &json!(false)));
    assert_eq!(orders(&server).len(), 1);

    // Refused in SAP's words, mended, sent again.
    server.control(r#"{"mode": "refuse_order"}"#);
    let other = work_order(&bench, "P-0002").await;
    bench.ok("send_work_order_to_system", json!({"id": other})).await;
    let refused =
        until("refused", async || Some(state(&bench, &other).await).filter(|s| s["order"]["state"] == "refused")).await;
    assert_eq!(refused["order"]["problem"]["message"]["id"], "sap-order-refused", "{refused:#}");
    server.control(r#"{"mode": "ok"}"#);
    bench.ok("send_work_order_to_system", json!({"id": other})).await;
    until("there", async || Some(state(&bench, &other).await).filter(|s| s["order"]["state"] == "there")).await;
    assert_eq!(orders(&server).len(), 2);
    let done = json!({"id": stranger, "from": "open", "to": "cancelled"});
    bench.ok("move_work_order", done).await;
    assert_eq!(
        bench.refused("send_work_order_to_system", json!({"id": stranger})).await,
        "work-order-closed-for-system"
    );
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cut_or_a_kill_between_the_order_and_its_answer_makes_no_second_order() {
    let server = server(Options::default()).await;
    let vault = Vault::memory();
    let (bench, id, site) = bench(&server, &vault, Clock::Machine).await;
    take_in(&bench, &id, &site).await;
    bench.ok("start_integration", json!({"id": id})).await;
    // SAP takes the order, and the answer is lost.
    server.control(r#"{"mode": "cut_after"}"#);
    let order = work_order(&bench, "P-0001").await;
    bench.ok("send_work_order_to_system", json!({"id": order})).await;
    until("taken", async || (orders(&server).len() == 1).then_some(())).await;
    server.control(r#"{"mode": "ok"}"#);
    let there =
        until("found", async || Some(state(&bench, &order).await).filter(|s| s["order"]["state"] == "there")).await;
    assert_eq!(there["order"]["number"], "4000001");

    // SAP takes it late, and meanwhile this process is gone: the next one finds it, and has not sent it again.
    server.control(r#"{"mode": "late", "late": 15}"#);
    let late = work_order(&bench, "P-0002").await;
    bench.ok("send_work_order_to_system", json!({"id": late})).await;
    until("sent", async || Some(state(&bench, &late).await).filter(|s| !s["order"]["problem"].is_null())).await;
    server.control(r#"{"mode": "ok"}"#);
    bench.app.close().await;
    let bench = reopened(bench.folder, settings(&server), vault, Clock::Machine).await;
    assert_eq!(state(&bench, &late).await["order"]["state"], "sending");
    assert_eq!(state(&bench, &late).await["canSend"], false, "nobody sends it a second time by hand");
    let there =
        until("found", async || Some(state(&bench, &late).await).filter(|s| s["order"]["state"] == "there")).await;
    assert_eq!(there["order"]["number"], "4000002");
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(orders(&server).len(), 2);
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_that_goes_away_between_two_readings_is_known_as_away() {
    let server = server(Options::default()).await;
    let (bench, id, _) = bench(&server, &Vault::memory(), Clock::Machine).await;
    away_is_noticed(&bench, &id, |told| server.control(told), "sap-unavailable").await;
}
