//! Between domain values and SQLite's: times as microseconds, ids as 16 bytes, words and decimals and JSON as text.

use crate::{Result, StoreError};
use domain::Timestamp;
use rusqlite::{Row, types::Type};
use serde::{Serialize, de::DeserializeOwned};
use std::{fmt::Display, str::FromStr};

/// Microseconds since 1970 UTC.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.timestamp_micros()
}

/// The inverse of [`micros`]; what chrono can't say becomes its first or last moment.
pub(crate) fn time(micros: i64) -> Timestamp {
    Timestamp::from_timestamp_micros(micros).unwrap_or(if micros < 0 { Timestamp::MIN_UTC } else { Timestamp::MAX_UTC })
}

pub(crate) fn get_time(row: &Row, column: &str) -> rusqlite::Result<Timestamp> {
    row.get(column).map(time)
}

pub(crate) fn get_time_maybe(row: &Row, column: &str) -> rusqlite::Result<Option<Timestamp>> {
    row.get::<_, Option<i64>>(column).map(|t| t.map(time))
}

fn unreadable(column: &str, e: impl Display) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, Type::Text, format!("{column}: {e}").into())
}

/// A word of one of the domain's lists, or a decimal.
pub(crate) fn get_word<T: FromStr<Err: Display>>(row: &Row, column: &str) -> rusqlite::Result<T> {
    row.get_ref(column)?.as_str()?.parse().map_err(|e| unreadable(column, e))
}

/// The same by the column's number: where a hundred thousand rows are read, finding it by name counts.
pub(crate) fn word_at<T: FromStr<Err: Display>>(row: &Row, column: usize) -> rusqlite::Result<T> {
    row.get_ref(column)?.as_str()?.parse().map_err(|e| unreadable("word", e))
}

pub(crate) fn get_date_maybe(row: &Row, column: &str) -> rusqlite::Result<Option<chrono::NaiveDate>> {
    match row.get_ref(column)?.as_str_or_null()? {
        Some(text) => text.parse().map(Some).map_err(|e| unreadable(column, e)),
        None => Ok(None),
    }
}

pub(crate) fn get_json<T: DeserializeOwned>(row: &Row, column: &str) -> rusqlite::Result<T> {
    serde_json::from_str(row.get_ref(column)?.as_str()?).map_err(|e| unreadable(column, e))
}

pub(crate) fn get_json_maybe<T: DeserializeOwned>(row: &Row, column: &str) -> rusqlite::Result<Option<T>> {
    match row.get_ref(column)?.as_str_or_null()? {
        Some(text) => serde_json::from_str(text).map(Some).map_err(|e| unreadable(column, e)),
        None => Ok(None),
    }
}

pub(crate) fn json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|e| StoreError::Unreadable(e.to_string()))
}

/// An update or delete that must have met exactly one row.
pub(crate) fn expect_one(changed: usize, what: &'static str, id: impl Display) -> Result<()> {
    if changed == 0 { Err(StoreError::not_found(what, id)) } else { Ok(()) }
}
