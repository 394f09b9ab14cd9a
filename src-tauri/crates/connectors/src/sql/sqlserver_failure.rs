//! What SQL Server's error numbers mean to a person (SQL Server documentation, Database Engine errors; for a failed login
//! its state too, where the server sends the true one: most send 1 and keep the true one in their own log).

use super::{
    config::SqlConfig,
    failure::{about, not_this_database, permanent, statement_silent, transient},
};
use crate::{SourceError, net};
use domain::ErrorCode;
use std::{io::ErrorKind, time::Duration};
use tiberius::error::Error;

/// Told without a number: the server answers PRELOGIN with nothing but that it wants encryption.
pub(crate) fn encryption_required(config: &SqlConfig) -> SourceError {
    let message = about("sql-encryption-required", config).with("code", "–");
    permanent(ErrorCode::Invalid, message, "PRELOGIN: encryption required")
}

/// Before anybody is signed in: what breaks off in the middle of a message never spoke TDS.
pub(crate) fn explain_first(e: &Error, config: &SqlConfig) -> SourceError {
    match e {
        Error::Protocol(_) | Error::Encoding(_) | Error::Utf8 | Error::Utf16 => not_this_database(config, e),
        _ => explain(e, config),
    }
}

pub(crate) fn explain(e: &Error, config: &SqlConfig) -> SourceError {
    match e {
        Error::Server(told) => of_number(told.code(), told.state(), told.message(), config),
        Error::Io { kind: ErrorKind::TimedOut, .. } => statement_silent(config, Duration::from_secs(10)),
        Error::Io { .. } | Error::Protocol(_) => net::failure::connection_lost(e),
        other => transient(ErrorCode::Unavailable, about("sql-query-failed", config).with("code", "–"), other),
    }
}

fn of_number(number: u32, state: u8, told: &str, config: &SqlConfig) -> SourceError {
    let why = format!("{number}, state {state}: {told}");
    let message = |id: &str| about(id, config).with("code", number.to_string());
    match number {
        18456 => of_login(state, &why, config),
        18470 | 18486 => permanent(ErrorCode::Unauthenticated, message("sql-account-closed"), why),
        18487 | 18488 => permanent(ErrorCode::Unauthenticated, message("sql-password-expired"), why),
        18452 | 18450 | 18459 => permanent(ErrorCode::Unauthenticated, message("sql-sign-in-not-supported"), why),
        18461 | 924 => transient(ErrorCode::Unavailable, message("sql-single-user"), why),
        40615 => transient(ErrorCode::Forbidden, message("sql-host-not-allowed"), why),
        // May come right by itself: databases are restored by night, rights are given.
        4060 | 4064 | 911 | 916 => transient(ErrorCode::NotFound, message("sql-database-not-opened"), why),
        208 | 2760 | 2812 => transient(ErrorCode::NotFound, message("sql-table-unknown"), why),
        207 => transient(ErrorCode::NotFound, message("sql-column-unknown").with("why", told), why),
        229 | 230 | 262 | 297 | 300 => transient(ErrorCode::Forbidden, message("sql-select-denied"), why),
        3906 | 3908 => permanent(ErrorCode::Invalid, message("sql-write-refused"), why),
        17809 | 17810 | 10928 | 10929 | 40501 => {
            transient(ErrorCode::RateLimited, message("sql-too-many-connections"), why)
        }
        921 | 922 | 927 | 18401 => transient(ErrorCode::Unavailable, message("sql-server-starting"), why),
        6005 | 6006 => transient(ErrorCode::Unavailable, message("sql-server-shutting-down"), why),
        976 | 978 | 979 | 982 | 983 => transient(ErrorCode::Unavailable, message("sql-replica-not-readable"), why),
        1205 => transient(ErrorCode::Unavailable, message("sql-deadlock"), why),
        1222 => transient(ErrorCode::Unavailable, message("sql-lock-timed-out"), why),
        // Syntax, names that mean two things, conversions, dividing by nothing: however often it is asked.
        102 | 105 | 156 | 195 | 209 | 241 | 242 | 245 | 306 | 402 | 1033 | 4104 | 8114 | 8115 | 8117 | 8134 | 8155
        | 8156 => permanent(ErrorCode::Invalid, message("sql-query-refused").with("why", told), why),
        _ => transient(ErrorCode::Unavailable, message("sql-query-failed"), why),
    }
}

/// A wrong password is never tried twice: the server may lock the account.
fn of_login(state: u8, why: &str, config: &SqlConfig) -> SourceError {
    let message = |id: &str| about(id, config).with("code", "18456");
    let refused = |id: &str| permanent(ErrorCode::Unauthenticated, message(id), why);
    match state {
        7 | 11 | 12 => refused("sql-account-closed"),
        18 => refused("sql-password-expired"),
        38 | 40 | 46 => transient(ErrorCode::NotFound, message("sql-database-not-opened"), why),
        58 => refused("sql-sign-in-not-supported"),
        _ => refused("sql-access-denied"),
    }
}
