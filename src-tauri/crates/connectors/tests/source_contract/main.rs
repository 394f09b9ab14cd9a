//! The one contract that every source of tags keeps, whatever it is: `contract::assert_source_contract` is held against
//! each connector with its counterpart.
#![allow(clippy::unwrap_used)]

mod contract;
mod demo;
mod opcua;
mod pi;
#[path = "../recorder/mod.rs"]
#[allow(dead_code)]
mod recorder;
mod sql;
mod sql_server;
#[path = "../sql_servers/support.rs"]
#[allow(dead_code)]
mod support;
#[path = "../sql_server_contract/table.rs"]
#[allow(dead_code)]
mod table;
#[path = "../sql_server_contract/tds/mod.rs"]
#[allow(dead_code)]
mod tds;
