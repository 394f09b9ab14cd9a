//! What a maintenance system calls an asset, by integration: an object stands for one asset, an asset may be known by several.

use crate::{Result, row};
use domain::{AssetId, IntegrationId, ObjectRef, PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

#[derive(Debug, Clone, PartialEq)]
pub struct MaintenanceObject {
    pub integration_id: IntegrationId,
    pub object: ObjectRef,
    pub asset_id: AssetId,
    pub linked_by: PersonId,
    pub linked_at: Timestamp,
}

fn from_row(row: &Row) -> rusqlite::Result<MaintenanceObject> {
    Ok(MaintenanceObject {
        integration_id: IntegrationId(row.get("integration_id")?),
        object: ObjectRef { kind: row::get_word(row, "kind")?, number: row.get("number")? },
        asset_id: AssetId(row.get("asset_id")?),
        linked_by: PersonId(row.get("linked_by")?),
        linked_at: row::get_time(row, "linked_at")?,
    })
}

/// `Duplicate` where the object stands for an asset already.
pub fn insert(connection: &Connection, object: &MaintenanceObject) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO maintenance_object (integration_id, kind, number, asset_id, linked_by, linked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute(params![
            object.integration_id.0,
            object.object.kind.as_str(),
            object.object.number,
            object.asset_id.0,
            object.linked_by.0,
            row::micros(object.linked_at),
        ])?;
    Ok(())
}

pub fn find(
    connection: &Connection,
    integration: IntegrationId,
    object: &ObjectRef,
) -> Result<Option<MaintenanceObject>> {
    Ok(connection
        .prepare_cached("SELECT * FROM maintenance_object WHERE integration_id = ?1 AND kind = ?2 AND number = ?3")?
        .query_row(params![integration.0, object.kind.as_str(), object.number], from_row)
        .optional()?)
}

/// Equipment before locations.
pub fn of_asset(connection: &Connection, asset: AssetId) -> Result<Vec<MaintenanceObject>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM maintenance_object WHERE asset_id = ?1 ORDER BY kind, linked_at")?;
    let rows = statement.query_map([asset.0], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn count(connection: &Connection, integration: IntegrationId) -> Result<u32> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM maintenance_object WHERE integration_id = ?1")?
        .query_row([integration.0], |r| r.get(0))?)
}
