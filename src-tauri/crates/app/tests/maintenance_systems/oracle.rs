//! Oracle Maintenance.

use crate::{
    common::Bench,
    support::{asset_of, away_is_noticed, configured, events, objects, reopened, state, taken, until, work_order},
};
use app::{Clock, Settings, Vault};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::oracle::{Options, Server, USER};

async fn server(options: Options) -> Server {
    tokio::task::spawn_blocking(move || Server::start(options)).await.unwrap()
}

fn settings() -> Settings {
    Settings { demo_mode: false, ..Settings::default() }
}

async fn bench(server: &Server, vault: &Vault, page_size: u32) -> (Bench, Value, Value) {
    let config = json!({"baseUrl": server.url(), "organization": "M1", "userName": USER.0, "pageSize": page_size});
    let request =
        json!({"connector": "oracle_eam", "name": "Oracle", "config": config, "secrets": {"password": USER.1}});
    configured(settings(), request, vault, Clock::Machine).await
}

fn counts(server: &Server) -> Value {
    serde_json::from_str(&server.counts()).unwrap()
}

fn orders(server: &Server) -> Vec<Value> {
    counts(server)["orders"].as_array().unwrap().clone()
}

async fn summary(bench: &Bench, id: &Value) -> Value {
    bench.ok("get_maintenance_summary", json!({"id": id})).await
}

/// Units are of no family that is plain.
async fn take_in_all(bench: &Bench, id: &Value, site: &Value) -> Value {
    let rows: Vec<Value> = objects(bench, id, site)
        .await
        .iter()
        .map(|row| {
            let mut row = taken(row);
            if row["family"].is_null() {
                row["family"] = json!("other");
            }
            row
        })
        .collect();
    bench.ok("take_in_objects", json!({"integrationId": id, "siteId": site, "rows": rows})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn assets_are_taken_in_only_as_a_person_says_so() {
    let server = server(Options { assets: 7, ..Options::default() }).await;
    let (bench, id, site) = bench(&server, &Vault::memory(), 200).await;
    let report = bench.ok("test_integration", json!({"id": id})).await;
    assert_eq!((&report["succeeded"], &report["isSimulated"]), (&json!(true), &json!(false)), "{report:#}");
    let rows = objects(&bench, &id, &site).await;
    let verdicts: Vec<_> = rows.iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["new", "new", "same_tag", "new", "new", "new", "new", "new", "new"]);
    assert_eq!((&rows[0]["family"], &rows[7]["family"]), (&json!("pump"), &Value::Null));
    assert_eq!(rows[0]["object"]["serialNumber"], "S-00001");
    assert_eq!(bench.ok("list_assets", json!({})).await["total"], 1, "a look makes nothing");
    let found = bench
        .ok(
            "list_maintenance_objects",
            json!({"integrationId": id, "siteId": site, "kind": "equipment", "text": "P-0005"}),
        )
        .await;
    assert_eq!(found["rows"].as_array().unwrap().len(), 1);

    assert_eq!(take_in_all(&bench, &id, &site).await, json!({"created": 8, "linked": 1, "passedOver": 0}));
    assert_eq!(take_in_all(&bench, &id, &site).await, json!({"created": 0, "linked": 0, "passedOver": 9}));
    let (pump, unit) = (asset_of(&bench, "P-0001").await, asset_of(&bench, "U-01").await);
    assert_eq!((&pump["parentId"], &pump["installedOn"]), (&unit["id"], &json!("2015-06-01")));
    assert_eq!(asset_of(&bench, "P-0002").await["parentId"], Value::Null);
    // The one that was there keeps all that it had.
    let kept = asset_of(&bench, "P-0003").await;
    assert_eq!((&kept["nameEn"], &kept["parentId"]), (&json!("Pump"), &Value::Null));
    let told = summary(&bench, &id).await;
    assert_eq!(
        (&told["objects"], &told["system"], &told["kinds"]),
        (&json!(9), &json!("Oracle"), &json!(["equipment"]))
    );
    assert_eq!(bench.refused("browse_tags", json!({"integrationId": id})).await, "integration-has-no-tags");
    let bad = json!({"integrationId": id, "siteId": site, "kind": "equipment", "after": "1' or '1'='1"});
    assert_eq!(bench.refused("list_maintenance_objects", bad).await, "oracle-code-malformed");
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn completed_orders_become_history_once_also_over_a_kill_in_the_middle() {
    let server = server(Options { assets: 5, work_orders: 40, ..Options::default() }).await;
    let vault = Vault::memory();
    let (bench, id, site) = bench(&server, &vault, 6).await;
    take_in_all(&bench, &id, &site).await;
    // One question for the description, some for pages, and then Oracle is away.
    server.control(r#"{"mode": "ok", "count": 4, "then": "unavailable"}"#);
    bench.ok("start_integration", json!({"id": id})).await;
    let half =
        until("some are read", async || summary(&bench, &id).await["recorded"].as_i64().filter(|n| *n >= 12)).await;
    assert!(half < 40, "{half}");
    bench.app.close().await;
    server.control(r#"{"mode": "ok"}"#);
    let bench = reopened(bench.folder, settings(), vault, Clock::Machine).await;
    until("all are read", async || (summary(&bench, &id).await["recorded"] == 40).then_some(())).await;
    assert_eq!(summary(&bench, &id).await["read"], 40);
    let mut all = Vec::new();
    for n in 1..=5 {
        all.extend(events(&bench, &format!("P-{n:04}")).await);
    }
    assert_eq!(all.len(), 40);
    let failures = all.iter().filter(|e| e["kind"] == "failure").count();
    assert_eq!((failures, all.len() - failures), (27, 13));
    let first = all.iter().find(|e| e["note"] == "Oracle 1001: Seal leaks (1)").unwrap();
    // It failed when the order was made, 03:00 UTC.
    assert_eq!((&first["mode"], &first["at"]), (&json!("UNK"), &json!("2026-02-02T03:00:00Z")));
    assert_eq!(first["downtimeHours"], Value::Null);
    let oil = all.iter().find(|e| e["note"] == "Oracle 1003: Oil changed (3)").unwrap();
    assert_eq!((&oil["kind"], &oil["work"]), (&json!("maintenance"), &json!("minor_repair")));

    // A change is seen; one that is committed late, with a time before the last one that was read, is seen too.
    server.change(r#"{"number": "1002", "WorkOrderDescription": "Other words"}"#);
    server
        .change(r#"{"number": "2001", "LastUpdateDate": "2026-01-01T00:08:00+00:00", "WorkOrderDescription": "Late"}"#);
    bench.ok("stop_integration", json!({"id": id})).await;
    bench.ok("start_integration", json!({"id": id})).await;
    until("the late one", async || (summary(&bench, &id).await["recorded"] == 42).then_some(())).await;
    assert!(events(&bench, "P-0001").await.iter().any(|e| e["note"] == "Oracle 2001: Late"));
    let changed = events(&bench, "P-0002").await;
    assert!(changed.iter().any(|e| e["note"] == "Oracle 1002: Other words"), "{changed:#?}");
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_work_order_goes_to_oracle_once_whatever_is_lost_on_the_way() {
    let server = server(Options::default()).await;
    let vault = Vault::memory();
    let (bench, id, site) = bench(&server, &vault, 200).await;
    let stranger = work_order(&bench, "P-0003").await;
    assert_eq!(bench.refused("send_work_order_to_system", json!({"id": stranger})).await, "work-order-not-in-system");
    take_in_all(&bench, &id, &site).await;
    let order = work_order(&bench, "P-0001").await;
    assert_eq!(
        (&state(&bench, &order).await["system"], &state(&bench, &order).await["canSend"]),
        (&json!("Oracle"), &json!(true))
    );
    assert_eq!(bench.refused("send_work_order_to_system", json!({"id": order})).await, "system-integration-stopped");
    bench.ok("start_integration", json!({"id": id})).await;
    for _ in 0..3 {
        bench.ok("send_work_order_to_system", json!({"id": order})).await;
    }
    let is = async |bench: &Bench, order: &Value, wanted: &str| {
        Some(state(bench, order).await).filter(|s| s["order"]["state"] == wanted)
    };
    let there = until("there", async || is(&bench, &order, "there").await).await;
    let written = orders(&server);
    assert_eq!((written.len(), &there["order"]["number"]), (1, &written[0]["WorkOrderNumber"]));
    assert_eq!(
        (&written[0]["WorkOrderDescription"], &written[0]["WorkOrderPriority"]),
        (&json!("Replace the seal"), &json!(2))
    );

    // Refused in Oracle's words, mended, sent again.
    server.control(r#"{"mode": "refuse_order"}"#);
    let other = work_order(&bench, "P-0002").await;
    bench.ok("send_work_order_to_system", json!({"id": other})).await;
    let refused = until("refused", async || is(&bench, &other, "refused").await).await;
    assert_eq!(refused["order"]["problem"]["message"]["id"], "oracle-order-refused", "{refused:#}");
    // The answer is lost this time.
    server.control(r#"{"mode": "cut_after"}"#);
    bench.ok("send_work_order_to_system", json!({"id": other})).await;
    until("taken", async || (orders(&server).len() == 2).then_some(())).await;
    server.control(r#"{"mode": "ok"}"#);
    until("found", async || is(&bench, &other, "there").await).await;

    // Oracle takes it late, and meanwhile this process is gone: the next one finds it, and has not sent it again.
    server.control(r#"{"mode": "late", "late": 12}"#);
    let late = work_order(&bench, "P-0004").await;
    bench.ok("send_work_order_to_system", json!({"id": late})).await;
    until("sent", async || Some(state(&bench, &late).await).filter(|s| !s["order"]["problem"].is_null())).await;
    server.control(r#"{"mode": "ok"}"#);
    bench.app.close().await;
    let bench = reopened(bench.folder, settings(), vault, Clock::Machine).await;
    assert_eq!(state(&bench, &late).await["order"]["state"], "sending");
    assert_eq!(state(&bench, &late).await["canSend"], false, "nobody sends it a second time by hand");
    until("found", async || is(&bench, &late, "there").await).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    assert_eq!((orders(&server).len(), &counts(&server)["posts"]), (3, &json!(4)));
    bench.app.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_system_that_goes_away_between_two_readings_is_known_as_away() {
    let server = server(Options::default()).await;
    let (bench, id, _) = bench(&server, &Vault::memory(), 200).await;
    away_is_noticed(&bench, &id, |told| server.control(told), "oracle-unavailable").await;
}
