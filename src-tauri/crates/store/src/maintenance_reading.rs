//! How far the changes of a maintenance system were read, and what came of them.

use crate::{Result, row};
use domain::{IntegrationId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};

#[derive(Debug, Clone, PartialEq)]
pub struct MaintenanceReading {
    /// The last change that was read: read on from there.
    pub until: Timestamp,
    pub read_at: Timestamp,
    /// Notifications or orders that were read since the beginning.
    pub read: i64,
    /// Failures and maintenance that were recorded or changed from them.
    pub recorded: i64,
}

pub fn find(connection: &Connection, integration: IntegrationId) -> Result<Option<MaintenanceReading>> {
    Ok(connection
        .prepare_cached("SELECT * FROM maintenance_reading WHERE integration_id = ?1")?
        .query_row([integration.0], |row| {
            Ok(MaintenanceReading {
                until: row::get_time(row, "until")?,
                read_at: row::get_time(row, "read_at")?,
                read: row.get("notifications")?,
                recorded: row.get("failures")?,
            })
        })
        .optional()?)
}

pub fn save(connection: &Connection, integration: IntegrationId, reading: &MaintenanceReading) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO maintenance_reading (integration_id, until, read_at, notifications, failures)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            integration.0,
            row::micros(reading.until),
            row::micros(reading.read_at),
            reading.read,
            reading.recorded,
        ])?;
    Ok(())
}

/// It is read from the beginning again: an asset came to stand for an object whose past was passed over.
pub fn forget(connection: &Connection, integration: IntegrationId) -> Result<()> {
    connection.prepare_cached("DELETE FROM maintenance_reading WHERE integration_id = ?1")?.execute([integration.0])?;
    Ok(())
}
