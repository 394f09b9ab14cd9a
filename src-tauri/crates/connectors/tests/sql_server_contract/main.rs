//! The SQL connector and its real driver against a contract server that speaks TDS: no SQL Server is in any registry here.
//! What that covers and what it does not stands in docs/connectors/sql.md.
#![allow(clippy::unwrap_used)]

mod following;
#[path = "../recorder/mod.rs"]
#[allow(dead_code)]
mod recorder;
mod refused;
mod said;
mod table;
mod tds;
