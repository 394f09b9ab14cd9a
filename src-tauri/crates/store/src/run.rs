//! Runs of optimizations.

use crate::{Result, StoreError, row};
use domain::{OptimizationRun, Page, PersonId, RunId};
use rusqlite::{Connection, OptionalExtension, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<OptimizationRun> {
    Ok(OptimizationRun {
        id: RunId(row.get("id")?),
        model: row.get("model")?,
        parameters: row::get_json(row, "parameters")?,
        input_fingerprint: row.get("input_fingerprint")?,
        started_at: row::get_time(row, "started_at")?,
        seconds: row.get("seconds")?,
        started_by: PersonId(row.get("started_by")?),
        ranked: row.get("ranked")?,
        without_score: row.get("without_score")?,
        cost_model_version: row.get("cost_model_version")?,
    })
}

pub fn insert(connection: &Connection, run: &OptimizationRun) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO run (id, model, parameters, input_fingerprint, started_at, seconds, started_by, ranked,
                              without_score, cost_model_version)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(params![
            run.id.0,
            run.model,
            row::json(&run.parameters)?,
            run.input_fingerprint,
            row::micros(run.started_at),
            run.seconds,
            run.started_by.0,
            run.ranked,
            run.without_score,
            run.cost_model_version,
        ])?;
    Ok(())
}

pub fn get(connection: &Connection, id: RunId) -> Result<OptimizationRun> {
    connection
        .prepare_cached("SELECT * FROM run WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("run", id))
}

pub fn find_newest(connection: &Connection, model: &str) -> Result<Option<OptimizationRun>> {
    Ok(connection
        .prepare_cached("SELECT * FROM run WHERE model = ?1 ORDER BY started_at DESC, id DESC LIMIT 1")?
        .query_row([model], from_row)
        .optional()?)
}

/// Newest first.
pub fn list(connection: &Connection, offset: u32, limit: u32) -> Result<Page<OptimizationRun>> {
    let total = connection.prepare_cached("SELECT count(*) FROM run")?.query_row([], |r| r.get(0))?;
    let mut statement =
        connection.prepare_cached("SELECT * FROM run ORDER BY started_at DESC, id DESC LIMIT ?1 OFFSET ?2")?;
    let rows = statement.query_map(params![limit, offset], from_row)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

/// The run of the same model before this one.
pub fn find_before(connection: &Connection, run: &OptimizationRun) -> Result<Option<OptimizationRun>> {
    Ok(connection
        .prepare_cached(
            "SELECT * FROM run WHERE model = ?1 AND (started_at, id) < (?2, ?3) ORDER BY started_at DESC, id DESC LIMIT 1",
        )?
        .query_row(params![run.model, row::micros(run.started_at), run.id.0], from_row)
        .optional()?)
}
