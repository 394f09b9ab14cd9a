//! What MySQL's and MariaDB's error numbers mean to a person (MySQL 8.4 Error Reference; MariaDB Error Codes).

use super::{
    config::SqlConfig,
    failure::{about, encryption_not_offered, not_this_database, permanent, transient},
};
use crate::{
    SourceError,
    net::{self, secure},
};
use domain::ErrorCode;
use mysql_async::{DriverError, Error, IoError, TlsError};

pub(crate) fn explain(e: &Error, config: &SqlConfig) -> SourceError {
    match e {
        Error::Server(told) => of_number(told.code, &told.message, config),
        Error::Driver(DriverError::NoClientSslFlagFromServer) => encryption_not_offered(config),
        Error::Driver(DriverError::ConnectionClosed) => net::failure::connection_lost(e),
        Error::Driver(
            DriverError::UnknownAuthPlugin { .. }
            | DriverError::MysqlOldPasswordDisabled
            | DriverError::CleartextPluginDisabled,
        ) => permanent(ErrorCode::Unauthenticated, about("sql-sign-in-not-supported", config), e),
        Error::Driver(
            DriverError::UnexpectedPacket { .. }
            | DriverError::PacketOutOfOrder
            | DriverError::CantParseServerVersion { .. },
        ) => not_this_database(config, e),
        Error::Io(IoError::Tls(TlsError::Tls(tls))) => secure::explain(tls, &config.at, &secure::Shown::default()),
        Error::Io(IoError::Io(io)) => match io.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
            Some(tls) => secure::explain(tls, &config.at, &secure::Shown::default()),
            None => net::failure::connection_lost(io),
        },
        other => transient(ErrorCode::Unavailable, about("sql-query-failed", config).with("code", "–"), other),
    }
}

pub(crate) fn of_number(number: u16, told: &str, config: &SqlConfig) -> SourceError {
    let why = format!("{number}: {told}");
    let message = |id: &str| about(id, config).with("code", number.to_string());
    match number {
        // A wrong password is never tried twice: the server may lock the account.
        1045 | 1698 => permanent(ErrorCode::Unauthenticated, message("sql-access-denied"), why),
        3118 | 4151 | 1227 if told.contains("lock") => {
            permanent(ErrorCode::Unauthenticated, message("sql-account-closed"), why)
        }
        1820 | 1862 => permanent(ErrorCode::Unauthenticated, message("sql-password-expired"), why),
        1129 | 1130 => transient(ErrorCode::Forbidden, message("sql-host-not-allowed"), why),
        3159 => permanent(ErrorCode::Invalid, message("sql-encryption-required"), why),
        // May come right by itself: tables are made anew by night, rights are given.
        1049 => transient(ErrorCode::NotFound, message("sql-database-unknown"), why),
        1146 | 1109 | 1051 => transient(ErrorCode::NotFound, message("sql-table-unknown"), why),
        1054 => transient(ErrorCode::NotFound, message("sql-column-unknown").with("why", told), why),
        1044 | 1142 | 1143 | 1370 => transient(ErrorCode::Forbidden, message("sql-select-denied"), why),
        1792 | 1290 => permanent(ErrorCode::Invalid, message("sql-write-refused"), why),
        1040 | 1203 | 1226 => transient(ErrorCode::RateLimited, message("sql-too-many-connections"), why),
        1053 | 1080 => transient(ErrorCode::Unavailable, message("sql-server-shutting-down"), why),
        3024 | 1969 | 1317 => transient(ErrorCode::Unavailable, message("sql-statement-timed-out"), why),
        1205 | 1213 => transient(ErrorCode::Unavailable, message("sql-lock-timed-out"), why),
        1064 | 1149 | 1305 | 1052 | 1055 | 1110 | 1241 | 1248 | 1267 => {
            permanent(ErrorCode::Invalid, message("sql-query-refused").with("why", told), why)
        }
        _ => transient(ErrorCode::Unavailable, message("sql-query-failed"), why),
    }
}
