//! SAP Plant Maintenance over OData V2 and V4. It is no source of tags: equipment and functional locations are offered as
//! assets, notifications become the history of failures, orders become work orders, and one that a person has approved is
//! written there once.
//! docs/connectors/sap.md says what it does and against what it was proven.
//!
//! ```text
//! config -> client (questions, CSRF) -> answer (what a status means) + said (SAP's own words)
//!   edm      values as OData writes them            page     pages, and where the next one is
//!   query    filters and keys in either version     metadata which fields a service has
//!   changes  rows by when they were changed         order_row an order, and how far it is
//!   findings damage and cause of a notification
//! objects (equipment, locations) · notifications · orders (read, looked up by key, written once) -> system, test
//! ```

mod answer;
mod changes;
mod client;
mod config;
mod declaration;
mod edm;
mod failure;
mod findings;
mod metadata;
mod notifications;
mod objects;
mod order_row;
mod orders;
mod page;
mod query;
mod said;
mod service;
mod system;
mod test;

pub use declaration::declaration;
pub use system::SapSystem;
