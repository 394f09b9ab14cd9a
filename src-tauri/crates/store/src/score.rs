//! Scores: the history of each asset, and its newest one kept beside for lists and ranking.

use crate::{Result, bulk, row};
use domain::{
    AssetId, Criticality, Factor, Family, Message, Metric, Score, ScoreId, ScoreMethod, ScoreOutcome, SignalNo, SiteId,
    Timestamp,
};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// What ranking needs of an asset, with its newest score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RankedAsset {
    pub asset_id: AssetId,
    pub criticality: Criticality,
    /// `None`: never scored, or there was too little data.
    pub score: Option<LatestScore>,
}

/// The numbers of a score; what they come from is asked for with [`factors_at`], for those that are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LatestScore {
    pub at: Timestamp,
    pub health: f64,
    pub failure_probability: f64,
    pub data_quality: f64,
}

fn from_row(row: &Row) -> rusqlite::Result<Score> {
    let outcome = match row::get_json_maybe::<Message>(row, "insufficient")? {
        Some(reason) => ScoreOutcome::InsufficientData { reason },
        None => ScoreOutcome::Scored {
            health: row.get("health")?,
            failure_probability: row.get("failure_probability")?,
            horizon_days: row.get("horizon_days")?,
            anomaly: row.get("anomaly")?,
            remaining_life_days: row.get("remaining_life_days")?,
            factors: row::get_json::<Vec<Factor>>(row, "factors")?,
            data_quality: row.get("data_quality")?,
        },
    };
    Ok(Score {
        id: ScoreId(row.get("id")?),
        asset_id: AssetId(row.get("asset_id")?),
        at: row::get_time(row, "at")?,
        method: row::get_word::<ScoreMethod>(row, "method")?,
        outcome,
    })
}

/// Inserts them; each that is not older than its asset's newest becomes the newest.
pub fn insert_many(connection: &Connection, scores: &[Score]) -> Result<()> {
    bulk::write(connection, &[("score", scores.len())], || {
        let mut insert = connection.prepare_cached(
            "INSERT INTO score (id, asset_id, at, method, health, failure_probability, horizon_days, anomaly,
                            remaining_life_days, data_quality, factors, insufficient)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?;
        let mut newest = connection.prepare_cached(
            "INSERT INTO latest_score (asset_id, score_id, at, health, failure_probability, data_quality)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (asset_id) DO UPDATE SET score_id = excluded.score_id, at = excluded.at,
             health = excluded.health, failure_probability = excluded.failure_probability,
             data_quality = excluded.data_quality
         WHERE excluded.at >= latest_score.at",
        )?;
        for score in scores {
            let (id, asset, at) = (score.id.0, score.asset_id.0, row::micros(score.at));
            match &score.outcome {
                ScoreOutcome::Scored {
                    health,
                    failure_probability,
                    horizon_days,
                    anomaly,
                    remaining_life_days,
                    factors,
                    data_quality,
                } => {
                    insert.execute(params![
                        id,
                        asset,
                        at,
                        score.method.as_str(),
                        health,
                        failure_probability,
                        horizon_days,
                        anomaly,
                        remaining_life_days,
                        data_quality,
                        row::json(factors)?,
                        None::<String>,
                    ])?;
                    newest.execute(params![asset, id, at, health, failure_probability, data_quality])?;
                }
                ScoreOutcome::InsufficientData { reason } => {
                    let none = None::<f64>;
                    insert.execute(params![
                        id,
                        asset,
                        at,
                        score.method.as_str(),
                        none,
                        none,
                        none,
                        none,
                        none,
                        none,
                        None::<String>,
                        row::json(reason)?,
                    ])?;
                    newest.execute(params![asset, id, at, none, none, none])?;
                }
            }
        }
        Ok(())
    })
}

pub fn latest_for_asset(connection: &Connection, asset: AssetId) -> Result<Option<Score>> {
    Ok(connection
        .prepare_cached("SELECT s.* FROM latest_score n JOIN score s ON s.id = n.score_id WHERE n.asset_id = ?1")?
        .query_row([asset.0], from_row)
        .optional()?)
}

/// Answered from the index `asset_for_ranking` alone.
pub(crate) const ASSETS: &str =
    "SELECT id, criticality FROM asset WHERE status <> 'retired' AND (?1 IS NULL OR site_id = ?1) ORDER BY id";

/// Every asset (of a site) that is not retired, with what ranking needs of it; by asset id.
///
/// Two passes over narrow pages, put together here: a join would look up every score through its index.
pub fn latest_all(connection: &Connection, site: Option<SiteId>) -> Result<Vec<RankedAsset>> {
    let scores = newest_numbers(connection)?;
    let mut scores = scores.iter().peekable();
    let mut statement = connection.prepare_cached(ASSETS)?;
    let mut rows = statement.query([site.map(|s| s.0)])?;
    let mut all = Vec::with_capacity(scores.len());
    while let Some(row) = rows.next()? {
        let asset_id = AssetId(row.get(0)?);
        while scores.next_if(|(of, _)| *of < asset_id).is_some() {}
        let score = scores.next_if(|(of, _)| *of == asset_id).and_then(|(_, score)| *score);
        all.push(RankedAsset { asset_id, criticality: row::word_at(row, 1)?, score });
    }
    Ok(all)
}

/// By asset id; `None` where there was too little data.
fn newest_numbers(connection: &Connection) -> Result<Vec<(AssetId, Option<LatestScore>)>> {
    let mut statement = connection
        .prepare_cached("SELECT asset_id, health, at, failure_probability, data_quality FROM latest_score")?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let score = match row.get::<_, Option<f64>>(1)? {
            Some(health) => Some(LatestScore {
                at: row::time(row.get(2)?),
                health,
                failure_probability: row.get(3)?,
                data_quality: row.get(4)?,
            }),
            None => None,
        };
        all.push((AssetId(row.get(0)?), score));
    }
    all.sort_unstable_by_key(|(asset, _)| *asset);
    Ok(all)
}

/// The factors of the score that an asset had at a moment, weightiest first as the scorer gave them. None where it is no
/// longer kept.
pub fn factors_at(connection: &Connection, asset: AssetId, at: Timestamp) -> Result<Vec<Factor>> {
    let factors = connection
        .prepare_cached("SELECT factors FROM score WHERE asset_id = ?1 AND at = ?2 AND factors IS NOT NULL LIMIT 1")?
        .query_row(params![asset.0, row::micros(at)], |r| row::get_json(r, "factors"))
        .optional()?;
    Ok(factors.unwrap_or_default())
}

/// Oldest first; the newest `limit` of those at or after `since`.
pub fn history(connection: &Connection, asset: AssetId, since: Timestamp, limit: u32) -> Result<Vec<Score>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM (SELECT * FROM score WHERE asset_id = ?1 AND at >= ?2 ORDER BY at DESC LIMIT ?3) ORDER BY at",
    )?;
    let rows = statement.query_map(params![asset.0, row::micros(since), limit], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A metric that an active mapping feeds, with its asset: what scoring goes through, asset by asset.
#[derive(Debug, Clone, PartialEq)]
pub struct MappedMetric {
    pub asset_id: AssetId,
    pub family: Family,
    pub metric: Metric,
    pub signal: SignalNo,
}

/// Of assets in service; where several signals feed one metric, the oldest mapping's.
pub fn mapped_metrics(connection: &Connection) -> Result<Vec<MappedMetric>> {
    let mut statement = connection.prepare_cached(
        "SELECT m.*, a.family, min(p.signal) AS signal FROM mapping p JOIN metric m ON m.id = p.metric_id
              JOIN asset a ON a.id = m.asset_id
         WHERE p.is_active AND a.status IN ('in_service', 'standby')
         GROUP BY m.id ORDER BY a.no, m.name",
    )?;
    let rows = statement.query_map([], |r| {
        Ok(MappedMetric {
            asset_id: AssetId(r.get("asset_id")?),
            family: row::get_word(r, "family")?,
            metric: crate::metric::from_row(r)?,
            signal: SignalNo(r.get("signal")?),
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Removes scores older than `before`, but never an asset's newest. How many there were.
pub fn delete_before(connection: &Connection, before: Timestamp) -> Result<u64> {
    Ok(connection
        .prepare_cached("DELETE FROM score WHERE at < ?1 AND id NOT IN (SELECT score_id FROM latest_score)")?
        .execute([row::micros(before)])? as u64)
}
