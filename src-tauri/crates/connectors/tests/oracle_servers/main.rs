//! Oracle Maintenance against a contract server made from Oracle's documentation: no Fusion environment exists here.
#![allow(clippy::unwrap_used)]

#[path = "../recorder/changed.rs"]
mod changed;
#[path = "../recorder/orders.rs"]
mod orders;
mod reading;
#[path = "../recorder/report.rs"]
mod report;
mod staged;
mod support;
mod writing;
