//! Taking a decision back: what was accepted or rejected waits for a decision again. The order that came of it is cancelled,
//! the schedule that it gave an order is taken from it; once the work has begun, the decision stands.

use super::{
    checked::checked_reason, optimization::in_both_languages, proposals::detail, runs::engine_is_on,
    work_orders::store_move,
};
use crate::{
    Caller,
    failures::{OrFailure, failure},
    planning::dispatch_view::DispatchDetail,
};
use domain::{
    ErrorCode, Failure, Message, PersonId, Proposal, RecommendationId, RecommendationStatus, Timestamp, WorkOrder,
    WorkOrderId, WorkOrderStatus,
};
use serde::{Deserialize, Serialize};
use store::StoreError;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct WithdrawDecision {
    /// A recommendation of a prioritization, or a proposal of another model.
    pub id: RecommendationId,
    /// Needed; it is kept in the action log and on the cancelled order.
    pub reason: String,
}

/// What became of the order; none where it was a rejection, or the order is no longer there.
#[derive(Debug, Clone, Default, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawnDecision {
    pub work_order_id: Option<WorkOrderId>,
    pub number: Option<String>,
    pub order_status: Option<WorkOrderStatus>,
}

/// What was decided about: a place of a ranking, or a proposal.
enum Decided {
    Recommendation(RecommendationStatus),
    Proposal(Box<Proposal>),
}

impl Decided {
    fn status(&self) -> &RecommendationStatus {
        match self {
            Self::Recommendation(status) => status,
            Self::Proposal(proposal) => &proposal.status,
        }
    }
}

pub async fn withdraw_decision(caller: &Caller<'_>, request: WithdrawDecision) -> Result<WithdrawnDecision, Failure> {
    engine_is_on(caller)?;
    let reason = checked_reason(&request.reason)?;
    let (by, at) = (caller.person()?.id, caller.now());
    caller
        .plant()?
        .store
        .write(|t| {
            let decided = find(t, request.id)?;
            let order = match decided.status() {
                RecommendationStatus::Proposed => {
                    return Ok(Err(failure(ErrorCode::Conflict, "withdraw-nothing-decided")));
                }
                RecommendationStatus::Rejected { .. } => None,
                RecommendationStatus::Accepted { work_order_id, .. } => {
                    match undo(t, &decided, *work_order_id, &reason, (by, at))? {
                        Ok(order) => order,
                        Err(refused) => return Ok(Err(refused)),
                    }
                }
            };
            match decided {
                Decided::Recommendation(_) => store::recommendation::take_back(t, request.id)?,
                Decided::Proposal(_) => store::proposal::take_back(t, request.id)?,
            }
            Ok(Ok(order.map_or_else(WithdrawnDecision::default, |order| WithdrawnDecision {
                work_order_id: Some(order.id),
                number: Some(order.number),
                order_status: Some(order.status),
            })))
        })
        .or_failure()?
}

fn find(t: &store::Transaction<'_>, id: RecommendationId) -> store::Result<Decided> {
    match store::proposal::get(t, id) {
        Ok(proposal) => Ok(Decided::Proposal(Box::new(proposal))),
        Err(StoreError::NotFound { .. }) => Ok(Decided::Recommendation(store::recommendation::get(t, id)?.status)),
        Err(e) => Err(e),
    }
}

/// What the acceptance did to the order is undone. The inner error says why it can't be.
fn undo(
    t: &store::Transaction<'_>,
    decided: &Decided,
    order: WorkOrderId,
    reason: &str,
    (by, at): (PersonId, Timestamp),
) -> store::Result<Result<Option<WorkOrder>, Failure>> {
    let order = match store::work_order::get(t, order) {
        Ok(order) => order,
        Err(StoreError::NotFound { .. }) => return Ok(Ok(None)),
        Err(e) => return Err(e),
    };
    let refused = |id: &str| {
        let message = Message::new(id).with("number", order.number.as_str());
        Ok(Err(Failure::new(ErrorCode::Conflict, message)))
    };
    if matches!(order.status, WorkOrderStatus::InProgress | WorkOrderStatus::Done) {
        return refused("withdraw-order-begun");
    }
    match decided {
        // The order was there before: it loses what this decision gave it, and waits to be planned again.
        Decided::Proposal(proposal) if proposal.work_order_id.is_some() => {
            let detail: DispatchDetail = detail(proposal)?;
            match store::work_schedule::find(t, order.id)? {
                None => Ok(Ok(Some(order))),
                Some(s)
                    if s.run_id != Some(proposal.run_id)
                        || (s.engineer_id, s.day) != (detail.engineer_id, detail.day) =>
                {
                    refused("withdraw-scheduled-anew")
                }
                Some(_) => Ok(Ok(Some(store_move(t, order, WorkOrderStatus::Open, by, at)?))),
            }
        }
        Decided::Proposal(_) | Decided::Recommendation(_) => {
            // One that a person has cancelled stays as it was, and lets go of its recommendation.
            let order = match order.status {
                WorkOrderStatus::Cancelled => order,
                _ => WorkOrder { description: with_reason(&order.description, reason), updated_at: at, ..order },
            };
            Ok(Ok(Some(store::work_order::withdraw(t, &order)?)))
        }
    }
}

/// Whoever opens the cancelled order reads why, in either language.
fn with_reason(description: &str, reason: &str) -> String {
    let why = in_both_languages(&[Message::new("withdraw-order-why").with("reason", reason)]);
    format!("{description}\n\n{why}").trim().to_owned()
}
