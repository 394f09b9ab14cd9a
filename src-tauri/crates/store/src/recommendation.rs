//! Recommendations: listed by rank with their asset, decided one by one. What nobody has decided on is a place in its
//! run's [`ranking`](crate::ranking); the decision makes a row of this table of it, with the reasons as they were then.
//! Runs of before there were rankings have all their recommendations here.

use crate::{
    Result, StoreError,
    money_risk::MoneyRisk,
    ranking::{self, Place},
    row, score, search,
    work_order::{self, OpenOrder},
};
use domain::{
    AssetId, ConnectorKind, Criticality, Family, Message, Page, PersonId, Recommendation, RecommendationId,
    RecommendationStatus, RunId, SiteId, Timestamp, WorkOrderId,
    recommendation::{PriorityTerms, data_quality_caution},
};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use ts_rs::TS;

/// Factors of its score that a recommendation quotes.
const FACTORS_QUOTED: usize = 3;

/// The word of a [`RecommendationStatus`] without who and when, to filter by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationState {
    Proposed,
    Accepted,
    Rejected,
}

impl RecommendationState {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct RecommendationFilter {
    pub run_id: RunId,
    #[serde(default)]
    pub status: Option<RecommendationState>,
    #[serde(default)]
    pub site_id: Option<SiteId>,
    /// Words that must occur in the asset's tag code or names.
    #[serde(default)]
    pub search: Option<String>,
    #[serde(default)]
    pub offset: Option<u32>,
    /// At most 500; default 100.
    #[serde(default)]
    pub limit: Option<u32>,
    /// Given, each row has its risk in money; not given, none has, and the order is by priority.
    #[serde(default)]
    pub order_by: Option<RecommendationOrder>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RecommendationOrder {
    Priority,
    /// Probability times consequence, most first.
    Risk,
}

impl RecommendationFilter {
    pub fn of(run_id: RunId) -> Self {
        Self { run_id, status: None, site_id: None, search: None, offset: None, limit: None, order_by: None }
    }

    fn page(&self) -> (u32, u32) {
        (self.offset.unwrap_or(0), self.limit.unwrap_or(100).clamp(1, 500))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RecommendationRow {
    pub recommendation: Recommendation,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub family: Family,
    pub criticality: Criticality,
    pub site_code: String,
    /// The asset is fed by the demo plant.
    pub is_simulated: bool,
    /// `WO-000042`, where it was accepted.
    pub work_order_number: Option<String>,
    /// Of a proposal: what an earlier one has led to and is not over. Until then it can't be accepted.
    pub open_order: Option<OpenOrder>,
    /// Of a proposal: the last time that one of the same asset was rejected.
    pub last_rejection: Option<Rejection>,
    /// Why it stands before or behind another of the same priority.
    pub tie: Option<Message>,
    /// Where it was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub money: Option<MoneyRisk>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Rejection {
    pub at: Timestamp,
    pub reason: String,
}

fn from_row(row: &Row) -> rusqlite::Result<Recommendation> {
    let by = |row: &Row| row.get("decided_by").map(PersonId);
    let status = match row.get_ref("status")?.as_str()? {
        "accepted" => RecommendationStatus::Accepted {
            by: by(row)?,
            at: row::get_time(row, "decided_at")?,
            work_order_id: WorkOrderId(row.get("work_order_id")?),
        },
        "rejected" => RecommendationStatus::Rejected {
            by: by(row)?,
            at: row::get_time(row, "decided_at")?,
            reason: row.get("reason")?,
        },
        _ => RecommendationStatus::Proposed,
    };
    Ok(Recommendation {
        id: RecommendationId(row.get("id")?),
        run_id: RunId(row.get("run_id")?),
        rank: row.get("rank")?,
        asset_id: AssetId(row.get("asset_id")?),
        priority: row.get("priority")?,
        terms: PriorityTerms {
            health: row.get("health")?,
            failure_probability: row.get("failure_probability")?,
            criticality_weight: row.get("criticality_weight")?,
            health_term: row.get("health_term")?,
            probability_term: row.get("probability_term")?,
            criticality_term: row.get("criticality_term")?,
        },
        action: row::get_json(row, "action")?,
        why: row::get_json(row, "why")?,
        status,
    })
}

struct Decision<'a> {
    status: &'static str,
    by: Option<PersonId>,
    at: Option<i64>,
    work_order: Option<WorkOrderId>,
    reason: Option<&'a str>,
}

fn decision(status: &RecommendationStatus) -> Decision<'_> {
    match status {
        RecommendationStatus::Proposed => {
            Decision { status: "proposed", by: None, at: None, work_order: None, reason: None }
        }
        RecommendationStatus::Accepted { by, at, work_order_id } => Decision {
            status: "accepted",
            by: Some(*by),
            at: Some(row::micros(*at)),
            work_order: Some(*work_order_id),
            reason: None,
        },
        RecommendationStatus::Rejected { by, at, reason } => Decision {
            status: "rejected",
            by: Some(*by),
            at: Some(row::micros(*at)),
            work_order: None,
            reason: Some(reason),
        },
    }
}

/// A place that nobody has decided on.
fn proposal(connection: &Connection, run_id: RunId, rank: u32, place: &Place) -> Result<Recommendation> {
    let factors = score::factors_at(connection, place.asset_id, place.scored_at)?;
    let terms = place.terms();
    Ok(Recommendation {
        id: ranking::recommendation_id(run_id, rank),
        run_id,
        rank: rank.into(),
        asset_id: place.asset_id,
        priority: terms.priority(),
        terms,
        action: place.urgency.action(),
        why: factors
            .into_iter()
            .take(FACTORS_QUOTED)
            .map(|f| f.explanation)
            .chain(data_quality_caution(place.data_quality))
            .collect(),
        status: RecommendationStatus::Proposed,
    })
}

pub fn get(connection: &Connection, id: RecommendationId) -> Result<Recommendation> {
    if let Some(row) = find_row(connection, id)? {
        return Ok(row);
    }
    match ranking::find(connection, id)? {
        Some((run, rank, place)) => proposal(connection, run, rank, &place),
        None => Err(StoreError::not_found("recommendation", id)),
    }
}

fn find_row(connection: &Connection, id: RecommendationId) -> Result<Option<Recommendation>> {
    let mut statement = connection.prepare_cached("SELECT * FROM recommendation WHERE id = ?1")?;
    Ok(statement.query_row([id.0], from_row).optional()?)
}

/// Decides a proposed one. `Conflict` where it has been decided already.
pub fn set_status(connection: &Connection, id: RecommendationId, status: &RecommendationStatus) -> Result<()> {
    let present = get(connection, id)?;
    if present.status != RecommendationStatus::Proposed {
        return Err(StoreError::Conflict { what: format!("recommendation {id}") });
    }
    put(connection, &Recommendation { status: status.clone(), ..present })
}

/// Takes a decision back: nobody has decided on it now. `Conflict` where nobody had.
pub fn take_back(connection: &Connection, id: RecommendationId) -> Result<()> {
    let present = get(connection, id)?;
    if present.status == RecommendationStatus::Proposed {
        return Err(StoreError::Conflict { what: format!("recommendation {id}") });
    }
    put(connection, &Recommendation { status: RecommendationStatus::Proposed, ..present })
}

fn put(connection: &Connection, r: &Recommendation) -> Result<()> {
    let decision = decision(&r.status);
    connection
        .prepare_cached(
            "INSERT INTO recommendation (id, run_id, rank, asset_id, priority, health, failure_probability,
             criticality_weight, health_term, probability_term, criticality_term, action, why, status, decided_by,
             decided_at, work_order_id, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)
             ON CONFLICT (id) DO UPDATE SET status = excluded.status, decided_by = excluded.decided_by,
             decided_at = excluded.decided_at, work_order_id = excluded.work_order_id, reason = excluded.reason",
        )?
        .execute(params![
            r.id.0,
            r.run_id.0,
            r.rank,
            r.asset_id.0,
            r.priority,
            r.terms.health,
            r.terms.failure_probability,
            r.terms.criticality_weight,
            r.terms.health_term,
            r.terms.probability_term,
            r.terms.criticality_term,
            row::json(&r.action)?,
            row::json(&r.why)?,
            decision.status,
            decision.by.map(|p| p.0),
            decision.at,
            decision.work_order.map(|w| w.0),
            decision.reason,
        ])?;
    Ok(())
}

/// By rank.
pub fn list(connection: &Connection, filter: &RecommendationFilter) -> Result<Page<RecommendationRow>> {
    use RecommendationState::{Accepted, Proposed, Rejected};
    let ranks = ranking::ranks(connection, filter.run_id)?;
    let (recommendations, total) = match filter.status {
        None | Some(Proposed) if !ranks.is_empty() => ranked(connection, filter, ranks.into_iter().flatten(), &[])?,
        None | Some(Proposed | Accepted | Rejected) => rows(connection, filter)?,
    };
    let mut items = Vec::with_capacity(recommendations.len());
    for recommendation in recommendations {
        items.extend(with_asset(connection, recommendation)?);
    }
    Ok(Page { items, total })
}

/// The same with each row's risk in money, in the order asked for. `money`: of the whole run, by rank.
pub fn list_in_money(
    connection: &Connection,
    filter: &RecommendationFilter,
    money: &[MoneyRisk],
) -> Result<Page<RecommendationRow>> {
    use RecommendationState::{Accepted, Proposed, Rejected};
    let by_risk = if filter.order_by == Some(RecommendationOrder::Risk) { money } else { &[] };
    let ranks = ranking::ranks(connection, filter.run_id)?;
    let (recommendations, total) = match filter.status {
        None | Some(Proposed) if !ranks.is_empty() => ranked(connection, filter, ranks.into_iter().flatten(), by_risk)?,
        None | Some(Proposed | Accepted | Rejected) => rows(connection, filter)?,
    };
    let mut items = Vec::with_capacity(recommendations.len());
    for recommendation in recommendations {
        let at = (recommendation.rank as usize).saturating_sub(1);
        let row = with_asset(connection, recommendation)?;
        items.extend(row.map(|row| RecommendationRow { money: money.get(at).copied(), ..row }));
    }
    Ok(Page { items, total })
}

/// The page of a run with a ranking, by rank, or by the risks of all ranks where they are given.
fn ranked(
    connection: &Connection,
    filter: &RecommendationFilter,
    ranks: impl Iterator<Item = u32>,
    by_risk: &[MoneyRisk],
) -> Result<(Vec<Recommendation>, u64)> {
    let run = filter.run_id;
    let decided = decided_ranks(connection, run)?;
    let is_listed = |rank: &u32| filter.status.is_none() || !decided.contains(rank);
    let mut ranks: Vec<u32> = match wanted_assets(connection, filter)? {
        Some(assets) => ranking::ranks_of(connection, run, &assets)?.into_iter().filter(is_listed).collect(),
        None => ranks.filter(is_listed).collect(),
    };
    let risk_rank = |rank: u32| by_risk.get(rank as usize - 1).map_or(rank, |m| m.risk_rank);
    if !by_risk.is_empty() {
        ranks.sort_unstable_by_key(|rank| risk_rank(*rank));
    }
    let (offset, limit) = filter.page();
    let from = ranks.len().min(offset as usize);
    let mut page = ranks[from..ranks.len().min(from + limit as usize)].to_vec();
    page.sort_unstable();
    let mut recommendations = Vec::with_capacity(page.len());
    for (rank, place) in ranking::at(connection, run, &page)? {
        recommendations.push(match decided.contains(&rank) {
            true => get(connection, ranking::recommendation_id(run, rank))?,
            false => proposal(connection, run, rank, &place)?,
        });
    }
    recommendations.sort_by_key(|r| risk_rank(r.rank as u32));
    Ok((recommendations, ranks.len() as u64))
}

fn decided_ranks(connection: &Connection, run: RunId) -> Result<HashSet<u32>> {
    let mut statement =
        connection.prepare_cached("SELECT rank FROM recommendation WHERE run_id = ?1 AND status <> 'proposed'")?;
    let ranks = statement.query_map([run.0], |r| r.get(0))?;
    Ok(ranks.collect::<rusqlite::Result<_>>()?)
}

/// `None`: all.
fn wanted_assets(connection: &Connection, filter: &RecommendationFilter) -> Result<Option<HashSet<AssetId>>> {
    let conditions = asset_conditions(filter);
    if conditions.values.is_empty() {
        return Ok(None);
    }
    let mut statement = connection.prepare_cached(&format!("SELECT a.id FROM asset a{}", conditions.sql()))?;
    let ids = statement.query_map(params_from_iter(&conditions.values), |r| r.get(0).map(AssetId))?;
    Ok(Some(ids.collect::<rusqlite::Result<_>>()?))
}

fn asset_conditions(filter: &RecommendationFilter) -> search::Conditions {
    let mut conditions = search::Conditions::default();
    if let Some(site) = filter.site_id {
        conditions.add("a.site_id = ?", [site.0.as_bytes().to_vec().into()]);
    }
    conditions.add_words(&search::words(filter.search.as_deref()), ("asset_search", "a.no", "a.search_text"));
    conditions
}

/// The page among the rows of this table: what was decided, or all of a run of before there were rankings.
fn rows(connection: &Connection, filter: &RecommendationFilter) -> Result<(Vec<Recommendation>, u64)> {
    let mut conditions = asset_conditions(filter);
    conditions.add("r.run_id = ?", [filter.run_id.0.as_bytes().to_vec().into()]);
    if let Some(status) = filter.status {
        conditions.add("r.status = ?", [status.as_str().to_owned().into()]);
    }
    let from = format!("FROM recommendation r JOIN asset a ON a.id = r.asset_id{}", conditions.sql());
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {from}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;
    let (offset, limit) = filter.page();
    let mut statement = connection.prepare_cached(&format!("SELECT r.* {from} ORDER BY r.rank LIMIT ? OFFSET ?"))?;
    let values = conditions.values.into_iter().chain([Value::from(limit), Value::from(offset)]);
    let rows = statement.query_map(params_from_iter(values), from_row)?;
    Ok((rows.collect::<rusqlite::Result<_>>()?, total))
}

/// `None` where the asset was lost with a damaged page.
pub fn with_asset(connection: &Connection, recommendation: Recommendation) -> Result<Option<RecommendationRow>> {
    let order_no = match recommendation.status {
        RecommendationStatus::Accepted { work_order_id, .. } => connection
            .prepare_cached("SELECT no FROM work_order WHERE id = ?1")?
            .query_row([work_order_id.0], |r| r.get(0))
            .optional()?,
        RecommendationStatus::Proposed | RecommendationStatus::Rejected { .. } => None,
    };
    let asset = recommendation.asset_id;
    let (open_order, last_rejection) = match recommendation.status {
        RecommendationStatus::Proposed => {
            (work_order::find_open_recommended(connection, asset)?, find_last_rejection(connection, asset)?)
        }
        RecommendationStatus::Accepted { .. } | RecommendationStatus::Rejected { .. } => (None, None),
    };
    let mut statement = connection.prepare_cached(
        "SELECT a.tag_code, a.name_en, a.name_ar, a.family, a.criticality, s.code AS site_code,
                EXISTS (SELECT 1 FROM metric m JOIN mapping p ON p.metric_id = m.id
                        JOIN integration i ON i.id = p.integration_id
                        WHERE m.asset_id = a.id AND i.connector = ?2) AS is_simulated
         FROM asset a JOIN site s ON s.id = a.site_id WHERE a.id = ?1",
    )?;
    let tie = ranking::tie(connection, recommendation.run_id, recommendation.rank as u32)?;
    let values = params![asset.0, ConnectorKind::Demo.as_str()];
    let row = statement.query_row(values, |row| {
        Ok(RecommendationRow {
            asset_tag: row.get("tag_code")?,
            asset_name_en: row.get("name_en")?,
            asset_name_ar: row.get("name_ar")?,
            family: row::get_word(row, "family")?,
            criticality: row::get_word(row, "criticality")?,
            site_code: row.get("site_code")?,
            is_simulated: row.get("is_simulated")?,
            work_order_number: order_no.map(work_order::number),
            open_order,
            last_rejection,
            tie,
            money: None,
            recommendation,
        })
    });
    Ok(row.optional()?)
}

fn find_last_rejection(connection: &Connection, asset: AssetId) -> Result<Option<Rejection>> {
    let mut statement = connection.prepare_cached(
        "SELECT decided_at, reason FROM recommendation WHERE asset_id = ?1 AND status = 'rejected'
         ORDER BY decided_at DESC LIMIT 1",
    )?;
    let found = statement.query_row([asset.0], |row| {
        Ok(Rejection { at: row::get_time(row, "decided_at")?, reason: row.get("reason")? })
    });
    Ok(found.optional()?)
}

/// Removes what nobody decided on of all but the newest `keep` runs. How many recommendations there were.
pub fn delete_undecided_of_old_runs(connection: &Connection, keep: u32) -> Result<u64> {
    let rows = connection
        .prepare_cached(
            "DELETE FROM recommendation WHERE status = 'proposed'
             AND run_id NOT IN (SELECT id FROM run WHERE model = 'maintenance_prioritization'
                                ORDER BY started_at DESC, id DESC LIMIT ?1)
             AND run_id NOT IN (SELECT id FROM run WHERE is_locked)",
        )?
        .execute([keep])?;
    Ok(rows as u64 + ranking::delete_of_old_runs(connection, keep)?)
}

/// Proposals of the newest run that nobody has decided on.
pub fn count_proposed_of_newest(connection: &Connection) -> Result<u32> {
    let newest = connection
        .prepare_cached(
            "SELECT id FROM run WHERE model = 'maintenance_prioritization' ORDER BY started_at DESC, id DESC LIMIT 1",
        )?
        .query_row([], |r| r.get(0).map(RunId))
        .optional()?;
    let Some(run) = newest else { return Ok(0) };
    let ranks = ranking::ranks(connection, run)?;
    if !ranks.is_empty() {
        let (accepted, rejected) = decided_counts(connection, run)?;
        return Ok((ranks.iter().map(|r| r.len() as u32).sum::<u32>()).saturating_sub(accepted + rejected));
    }
    Ok(connection
        .prepare_cached("SELECT count(*) FROM recommendation WHERE run_id = ?1 AND status = 'proposed'")?
        .query_row([run.0], |r| r.get(0))?)
}

/// How many of a run's recommendations were accepted, and how many rejected.
pub fn decided_counts(connection: &Connection, run: RunId) -> Result<(u32, u32)> {
    Ok(connection
        .prepare_cached(
            "SELECT coalesce(sum(status = 'accepted'), 0), coalesce(sum(status = 'rejected'), 0)
             FROM recommendation WHERE run_id = ?1 AND status <> 'proposed'",
        )?
        .query_row([run.0], |r| Ok((r.get(0)?, r.get(1)?)))?)
}
