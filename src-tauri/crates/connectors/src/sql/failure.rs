//! Everything that can go wrong with a database, each under its own message id with its own remedy, and which of them no
//! retry can help. `locales/*/sql.ftl` has the texts; a test holds the two against each other.

use super::{config::SqlConfig, identifier::Engine};
use crate::SourceError;
use domain::{ErrorCode, Failure, Message};
use std::{fmt::Display, time::Duration};

pub(super) fn transient(code: ErrorCode, message: Message, why: impl Display) -> SourceError {
    SourceError::transient(Failure::new(code, message).detail(why))
}
pub(super) fn permanent(code: ErrorCode, message: Message, why: impl Display) -> SourceError {
    SourceError::permanent(Failure::new(code, message).detail(why))
}
fn invalid(message: Message) -> Failure {
    Failure::new(ErrorCode::Invalid, message)
}
/// What messages about a database may name.
pub(super) fn about(id: &str, config: &SqlConfig) -> Message {
    Message::new(id)
        .with("engine", config.engine.name())
        .with("host", config.at.host.as_str())
        .with("port", config.at.port.to_string())
        .with("database", config.database.as_str())
        .with("user", config.user.as_str())
        .with("seconds", config.statement_timeout.as_secs_f64())
}

pub fn identifier_malformed(field: &str) -> Failure {
    invalid(Message::new("sql-identifier-malformed").with("field", field))
}
pub fn time_zone_unknown(zone: &str) -> Failure {
    invalid(Message::new("sql-time-zone-unknown").with("zone", zone))
}
pub fn query_not_understood(why: impl Display) -> Failure {
    let why = why.to_string();
    invalid(Message::new("sql-query-not-understood").with("why", why.trim_start_matches("sql parser error: ")))
}
pub fn query_not_one_select() -> Failure {
    invalid(Message::new("sql-query-not-one-select"))
}
pub fn query_writes() -> Failure {
    invalid(Message::new("sql-query-writes"))
}
pub fn query_function_refused(name: &str) -> Failure {
    invalid(Message::new("sql-query-function-refused").with("name", name))
}
pub fn query_parameter_unknown(name: &str) -> Failure {
    invalid(Message::new("sql-query-parameter-unknown").with("name", name))
}

pub fn not_this_database(config: &SqlConfig, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, about("sql-not-this-database", config), why)
}
pub fn encryption_not_offered(config: &SqlConfig) -> SourceError {
    permanent(ErrorCode::Invalid, about("sql-encryption-not-offered", config), "the server offers no TLS")
}
pub fn time_column_type(config: &SqlConfig, kind: &str) -> SourceError {
    let message = about("sql-time-column-type", config).with("column", config.time_column.as_str()).with("type", kind);
    permanent(ErrorCode::Invalid, message, kind)
}
pub fn value_column_type(config: &SqlConfig, kind: &str) -> SourceError {
    let message =
        about("sql-value-column-type", config).with("column", config.value_column.as_str()).with("type", kind);
    permanent(ErrorCode::Invalid, message, kind)
}
pub fn statement_timed_out(config: &SqlConfig, why: impl Display) -> SourceError {
    transient(ErrorCode::Unavailable, about("sql-statement-timed-out", config), why)
}
pub fn statement_silent(config: &SqlConfig, after: Duration) -> SourceError {
    transient(ErrorCode::Unavailable, about("sql-statement-silent", config), format!("no answer in {after:?}"))
}
pub fn too_many_at_one_time(config: &SqlConfig, most: usize) -> SourceError {
    permanent(ErrorCode::Invalid, about("sql-too-many-at-one-time", config).with("most", most), "one page, one time")
}

pub fn tag_unknown(tag: &str) -> Failure {
    Failure::new(ErrorCode::NotFound, Message::new("sql-tag-unknown").with("tag", tag))
}
/// Warnings of a test.
pub fn nothing_there(config: &SqlConfig) -> Failure {
    Failure::new(ErrorCode::NotFound, about("sql-nothing-there", config))
}
/// Of SQL Server more is to be said: no session there can be told to be read-only.
pub fn user_may_write(config: &SqlConfig) -> Failure {
    let id = match config.engine {
        Engine::SqlServer => "sql-user-may-write-unguarded",
        Engine::Postgresql | Engine::Mysql => "sql-user-may-write",
    };
    Failure::new(ErrorCode::Invalid, about(id, config))
}
pub fn clock_skew(seconds: f64) -> Failure {
    invalid(Message::new("sql-clock-skew").with("seconds", seconds.round()))
}
pub fn readings_ahead(config: &SqlConfig) -> Failure {
    invalid(about("sql-readings-ahead", config).with("zone", config.zone.name()))
}
