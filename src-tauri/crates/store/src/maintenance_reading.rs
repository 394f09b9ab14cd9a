//! How far the changes of a maintenance system were read, of each thing that is read there, and what came of them.

use crate::{Result, row};
use domain::{IntegrationId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

/// What is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// What befell objects.
    History,
    /// Orders, as they are at present.
    Orders,
}

impl Subject {
    fn as_str(self) -> &'static str {
        match self {
            Self::History => "history",
            Self::Orders => "orders",
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct MaintenanceReading {
    /// The last change that was read: read on from there.
    pub until: Timestamp,
    pub read_at: Timestamp,
    /// Notifications or orders that were read since the beginning.
    pub read: i64,
    /// What was recorded or changed here from them.
    pub recorded: i64,
}

pub fn find(
    connection: &Connection,
    integration: IntegrationId,
    subject: Subject,
) -> Result<Option<MaintenanceReading>> {
    Ok(connection
        .prepare_cached("SELECT * FROM maintenance_reading WHERE integration_id = ?1 AND subject = ?2")?
        .query_row(params![integration.0, subject.as_str()], |row| {
            Ok(MaintenanceReading {
                until: row::get_time(row, "until")?,
                read_at: row::get_time(row, "read_at")?,
                read: row.get("read")?,
                recorded: row.get("recorded")?,
            })
        })
        .optional()?)
}

pub fn save(
    connection: &Connection,
    integration: IntegrationId,
    subject: Subject,
    reading: &MaintenanceReading,
) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO maintenance_reading (integration_id, subject, until, read_at, read, recorded)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            integration.0,
            subject.as_str(),
            row::micros(reading.until),
            row::micros(reading.read_at),
            reading.read,
            reading.recorded,
        ])?;
    Ok(())
}

/// All is read from the beginning again: an asset came to stand for an object whose past was passed over.
pub fn forget(connection: &Connection, integration: IntegrationId) -> Result<()> {
    connection.prepare_cached("DELETE FROM maintenance_reading WHERE integration_id = ?1")?.execute([integration.0])?;
    Ok(())
}
