//! One value between JSON, as both databases write it, and SQLite.

use super::{capture::time_text, tables::Kind};
use crate::{Result, StoreError, row};
use domain::Timestamp;
use rusqlite::types::Value as Stored;
use serde_json::Value;
use uuid::Uuid;

pub(super) fn blob(id: Uuid) -> Stored {
    Stored::Blob(id.as_bytes().to_vec())
}

pub(super) fn to_stored(kind: Kind, value: Option<&Value>) -> Result<Stored> {
    let unreadable = |what: &Value| StoreError::Unreadable(format!("{kind:?} of the central database: {what}"));
    let value = match value {
        None | Some(Value::Null) => return Ok(Stored::Null),
        Some(value) => value,
    };
    Ok(match (kind, value) {
        (Kind::Text | Kind::Decimal, Value::String(text)) => Stored::Text(text.clone()),
        (Kind::Decimal, Value::Number(number)) => Stored::Text(number.to_string()),
        (Kind::Real, Value::Number(number)) => Stored::Real(number.as_f64().ok_or_else(|| unreadable(value))?),
        (Kind::Integer, Value::Number(number)) => Stored::Integer(number.as_i64().ok_or_else(|| unreadable(value))?),
        (Kind::Bool, Value::Bool(flag)) => Stored::Integer(i64::from(*flag)),
        (Kind::Json, value) => Stored::Text(value.to_string()),
        (Kind::Uuid, Value::String(text)) => blob(text.parse().map_err(|_| unreadable(value))?),
        (Kind::Time, Value::String(text)) => {
            let at = chrono::DateTime::parse_from_rfc3339(text).map_err(|_| unreadable(value))?;
            Stored::Integer(row::micros(at.to_utc()))
        }
        _ => return Err(unreadable(value)),
    })
}

pub(super) fn to_json(kind: Kind, value: Stored) -> Result<Value> {
    Ok(match (kind, value) {
        (_, Stored::Null) => Value::Null,
        (Kind::Uuid, Stored::Blob(bytes)) => {
            Uuid::from_slice(&bytes).map_err(|e| StoreError::Unreadable(e.to_string()))?.to_string().into()
        }
        (Kind::Time, Stored::Integer(micros)) => time_text(time(micros)).into(),
        (Kind::Bool, Stored::Integer(flag)) => (flag != 0).into(),
        (Kind::Json, Stored::Text(text)) => {
            serde_json::from_str(&text).map_err(|e| StoreError::Unreadable(e.to_string()))?
        }
        (_, Stored::Text(text)) => text.into(),
        (_, Stored::Integer(number)) => number.into(),
        (_, Stored::Real(number)) => number.into(),
        (_, Stored::Blob(_)) => return Err(StoreError::Unreadable("a blob where none is shared".into())),
    })
}

fn time(micros: i64) -> Timestamp {
    row::time(micros)
}
