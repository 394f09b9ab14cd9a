//! What tests of every maintenance system do through the commands.

use crate::common::{ADMIN, Bench, PASSWORD};
use app::{App, Clock, Door, Duties, Settings, Vault};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

const SOON: Duration = Duration::from_secs(40);

/// A plant with a site and one pump, and a system configured: its id, and the site's.
pub async fn configured(settings: Settings, integration: Value, vault: &Vault, clock: Clock) -> (Bench, Value, Value) {
    let folder = tempfile::tempdir().unwrap();
    let app = App::new(folder.path().to_owned(), settings, vault.clone(), clock, Duties::CollectAndKeepHouse);
    let door = Door::new(app.clone());
    let bench = Bench { folder, app, door };
    bench.create_empty().await.unwrap();
    bench.asset("P-0003").await;
    let saved = bench.ok("save_integration", integration).await;
    let site = bench.ok("list_sites", json!({})).await[0]["id"].clone();
    (bench, saved["integration"]["id"].clone(), site)
}

/// The same workspace in another process.
pub async fn reopened(folder: tempfile::TempDir, settings: Settings, vault: Vault, clock: Clock) -> Bench {
    let app = App::new(folder.path().to_owned(), settings, vault, clock, Duties::CollectAndKeepHouse);
    let door = Door::new(app.clone());
    door.call("open_workspace", json!({})).await.ok();
    door.call("sign_in", json!({"email": ADMIN, "password": PASSWORD})).await.unwrap();
    Bench { folder, app, door }
}

/// All objects that can be taken in, through as many pages as there are.
pub async fn objects(bench: &Bench, id: &Value, site: &Value) -> Vec<Value> {
    let (mut rows, mut after) = (Vec::new(), Value::Null);
    loop {
        let mut request = json!({"integrationId": id, "siteId": site, "kind": "equipment"});
        if after.is_string() {
            request["after"] = after;
        }
        let page = bench.ok("list_maintenance_objects", request).await;
        rows.extend(page["rows"].as_array().unwrap().clone());
        after = page["after"].clone();
        if after.is_null() {
            return rows;
        }
    }
}

pub fn taken(row: &Value) -> Value {
    let object = &row["object"];
    json!({"object": object["object"], "tagCode": object["label"], "name": object["name"], "family": row["family"],
           "criticality": row["criticality"], "superior": object["superior"], "installedOn": object["inOperationSince"]})
}

pub async fn take_in(bench: &Bench, id: &Value, site: &Value) -> Value {
    let rows: Vec<Value> = objects(bench, id, site).await.iter().map(taken).collect();
    bench.ok("take_in_objects", json!({"integrationId": id, "siteId": site, "rows": rows})).await
}

pub async fn until<T>(what: &str, mut found: impl AsyncFnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = found().await {
            return found;
        }
        assert!(began.elapsed() < SOON, "{what}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

pub async fn asset_of(bench: &Bench, tag: &str) -> Value {
    let found = bench.ok("list_assets", json!({"search": tag})).await;
    found["items"][0]["asset"].clone()
}

pub async fn events(bench: &Bench, tag: &str) -> Vec<Value> {
    let asset = asset_of(bench, tag).await;
    let page = bench.ok("list_asset_events", json!({"assetId": asset["id"]})).await;
    page["items"].as_array().unwrap().iter().map(|row| row["event"].clone()).collect()
}

pub async fn work_order(bench: &Bench, tag: &str) -> Value {
    let asset = asset_of(bench, tag).await;
    let request =
        json!({"assetId": asset["id"], "titleEn": "Replace the seal", "type": "corrective", "priority": "high"});
    bench.ok("create_work_order", request).await["order"]["id"].clone()
}

pub async fn state(bench: &Bench, order: &Value) -> Value {
    bench.ok("get_work_order_in_system", json!({"id": order})).await
}

/// A system that goes away between two looks at what has changed is known as away within a minute, and is back by itself.
pub async fn away_is_noticed(bench: &Bench, id: &Value, control: impl Fn(&str), cause: &str) {
    bench.ok("start_integration", json!({"id": id})).await;
    let connection = async |state: &str| {
        until(state, async || {
            let card = bench.ok("get_integration", json!({"id": id})).await;
            (card["connection"]["state"] == state).then_some(card)
        })
        .await
    };
    connection("streaming").await;
    control(r#"{"mode": "unavailable"}"#);
    let card = connection("reconnecting").await;
    assert_eq!(card["connection"]["cause"]["id"], cause, "{card}");
    control(r#"{"mode": "ok"}"#);
    connection("streaming").await;
}
