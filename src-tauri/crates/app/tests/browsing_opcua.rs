//! Looking at a real OPC UA server that allows little: a hundred nodes a read and a browse, five continuation points. A
//! subtree is gathered whole, twice the same, and all the looking of a day takes no session that is not given back.
#![allow(clippy::unwrap_used)]

mod common;

use common::Bench;
use serde_json::{Value, json};
use std::{collections::HashSet, time::Duration};
use testkit::counterparts::{Counterpart, Limit, Options, Stack, available};

const NODES: usize = 2_500;
/// More than the server has sessions.
const LOOKS: usize = 70;

#[tokio::test(flavor = "multi_thread")]
async fn a_subtree_is_gathered_whole_within_the_servers_limits_and_no_session_is_left_behind() {
    if !available(Stack::NodeOpcua) {
        return;
    }
    let options = Options::new()
        .load(NODES, Duration::from_secs(60))
        .limit(Limit::NodesPerRead, 100)
        .limit(Limit::NodesPerBrowse, 100)
        .limit(Limit::ContinuationPoints, 5);
    let server = tokio::task::spawn_blocking(|| Counterpart::node_opcua(options)).await.unwrap();
    let bench = Bench::empty().await;
    let config = json!({ "endpointUrl": server.endpoint_url(), "securityPolicy": "None" });
    let saved =
        bench.ok("save_integration", json!({ "connector": "opcua", "name": "Gateway", "config": config })).await;
    let integration = saved["integration"]["id"].clone();
    let gather = async || {
        let (mut tags, mut cursor) = (Vec::new(), Value::Null);
        loop {
            let mut request = json!({ "integrationId": integration, "node": "nsu=urn:optria:test:plant;s=Load" });
            if !cursor.is_null() {
                request["cursor"] = cursor;
            }
            let stretch = bench.ok("gather_tags", request).await;
            tags.extend(stretch["tags"].as_array().unwrap().iter().map(|t| t["tag"].as_str().unwrap().to_owned()));
            cursor = stretch["cursor"].clone();
            if cursor.is_null() {
                return tags;
            }
        }
    };
    let first = gather().await;
    assert_eq!((first.len(), first.iter().collect::<HashSet<_>>().len()), (NODES, NODES));
    assert_eq!(gather().await, first);
    let preview = json!({ "externalTag": first[0], "scale": "1", "offset": "0", "sourceUnit": "1", "metricUnit": "1" });
    for look in 0..LOOKS {
        let request = json!({ "integrationId": integration, "requests": [preview] });
        let shown = bench.ok("preview_mappings", request).await;
        assert_eq!(shown["previews"][0]["quality"], "good", "{look}: {shown}");
        if look % 2 == 0 {
            // Another configuration is another source: the one before gives its session back.
            let config = json!({ "endpointUrl": server.endpoint_url(), "securityPolicy": "None", "samplingIntervalMs": 500 + look });
            let change = json!({ "id": integration, "connector": "opcua", "name": "Gateway", "config": config });
            bench.ok("save_integration", change).await;
        }
    }
}
