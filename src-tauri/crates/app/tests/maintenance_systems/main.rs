//! Maintenance systems through the commands that the UI calls: from the form to assets, to their history, and to an order
//! that is there once, whatever breaks; and from orders of theirs to work orders.
#![allow(clippy::unwrap_used)]

#[path = "../common/mod.rs"]
mod common;
mod either;
mod oracle;
mod orders;
mod sap;
mod support;
