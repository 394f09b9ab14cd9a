//! A controller that was loaded anew: its nodes' ids are there and hold numbers, and stand for other signals.

use super::*;
use testkit::counterparts::{Counterpart, Options, Stack, available};

#[tokio::test(flavor = "multi_thread")]
async fn an_id_that_stands_for_another_signal_is_found_though_it_delivers() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let load = || Options::new().load(100, Duration::from_millis(500));
    let mut server = tokio::task::spawn_blocking(move || Counterpart::node_opcua(load())).await.unwrap();
    let bench = Bench::empty().await;
    let asset = bench.asset("P-101").await;
    let config = json!({ "endpointUrl": server.endpoint_url(), "securityPolicy": "None" });
    let saved = bench.ok("save_integration", json!({ "connector": "opcua", "name": "PLC", "config": config })).await;
    let integration = saved["integration"]["id"].as_str().unwrap().to_owned();
    let made = |n: usize| {
        let tag = format!("nsu=urn:optria:test:plant;s=Load.{n}");
        let named = json!({ "metricName": format!("metric_{n}"), "metricUnit": "1", "sourceUnit": "1" });
        new_mapping(&integration, &asset, &tag, named)
    };
    bench.ok("create_mappings", json!({ "mappings": [made(0), made(1), made(2)] })).await;
    let check = async || bench.ok("check_drift", json!({ "integrationId": integration })).await["rows"].clone();
    assert_eq!(check().await, json!([]));

    tokio::task::block_in_place(|| server.restart_with(load().reloaded()));
    let rows = check().await;
    let told: Vec<&Value> = rows.as_array().unwrap().iter().map(|r| &r["drift"]).collect();
    assert_eq!(told[0], &json!({ "kind": "other_type", "before": "Double", "now": "Float" }), "{rows}");
    assert_eq!(told[1], &json!({ "kind": "renamed", "before": "pressure_1", "now": "flow_2" }), "{rows}");
    assert_eq!(told[2], &json!({ "kind": "renamed", "before": "flow_2", "now": "vibration_3" }), "{rows}");

    // One is where the other was; one is taken as it is now. The third stands on, whatever was asked meanwhile.
    let id = |at: usize| rows[at]["mapping"]["id"].clone();
    bench.ok("rebind_mapping", json!({ "id": id(2), "externalTag": "nsu=urn:optria:test:plant;s=Load.1" })).await;
    bench.ok("rebind_mapping", json!({ "id": id(0) })).await;
    let card = bench.ok("get_integration", json!({ "id": integration })).await;
    assert_eq!(card["drift"]["drifted"], 1, "{card}");
    let left = check().await;
    assert_eq!((left.as_array().unwrap().len(), &left[0]["mapping"]["id"]), (1, &id(1)), "{left}");
}
