//! Signal mappings: which tag feeds which metric. The row number is the signal's number.

use crate::{Result, StoreError, bulk, row, search};
use domain::{
    AssetId, ConnectorKind, IntegrationId, MappingId, MetricId, Page, SignalMapping, SignalNo, Timestamp,
    fold_for_search,
};
use rusqlite::{Connection, OptionalExtension, Row, ToSql, named_params, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MappingSort {
    #[default]
    Tag,
    Asset,
    Metric,
    Integration,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct MappingFilter {
    pub integration_id: Option<IntegrationId>,
    pub asset_id: Option<AssetId>,
    /// Words that must occur in the external tag, the metric's name, or the asset's tag code or names.
    pub search: Option<String>,
    pub only_active: bool,
    /// Whose newest reading is bad.
    pub only_bad: bool,
    /// Which are stale at this moment.
    pub stale_at: Option<Timestamp>,
    /// Only these.
    pub signals: Option<Vec<SignalNo>>,
    pub sort: MappingSort,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

impl Default for MappingFilter {
    fn default() -> Self {
        Self {
            integration_id: None,
            asset_id: None,
            search: None,
            only_active: false,
            only_bad: false,
            stale_at: None,
            signals: None,
            sort: MappingSort::Tag,
            descending: false,
            offset: 0,
            limit: 100,
        }
    }
}

/// A mapping with what its source, asset and metric are called.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NamedMapping {
    pub mapping: SignalMapping,
    pub asset_id: AssetId,
    pub site_code: String,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub metric_name: String,
    pub metric_unit: String,
    pub integration_name: String,
}

fn from_row(row: &Row) -> rusqlite::Result<SignalMapping> {
    Ok(SignalMapping {
        id: MappingId(row.get("id")?),
        signal: SignalNo(row.get("signal")?),
        integration_id: IntegrationId(row.get("integration_id")?),
        metric_id: MetricId(row.get("metric_id")?),
        external_tag: row.get("external_tag")?,
        source_unit: row.get("source_unit")?,
        scale: row::get_word(row, "scale")?,
        offset: row::get_word(row, "offset")?,
        is_active: row.get("is_active")?,
        sampling_interval_ms: row.get("sampling_interval_ms")?,
        deadband: row.get("deadband")?,
    })
}

/// What may change of a mapping: the same list is inserted and updated.
const COLUMNS: &str =
    "metric_id, external_tag, source_unit, scale, \"offset\", is_active, sampling_interval_ms, deadband,
                       search_text";
const VALUES: &str = ":metric_id, :external_tag, :source_unit, :scale, :offset, :is_active, :sampling_interval_ms,
                      :deadband, :search_text";

/// Runs a statement that names every column of a mapping.
fn write(connection: &Connection, sql: &str, mapping: &SignalMapping) -> Result<usize> {
    write_with(connection, sql, mapping, &[])
}

/// The same with parameters of the statement's own.
fn write_with(
    connection: &Connection,
    sql: &str,
    mapping: &SignalMapping,
    more: &[(&str, &dyn ToSql)],
) -> Result<usize> {
    let search_text = fold_for_search(&mapping.external_tag);
    let (scale, offset) = (mapping.scale.to_string(), mapping.offset.to_string());
    let columns: &[(&str, &dyn ToSql)] = named_params! {
        ":id": mapping.id.0,
        ":integration_id": mapping.integration_id.0,
        ":metric_id": mapping.metric_id.0,
        ":external_tag": mapping.external_tag,
        ":source_unit": mapping.source_unit,
        ":scale": scale,
        ":offset": offset,
        ":is_active": mapping.is_active,
        ":sampling_interval_ms": mapping.sampling_interval_ms,
        ":deadband": mapping.deadband,
        ":search_text": search_text,
    };
    Ok(connection.prepare_cached(sql)?.execute(&*[columns, more].concat())?)
}

/// Inserts them and returns them with the signal numbers they were given; those they came with are ignored.
/// `Duplicate` where the integration feeds the metric from the tag already. Nothing is inserted then if the
/// caller's transaction is not committed.
pub fn insert_many(connection: &Connection, mappings: &[SignalMapping]) -> Result<Vec<SignalMapping>> {
    let sql = format!("INSERT INTO mapping (id, integration_id, {COLUMNS}) VALUES (:id, :integration_id, {VALUES})");
    bulk::write(connection, &[("mapping", mappings.len())], || {
        let mut inserted = Vec::with_capacity(mappings.len());
        for mapping in mappings {
            write(connection, &sql, mapping)?;
            inserted.push(SignalMapping { signal: SignalNo(connection.last_insert_rowid()), ..mapping.clone() });
        }
        Ok(inserted)
    })
}

/// Puts a deleted one back under its own signal number, so that the readings it has collected are its own again. The
/// central database gives it a new number there.
pub fn put_back(connection: &Connection, mapping: &SignalMapping) -> Result<()> {
    let sql = format!(
        "INSERT INTO mapping (signal, id, integration_id, {COLUMNS}) VALUES (:signal, :id, :integration_id, {VALUES})"
    );
    write_with(connection, &sql, mapping, &[(":signal", &mapping.signal.0)])?;
    for table in ["former_mapping", "signal_number"] {
        connection.prepare_cached(&format!("DELETE FROM {table} WHERE signal = ?1"))?.execute([mapping.signal.0])?;
    }
    Ok(())
}

/// Everything but its integration and its signal number, which are for life.
pub fn update(connection: &Connection, mapping: &SignalMapping) -> Result<()> {
    let sql =
        format!("UPDATE mapping SET ({COLUMNS}) = ({VALUES}) WHERE id = :id AND integration_id = :integration_id");
    row::expect_one(write(connection, &sql, mapping)?, "mapping", mapping.id)
}

/// How many of them there were. Readings already collected stay until retention; the signal number is not used again.
pub fn delete_many(connection: &Connection, ids: &[MappingId]) -> Result<u64> {
    let mut statement = connection.prepare_cached("DELETE FROM mapping WHERE id = ?1")?;
    let mut deleted = 0;
    for id in ids {
        deleted += statement.execute([id.0])? as u64;
    }
    Ok(deleted)
}

/// How many of them there were.
pub fn set_active(connection: &Connection, ids: &[MappingId], is_active: bool) -> Result<u64> {
    let mut statement = connection.prepare_cached("UPDATE mapping SET is_active = ?2 WHERE id = ?1")?;
    let mut changed = 0;
    for id in ids {
        changed += statement.execute(params![id.0, is_active])? as u64;
    }
    Ok(changed)
}

pub fn get(connection: &Connection, id: MappingId) -> Result<SignalMapping> {
    connection
        .prepare_cached("SELECT * FROM mapping WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("mapping", id))
}

/// All mappings of the tag in the integration: one tag may feed several metrics.
pub fn find_by_tag(
    connection: &Connection,
    integration: IntegrationId,
    external_tag: &str,
) -> Result<Vec<SignalMapping>> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM mapping WHERE integration_id = ?1 AND external_tag = ?2 ORDER BY signal")?;
    let rows = statement.query_map(params![integration.0, external_tag], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What an integration has to follow, each with the unit its readings are to be converted to; by signal number.
pub fn active_for_integration(
    connection: &Connection,
    integration: IntegrationId,
) -> Result<Vec<(SignalMapping, String)>> {
    let mut statement = connection.prepare_cached(
        "SELECT p.*, m.unit AS metric_unit FROM mapping p JOIN metric m ON m.id = p.metric_id
         WHERE p.integration_id = ?1 AND p.is_active ORDER BY p.signal",
    )?;
    let rows = statement.query_map([integration.0], |r| Ok((from_row(r)?, r.get("metric_unit")?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether anything feeds the metric.
pub fn is_metric_mapped(connection: &Connection, metric: MetricId) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM mapping WHERE metric_id = ?1)")?
        .query_row([metric.0], |r| r.get(0))?)
}

/// The assets that a connector of this kind feeds: those of the demo plant are marked wherever they are shown.
pub fn assets_fed_by(connection: &Connection, connector: ConnectorKind) -> Result<HashSet<AssetId>> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT m.asset_id FROM integration i JOIN mapping p ON p.integration_id = i.id
              JOIN metric m ON m.id = p.metric_id WHERE i.connector = ?1",
    )?;
    let rows = statement.query_map([connector.as_str()], |r| r.get(0).map(AssetId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Active signals, and how many of them are bad or stale now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SignalCounts {
    pub active: u32,
    pub bad: u32,
    pub stale: u32,
}

/// The newest reading's severity is bad (OPC UA Part 4, 7.39).
const IS_BAD: &str = "(l.status IS NOT NULL AND (l.status >> 30) >= 2)";
/// No reading; or neither a reading nor a living connection for ten sampling intervals and at least a minute. `?` is now.
const IS_STALE: &str = "(l.ts IS NULL OR
    max(l.ts + l.receipt_delta, coalesce((SELECT alive_at FROM integration WHERE id = p.integration_id), 0))
        < ? - max(60000000, 10000 * coalesce(p.sampling_interval_ms, 2000)))";

/// Those of the signals that are stale.
pub fn stale(connection: &Connection, signals: &[SignalNo], now: Timestamp) -> Result<HashSet<SignalNo>> {
    let sql = format!(
        "SELECT p.signal FROM mapping p LEFT JOIN latest l ON l.signal = p.signal WHERE {IS_STALE} AND p.signal {IS_ONE}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![row::micros(now), listed(signals)], |r| r.get(0).map(SignalNo))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Of a list of signals that is bound as one value.
const IS_ONE: &str = "IN (SELECT value FROM json_each(?))";

fn listed(signals: &[SignalNo]) -> String {
    let numbers: Vec<String> = signals.iter().map(|s| s.0.to_string()).collect();
    format!("[{}]", numbers.join(","))
}

pub fn signal_counts(connection: &Connection, now: Timestamp) -> Result<SignalCounts> {
    let sql = format!(
        "SELECT count(*), coalesce(sum({IS_BAD}), 0), coalesce(sum({IS_STALE}), 0)
         FROM mapping p LEFT JOIN latest l ON l.signal = p.signal WHERE p.is_active"
    );
    Ok(connection
        .prepare_cached(&sql)?
        .query_row([row::micros(now)], |r| Ok(SignalCounts { active: r.get(0)?, bad: r.get(1)?, stale: r.get(2)? }))?)
}

/// How many are active.
pub fn count_active(connection: &Connection) -> Result<u32> {
    Ok(connection.prepare_cached("SELECT count(*) FROM mapping WHERE is_active")?.query_row([], |r| r.get(0))?)
}

/// How many mappings there are of the integration, and how many of them are active.
pub fn counts_for_integration(connection: &Connection, integration: IntegrationId) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached("SELECT count(*), coalesce(sum(is_active), 0) FROM mapping WHERE integration_id = ?1")?
        .query_row([integration.0], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

pub fn list(connection: &Connection, filter: &MappingFilter) -> Result<Page<NamedMapping>> {
    let conditions = conditions(filter);
    let r#where = conditions.sql();
    // Metric and asset always exist (foreign keys): joined only where a condition or the order looks at them.
    let counted = if filter.asset_id.is_some() { NARROW } else { "mapping p" };
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM {counted}{where}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;

    let order = order(filter.sort, filter.descending);
    let paged = if filter.asset_id.is_some() || filter.sort != MappingSort::Tag { NARROW } else { "mapping p" };
    let sql = format!(
        "WITH page AS MATERIALIZED (SELECT p.signal FROM {paged}{where} ORDER BY {order} LIMIT ? OFFSET ?)
         SELECT p.*, a.id AS asset_id, s.code AS site_code, a.tag_code, a.name_en, a.name_ar, m.name AS metric_name, m.unit AS metric_unit,
                i.name AS integration_name
         FROM page CROSS JOIN mapping p ON p.signal = page.signal JOIN metric m ON m.id = p.metric_id
              JOIN asset a ON a.id = m.asset_id JOIN site s ON s.id = a.site_id
              JOIN integration i ON i.id = p.integration_id
         ORDER BY {order}"
    );
    let values = conditions.values.into_iter().chain([Value::from(filter.limit), Value::from(filter.offset)]);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok(NamedMapping {
            mapping: from_row(row)?,
            asset_id: AssetId(row.get("asset_id")?),
            site_code: row.get("site_code")?,
            asset_tag: row.get("tag_code")?,
            asset_name_en: row.get("name_en")?,
            asset_name_ar: row.get("name_ar")?,
            metric_name: row.get("metric_name")?,
            metric_unit: row.get("metric_unit")?,
            integration_name: row.get("integration_name")?,
        })
    })?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

const NARROW: &str = "mapping p JOIN metric m ON m.id = p.metric_id JOIN asset a ON a.id = m.asset_id
                      JOIN integration i ON i.id = p.integration_id";

/// The metrics' names, each once, by leaping through the index from one to the next: few names, many metrics.
const NAMES: &str = "names (name) AS (
    SELECT min(name) FROM metric
    UNION ALL SELECT (SELECT min(name) FROM metric WHERE name > names.name) FROM names WHERE name IS NOT NULL)";

fn conditions(filter: &MappingFilter) -> search::Conditions {
    let mut all = search::Conditions::default();
    if let Some(integration) = filter.integration_id {
        all.add("p.integration_id = ?", [integration.0.as_bytes().to_vec().into()]);
    }
    if let Some(asset) = filter.asset_id {
        all.add("m.asset_id = ?", [asset.0.as_bytes().to_vec().into()]);
    }
    if filter.only_active {
        all.add("p.is_active", []);
    }
    if filter.only_bad {
        all.add(format!("EXISTS (SELECT 1 FROM latest l WHERE l.signal = p.signal AND {IS_BAD})"), []);
    }
    if let Some(now) = filter.stale_at {
        let fresh = format!("NOT {IS_STALE}");
        let is_stale = format!("NOT EXISTS (SELECT 1 FROM latest l WHERE l.signal = p.signal AND {fresh})");
        all.add(is_stale, [row::micros(now).into()]);
    }
    if let Some(signals) = &filter.signals {
        all.add(format!("p.signal {IS_ONE}"), [listed(signals).into()]);
    }
    // The word that the fewest are likely to have, one with digits before one without and then the longest, finds a set
    // of signals, asking each index once; each of those is looked at for the others.
    let mut words = search::words(filter.search.as_deref());
    words.sort_by_key(|w| std::cmp::Reverse((w.contains(|c: char| c.is_ascii_digit()), w.chars().count())));
    let mut words = words.into_iter();
    if let Some(word) = words.next() {
        let (tag, tag_word) = search::occurs(&word, ("mapping_search", "signal", "search_text"));
        let (asset, asset_word) = search::occurs(&word, ("asset_search", "b.no", "b.search_text"));
        all.add(
            format!(
                "p.signal IN (
                     SELECT signal FROM mapping WHERE {tag}
                     UNION SELECT q.signal FROM asset b JOIN metric n ON n.asset_id = b.id
                           JOIN mapping q ON q.metric_id = n.id WHERE {asset}
                     UNION SELECT q.signal FROM metric n JOIN mapping q ON q.metric_id = n.id
                           WHERE n.name IN (WITH RECURSIVE {NAMES} SELECT name FROM names WHERE instr(name, ?) > 0))"
            ),
            [tag_word, asset_word, Value::Text(word)],
        );
    }
    for word in words {
        let word = Value::Text(word);
        all.add(
            "(instr(p.search_text, ?) > 0 OR EXISTS (
                 SELECT 1 FROM metric n JOIN asset b ON b.id = n.asset_id
                 WHERE n.id = p.metric_id AND (instr(n.name, ?) > 0 OR instr(b.search_text, ?) > 0)))",
            [word.clone(), word.clone(), word],
        );
    }
    all
}

fn order(sort: MappingSort, descending: bool) -> String {
    let way = if descending { "DESC" } else { "ASC" };
    match sort {
        MappingSort::Tag => format!("p.external_tag {way}, p.signal {way}"),
        MappingSort::Asset => format!("a.tag_code {way}, m.name {way}, p.signal"),
        MappingSort::Metric => format!("m.name {way}, p.external_tag, p.signal"),
        MappingSort::Integration => format!("i.name {way}, p.external_tag, p.signal"),
    }
}
