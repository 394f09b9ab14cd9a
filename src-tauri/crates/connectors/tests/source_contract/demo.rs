//! The demo plant: nothing to take away, no secret; everything else.

use crate::contract::{Bench, Later, assert_source_contract};
use connectors::{SourceContext, TagSource, demo};
use domain::{ConnectorKind, Timestamp};
use std::sync::Arc;

struct DemoBench(serde_json::Value);

impl Bench for DemoBench {
    fn open(&self, _: Option<&str>) -> Arc<dyn TagSource> {
        let context = SourceContext { secrets: Default::default(), folder: "/nonexistent".into() };
        connectors::open(ConnectorKind::Demo, &self.0, context).unwrap()
    }
    fn live_tag(&self) -> String {
        "RGP.P-101A.FLOW".into()
    }
    fn bad_tag(&self) -> Option<String> {
        None
    }
    fn unknown_tag(&self) -> String {
        "RGP.NOTHING.AT_ALL".into()
    }
    fn has_secret(&self) -> bool {
        false
    }
    fn take_away(&mut self) -> Later<'_, bool> {
        Box::pin(async { false })
    }
    fn bring_back(&mut self) -> Later<'_, ()> {
        Box::pin(async {})
    }
    fn truth(&self) -> Option<Vec<Timestamp>> {
        None
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_plant_keeps_the_contract() {
    let mut config = demo::fresh_config(42, chrono::Utc::now());
    config["sampleIntervalMs"] = 100.into();
    assert_source_contract(DemoBench(config)).await;
}
