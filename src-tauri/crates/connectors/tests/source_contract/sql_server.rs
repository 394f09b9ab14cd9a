//! SQL Server's contract server, with something that writes a row every tenth of a second.

use crate::{
    contract::{Bench, Later, assert_source_contract},
    table::{Table, config, open},
    tds::{Options, PASSWORD, Server},
};
use chrono::{DurationRound, TimeDelta};
use connectors::TagSource;
use domain::Timestamp;
use serde_json::json;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use tokio::task::JoinHandle;

struct SqlServerBench {
    server: Server,
    truth: Arc<Mutex<Vec<Timestamp>>>,
    feeder: JoinHandle<()>,
}

fn feed(table: Table, truth: Arc<Mutex<Vec<Timestamp>>>) -> JoinHandle<()> {
    tokio::spawn(async move {
        loop {
            let time = chrono::Utc::now().duration_trunc(TimeDelta::milliseconds(1)).unwrap();
            table.insert("LIVE", time.naive_utc(), Some(1.0), 192);
            table.insert("BAD", time.naive_utc(), None, 0);
            truth.lock().unwrap().push(time);
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    })
}

impl Bench for SqlServerBench {
    fn open(&self, secret: Option<&str>) -> Arc<dyn TagSource> {
        open(&config(&self.server, json!({})), secret.unwrap_or(PASSWORD)).unwrap()
    }
    fn live_tag(&self) -> String {
        "LIVE".into()
    }
    fn bad_tag(&self) -> Option<String> {
        Some("BAD".into())
    }
    fn unknown_tag(&self) -> String {
        "NOTHING".into()
    }
    fn has_secret(&self) -> bool {
        true
    }
    fn take_away(&mut self) -> Later<'_, bool> {
        Box::pin(async {
            self.server.kill();
            true
        })
    }
    fn bring_back(&mut self) -> Later<'_, ()> {
        Box::pin(self.server.restart())
    }
    fn truth(&self) -> Option<Vec<Timestamp>> {
        Some(self.truth.lock().unwrap().clone())
    }
}

impl Drop for SqlServerBench {
    fn drop(&mut self) {
        self.feeder.abort();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sql_keeps_the_contract_with_sql_servers_contract_server() {
    let table = Table::default();
    let server = table.serve(Options::default()).await;
    let truth = Arc::default();
    let feeder = feed(table, Arc::clone(&truth));
    assert_source_contract(SqlServerBench { server, truth, feeder }).await;
}
