//! Gaps: periods in which readings of a signal are known to be missing.

use crate::{Result, row};
use domain::{Gap, IntegrationId, Page, SignalNo, Timestamp};
use rusqlite::{Connection, Row, params};

fn from_row(row: &Row) -> rusqlite::Result<Gap> {
    Ok(Gap {
        signal: SignalNo(row.get("signal")?),
        from: row::get_time(row, "from_ts")?,
        to: row::get_time(row, "to_ts")?,
        reason: row::get_word(row, "reason")?,
    })
}

/// Inserts it, grown together with gaps of the same signal and reason that overlap it. Gaps that merely touch stay two:
/// both ends are exclusive, and at the common end there is a reading. A gap without a length is none.
pub fn insert(connection: &Connection, gap: &Gap) -> Result<()> {
    if gap.from >= gap.to {
        return Ok(());
    }
    let values = params![gap.signal.0, gap.reason.as_str(), row::micros(gap.from), row::micros(gap.to)];
    let overlapping: (Option<i64>, Option<i64>) = connection
        .prepare_cached(
            "SELECT min(from_ts), max(to_ts) FROM gap
             WHERE signal = ?1 AND reason = ?2 AND from_ts < ?4 AND to_ts > ?3",
        )?
        .query_row(values, |r| Ok((r.get(0)?, r.get(1)?)))?;
    let mut insert =
        connection.prepare_cached("INSERT INTO gap (signal, reason, from_ts, to_ts) VALUES (?1, ?2, ?3, ?4)")?;
    let (Some(from), Some(to)) = overlapping else {
        insert.execute(values)?;
        return Ok(());
    };
    let (from, to) = (from.min(row::micros(gap.from)), to.max(row::micros(gap.to)));
    connection
        .prepare_cached("DELETE FROM gap WHERE signal = ?1 AND reason = ?2 AND from_ts < ?4 AND to_ts > ?3")?
        .execute(params![gap.signal.0, gap.reason.as_str(), from, to])?;
    insert.execute(params![gap.signal.0, gap.reason.as_str(), from, to])?;
    Ok(())
}

/// Many come together where a server's queues overflow: inside one transaction.
pub fn insert_many(connection: &Connection, gaps: &[Gap]) -> Result<()> {
    gaps.iter().try_for_each(|gap| insert(connection, gap))
}

/// The gaps of a signal that overlap the period, oldest first.
pub fn list_for_signal(connection: &Connection, signal: SignalNo, from: Timestamp, to: Timestamp) -> Result<Vec<Gap>> {
    let mut statement = connection.prepare_cached(
        "SELECT * FROM gap WHERE signal = ?1 AND from_ts < ?3 AND to_ts > ?2 ORDER BY from_ts, to_ts",
    )?;
    let rows = statement.query_map(params![signal.0, row::micros(from), row::micros(to)], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Seconds of the period that lie in gaps, over all active signals of the integration; what two gaps share counts once.
pub fn seconds(connection: &Connection, integration: IntegrationId, from: Timestamp, to: Timestamp) -> Result<f64> {
    let (from, to) = (row::micros(from), row::micros(to));
    let mut statement = connection.prepare_cached(
        "SELECT g.signal, max(g.from_ts, ?2), min(g.to_ts, ?3) FROM gap g JOIN mapping p ON p.signal = g.signal
          WHERE p.integration_id = ?1 AND p.is_active AND g.from_ts < ?3 AND g.to_ts > ?2 ORDER BY g.signal, g.from_ts",
    )?;
    let mut rows = statement.query(params![integration.0, from, to])?;
    let (mut total, mut of, mut covered_to) = (0i64, None, 0i64);
    while let Some(row) = rows.next()? {
        let (signal, begins, ends): (i64, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        if of != Some(signal) {
            (of, covered_to) = (Some(signal), i64::MIN);
        }
        total += (ends - begins.max(covered_to)).max(0);
        covered_to = covered_to.max(ends);
    }
    Ok(total as f64 / 1e6)
}

/// Which gaps to list: those that overlap the period.
#[derive(Debug, Clone, PartialEq)]
pub struct GapFilter {
    pub integration_id: Option<IntegrationId>,
    pub from: Timestamp,
    pub to: Timestamp,
    pub offset: u32,
    pub limit: u32,
}

/// A gap with what its signal is called.
#[derive(Debug, Clone, PartialEq)]
pub struct GapRow {
    pub gap: Gap,
    pub external_tag: String,
    pub asset_tag: String,
    pub metric_name: String,
}

/// Newest first.
pub fn list(connection: &Connection, filter: &GapFilter) -> Result<Page<GapRow>> {
    const FROM: &str = "FROM gap g JOIN mapping p ON p.signal = g.signal
         WHERE g.from_ts < ?2 AND g.to_ts > ?1 AND (?3 IS NULL OR p.integration_id = ?3)";
    let (from, to) = (row::micros(filter.from), row::micros(filter.to));
    let integration = filter.integration_id.map(|i| i.0);
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {FROM}"))?
        .query_row(params![from, to, integration], |r| r.get(0))?;
    let mut statement = connection.prepare_cached(&format!(
        "WITH page AS MATERIALIZED (SELECT g.*, p.external_tag, p.metric_id {FROM}
             ORDER BY g.to_ts DESC, g.signal LIMIT ?4 OFFSET ?5)
         SELECT page.*, m.name AS metric_name, a.tag_code FROM page JOIN metric m ON m.id = page.metric_id
              JOIN asset a ON a.id = m.asset_id ORDER BY page.to_ts DESC, page.signal"
    ))?;
    let rows = statement.query_map(params![from, to, integration, filter.limit, filter.offset], |r| {
        Ok(GapRow {
            gap: from_row(r)?,
            external_tag: r.get("external_tag")?,
            asset_tag: r.get("tag_code")?,
            metric_name: r.get("metric_name")?,
        })
    })?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}
