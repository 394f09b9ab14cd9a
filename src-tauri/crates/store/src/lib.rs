//! The local store: one encrypted SQLite file (SQLCipher) that holds everything the workspace knows.
//!
//! One file per table: its SQL, row types and queries together, as plain functions over a connection. A caller reads
//! with [`Store::read`] (one consistent snapshot) and decides with [`Store::write`] (one immediate transaction, all of
//! it or nothing). Readings go through [`Telemetry`]: spool, trend, rollups. Why it is so: `docs/decisions/0001-local-store.md`.

mod bulk;
mod connections;
mod error;
mod key;
mod lock;
mod migrate;
mod open;
mod recovery;
mod row;
mod salvage;
mod search;
mod verify;

pub mod account;
pub mod acting;
pub mod action_log;
pub mod adoption;
pub mod asset;
pub mod asset_event;
pub mod conflict;
pub mod cost_model;
pub mod depot;
pub mod engineer;
pub mod followed_order;
pub mod gap;
pub mod integration;
pub mod integration_event;
pub mod lease;
pub mod maintenance_object;
pub mod maintenance_order;
pub mod maintenance_reading;
pub mod mapping;
pub mod mapping_import;
pub mod metric;
pub mod money_risk;
pub mod outbox;
pub mod parallel_group;
pub mod person;
pub mod proposal;
pub mod ranking;
pub mod recommendation;
pub mod replica;
pub mod resource;
pub mod risk_scenario;
pub mod run;
pub mod run_document;
pub mod schema;
pub mod score;
pub mod secret;
pub mod set_aside;
pub mod setting;
pub mod site;
pub mod source_look;
pub mod telemetry;
pub mod thinned;
pub mod unlock;
pub mod work_need;
pub mod work_order;
pub mod work_schedule;

pub use error::{Result, StoreError};
pub use key::StoreKey;
pub use lock::CollectorLock;
pub use open::{Opened, Store, StoreSize};
pub use recovery::{Recovery, TableSalvage};
pub use telemetry::Telemetry;
pub use verify::Verdict;

/// What a caller needs of SQLite itself: the connection that the row functions take.
pub use rusqlite::{Connection, Transaction};
