//! OPC UA against both stacks.

use crate::contract::{Bench, Later, assert_source_contract};
use connectors::{SourceContext, TagSource};
use domain::{ConnectorKind, Secret, Timestamp};
use serde_json::json;
use std::{sync::Arc, time::Duration};
use testkit::counterparts::{Counterpart, Options, Stack, available};

struct OpcuaBench {
    server: Counterpart,
    folder: tempfile::TempDir,
}

impl Bench for OpcuaBench {
    fn open(&self, secret: Option<&str>) -> Arc<dyn TagSource> {
        let config = json!({
            "endpointUrl": self.server.endpoint_url(), "securityPolicy": "None", "identity": "user",
            "userName": "user1", "publishingIntervalMs": 100, "samplingIntervalMs": 50, "sessionTimeoutMs": 10_000,
        });
        let secrets = [("password".to_owned(), Secret::new(secret.unwrap_or("password1")))].into();
        let context = SourceContext { secrets, folder: self.folder.path().to_owned() };
        connectors::open(ConnectorKind::Opcua, &config, context).unwrap()
    }
    fn live_tag(&self) -> String {
        "nsu=urn:optria:test:plant;s=Plant.Counter".into()
    }
    fn bad_tag(&self) -> Option<String> {
        Some("nsu=urn:optria:test:plant;s=Plant.BadStatus".into())
    }
    fn unknown_tag(&self) -> String {
        "nsu=urn:optria:test:plant;s=Plant.Nothing".into()
    }
    fn has_secret(&self) -> bool {
        true
    }
    fn take_away(&mut self) -> Later<'_, bool> {
        Box::pin(async {
            tokio::task::block_in_place(|| self.server.kill());
            true
        })
    }
    fn bring_back(&mut self) -> Later<'_, ()> {
        Box::pin(async { tokio::task::block_in_place(|| self.server.restart()) })
    }
    fn truth(&self) -> Option<Vec<Timestamp>> {
        let time = |(_, micros): (i64, i64)| Timestamp::from_timestamp_micros(micros);
        Some(self.server.counter_log().into_iter().filter_map(time).collect())
    }
    fn patience(&self) -> Duration {
        Duration::from_secs(30)
    }
}

async fn keeps_the_contract(stack: Stack) {
    if !available(stack) {
        return;
    }
    let server = tokio::task::spawn_blocking(move || Counterpart::start(stack, Options::new())).await.unwrap();
    assert_source_contract(OpcuaBench { server, folder: tempfile::tempdir().unwrap() }).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opcua_keeps_the_contract_with_asyncua() {
    keeps_the_contract(Stack::Asyncua).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn opcua_keeps_the_contract_with_node_opcua() {
    keeps_the_contract(Stack::NodeOpcua).await;
}
