//! Oracle Fusion Cloud Maintenance over its REST API (the ADF REST framework). It is no source of tags: maintainable assets
//! are offered as assets, completed work orders become their history and open ones work orders here, and an order that a
//! person has approved is written there once. docs/connectors/oracle_eam.md says what it does, which pages of Oracle say so, and against what it was proven.
//!
//! ```text
//! config -> client (pages, descriptions, writing) -> answer (what a status means) + said (Oracle's own words)
//!   expression  what is asked for (q)      description  which fields a resource has, and may be searched by
//!   value       values as Oracle writes    page         items, and whether there are more
//!   order_row   an order, and how far it is    statuses    a company's own
//! assets · work_orders (read by when they were changed) · orders (looked up by number, written once) -> system, test
//! ```

mod answer;
mod assets;
mod client;
mod config;
mod declaration;
mod description;
mod expression;
mod failure;
mod order_row;
mod orders;
mod organization;
mod page;
mod resource;
mod said;
mod statuses;
mod system;
mod test;
mod value;
mod work_orders;

pub use declaration::declaration;
pub use system::EamSystem;
