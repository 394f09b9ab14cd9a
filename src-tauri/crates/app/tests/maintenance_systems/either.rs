//! SAP or Oracle behind one face: what tests of orders say to either contract server in the same words.

use crate::{common::Bench, support::configured};
use app::{Clock, Settings, Vault};
use serde_json::{Value, json};
use testkit::{oracle, sap};

/// A contract server of either.
pub enum System {
    Sap(sap::Server),
    Oracle(oracle::Server),
}

/// How far an order is there.
#[derive(Clone, Copy)]
pub enum How {
    Open,
    Begun,
    Done,
    Deleted,
    Strange,
}

impl System {
    pub async fn sap(orders: usize) -> Self {
        let options = sap::Options { notifications: 0, orders, ..sap::Options::default() };
        Self::Sap(tokio::task::spawn_blocking(move || sap::Server::start(options)).await.unwrap())
    }

    pub async fn oracle(open_orders: usize) -> Self {
        let options = oracle::Options { work_orders: 1, open_orders, ..oracle::Options::default() };
        Self::Oracle(tokio::task::spawn_blocking(move || oracle::Server::start(options)).await.unwrap())
    }

    pub async fn both(orders: usize) -> [Self; 2] {
        [Self::sap(orders).await, Self::oracle(orders).await]
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sap(_) => "SAP",
            Self::Oracle(_) => "Oracle",
        }
    }

    /// Of its `n`-th own order.
    pub fn number(&self, n: u32) -> String {
        match self {
            Self::Sap(_) => format!("{}", 4_100_000 + n),
            Self::Oracle(_) => format!("{}", 500_000 + n),
        }
    }

    pub fn integration(&self) -> Value {
        match self {
            Self::Sap(server) => json!({"connector": "sap", "name": "SAP PM", "secrets": {"password": sap::USER.1},
                "config": {"baseUrl": server.url(), "client": "100", "userName": sap::USER.0, "pageSize": 3}}),
            Self::Oracle(server) => {
                json!({"connector": "oracle_eam", "name": "Oracle", "secrets": {"password": oracle::USER.1},
                "config": {"baseUrl": server.url(), "organization": "M1", "userName": oracle::USER.0, "pageSize": 3}})
            }
        }
    }

    /// An order is so from now on, or is new and so.
    pub fn say(&self, number: &str, how: How, more: Value) {
        let mut told = json!({"number": number});
        match self {
            Self::Sap(_) => {
                told["SystemStatusText"] = json!(match how {
                    How::Open => "REL  NMAT PRC",
                    How::Begun => "REL  PCNF PRC",
                    How::Done => "TECO CNF  PRC",
                    How::Deleted => "DLFL CRTD",
                    How::Strange => "ZZZZ",
                });
            }
            Self::Oracle(_) => {
                told["WorkOrderStatusCode"] = json!(match how {
                    How::Open | How::Begun => "ORA_RELEASED",
                    How::Done => "ORA_COMPLETED",
                    How::Deleted => "ORA_CANCELED",
                    How::Strange => "XX_PARTS",
                });
                let at = json!("2026-11-01T06:00:00+00:00");
                told["ActualStartDate"] = if matches!(how, How::Open) { Value::Null } else { at.clone() };
                told["ActualCompletionDate"] = if matches!(how, How::Done) { at } else { Value::Null };
            }
        }
        let names = match self {
            Self::Sap(_) => [
                ("title", "MaintenanceOrderDesc"),
                ("priority", "MaintPriority"),
                ("pump", "Equipment"),
                ("due", "LatestAcceptableCompletionDate"),
                ("changed", "LastChangeDateTime"),
            ],
            Self::Oracle(_) => [
                ("title", "WorkOrderDescription"),
                ("priority", "WorkOrderPriority"),
                ("pump", "AssetId"),
                ("due", "PlannedCompletionDate"),
                ("changed", "LastUpdateDate"),
            ],
        };
        for (ours, theirs) in names {
            if let Some(value) = more.get(ours) {
                told[theirs] = match (self, ours) {
                    (Self::Sap(_), "pump") => json!(format!("P-{:04}", value.as_u64().unwrap())),
                    (Self::Oracle(_), "pump") => json!(300_000_000_000_000_u64 + value.as_u64().unwrap()),
                    (Self::Sap(_), "priority") => json!(value.to_string()),
                    _ => value.clone(),
                };
            }
        }
        self.put(&told);
    }

    pub fn gone(&self, number: &str) {
        self.put(&json!({"number": number, "gone": true}));
    }

    fn put(&self, told: &Value) {
        match self {
            Self::Sap(server) => server.change_order(&told.to_string()),
            Self::Oracle(server) => server.change(&told.to_string()),
        }
    }

    pub fn copy(&self, number: &str) {
        match self {
            Self::Sap(server) => server.copy_order(number),
            Self::Oracle(server) => server.copy_order(number),
        }
    }

    pub async fn bench(&self, clock: Clock) -> (Bench, Value, Value, Vault) {
        let vault = Vault::memory();
        let (bench, id, site) = configured(settings(), self.integration(), &vault, clock).await;
        (bench, id, site, vault)
    }
}

pub fn settings() -> Settings {
    Settings { demo_mode: false, ..Settings::default() }
}
