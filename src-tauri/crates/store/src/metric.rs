//! Metrics of assets: rows and queries.

use crate::{Result, StoreError};
use domain::{AssetId, Limits, Metric, MetricId};
use rusqlite::{Connection, OptionalExtension, Row, params};

pub(crate) fn from_row(row: &Row) -> rusqlite::Result<Metric> {
    Ok(Metric {
        id: MetricId(row.get("id")?),
        asset_id: AssetId(row.get("asset_id")?),
        name: row.get("name")?,
        unit: row.get("unit")?,
        limits: Limits {
            low_low: row.get("low_low")?,
            low: row.get("low")?,
            high: row.get("high")?,
            high_high: row.get("high_high")?,
            deadband: row.get("deadband")?,
            on_delay_seconds: row.get("on_delay_seconds")?,
            off_delay_seconds: row.get("off_delay_seconds")?,
        },
    })
}

/// Inserts it, or changes the one with its id. `Duplicate` where another metric of the asset has the name.
pub fn upsert(connection: &Connection, metric: &Metric) -> Result<()> {
    let limits = &metric.limits;
    connection
        .prepare_cached(
            "INSERT INTO metric (id, asset_id, name, unit, low_low, low, high, high_high, deadband,
                                 on_delay_seconds, off_delay_seconds)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit, low_low = excluded.low_low,
                 low = excluded.low, high = excluded.high, high_high = excluded.high_high,
                 deadband = excluded.deadband, on_delay_seconds = excluded.on_delay_seconds,
                 off_delay_seconds = excluded.off_delay_seconds",
        )?
        .execute(params![
            metric.id.0,
            metric.asset_id.0,
            metric.name,
            metric.unit,
            limits.low_low,
            limits.low,
            limits.high,
            limits.high_high,
            limits.deadband,
            limits.on_delay_seconds,
            limits.off_delay_seconds,
        ])?;
    Ok(())
}

/// By name.
pub fn list_for_asset(connection: &Connection, asset: AssetId) -> Result<Vec<Metric>> {
    let mut statement = connection.prepare_cached("SELECT * FROM metric WHERE asset_id = ?1 ORDER BY name")?;
    let rows = statement.query_map([asset.0], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn get(connection: &Connection, id: MetricId) -> Result<Metric> {
    connection
        .prepare_cached("SELECT * FROM metric WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("metric", id))
}

pub fn find_by_name(connection: &Connection, asset: AssetId, name: &str) -> Result<Option<Metric>> {
    Ok(connection
        .prepare_cached("SELECT * FROM metric WHERE asset_id = ?1 AND name = ?2")?
        .query_row(params![asset.0, name], from_row)
        .optional()?)
}

/// Deletes it where nothing feeds it. False where something does, or it is not there.
pub fn delete_unused(connection: &Connection, id: MetricId) -> Result<bool> {
    let deleted = connection
        .prepare_cached(
            "DELETE FROM metric WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM mapping WHERE metric_id = metric.id)",
        )?
        .execute([id.0])?;
    Ok(deleted > 0)
}
