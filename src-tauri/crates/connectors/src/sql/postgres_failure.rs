//! What PostgreSQL's SQLSTATE means to a person (PostgreSQL documentation, appendix A).

use super::{
    config::SqlConfig,
    failure::{about, not_this_database, permanent, transient},
};
use crate::{SourceError, net};
use domain::ErrorCode;
use std::error::Error as _;
use tokio_postgres::{Error, error::DbError};

/// Before anybody is signed in: what ends in the middle of a message never spoke PostgreSQL's protocol.
pub(crate) fn explain_first(e: &Error, config: &SqlConfig) -> SourceError {
    match e.source().and_then(|s| s.downcast_ref::<std::io::Error>()) {
        Some(io) if io.kind() == std::io::ErrorKind::Other && io.raw_os_error().is_none() => {
            not_this_database(config, io)
        }
        _ => explain(e, config),
    }
}

pub(crate) fn explain(e: &Error, config: &SqlConfig) -> SourceError {
    match e.as_db_error() {
        Some(told) => of_state(told, config),
        None if e.is_closed() => net::failure::connection_lost(e),
        None => match e.source().and_then(|s| s.downcast_ref::<std::io::Error>()) {
            Some(io) if io.kind() == std::io::ErrorKind::InvalidData => not_this_database(config, io),
            Some(io) => net::failure::connection_lost(io),
            None if e.to_string().starts_with("unexpected message") => not_this_database(config, e),
            None => transient(ErrorCode::Unavailable, about("sql-query-failed", config).with("code", "–"), e),
        },
    }
}

fn of_state(told: &DbError, config: &SqlConfig) -> SourceError {
    let state = told.code().code();
    let why = format!("{state}: {}", told.message());
    let message = |id: &str| about(id, config).with("code", state);
    // Without a password tried, or with one that was right: the server's own list of who may come from where.
    let is_about_encryption = told.message().contains("no encryption") || told.message().contains("SSL off");
    match state {
        // A wrong password is never tried twice: the server may lock the account.
        "28P01" => permanent(ErrorCode::Unauthenticated, message("sql-access-denied"), why),
        "28000" if is_about_encryption => permanent(ErrorCode::Invalid, message("sql-encryption-required"), why),
        "28000" if told.message().contains("pg_hba.conf") => {
            transient(ErrorCode::Forbidden, message("sql-host-not-allowed"), why)
        }
        "28000" => permanent(ErrorCode::Unauthenticated, message("sql-account-closed"), why),
        // May come right by itself: tables are made anew by night, rights are given.
        "3D000" => transient(ErrorCode::NotFound, message("sql-database-unknown"), why),
        "42P01" | "3F000" => transient(ErrorCode::NotFound, message("sql-table-unknown"), why),
        "42703" => transient(ErrorCode::NotFound, message("sql-column-unknown").with("why", told.message()), why),
        "42501" => transient(ErrorCode::Forbidden, message("sql-select-denied"), why),
        "25006" => permanent(ErrorCode::Invalid, message("sql-write-refused"), why),
        "53300" => transient(ErrorCode::RateLimited, message("sql-too-many-connections"), why),
        "57P03" => transient(ErrorCode::Unavailable, message("sql-server-starting"), why),
        "57P01" | "57P02" => transient(ErrorCode::Unavailable, message("sql-server-shutting-down"), why),
        "57014" => transient(ErrorCode::Unavailable, message("sql-statement-timed-out"), why),
        "55P03" | "40P01" => transient(ErrorCode::Unavailable, message("sql-lock-timed-out"), why),
        // Syntax, types, functions: what was asked can't be answered however often.
        _ if state.starts_with("42") || state.starts_with("22") => {
            permanent(ErrorCode::Invalid, message("sql-query-refused").with("why", told.message()), why)
        }
        _ => transient(ErrorCode::Unavailable, message("sql-query-failed"), why),
    }
}
