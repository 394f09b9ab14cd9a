//! Given scenarios of production risk: what an asset loses within some days, scenario by scenario.

use crate::{Result, StoreError, row};
use chrono::NaiveDate;
use domain::AssetId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use ts_rs::TS;

/// Money that is lost where the asset is left alone, or how likely it fails.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum GivenLoss {
    Money(f64),
    Probability(f64),
}

#[derive(Debug, Clone, PartialEq)]
pub struct GivenLine {
    pub scenario: String,
    pub asset_id: AssetId,
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    pub loss: GivenLoss,
}

/// A scenario as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct GivenScenario {
    pub name: String,
    pub lines: u32,
    pub assets: u32,
    pub from: NaiveDate,
    pub until: NaiveDate,
}

fn from_row(row: &Row) -> rusqlite::Result<GivenLine> {
    let loss = match row.get("loss")? {
        Some(money) => GivenLoss::Money(money),
        None => GivenLoss::Probability(row.get("probability")?),
    };
    Ok(GivenLine {
        scenario: row.get("scenario")?,
        asset_id: AssetId(row.get("asset_id")?),
        from: row::get_word(row, "from_day")?,
        until: row::get_word(row, "until_day")?,
        loss,
    })
}

/// In the place of the line of the same scenario, asset and first day.
pub fn save(connection: &Connection, line: &GivenLine) -> Result<()> {
    let (loss, probability) = match line.loss {
        GivenLoss::Money(money) => (Some(money), None),
        GivenLoss::Probability(probability) => (None, Some(probability)),
    };
    connection
        .prepare_cached(
            "INSERT INTO risk_scenario (scenario, asset_id, from_day, until_day, loss, probability)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (scenario, asset_id, from_day) DO UPDATE SET
                 until_day = excluded.until_day, loss = excluded.loss, probability = excluded.probability",
        )?
        .execute(params![
            line.scenario,
            line.asset_id.0,
            line.from.to_string(),
            line.until.to_string(),
            loss,
            probability
        ])?;
    Ok(())
}

pub fn find(connection: &Connection, scenario: &str, asset: AssetId, from: NaiveDate) -> Result<Option<GivenLine>> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM risk_scenario WHERE scenario = ?1 AND asset_id = ?2 AND from_day = ?3")?;
    Ok(statement.query_row(params![scenario, asset.0, from.to_string()], from_row).optional()?)
}

/// The first day of a line of the same scenario and asset that shares a day with this one.
pub fn find_overlap(connection: &Connection, line: &GivenLine) -> Result<Option<NaiveDate>> {
    let mut statement = connection.prepare_cached(
        "SELECT from_day FROM risk_scenario WHERE scenario = ?1 AND asset_id = ?2 AND from_day <> ?3
            AND from_day <= ?4 AND until_day >= ?3 ORDER BY from_day LIMIT 1",
    )?;
    let days = params![line.scenario, line.asset_id.0, line.from.to_string(), line.until.to_string()];
    Ok(statement.query_row(days, |r| row::get_word(r, "from_day")).optional()?)
}

/// By name.
pub fn list(connection: &Connection) -> Result<Vec<GivenScenario>> {
    let mut statement = connection.prepare_cached(
        "SELECT min(scenario) AS name, count(*) AS lines, count(DISTINCT asset_id) AS assets, min(from_day) AS first,
                max(until_day) AS last
         FROM risk_scenario GROUP BY scenario ORDER BY scenario",
    )?;
    let rows = statement.query_map([], |r| {
        Ok(GivenScenario {
            name: r.get("name")?,
            lines: r.get("lines")?,
            assets: r.get("assets")?,
            from: row::get_word(r, "first")?,
            until: row::get_word(r, "last")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Of one scenario, by asset and day; none where there is no such scenario.
pub fn lines(connection: &Connection, scenario: &str) -> Result<Vec<GivenLine>> {
    let mut statement =
        connection.prepare_cached("SELECT * FROM risk_scenario WHERE scenario = ?1 ORDER BY asset_id, from_day")?;
    let rows = statement.query_map([scenario], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn delete(connection: &Connection, scenario: &str) -> Result<()> {
    match connection.prepare_cached("DELETE FROM risk_scenario WHERE scenario = ?1")?.execute([scenario])? {
        0 => Err(StoreError::NotFound { what: "risk scenario", id: scenario.to_owned() }),
        _ => Ok(()),
    }
}
