//! What runs propose, decided: accepted into work orders one by one or all together, or rejected with a reason.

use super::checked::{checked_note, page_size};
use crate::{
    Caller,
    failures::{OrFailure, failure, from_store, invalid},
    planning::{deferral_fleet::DeferralDetail, dispatch_view::DispatchDetail, risk_view::RiskDetail},
    texts::{Language, render},
};
use chrono::NaiveDate;
use domain::{
    ErrorCode, Failure, Message, OptimizationRun, Page, PersonId, Proposal, RecommendationId, RecommendationStatus,
    RunId, SiteId, Timestamp, WorkNeeds, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus, WorkOrderType,
    WorkSchedule, run,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use store::{
    proposal::{ProposalFilter, ProposalRow},
    recommendation::RecommendationState,
};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct ListProposals {
    pub run_id: RunId,
    pub status: Option<RecommendationState>,
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct AcceptProposals {
    pub run_id: RunId,
    pub ids: Option<Vec<RecommendationId>>,
    /// Everything of the run that nobody has decided on.
    pub all: Option<bool>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AcceptedProposal {
    pub id: RecommendationId,
    pub work_order_id: WorkOrderId,
    pub number: String,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RefusedProposal {
    pub id: RecommendationId,
    pub failure: Failure,
}

#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct AcceptedProposals {
    pub accepted: Vec<AcceptedProposal>,
    /// Each with why; the others were accepted all the same.
    pub refused: Vec<RefusedProposal>,
}

#[derive(Debug, Deserialize, TS)]
pub struct RejectProposal {
    pub id: RecommendationId,
    /// Needed; it is kept.
    pub reason: String,
}

const MOST_REASON: usize = 2_000;

pub async fn list_proposals(caller: &Caller<'_>, request: ListProposals) -> Result<Page<ProposalRow>, Failure> {
    let filter = ProposalFilter {
        run_id: request.run_id,
        status: request.status,
        site_id: request.site_id,
        search: request.search,
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    caller.plant()?.store.read(|c| store::proposal::list(c, &filter)).or_failure()
}

/// All in one transaction; what can't be accepted is told and touches nothing.
pub async fn accept_proposals(caller: &Caller<'_>, request: AcceptProposals) -> Result<AcceptedProposals, Failure> {
    let is_all = request.all.unwrap_or(false);
    if is_all == request.ids.is_some() {
        return Err(invalid("proposals-ids-or-all", "ids"));
    }
    let (by, at) = (caller.person()?.id, caller.now());
    caller
        .plant()?
        .store
        .write(|t| {
            let run = store::run::get(t, request.run_id)?;
            let ids = match &request.ids {
                Some(ids) => ids.clone(),
                None => store::proposal::undecided(t, run.id)?,
            };
            let mut answer = AcceptedProposals::default();
            for id in ids {
                match accept(t, &run, id, by, at)? {
                    Ok(accepted) => answer.accepted.push(accepted),
                    Err(failure) => answer.refused.push(RefusedProposal { id, failure }),
                }
            }
            Ok(answer)
        })
        .or_failure()
}

/// The outer error is the store's own; the inner one says why this proposal can't be accepted, before anything is written.
fn accept(
    t: &store::Transaction<'_>,
    run: &OptimizationRun,
    id: RecommendationId,
    by: PersonId,
    at: Timestamp,
) -> store::Result<Result<AcceptedProposal, Failure>> {
    let proposal = match store::proposal::get(t, id) {
        Ok(proposal) if proposal.run_id == run.id => proposal,
        Ok(_) => return Ok(Err(failure(ErrorCode::Invalid, "proposal-of-another-run"))),
        Err(e @ store::StoreError::NotFound { .. }) => return Ok(Err(from_store(e))),
        Err(e) => return Err(e),
    };
    if proposal.status != RecommendationStatus::Proposed {
        let decided = store::StoreError::Conflict { what: format!("recommendation {id}") };
        return Ok(Err(from_store(decided)));
    }
    let order = match run.model.as_str() {
        run::DISPATCH => schedule(t, run, &proposal, by, at)?,
        run::PRODUCTION_RISK => {
            let detail: RiskDetail = detail(&proposal)?;
            let needs = WorkNeeds { not_before: Some(detail.from), ..WorkNeeds::default() };
            make(t, &proposal, (detail.until, Some(detail.hours_out)), Some(needs), (by, at))?
        }
        _ => {
            let detail: DeferralDetail = detail(&proposal)?;
            let days = (detail.cheapest_days as i64).max(1);
            make(t, &proposal, ((at + chrono::Duration::days(days)).date_naive(), None), None, (by, at))?
        }
    };
    let order = match order {
        Ok(order) => order,
        Err(refused) => return Ok(Err(refused)),
    };
    store::proposal::set_status(t, id, &RecommendationStatus::Accepted { by, at, work_order_id: order.id })?;
    Ok(Ok(AcceptedProposal { id, work_order_id: order.id, number: order.number }))
}

fn detail<T: DeserializeOwned>(proposal: &Proposal) -> store::Result<T> {
    serde_json::from_value(proposal.detail.clone())
        .map_err(|e| store::StoreError::Unreadable(format!("proposal.detail: {e}")))
}

/// The order's engineer, day and hours; it is assigned with that.
fn schedule(
    t: &store::Transaction<'_>,
    run: &OptimizationRun,
    proposal: &Proposal,
    by: PersonId,
    at: Timestamp,
) -> store::Result<Result<WorkOrder, Failure>> {
    let detail: DispatchDetail = detail(proposal)?;
    let found = proposal.work_order_id.map(|id| store::work_order::get(t, id));
    let order = match found {
        Some(Ok(order)) => order,
        Some(Err(e @ store::StoreError::NotFound { .. })) => return Ok(Err(from_store(e))),
        Some(Err(e)) => return Err(e),
        None => return Ok(Err(failure(ErrorCode::NotFound, "proposal-order-moved-on"))),
    };
    if !matches!(order.status, WorkOrderStatus::Open | WorkOrderStatus::Assigned) {
        let message = Message::new("proposal-order-moved-on").with("number", order.number);
        return Ok(Err(Failure::new(ErrorCode::Conflict, message)));
    }
    let engineer = match store::engineer::get(t, detail.engineer_id) {
        Ok(engineer) if engineer.is_active => engineer,
        Ok(_) | Err(store::StoreError::NotFound { .. }) => {
            let message = Message::new("proposal-engineer-gone").with("engineer", detail.engineer_code);
            return Ok(Err(Failure::new(ErrorCode::Conflict, message)));
        }
        Err(e) => return Err(e),
    };
    let order =
        WorkOrder { status: WorkOrderStatus::Assigned, assignee_id: engineer.person_id, updated_at: at, ..order };
    let order = store::work_order::update(t, &order)?;
    store::work_schedule::save(
        t,
        &WorkSchedule {
            work_order_id: order.id,
            engineer_id: engineer.id,
            day: detail.day,
            start: detail.start,
            end: detail.end,
            run_id: Some(run.id),
            decided_by: by,
            decided_at: at,
        },
    )?;
    Ok(Ok(order))
}

/// A preventive order on the asset. Refused while an earlier recommendation's order of it is neither done nor cancelled.
fn make(
    t: &store::Transaction<'_>,
    proposal: &Proposal,
    (due, hours): (NaiveDate, Option<f64>),
    needs: Option<WorkNeeds>,
    (by, at): (PersonId, Timestamp),
) -> store::Result<Result<WorkOrder, Failure>> {
    if let Some(open) = store::work_order::find_open_recommended(t, proposal.asset_id)? {
        let message = Message::new("recommendation-has-open-order").with("number", open.number);
        return Ok(Err(Failure::new(ErrorCode::Conflict, message)));
    }
    let asset = store::asset::get(t, proposal.asset_id)?;
    let title = |language| format!("{}: {}", asset.tag_code, render(&proposal.action, language));
    let order = WorkOrder {
        id: WorkOrderId::new(),
        number: String::new(),
        asset_id: asset.id,
        title_en: title(Language::English),
        title_ar: title(Language::Arabic),
        description: super::optimization::in_both_languages(&proposal.why),
        kind: WorkOrderType::Preventive,
        priority: asset.criticality,
        status: WorkOrderStatus::Open,
        source: WorkOrderSource::Recommendation { recommendation_id: proposal.id },
        assignee_id: None,
        estimated_hours: hours,
        due_on: Some(due),
        created_by: by,
        created_at: at,
        updated_at: at,
        version: 1,
    };
    let order = store::work_order::insert(t, &order)?;
    if let Some(needs) = needs {
        // With the trade that looks after such an asset: needs of one's own say all that there is.
        let skills = store::resource::list(t, Some(domain::ResourceKind::Skill))?;
        let assumed = crate::planning::dispatch::assumed_needs(skills.iter(), &asset);
        store::work_need::save(t, order.id, &WorkNeeds { skills: assumed.skills, ..needs }, 1)?;
    }
    Ok(Ok(order))
}

pub async fn reject_proposal(caller: &Caller<'_>, request: RejectProposal) -> Result<ProposalRow, Failure> {
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(invalid("config-field-required", "reason"));
    }
    checked_note(reason, "reason")?;
    let reason: String = reason.chars().take(MOST_REASON).collect();
    let rejected = RecommendationStatus::Rejected { by: caller.person()?.id, at: caller.now(), reason };
    caller
        .plant()?
        .store
        .write(|t| {
            store::proposal::set_status(t, request.id, &rejected)?;
            store::proposal::get_row(t, request.id)
        })
        .or_failure()
}
