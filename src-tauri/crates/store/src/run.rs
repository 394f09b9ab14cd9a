//! Runs of optimizations: of each model in its own order of time, and how each stands.

use crate::{Result, StoreError, row};
use domain::{Message, OptimizationRun, Page, PersonId, RunId, RunResult, RunStatus, Timestamp};
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
        status: row::get_word::<RunStatus>(row, "status")?,
        name: row.get("name")?,
        seed: row.get::<_, Option<i64>>("seed")?.map(|seed| seed as u64),
        time_limit_seconds: row.get("time_limit_seconds")?,
        based_on: row.get::<_, Option<_>>("based_on")?.map(RunId),
        is_locked: row.get("is_locked")?,
        failure: row::get_json_maybe::<Message>(row, "failure")?,
        proposals: row.get("proposals")?,
        result: RunResult {
            objective: row.get("objective")?,
            bound: row.get("bound")?,
            gap: row.get("gap")?,
            solver_status: row.get("solver_status")?,
            statistics: row::get_json(row, "statistics")?,
        },
    })
}

/// Inserts it, or puts it in the place of the one with its id.
pub fn save(connection: &Connection, run: &OptimizationRun) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO run (id, model, parameters, input_fingerprint, started_at, seconds, started_by, ranked,
                              without_score, cost_model_version, status, name, seed, time_limit_seconds, objective,
                              bound, gap, solver_status, statistics, based_on, is_locked, failure, proposals)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21,
                     ?22, ?23)
             ON CONFLICT (id) DO UPDATE SET input_fingerprint = excluded.input_fingerprint, seconds = excluded.seconds,
                 ranked = excluded.ranked, without_score = excluded.without_score, status = excluded.status,
                 name = excluded.name, objective = excluded.objective, bound = excluded.bound, gap = excluded.gap,
                 solver_status = excluded.solver_status, statistics = excluded.statistics,
                 is_locked = excluded.is_locked, failure = excluded.failure, proposals = excluded.proposals",
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
            run.status.as_str(),
            run.name,
            run.seed.map(|seed| seed as i64),
            run.time_limit_seconds,
            run.result.objective,
            run.result.bound,
            run.result.gap,
            run.result.solver_status,
            row::json(&run.result.statistics)?,
            run.based_on.map(|b| b.0),
            run.is_locked,
            run.failure.as_ref().map(row::json).transpose()?,
            run.proposals,
        ])?;
    Ok(())
}

/// Its documents, rankings and proposals go with it.
pub fn delete(connection: &Connection, id: RunId) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM run WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "run", id)
}

pub fn get(connection: &Connection, id: RunId) -> Result<OptimizationRun> {
    connection
        .prepare_cached("SELECT * FROM run WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("run", id))
}

/// Whether any run of any model has ended well.
pub fn is_any_done(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM run WHERE status = ?1)")?
        .query_row([RunStatus::Done.as_str()], |r| r.get(0))?)
}

pub fn find_newest(connection: &Connection, model: &str) -> Result<Option<OptimizationRun>> {
    Ok(connection
        .prepare_cached("SELECT * FROM run WHERE model = ?1 ORDER BY started_at DESC, id DESC LIMIT 1")?
        .query_row([model], from_row)
        .optional()?)
}

/// Newest first; `None`: of every model.
pub fn list(connection: &Connection, model: Option<&str>, offset: u32, limit: u32) -> Result<Page<OptimizationRun>> {
    let total = connection
        .prepare_cached("SELECT count(*) FROM run WHERE ?1 IS NULL OR model = ?1")?
        .query_row([model], |r| r.get(0))?;
    let mut statement = connection.prepare_cached(
        "SELECT * FROM run WHERE ?1 IS NULL OR model = ?1 ORDER BY started_at DESC, id DESC LIMIT ?2 OFFSET ?3",
    )?;
    let rows = statement.query_map(params![model, limit, offset], from_row)?;
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

/// Those that say they run.
pub fn list_running(connection: &Connection) -> Result<Vec<OptimizationRun>> {
    let mut statement = connection.prepare_cached("SELECT * FROM run WHERE status = 'running'")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Removes runs with documents and proposals that are neither locked nor decided on, nor among the newest `keep` of their
/// model, nor begun after `before`. How many there were. Prioritizations stay: they are small without their ranking.
pub fn delete_old(connection: &Connection, keep: u32, before: Timestamp) -> Result<u64> {
    Ok(connection
        .prepare_cached(
            "DELETE FROM run WHERE id IN (
                 SELECT r.id FROM (SELECT id, model, started_at, is_locked, status,
                                          row_number() OVER (PARTITION BY model ORDER BY started_at DESC, id DESC) AS place
                                   FROM run) r
                 WHERE r.model <> 'maintenance_prioritization' AND NOT r.is_locked AND r.status <> 'running'
                   AND r.place > ?1 AND r.started_at < ?2
                   AND NOT EXISTS (SELECT 1 FROM proposal p WHERE p.run_id = r.id AND p.status <> 'proposed'))",
        )?
        .execute(params![keep, row::micros(before)])? as u64)
}
