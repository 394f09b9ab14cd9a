//! Proposals of a dispatch run into schedules: the order's engineer, day and hours. Nobody is booked twice, and an order that
//! was changed since the plan was made is not scheduled as it was.

use super::{AcceptedProposals, Decided, RefusedProposal, detail, is_over};
use crate::{
    failures::{failure, from_store},
    planning::dispatch_view::DispatchDetail,
};
use domain::{
    Engineer, ErrorCode, Failure, Message, OptimizationRun, Proposal, RecommendationId, WorkOrder, WorkOrderStatus,
    WorkSchedule,
};
use store::StoreError;

/// A place of the plan that holds as far as its order and its engineer go.
struct Place {
    proposal: RecommendationId,
    detail: DispatchDetail,
    order: WorkOrder,
    engineer: Engineer,
}

/// What is accepted together may change places: only what stays where it was can be in the way.
pub(super) fn accept(
    t: &store::Transaction<'_>,
    run: &OptimizationRun,
    proposals: Vec<Proposal>,
    decided: Decided,
    answer: &mut AcceptedProposals,
) -> store::Result<()> {
    let mut places: Vec<Place> = Vec::new();
    for proposal in proposals {
        match place(t, &proposal, decided)? {
            Ok(place) if places.iter().any(|p| p.order.id == place.order.id) => {}
            Ok(place) => places.push(place),
            Err(failure) => answer.refused.push(RefusedProposal { id: proposal.id, failure }),
        }
    }
    // One that is refused stays where it was, and may be in the way of another.
    while let Some((at, number)) = in_the_way(t, &places)? {
        let place = places.remove(at);
        let message = Message::new("proposal-overlaps")
            .with("number", place.order.number)
            .with("engineer", place.engineer.code)
            .with("day", place.detail.day.to_string())
            .with("other", number);
        answer
            .refused
            .push(RefusedProposal { id: place.proposal, failure: Failure::new(ErrorCode::Conflict, message) });
    }
    for place in places {
        let id = place.proposal;
        let order = schedule(t, run, place, decided)?;
        answer.keep(t, id, order, decided)?;
    }
    Ok(())
}

/// The first place that overlaps with an order which stays where it is, and that order's number.
fn in_the_way(t: &store::Transaction<'_>, places: &[Place]) -> store::Result<Option<(usize, String)>> {
    for (at, place) in places.iter().enumerate() {
        let d = &place.detail;
        let there = store::work_schedule::list_within(t, d.engineer_id, d.day, (d.start, d.end))?;
        let stays = there.into_iter().find(|(order, _)| places.iter().all(|p| p.order.id != *order));
        if let Some((_, number)) = stays {
            return Ok(Some((at, number)));
        }
    }
    Ok(None)
}

fn place(t: &store::Transaction<'_>, proposal: &Proposal, decided: Decided) -> store::Result<Result<Place, Failure>> {
    let detail: DispatchDetail = detail(proposal)?;
    if detail.day < decided.today {
        return Ok(Err(is_over(detail.day)));
    }
    let order = match proposal.work_order_id.map(|id| store::work_order::get(t, id)) {
        Some(Ok(order)) => order,
        Some(Err(e @ StoreError::NotFound { .. })) => return Ok(Err(from_store(e))),
        Some(Err(e)) => return Err(e),
        None => return Ok(Err(failure(ErrorCode::NotFound, "proposal-order-moved-on"))),
    };
    let refused = |id: &str| {
        let message = Message::new(id).with("number", order.number.as_str());
        Ok(Err(Failure::new(ErrorCode::Conflict, message)))
    };
    if !matches!(order.status, WorkOrderStatus::Open | WorkOrderStatus::Assigned) {
        return refused("proposal-order-moved-on");
    }
    if let Some(seen) = detail.seen {
        let needs_version = store::work_need::find(t, order.id)?.map_or(0, |(_, version)| version);
        if (order.updated_at, needs_version) != (seen.updated_at, seen.needs_version) {
            return refused("proposal-order-changed");
        }
    }
    let engineer = match store::engineer::get(t, detail.engineer_id) {
        Ok(engineer) if engineer.is_active => engineer,
        Ok(_) | Err(StoreError::NotFound { .. }) => {
            let message = Message::new("proposal-engineer-gone").with("engineer", detail.engineer_code);
            return Ok(Err(Failure::new(ErrorCode::Conflict, message)));
        }
        Err(e) => return Err(e),
    };
    Ok(Ok(Place { proposal: proposal.id, detail, order, engineer }))
}

/// The order's engineer, day and hours; it is assigned with that.
fn schedule(
    t: &store::Transaction<'_>,
    run: &OptimizationRun,
    Place { detail, order, engineer, .. }: Place,
    Decided { by, at, .. }: Decided,
) -> store::Result<WorkOrder> {
    let order =
        WorkOrder { status: WorkOrderStatus::Assigned, assignee_id: engineer.person_id, updated_at: at, ..order };
    let order = store::work_order::update(t, &order)?;
    let schedule = WorkSchedule {
        work_order_id: order.id,
        engineer_id: engineer.id,
        day: detail.day,
        start: detail.start,
        end: detail.end,
        run_id: Some(run.id),
        decided_by: by,
        decided_at: at,
    };
    store::work_schedule::save(t, &schedule)?;
    Ok(order)
}
