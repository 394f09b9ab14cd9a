//! What somebody left in the outbox who can't sign in any more: an administrator takes it over and sends it in their own
//! name. Each gets a new id, because the database answers an id that it knows to its first sender only.

use crate::{Result, row};
use domain::PersonId;
use rusqlite::{Connection, params};
use serde_json::{Map, Value};
use uuid::Uuid;

/// How much waits for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitsFor {
    pub person_id: PersonId,
    pub count: u64,
}

/// Fields in which nobody signs with another's name (`sync.check_fields` of the central database).
const SIGNED: [&str; 3] = ["created_by", "recorded_by", "saved_by"];

/// The people whose operations wait, the most first.
pub fn waiting(connection: &Connection) -> Result<Vec<WaitsFor>> {
    let mut statement = connection.prepare_cached(
        "SELECT person_id, count(*) AS n FROM outbox WHERE person_id IS NOT NULL GROUP BY person_id ORDER BY n DESC, person_id",
    )?;
    let rows = statement.query_map([], |r| Ok(WaitsFor { person_id: PersonId(r.get(0)?), count: r.get(1)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The ids of what waits of this person.
pub fn ids_of(connection: &Connection, person: PersonId) -> Result<Vec<Uuid>> {
    let mut statement =
        connection.prepare_cached("SELECT op_id FROM outbox WHERE person_id = ?1 ORDER BY device_seq")?;
    let rows = statement.query_map([person.0], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// All that waits of one person is from now on another's. How many they were.
pub fn adopt(connection: &Connection, from: PersonId, by: PersonId) -> Result<u64> {
    let mut statement = connection.prepare_cached("SELECT device_seq, patch FROM outbox WHERE person_id = ?1")?;
    let found: Vec<(i64, Map<String, Value>)> = statement
        .query_map([from.0], |r| Ok((r.get("device_seq")?, row::get_json(r, "patch")?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut update = connection.prepare_cached(
        "UPDATE outbox SET person_id = ?2, op_id = ?3, patch = ?4, blocked = NULL WHERE device_seq = ?1",
    )?;
    let adopted = found.len() as u64;
    for (device_seq, mut patch) in found {
        for field in SIGNED {
            if let Some(value) = patch.get_mut(field).filter(|value| !value.is_null()) {
                *value = by.0.to_string().into();
            }
        }
        update.execute(params![device_seq, by.0, Uuid::now_v7(), row::json(&patch)?])?;
    }
    // Others that waited for one of them wait for what it has become.
    connection.execute("UPDATE outbox SET blocked = NULL WHERE blocked IS NOT NULL", [])?;
    Ok(adopted)
}
