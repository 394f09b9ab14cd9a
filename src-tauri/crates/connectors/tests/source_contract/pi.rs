//! PI against the contract server.

use crate::contract::{Bench, Later, assert_source_contract};
use connectors::{SourceContext, TagSource};
use domain::{ConnectorKind, Secret, Timestamp};
use serde_json::json;
use std::sync::Arc;
use testkit::pi::{Options, Server, USER};

struct PiBench(Server);

impl Bench for PiBench {
    fn open(&self, secret: Option<&str>) -> Arc<dyn TagSource> {
        let config = json!({"baseUrl": self.0.url(), "userName": USER.0, "pollIntervalSeconds": 1});
        let secrets = [("password".to_owned(), Secret::new(secret.unwrap_or(USER.1)))].into();
        let context = SourceContext { secrets, folder: "/nonexistent".into() };
        connectors::open(ConnectorKind::Pi, &config, context).unwrap()
    }
    fn live_tag(&self) -> String {
        "\\\\PIDA\\Counter".into()
    }
    fn bad_tag(&self) -> Option<String> {
        Some("\\\\PIDA\\TimedOut".into())
    }
    fn unknown_tag(&self) -> String {
        "\\\\PIDA\\Nothing".into()
    }
    fn has_secret(&self) -> bool {
        true
    }
    fn take_away(&mut self) -> Later<'_, bool> {
        Box::pin(async {
            tokio::task::block_in_place(|| self.0.kill());
            true
        })
    }
    fn bring_back(&mut self) -> Later<'_, ()> {
        Box::pin(async { tokio::task::block_in_place(|| self.0.restart()) })
    }
    fn truth(&self) -> Option<Vec<Timestamp>> {
        let time = |(_, micros): (i64, i64)| Timestamp::from_timestamp_micros(micros);
        Some(self.0.counter_log().into_iter().filter_map(time).collect())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pi_keeps_the_contract() {
    let server = tokio::task::spawn_blocking(|| Server::start(Options::default())).await.unwrap();
    assert_source_contract(PiBench(server)).await;
}
