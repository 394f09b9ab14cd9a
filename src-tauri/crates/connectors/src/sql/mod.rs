//! Readings out of a database: a table or view of tag, time and value, or a query of a person's own. PostgreSQL,
//! MySQL/MariaDB and SQL Server. docs/connectors/sql.md says what it does and against what it was proven.
//!
//! ```text
//! config -> relation (the table, or the checked query) + statement (what we ask of it)
//!   session: postgres | mysql | sqlserver   one connection that reads, cells in one form
//!   desk                                    browse, search, read, backfill: asked by a person
//!   follow                                  the stream: what is newer than what was taken, again and again
//! ```

mod config;
mod declaration;
mod failure;
mod follow;
mod identifier;
mod latest;
mod mysql;
mod mysql_failure;
mod mysql_greeting;
mod postgres;
mod postgres_cell;
mod postgres_failure;
mod quality;
mod query;
mod relation;
mod row;
mod session;
mod source;
mod sqlserver;
mod sqlserver_cell;
mod sqlserver_failure;
mod sqlserver_prelogin;
mod sqlserver_wire;
mod tags;
mod test;

pub use declaration::declaration;
pub use source::SqlSource;
