//! Assets: rows, hierarchy, and the searched, filtered and sorted list with each asset's newest score.

use crate::{Result, StoreError, bulk, row, search};
use domain::{Asset, AssetId, Criticality, Family, Page, SiteId, Timestamp, fold_for_search};
use rusqlite::{Connection, OptionalExtension, Row, named_params, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssetSort {
    #[default]
    Tag,
    Name,
    Health,
    FailureProbability,
    Criticality,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct AssetFilter {
    /// Words that must occur in tag code or names; folded, any substring.
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub family: Option<Family>,
    pub criticality: Option<Criticality>,
    /// Health from (inclusive) to (exclusive, but 100 is within a band that ends at 100).
    pub health_band: Option<(f64, f64)>,
    pub has_score: Option<bool>,
    pub parent_id: Option<AssetId>,
    pub sort: AssetSort,
    pub descending: bool,
    pub offset: u32,
    pub limit: u32,
}

impl Default for AssetFilter {
    fn default() -> Self {
        Self {
            search: None,
            site_id: None,
            family: None,
            criticality: None,
            health_band: None,
            has_score: None,
            parent_id: None,
            sort: AssetSort::Tag,
            descending: false,
            offset: 0,
            limit: 100,
        }
    }
}

/// An asset with its newest score and how much is below it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ListedAsset {
    pub asset: Asset,
    pub site_code: String,
    pub health: Option<f64>,
    pub failure_probability: Option<f64>,
    pub scored_at: Option<Timestamp>,
    pub child_count: u32,
    pub metric_count: u32,
}

pub(crate) fn from_row(row: &Row) -> rusqlite::Result<Asset> {
    Ok(Asset {
        id: AssetId(row.get("id")?),
        site_id: SiteId(row.get("site_id")?),
        parent_id: row.get::<_, Option<_>>("parent_id")?.map(AssetId),
        tag_code: row.get("tag_code")?,
        name_en: row.get("name_en")?,
        name_ar: row.get("name_ar")?,
        family: row::get_word(row, "family")?,
        criticality: row::get_word(row, "criticality")?,
        status: row::get_word(row, "status")?,
        installed_on: row::get_date_maybe(row, "installed_on")?,
    })
}

fn listed(row: &Row) -> rusqlite::Result<ListedAsset> {
    Ok(ListedAsset {
        asset: from_row(row)?,
        site_code: row.get("site_code")?,
        health: row.get("health")?,
        failure_probability: row.get("failure_probability")?,
        scored_at: row::get_time_maybe(row, "scored_at")?,
        child_count: row.get("child_count")?,
        metric_count: row.get("metric_count")?,
    })
}

fn search_text(asset: &Asset) -> String {
    fold_for_search(&format!("{} {} {}", asset.tag_code, asset.name_en, asset.name_ar))
}

/// All but the id: the same list is inserted and updated.
const COLUMNS: &str = "site_id, parent_id, tag_code, name_en, name_ar, family, criticality, status, installed_on,
                       search_text";
const VALUES: &str = ":site_id, :parent_id, :tag_code, :name_en, :name_ar, :family, :criticality, :status,
                      :installed_on, :search_text";

/// Runs a statement that names every column of an asset.
fn write(connection: &Connection, sql: &str, asset: &Asset) -> Result<usize> {
    Ok(connection.prepare_cached(sql)?.execute(named_params! {
        ":id": asset.id.0,
        ":site_id": asset.site_id.0,
        ":parent_id": asset.parent_id.map(|p| p.0),
        ":tag_code": asset.tag_code,
        ":name_en": asset.name_en,
        ":name_ar": asset.name_ar,
        ":family": asset.family.as_str(),
        ":criticality": asset.criticality.as_str(),
        ":status": asset.status.as_str(),
        ":installed_on": asset.installed_on.map(|d| d.to_string()),
        ":search_text": search_text(asset),
    })?)
}

/// `Duplicate` where the site has the tag code already.
pub fn insert(connection: &Connection, asset: &Asset) -> Result<()> {
    write(connection, &format!("INSERT INTO asset (id, {COLUMNS}) VALUES (:id, {VALUES})"), asset).map(drop)
}

/// Parents before their children.
pub fn insert_many(connection: &Connection, assets: &[Asset]) -> Result<()> {
    bulk::write(connection, &[("asset", assets.len())], || {
        assets.iter().try_for_each(|asset| insert(connection, asset))
    })
}

pub fn update(connection: &Connection, asset: &Asset) -> Result<()> {
    let changed = write(connection, &format!("UPDATE asset SET ({COLUMNS}) = ({VALUES}) WHERE id = :id"), asset)?;
    row::expect_one(changed, "asset", asset.id)
}

pub fn find(connection: &Connection, id: AssetId) -> Result<Option<Asset>> {
    Ok(connection.prepare_cached("SELECT * FROM asset WHERE id = ?1")?.query_row([id.0], from_row).optional()?)
}

pub fn get(connection: &Connection, id: AssetId) -> Result<Asset> {
    find(connection, id)?.ok_or_else(|| StoreError::not_found("asset", id))
}

/// By the plant's own tag; the first by site code where several sites have it.
pub fn find_by_tag(connection: &Connection, tag_code: &str) -> Result<Option<Asset>> {
    let sql = "SELECT a.* FROM asset a JOIN site s ON s.id = a.site_id WHERE a.tag_code = ?1 ORDER BY s.code LIMIT 1";
    Ok(connection.prepare_cached(sql)?.query_row([tag_code], from_row).optional()?)
}

/// The assets directly below `parent`, or the topmost of the site, by tag code.
pub fn children(connection: &Connection, site: SiteId, parent: Option<AssetId>) -> Result<Vec<ListedAsset>> {
    let sql = format!("{LISTED} WHERE a.site_id = ?1 AND a.parent_id IS ?2 ORDER BY a.tag_code");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![site.0, parent.map(|p| p.0)], listed)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Site code, tag code and id of every asset: what an import is judged against.
pub fn codes(connection: &Connection) -> Result<Vec<(String, String, AssetId)>> {
    let mut statement =
        connection.prepare_cached("SELECT s.code, a.tag_code, a.id FROM asset a JOIN site s ON s.id = a.site_id")?;
    let rows = statement.query_map([], |r| Ok((r.get(0)?, r.get(1)?, AssetId(r.get(2)?))))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Assets by health: below `fair_from`, below `good_from`, from there on, and without a health.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BandCounts {
    pub poor: u32,
    pub fair: u32,
    pub good: u32,
    pub unknown: u32,
    pub newest_score_at: Option<Timestamp>,
}

pub fn band_counts(connection: &Connection, (fair_from, good_from): (f64, f64)) -> Result<BandCounts> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(n.health < ?1), 0) AS poor,
                    coalesce(sum(n.health >= ?1 AND n.health < ?2), 0) AS fair,
                    coalesce(sum(n.health >= ?2), 0) AS good, coalesce(sum(n.health IS NULL), 0) AS unknown,
                    max(n.at) AS newest
             FROM asset a LEFT JOIN latest_score n ON n.asset_id = a.id",
        )?
        .query_row(params![fair_from, good_from], |r| {
            Ok(BandCounts {
                poor: r.get("poor")?,
                fair: r.get("fair")?,
                good: r.get("good")?,
                unknown: r.get("unknown")?,
                newest_score_at: row::get_time_maybe(r, "newest")?,
            })
        })?)
}

pub fn count(connection: &Connection) -> Result<u64> {
    Ok(connection.prepare_cached("SELECT count(*) FROM asset")?.query_row([], |r| r.get(0))?)
}

const LISTED: &str = "
    SELECT a.*, s.code AS site_code, n.health, n.failure_probability, n.at AS scored_at,
           (SELECT count(*) FROM asset c WHERE c.parent_id = a.id) AS child_count,
           (SELECT count(*) FROM metric m WHERE m.asset_id = a.id) AS metric_count
    FROM asset a JOIN site s ON s.id = a.site_id LEFT JOIN latest_score n ON n.asset_id = a.id";

pub fn list(connection: &Connection, filter: &AssetFilter) -> Result<Page<ListedAsset>> {
    let conditions = conditions(filter);
    let r#where = conditions.sql();
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM asset a LEFT JOIN latest_score n ON n.asset_id = a.id{where}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;

    // The page is cut from the narrow rows first; counts and wide columns are fetched for its rows only.
    let order = order(filter.sort, filter.descending);
    let sql = format!(
        "WITH page AS MATERIALIZED (
             SELECT a.no, row_number() OVER (ORDER BY {order}) AS place
             FROM asset a LEFT JOIN latest_score n ON n.asset_id = a.id{where}
             ORDER BY {order} LIMIT ? OFFSET ?
         )
         {LISTED} JOIN page ON page.no = a.no ORDER BY page.place"
    );
    let values = conditions.values.into_iter().chain([Value::from(filter.limit), Value::from(filter.offset)]);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), listed)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

fn conditions(filter: &AssetFilter) -> search::Conditions {
    let mut all = search::Conditions::default();
    if let Some(site) = filter.site_id {
        all.add("a.site_id = ?", [site.0.as_bytes().to_vec().into()]);
    }
    if let Some(parent) = filter.parent_id {
        all.add("a.parent_id = ?", [parent.0.as_bytes().to_vec().into()]);
    }
    if let Some(family) = filter.family {
        all.add("a.family = ?", [family.as_str().to_owned().into()]);
    }
    if let Some(criticality) = filter.criticality {
        all.add("a.criticality = ?", [criticality.as_str().to_owned().into()]);
    }
    if let Some((from, to)) = filter.health_band {
        all.add("n.health >= ? AND (n.health < ? OR n.health = 100 AND ? >= 100)", [from.into(), to.into(), to.into()]);
    }
    match filter.has_score {
        Some(true) => all.add("n.health IS NOT NULL", []),
        Some(false) => all.add("n.health IS NULL", []),
        None => {}
    }
    all.add_words(&search::words(filter.search.as_deref()), ("asset_search", "a.no", "a.search_text"));
    all
}

/// Assets without a score come last whichever way the scores run; equal ones by tag code.
fn order(sort: AssetSort, descending: bool) -> String {
    let way = if descending { "DESC" } else { "ASC" };
    match sort {
        AssetSort::Tag => format!("a.tag_code {way}, a.no {way}"),
        AssetSort::Name => format!("a.name_en {way}, a.tag_code, a.no"),
        AssetSort::Health => format!("n.health {way} NULLS LAST, a.tag_code, a.no"),
        AssetSort::FailureProbability => format!("n.failure_probability {way} NULLS LAST, a.tag_code, a.no"),
        AssetSort::Criticality => format!(
            "CASE a.criticality WHEN 'critical' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END {way},
             a.tag_code, a.no"
        ),
    }
}
