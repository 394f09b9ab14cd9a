//! Oracle Maintenance against a contract server made from Oracle's documentation: no Fusion environment exists here.
#![allow(clippy::unwrap_used)]

#[path = "../recorder/certificates.rs"]
mod certificates;
#[path = "../recorder/system_contract.rs"]
mod contract;
mod reading;
#[path = "../recorder/report.rs"]
mod report;
mod staged;
mod support;
mod writing;
