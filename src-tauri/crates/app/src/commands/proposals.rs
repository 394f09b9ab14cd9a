//! What runs propose, decided: accepted into work orders one by one or all together, or rejected with a reason.

mod schedules;

use super::{
    checked::{checked_reason, page_size},
    runs::engine_is_on,
};
use crate::{
    Caller,
    failures::{OrFailure, failure, from_store, invalid, out_of_range},
    planning::{deferral_fleet::DeferralDetail, horizon, risk_view::RiskDetail},
    texts::{Language, render},
};
use chrono::{Days, NaiveDate};
use domain::{
    ErrorCode, Failure, Message, OptimizationRun, Page, PersonId, Proposal, RecommendationId, RecommendationStatus,
    RunId, SiteId, Timestamp, WorkNeeds, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus, WorkOrderType, run,
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
    /// Of the cost of waiting: renewals whose cheapest day is at most so many days after the run's.
    pub within_days: Option<u32>,
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
    /// With `all`, of the cost of waiting: orders are made of those whose cheapest day is at most so many days after the
    /// run's (1 to 36500, default 90); the others stay proposals.
    pub within_days: Option<u32>,
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
    /// Their day is beyond the horizon: they stay proposals.
    pub later: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct RejectProposal {
    pub id: RecommendationId,
    /// Needed; it is kept.
    pub reason: String,
}

/// A hundred years: no calendar goes on for ever.
const MOST_DAYS_AHEAD: u64 = 36_500;
/// A quarter: what is due later is planned anew before, with what is known then.
const DEFAULT_HORIZON_DAYS: u32 = 90;

pub async fn list_proposals(caller: &Caller<'_>, request: ListProposals) -> Result<Page<ProposalRow>, Failure> {
    let filter = ProposalFilter {
        run_id: request.run_id,
        status: request.status,
        site_id: request.site_id,
        search: request.search,
        within_days: request.within_days,
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    caller.plant()?.store.read(|c| store::proposal::list(c, &filter)).or_failure()
}

/// All in one transaction; what can't be accepted is told and touches nothing. Of all, those that nothing is to be done
/// about, and those beyond the horizon, are passed over.
pub async fn accept_proposals(caller: &Caller<'_>, request: AcceptProposals) -> Result<AcceptedProposals, Failure> {
    engine_is_on(caller)?;
    let is_all = request.all.unwrap_or(false);
    if is_all == request.ids.is_some() {
        return Err(invalid("proposals-ids-or-all", "ids"));
    }
    let horizon = request.within_days.unwrap_or(DEFAULT_HORIZON_DAYS);
    if !(1..=MOST_DAYS_AHEAD).contains(&u64::from(horizon)) {
        return Err(out_of_range("withinDays", 1.0, MOST_DAYS_AHEAD as f64));
    }
    let plant = caller.plant()?;
    let at = caller.now();
    let decided = Decided { by: caller.person()?.id, at, today: horizon::today(&plant, at)? };
    let started_at = plant.store.read(|c| store::run::get(c, request.run_id)).or_failure()?.started_at;
    let run_day = horizon::today(&plant, started_at)?;
    plant
        .store
        .write(|t| {
            let run = store::run::get(t, request.run_id)?;
            let has_horizon = run.model == run::DEFERRAL_FLEET && is_all;
            if request.within_days.is_some() && !has_horizon {
                return Ok(Err(failure(ErrorCode::Invalid, "proposals-no-horizon")));
            }
            let mut answer = AcceptedProposals::default();
            let ids = match &request.ids {
                Some(ids) => ids.clone(),
                None if has_horizon => {
                    let within = store::proposal::undecided(t, run.id, Some(horizon))?;
                    let renewals = store::proposal::undecided(t, run.id, Some(u32::MAX))?;
                    answer.later = (renewals.len() - within.len()) as u32;
                    within
                }
                None => store::proposal::undecided(t, run.id, None)?,
            };
            let mut open = Vec::new();
            for id in ids {
                match open_proposal(t, &run, id)? {
                    Ok(proposal) => open.push(proposal),
                    Err(failure) => answer.refused.push(RefusedProposal { id, failure }),
                }
            }
            if run.model == run::DISPATCH {
                schedules::accept(t, &run, open, decided, &mut answer)?;
                return Ok(Ok(answer));
            }
            for proposal in open {
                match order_of(t, &run, &proposal, run_day, decided)? {
                    Ok(order) => answer.keep(t, proposal.id, order, decided)?,
                    Err(failure) => answer.refused.push(RefusedProposal { id: proposal.id, failure }),
                }
            }
            Ok(Ok(answer))
        })
        .or_failure()?
}

/// Who decides, when, and on which day of the workspace's zone.
#[derive(Debug, Clone, Copy)]
struct Decided {
    by: PersonId,
    at: Timestamp,
    today: NaiveDate,
}

impl AcceptedProposals {
    /// Marks the proposal accepted into that order; one that was decided meanwhile is told.
    fn keep(
        &mut self,
        t: &store::Transaction<'_>,
        id: RecommendationId,
        order: WorkOrder,
        Decided { by, at, .. }: Decided,
    ) -> store::Result<()> {
        store::proposal::set_status(t, id, &RecommendationStatus::Accepted { by, at, work_order_id: order.id })?;
        self.accepted.push(AcceptedProposal { id, work_order_id: order.id, number: order.number });
        Ok(())
    }
}

/// A proposal of the run that nobody has decided on. The outer error is the store's own; the inner one says why it can't be
/// accepted.
fn open_proposal(
    t: &store::Transaction<'_>,
    run: &OptimizationRun,
    id: RecommendationId,
) -> store::Result<Result<Proposal, Failure>> {
    let proposal = match store::proposal::get(t, id) {
        Ok(proposal) if proposal.run_id == run.id => proposal,
        Ok(_) => return Ok(Err(failure(ErrorCode::Invalid, "proposal-of-another-run"))),
        Err(e @ store::StoreError::NotFound { .. }) => return Ok(Err(from_store(e))),
        Err(e) => return Err(e),
    };
    if proposal.status != RecommendationStatus::Proposed {
        return Ok(Err(failure(ErrorCode::Conflict, "proposal-decided-already")));
    }
    Ok(Ok(proposal))
}

/// Whether it says to leave the asset alone until it fails: there is no order to make of that.
fn runs_to_failure(run: &OptimizationRun, proposal: &Proposal) -> store::Result<bool> {
    Ok(run.model == run::DEFERRAL_FLEET && detail::<DeferralDetail>(proposal)?.best_age_days.is_none())
}

fn order_of(
    t: &store::Transaction<'_>,
    run: &OptimizationRun,
    proposal: &Proposal,
    run_day: NaiveDate,
    decided: Decided,
) -> store::Result<Result<WorkOrder, Failure>> {
    if run.model == run::PRODUCTION_RISK {
        let detail: RiskDetail = detail(proposal)?;
        if detail.until < decided.today {
            return Ok(Err(is_over(detail.until)));
        }
        let needs = WorkNeeds { not_before: Some(detail.from), ..WorkNeeds::default() };
        return make(t, proposal, (detail.until, Some(detail.hours_out)), Some(needs), decided);
    }
    if runs_to_failure(run, proposal)? {
        return Ok(Err(failure(ErrorCode::Conflict, "proposal-runs-to-failure")));
    }
    let detail: DeferralDetail = detail(proposal)?;
    // The days count from the end of the run's day, whenever it is accepted.
    let days = (detail.cheapest_days as u64).clamp(1, MOST_DAYS_AHEAD);
    make(t, proposal, (run_day + Days::new(days), None), None, decided)
}

/// What a plan gives to a day that is over is no plan any more.
fn is_over(day: NaiveDate) -> Failure {
    Failure::new(ErrorCode::Conflict, Message::new("proposal-day-is-over").with("day", day.to_string()))
}

pub(crate) fn detail<T: DeserializeOwned>(proposal: &Proposal) -> store::Result<T> {
    serde_json::from_value(proposal.detail.clone())
        .map_err(|e| store::StoreError::Unreadable(format!("proposal.detail: {e}")))
}

/// A preventive order on the asset. Refused while an earlier recommendation's order of it is neither done nor cancelled.
fn make(
    t: &store::Transaction<'_>,
    proposal: &Proposal,
    (due, hours): (NaiveDate, Option<f64>),
    needs: Option<WorkNeeds>,
    Decided { by, at, .. }: Decided,
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
    engine_is_on(caller)?;
    let reason = checked_reason(&request.reason)?;
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
