//! Maintenance prioritization: run, look, accept into a work order, reject with a reason.

use super::{
    assets::page_size,
    checked::{checked_name, checked_reason},
    cost_model,
    operations::ScoringOutcome,
    runs::engine_is_on,
    workspace::Nothing,
};
use crate::{
    Caller,
    failures::OrFailure,
    plant::Plant,
    runs::RunProgress,
    scores,
    texts::{Language, render},
};
use domain::{
    Currency, ErrorCode, Failure, Message, OptimizationRun, Page, Recommendation, RecommendationId,
    RecommendationStatus, RunId, RunStatus, SiteId, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus,
    WorkOrderType,
};
use optimizer::{PrioritizationInput, ScoredAsset};
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};
use std::time::Instant;
use store::{
    ranking::Place,
    recommendation::{RecommendationFilter, RecommendationRow},
    work_order::OpenOrder,
};
use ts_rs::TS;

#[derive(Debug, Clone, Default, Deserialize, Serialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct RunPrioritization {
    /// Only this site.
    pub site_id: Option<SiteId>,
    /// Of the scenario; it is no part of what is asked.
    #[serde(skip_serializing)]
    pub name: Option<String>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
#[derive(Default)]
pub struct ListRuns {
    /// None: `maintenance_prioritization`; `all`: of every model.
    pub model: Option<String>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunRow {
    pub run: OptimizationRun,
    pub started_by_name: String,
    /// True where an earlier run had the very same input.
    pub same_input_as_previous: bool,
    pub accepted: u32,
    pub rejected: u32,
    /// Of its amounts.
    pub currency: Currency,
    /// While it goes on in this process.
    pub progress: Option<RunProgress>,
}

#[derive(Debug, Deserialize, TS)]
pub struct RunRef {
    pub id: RunId,
}

#[derive(Debug, Deserialize, TS)]
pub struct RecommendationRef {
    pub id: RecommendationId,
}

#[derive(Debug, Deserialize, TS)]
pub struct RejectRecommendation {
    pub id: RecommendationId,
    /// Needed; it is kept.
    pub reason: String,
}

const MODEL: &str = domain::run::PRIORITIZATION;
/// Days until an accepted recommendation's order is due, by what it asks for.
const DUE_IMMEDIATELY_DAYS: i64 = 1;
const DUE_SOON_DAYS: i64 = 7;
const DUE_MONITOR_DAYS: i64 = 30;

pub async fn score_assets(caller: &Caller<'_>, _: Nothing) -> Result<ScoringOutcome, Failure> {
    scores::score_all(&*caller.plant()?)
}

pub async fn run_prioritization(caller: &Caller<'_>, request: RunPrioritization) -> Result<RunRow, Failure> {
    engine_is_on(caller)?;
    let name = match request.name.as_deref().map(str::trim).filter(|n| !n.is_empty()) {
        Some(name) => checked_name(name, "name")?,
        None => String::new(),
    };
    let plant = caller.plant()?;
    let started_at = caller.now();
    let started = Instant::now();
    let (assets, (cost_model_version, model)) = plant
        .store
        .read(|c| Ok((store::score::latest_all(c, request.site_id)?, cost_model::active(c)?)))
        .or_failure()?;
    // In the order of the optimizer's input.
    let mut scored_at = Vec::with_capacity(assets.len());
    let mut input = PrioritizationInput {
        assets: Vec::with_capacity(assets.len()),
        weights: model.weights,
        thresholds: model.thresholds,
    };
    for asset in &assets {
        let Some(score) = asset.score else { continue };
        scored_at.push(score.at);
        input.assets.push(ScoredAsset {
            asset_id: asset.asset_id,
            criticality: asset.criticality,
            health: score.health,
            failure_probability: score.failure_probability,
            data_quality: score.data_quality,
        });
    }
    let result = optimizer::prioritize(&input)
        .map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))?;
    let parameters = serde_json::to_value(&request).unwrap_or_default();
    let run = OptimizationRun {
        status: RunStatus::Done,
        input_fingerprint: result.fingerprint,
        seconds: started.elapsed().as_secs_f64(),
        ranked: result.ranked.len() as u64,
        without_score: (assets.len() - result.ranked.len()) as u64,
        cost_model_version: Some(cost_model_version),
        name,
        ..OptimizationRun::started(MODEL, parameters, caller.person()?.id, started_at)
    };
    let places = result.ranked.iter().map(|ranked| Place {
        asset_id: ranked.asset_id,
        scored_at: scored_at[ranked.index],
        health: ranked.terms.health,
        failure_probability: ranked.terms.failure_probability,
        data_quality: input.assets[ranked.index].data_quality,
        criticality_weight: ranked.terms.criticality_weight,
        urgency: ranked.urgency,
    });
    let (before, currency) = plant
        .store
        .write(|t| {
            let before = store::run::find_newest(t, MODEL)?;
            store::run::save(t, &run)?;
            store::ranking::insert(t, run.id, places)?;
            Ok((before, cost_model::currency_of(t, &run)?))
        })
        .or_failure()?;
    Ok(RunRow {
        currency,
        same_input_as_previous: before.is_some_and(|b| b.input_fingerprint == run.input_fingerprint),
        started_by_name: caller.person()?.display_name.clone(),
        accepted: 0,
        rejected: 0,
        progress: None,
        run,
    })
}

pub async fn list_runs(caller: &Caller<'_>, request: ListRuns) -> Result<Page<RunRow>, Failure> {
    let plant = caller.plant()?;
    let (offset, limit) = (request.offset.unwrap_or(0), page_size(request.limit));
    let model = match request.model.as_deref() {
        None => Some(MODEL),
        Some("all") => None,
        Some(model) => Some(model),
    };
    plant
        .store
        .read(|c| {
            let page = store::run::list(c, model, offset, limit)?;
            let items = page.items.into_iter().map(|run| row_of(c, &plant, run)).collect::<store::Result<_>>()?;
            Ok(Page { items, total: page.total })
        })
        .or_failure()
}

pub async fn get_run(caller: &Caller<'_>, request: RunRef) -> Result<RunRow, Failure> {
    let plant = caller.plant()?;
    plant.store.read(|c| run_row(c, &plant, request.id)).or_failure()
}

pub(crate) fn run_row(c: &store::Connection, plant: &Plant, id: RunId) -> store::Result<RunRow> {
    row_of(c, plant, store::run::get(c, id)?)
}

fn row_of(c: &store::Connection, plant: &Plant, run: OptimizationRun) -> store::Result<RunRow> {
    let of_ranking = store::recommendation::decided_counts(c, run.id)?;
    let of_proposals = store::proposal::decided_counts(c, run.id)?;
    let before = store::run::find_before(c, &run)?;
    Ok(RunRow {
        started_by_name: store::person::get(c, run.started_by).map(|p| p.display_name).unwrap_or_default(),
        same_input_as_previous: before.is_some_and(|b| b.input_fingerprint == run.input_fingerprint),
        accepted: of_ranking.0 + of_proposals.0,
        rejected: of_ranking.1 + of_proposals.1,
        currency: cost_model::currency_of(c, &run)?,
        progress: plant.runs.progress(run.id),
        run,
    })
}

pub async fn list_recommendations(
    caller: &Caller<'_>,
    filter: RecommendationFilter,
) -> Result<Page<RecommendationRow>, Failure> {
    caller
        .plant()?
        .store
        .read(|c| {
            if filter.order_by.is_none() {
                return store::recommendation::list(c, &filter);
            }
            let (version, model) = cost_model::active(c)?;
            let consequence = |family| model.consequence(family).to_f64().unwrap_or(f64::NAN);
            let money = store::money_risk::of_run(c, filter.run_id, (version, model.currency), &consequence)?;
            store::recommendation::list_in_money(c, &filter, &money)
        })
        .or_failure()
}

/// The work order and the recommendation's new status are one decision: both or neither. Refused while an earlier
/// recommendation's order of the same asset is neither done nor cancelled.
pub async fn accept_recommendation(caller: &Caller<'_>, request: RecommendationRef) -> Result<WorkOrder, Failure> {
    engine_is_on(caller)?;
    let plant = caller.plant()?;
    let (by, at) = (caller.person()?.id, caller.now());
    plant
        .store
        .write(|t| {
            let recommendation = store::recommendation::get(t, request.id)?;
            undecided(&recommendation)?;
            if let Some(open) = store::work_order::find_open_recommended(t, recommendation.asset_id)? {
                return Ok(Err(open));
            }
            let asset = store::asset::get(t, recommendation.asset_id)?;
            let (kind, due_days) = match recommendation.action.id.as_str() {
                "action-immediate" => (WorkOrderType::Predictive, DUE_IMMEDIATELY_DAYS),
                "action-schedule-7-days" => (WorkOrderType::Predictive, DUE_SOON_DAYS),
                _ => (WorkOrderType::Inspection, DUE_MONITOR_DAYS),
            };
            let text = |message: &Message, language| render(message, language);
            let order = WorkOrder {
                id: WorkOrderId::new(),
                number: String::new(),
                asset_id: asset.id,
                title_en: format!("{}: {}", asset.tag_code, text(&recommendation.action, Language::English)),
                title_ar: format!("{}: {}", asset.tag_code, text(&recommendation.action, Language::Arabic)),
                description: in_both_languages(&recommendation.why),
                kind,
                priority: asset.criticality,
                status: WorkOrderStatus::Open,
                source: WorkOrderSource::Recommendation { recommendation_id: recommendation.id },
                assignee_id: None,
                estimated_hours: None,
                due_on: Some((at + chrono::Duration::days(due_days)).date_naive()),
                created_by: by,
                created_at: at,
                updated_at: at,
                version: 1,
            };
            let order = store::work_order::insert(t, &order)?;
            let accepted = RecommendationStatus::Accepted { by, at, work_order_id: order.id };
            store::recommendation::set_status(t, recommendation.id, &accepted)?;
            Ok(Ok(order))
        })
        .or_failure()?
        .map_err(|open: OpenOrder| {
            let message = Message::new("recommendation-has-open-order").with("number", open.number);
            Failure::new(ErrorCode::Conflict, message)
        })
}

/// Why, in both languages: whoever does the work may read either.
pub(crate) fn in_both_languages(why: &[Message]) -> String {
    let in_language = |language| -> String { why.iter().map(|m| format!("- {}\n", render(m, language))).collect() };
    format!("{}\n{}", in_language(Language::English), in_language(Language::Arabic)).trim().to_owned()
}

pub async fn reject_recommendation(
    caller: &Caller<'_>,
    request: RejectRecommendation,
) -> Result<RecommendationRow, Failure> {
    engine_is_on(caller)?;
    let reason = checked_reason(&request.reason)?;
    let plant = caller.plant()?;
    let rejected = RecommendationStatus::Rejected { by: caller.person()?.id, at: caller.now(), reason };
    plant
        .store
        .write(|t| {
            undecided(&store::recommendation::get(t, request.id)?)?;
            store::recommendation::set_status(t, request.id, &rejected)?;
            let recommendation = store::recommendation::get(t, request.id)?;
            let asset = recommendation.asset_id;
            store::recommendation::with_asset(t, recommendation)?
                .ok_or_else(|| store::StoreError::NotFound { what: "asset", id: asset.to_string() })
        })
        .or_failure()
}

/// Decided once: a second decision is a conflict.
fn undecided(recommendation: &Recommendation) -> store::Result<()> {
    match recommendation.status {
        RecommendationStatus::Proposed => Ok(()),
        RecommendationStatus::Accepted { .. } | RecommendationStatus::Rejected { .. } => {
            Err(store::StoreError::Conflict { what: "recommendation".into() })
        }
    }
}
