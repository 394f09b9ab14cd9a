//! SAP against a contract server made from the published services, SAP's own mock server and `mock-sap`: no real SAP
//! system exists here.
#![allow(clippy::unwrap_used)]

#[path = "../recorder/certificates.rs"]
mod certificates;
#[path = "../recorder/system_contract.rs"]
mod contract;
mod peers;
mod published;
mod reading;
#[path = "../recorder/report.rs"]
mod report;
mod staged;
mod support;
mod writing;
