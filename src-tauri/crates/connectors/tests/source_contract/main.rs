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
#[path = "../sql_servers/support.rs"]
#[allow(dead_code)]
mod support;
