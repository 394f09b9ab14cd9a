//! SQL against both databases, with something that writes a row every tenth of a second.

use crate::{
    contract::{Bench, Later, assert_source_contract},
    support::{BOTH, Database, Kind, PASSWORD, Server, Settings, database, open},
};
use connectors::TagSource;
use domain::Timestamp;
use serde_json::json;
use std::sync::{Arc, Mutex};
use tokio::task::JoinHandle;

struct SqlBench {
    database: Arc<tokio::sync::Mutex<Database>>,
    config: serde_json::Value,
    truth: Arc<Mutex<Vec<Timestamp>>>,
    feeder: Option<JoinHandle<()>>,
}

impl SqlBench {
    fn feed(&mut self) {
        let (database, truth) = (self.database.clone(), self.truth.clone());
        self.feeder = Some(tokio::spawn(async move {
            loop {
                let mut database = database.lock().await;
                let time = Timestamp::from_timestamp_millis(chrono::Utc::now().timestamp_millis()).unwrap();
                let text = time.format("%Y-%m-%d %H:%M:%S%.6f");
                let zone = if database.kind == Kind::Postgres { "+00" } else { "" };
                database
                    .admin(&format!(
                        "INSERT INTO readings VALUES ('LIVE', '{text}{zone}', 1, 192), ('BAD', '{text}{zone}', NULL, 0)"
                    ))
                    .await;
                truth.lock().unwrap().push(time);
                drop(database);
                tokio::time::sleep(std::time::Duration::from_millis(100)).await;
            }
        }));
    }
}

impl Bench for SqlBench {
    fn open(&self, secret: Option<&str>) -> Arc<dyn TagSource> {
        open(&self.config, secret.unwrap_or(PASSWORD)).unwrap()
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
            // Between two rows: what was told to the administrator as written is written.
            let mut database = self.database.lock().await;
            if let Some(feeder) = self.feeder.take() {
                feeder.abort();
            }
            database.kill().await;
            true
        })
    }
    fn bring_back(&mut self) -> Later<'_, ()> {
        Box::pin(async {
            self.database.lock().await.restart().await;
            self.feed();
        })
    }
    fn truth(&self) -> Option<Vec<Timestamp>> {
        Some(self.truth.lock().unwrap().clone())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sql_keeps_the_contract_with_both_databases() {
    for kind in BOTH {
        // Every commit reaches the disk: a server that is killed keeps what it has said to have written.
        let Some(database) = database(kind, Settings::default()).await else { continue };
        let config = database.config(json!({}));
        assert!(matches!(
            (&database.server, kind),
            (Server::Postgres(_), Kind::Postgres) | (Server::Maria(_), Kind::Maria)
        ));
        let database = Arc::new(tokio::sync::Mutex::new(database));
        let mut bench = SqlBench { database, config, truth: Arc::default(), feeder: None };
        bench.feed();
        assert_source_contract(bench).await;
    }
}
