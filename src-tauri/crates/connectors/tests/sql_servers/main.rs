//! The SQL connector against databases that nobody here wrote: PostgreSQL and MariaDB, each in a server of its own.
#![allow(clippy::unwrap_used)]

mod following;
mod queries;
#[path = "../recorder/mod.rs"]
#[allow(dead_code)]
mod recorder;
mod staged;
mod support;
