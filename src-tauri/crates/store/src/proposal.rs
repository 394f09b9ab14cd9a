//! What runs propose beyond a ranking: listed by rank, decided one by one.

use crate::{Result, StoreError, ranking, recommendation::RecommendationState, row, search, work_order};
use domain::{
    AssetId, Criticality, Family, Page, PersonId, Proposal, RecommendationId, RecommendationStatus, RunId, SiteId,
    WorkOrderId,
};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq)]
pub struct ProposalFilter {
    pub run_id: RunId,
    pub status: Option<RecommendationState>,
    pub site_id: Option<SiteId>,
    /// Words that must occur in the asset's tag code or names.
    pub search: Option<String>,
    /// Of the cost of waiting: whose cheapest day is at most so many days after the run's, and that are to be renewed at all.
    pub within_days: Option<u32>,
    pub offset: u32,
    pub limit: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ProposalRow {
    pub proposal: Proposal,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub family: Family,
    pub criticality: Criticality,
    pub site_code: String,
    /// Of the order that it is about, or that was made of it: `WO-000042`.
    pub order_number: Option<String>,
}

/// The proposal at a rank of a run: the run's id with the rank as its last four bytes.
pub fn id_of(run: RunId, rank: u32) -> RecommendationId {
    ranking::recommendation_id(run, rank)
}

fn from_row(row: &Row) -> rusqlite::Result<Proposal> {
    let by = |row: &Row| row.get("decided_by").map(PersonId);
    let status = match row.get_ref("status")?.as_str()? {
        "accepted" => RecommendationStatus::Accepted {
            by: by(row)?,
            at: row::get_time(row, "decided_at")?,
            work_order_id: WorkOrderId(row.get("made_order_id")?),
        },
        "rejected" => RecommendationStatus::Rejected {
            by: by(row)?,
            at: row::get_time(row, "decided_at")?,
            reason: row.get("reason")?,
        },
        _ => RecommendationStatus::Proposed,
    };
    Ok(Proposal {
        id: RecommendationId(row.get("id")?),
        run_id: RunId(row.get("run_id")?),
        rank: row.get("rank")?,
        asset_id: AssetId(row.get("asset_id")?),
        work_order_id: row.get::<_, Option<_>>("work_order_id")?.map(WorkOrderId),
        action: row::get_json(row, "action")?,
        why: row::get_json(row, "why")?,
        saving: row.get("saving")?,
        detail: row::get_json(row, "detail")?,
        status,
    })
}

/// Undecided ones of a run that has none yet; an asset that is gone by now takes its proposal with it.
pub fn insert_many(connection: &Connection, proposals: &[Proposal]) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO proposal (id, run_id, rank, asset_id, work_order_id, action, why, saving, detail, status)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'proposed' WHERE EXISTS (SELECT 1 FROM asset WHERE id = ?4)",
    )?;
    for p in proposals {
        statement.execute(params![
            p.id.0,
            p.run_id.0,
            p.rank,
            p.asset_id.0,
            p.work_order_id.map(|w| w.0),
            row::json(&p.action)?,
            row::json(&p.why)?,
            p.saving,
            row::json(&p.detail)?,
        ])?;
    }
    Ok(())
}

pub fn get(connection: &Connection, id: RecommendationId) -> Result<Proposal> {
    connection
        .prepare_cached("SELECT * FROM proposal WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("recommendation", id))
}

/// Decides a proposed one; `Conflict` where it has been decided already.
pub fn set_status(connection: &Connection, id: RecommendationId, status: &RecommendationStatus) -> Result<()> {
    let (word, by, at, order, reason) = match status {
        RecommendationStatus::Proposed => return Err(StoreError::Conflict { what: format!("recommendation {id}") }),
        RecommendationStatus::Accepted { by, at, work_order_id } => {
            ("accepted", by.0, row::micros(*at), Some(work_order_id.0), None)
        }
        RecommendationStatus::Rejected { by, at, reason } => {
            ("rejected", by.0, row::micros(*at), None, Some(reason.as_str()))
        }
    };
    let changed = connection
        .prepare_cached(
            "UPDATE proposal SET status = ?2, decided_by = ?3, decided_at = ?4, made_order_id = ?5, reason = ?6
             WHERE id = ?1 AND status = 'proposed'",
        )?
        .execute(params![id.0, word, by, at, order, reason])?;
    if changed == 0 {
        get(connection, id)?;
        return Err(StoreError::Conflict { what: format!("recommendation {id}") });
    }
    Ok(())
}

/// Takes a decision back: nobody has decided on it now. `Conflict` where nobody had.
pub fn take_back(connection: &Connection, id: RecommendationId) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "UPDATE proposal SET status = 'proposed', decided_by = NULL, decided_at = NULL, made_order_id = NULL,
                                 reason = NULL
             WHERE id = ?1 AND status <> 'proposed'",
        )?
        .execute([id.0])?;
    if changed == 0 {
        get(connection, id)?;
        return Err(StoreError::Conflict { what: format!("recommendation {id}") });
    }
    Ok(())
}

/// Of a deferral's proposal: it is to be renewed at all, and its cheapest day is within so many days.
const WITHIN_DAYS: &str =
    "json_extract(p.detail, '$.bestAgeDays') IS NOT NULL AND json_extract(p.detail, '$.cheapestDays') <= ?";

/// Of the whole run, by rank; `within_days` as in [`ProposalFilter`].
pub fn undecided(connection: &Connection, run: RunId, within_days: Option<u32>) -> Result<Vec<RecommendationId>> {
    let mut conditions = search::Conditions::default();
    conditions.add("p.run_id = ?", [run.0.as_bytes().to_vec().into()]);
    conditions.add("p.status = 'proposed'", []);
    if let Some(days) = within_days {
        conditions.add(WITHIN_DAYS, [days.into()]);
    }
    let sql = format!("SELECT p.id FROM proposal p{} ORDER BY p.rank", conditions.sql());
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(conditions.values), |r| r.get(0).map(RecommendationId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Rank and word of each proposal of a run.
pub fn states(connection: &Connection, run: RunId) -> Result<Vec<(u32, RecommendationState)>> {
    let mut statement =
        connection.prepare_cached("SELECT rank, status FROM proposal WHERE run_id = ?1 ORDER BY rank")?;
    let rows = statement.query_map([run.0], |r| {
        let state = match r.get_ref("status")?.as_str()? {
            "accepted" => RecommendationState::Accepted,
            "rejected" => RecommendationState::Rejected,
            _ => RecommendationState::Proposed,
        };
        Ok((r.get("rank")?, state))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// How many of a run were accepted, and how many rejected.
pub fn decided_counts(connection: &Connection, run: RunId) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(status = 'accepted'), 0), coalesce(sum(status = 'rejected'), 0)
             FROM proposal WHERE run_id = ?1 AND status <> 'proposed'",
        )?
        .query_row([run.0], |r| Ok((r.get(0)?, r.get(1)?)))?)
}

/// By rank.
pub fn list(connection: &Connection, filter: &ProposalFilter) -> Result<Page<ProposalRow>> {
    let mut conditions = search::Conditions::default();
    conditions.add("p.run_id = ?", [filter.run_id.0.as_bytes().to_vec().into()]);
    if let Some(status) = filter.status {
        conditions.add("p.status = ?", [status.as_str().to_owned().into()]);
    }
    if let Some(site) = filter.site_id {
        conditions.add("a.site_id = ?", [site.0.as_bytes().to_vec().into()]);
    }
    if let Some(days) = filter.within_days {
        conditions.add(WITHIN_DAYS, [days.into()]);
    }
    conditions.add_words(&search::words(filter.search.as_deref()), ("asset_search", "a.no", "a.search_text"));
    let from = format!("FROM proposal p JOIN asset a ON a.id = p.asset_id{}", conditions.sql());
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {from}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;
    let values = conditions.values.into_iter().chain([Value::from(filter.limit), Value::from(filter.offset)]);
    let mut statement =
        connection.prepare_cached(&format!("SELECT {COLUMNS} {from} ORDER BY p.rank LIMIT ? OFFSET ?"))?;
    let rows = statement.query_map(params_from_iter(values), row_with_asset)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

pub fn get_row(connection: &Connection, id: RecommendationId) -> Result<ProposalRow> {
    let sql = format!("SELECT {COLUMNS} FROM proposal p JOIN asset a ON a.id = p.asset_id WHERE p.id = ?1");
    connection
        .prepare_cached(&sql)?
        .query_row([id.0], row_with_asset)
        .optional()?
        .ok_or_else(|| StoreError::not_found("recommendation", id))
}

/// Of a proposal with its asset, its site's code and its order's number.
const COLUMNS: &str = "p.*, a.tag_code, a.name_en, a.name_ar, a.family, a.criticality,
    (SELECT code FROM site WHERE id = a.site_id) AS site_code,
    (SELECT no FROM work_order WHERE id = coalesce(p.made_order_id, p.work_order_id)) AS order_no";

fn row_with_asset(row: &Row) -> rusqlite::Result<ProposalRow> {
    Ok(ProposalRow {
        proposal: from_row(row)?,
        asset_tag: row.get("tag_code")?,
        asset_name_en: row.get("name_en")?,
        asset_name_ar: row.get("name_ar")?,
        family: row::get_word(row, "family")?,
        criticality: row::get_word(row, "criticality")?,
        site_code: row.get("site_code")?,
        order_number: row.get::<_, Option<i64>>("order_no")?.map(work_order::number),
    })
}
