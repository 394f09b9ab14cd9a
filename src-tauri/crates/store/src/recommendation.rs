//! Recommendations of a run: inserted by the hundred thousand, listed by rank with their asset, decided one by one.

use crate::{Result, StoreError, connections::with_room, row, search};
use domain::{
    AssetId, Criticality, Family, Page, PersonId, Recommendation, RecommendationId, RecommendationStatus, RunId,
    SiteId, WorkOrderId, recommendation::PriorityTerms,
};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    pub state: Option<RecommendationState>,
    #[serde(default)]
    pub site_id: Option<SiteId>,
    /// Words that must occur in the asset's tag code or names.
    #[serde(default)]
    pub search: Option<String>,
    #[serde(default)]
    pub offset: u32,
    pub limit: u32,
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
    /// `WO-000042`, where it was accepted.
    pub work_order_number: Option<String>,
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

/// In the order given; the run must be there.
pub fn insert_many(connection: &Connection, recommendations: &[Recommendation]) -> Result<()> {
    with_room(connection, recommendations.len(), || {
        let mut statement = connection.prepare_cached(
            "INSERT INTO recommendation (id, run_id, rank, asset_id, priority, health, failure_probability,
             criticality_weight, health_term, probability_term, criticality_term, action, why, status, decided_by,
             decided_at, work_order_id, reason)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
        )?;
        for r in recommendations {
            let decision = decision(&r.status);
            statement.execute(params![
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
        }
        Ok(())
    })
}

pub fn get(connection: &Connection, id: RecommendationId) -> Result<Recommendation> {
    connection
        .prepare_cached("SELECT * FROM recommendation WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("recommendation", id))
}

/// Decides a proposed one. `Conflict` where it has been decided already.
pub fn set_status(connection: &Connection, id: RecommendationId, status: &RecommendationStatus) -> Result<()> {
    let decision = decision(status);
    let changed = connection
        .prepare_cached(
            "UPDATE recommendation SET status = ?2, decided_by = ?3, decided_at = ?4, work_order_id = ?5, reason = ?6
             WHERE id = ?1 AND status = 'proposed'",
        )?
        .execute(params![
            id.0,
            decision.status,
            decision.by.map(|p| p.0),
            decision.at,
            decision.work_order.map(|w| w.0),
            decision.reason,
        ])?;
    if changed == 0 {
        get(connection, id)?;
        return Err(StoreError::Conflict { what: format!("recommendation {id}") });
    }
    Ok(())
}

/// By rank.
pub fn list(connection: &Connection, filter: &RecommendationFilter) -> Result<Page<RecommendationRow>> {
    let mut conditions = search::Conditions::default();
    conditions.add("r.run_id = ?", [filter.run_id.0.as_bytes().to_vec().into()]);
    if let Some(state) = filter.state {
        conditions.add("r.status = ?", [state.as_str().to_owned().into()]);
    }
    if let Some(site) = filter.site_id {
        conditions.add("a.site_id = ?", [site.0.as_bytes().to_vec().into()]);
    }
    let words = search::words(filter.search.as_deref());
    conditions.add_words(&words, ("asset_search", "a.no", "a.search_text"));
    let r#where = conditions.sql();
    let counted = match filter.site_id.is_some() || !words.is_empty() {
        true => "recommendation r JOIN asset a ON a.id = r.asset_id",
        false => "recommendation r",
    };
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM {counted}{where}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;
    let sql = format!(
        "SELECT r.*, a.tag_code, a.name_en, a.name_ar, a.family, a.criticality, s.code AS site_code, w.no AS order_no
         FROM recommendation r JOIN asset a ON a.id = r.asset_id JOIN site s ON s.id = a.site_id
              LEFT JOIN work_order w ON w.id = r.work_order_id{where}
         ORDER BY r.rank LIMIT ? OFFSET ?"
    );
    let values = conditions.values.into_iter().chain([Value::from(filter.limit), Value::from(filter.offset)]);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok(RecommendationRow {
            recommendation: from_row(row)?,
            asset_tag: row.get("tag_code")?,
            asset_name_en: row.get("name_en")?,
            asset_name_ar: row.get("name_ar")?,
            family: row::get_word(row, "family")?,
            criticality: row::get_word(row, "criticality")?,
            site_code: row.get("site_code")?,
            work_order_number: row.get::<_, Option<i64>>("order_no")?.map(crate::work_order::number),
        })
    })?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

/// Removes runs' recommendations that nobody decided, all but the newest `keep` runs'. How many there were.
pub fn delete_undecided_of_old_runs(connection: &Connection, keep: u32) -> Result<u64> {
    Ok(connection
        .prepare_cached(
            "DELETE FROM recommendation WHERE status = 'proposed'
             AND run_id NOT IN (SELECT id FROM run ORDER BY started_at DESC, id DESC LIMIT ?1)",
        )?
        .execute([keep])? as u64)
}

/// Proposals of the newest run that nobody has decided on.
pub fn count_proposed_of_newest(connection: &Connection) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM recommendation WHERE status = 'proposed'
                 AND run_id = (SELECT id FROM run ORDER BY started_at DESC, id DESC LIMIT 1)",
        )?
        .query_row([], |r| r.get(0))?)
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
