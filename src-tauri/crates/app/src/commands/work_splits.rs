//! A job that no shift holds, split into orders that follow one another: each begins when the one before it is over, so that
//! dispatch gives them days of their own, and where that is asked one engineer for all of them.

use super::{
    owned_orders,
    work_orders::{WorkOrderRow, find_row, row},
};
use crate::{
    Caller,
    failures::{OrFailure, out_of_range},
    planning::dispatch::assumed_needs,
};
use domain::{
    ErrorCode, Failure, Message, ResourceKind, WorkNeeds, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus,
};
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SplitWorkOrder {
    pub id: WorkOrderId,
    /// The version that was looked at.
    #[ts(type = "number")]
    pub version: i64,
    /// 2 to 20, of the same length.
    pub parts: u32,
    /// Whoever does the first part does the others; else each part goes to whom it suits.
    pub same_engineer: Option<bool>,
}

const PARTS: std::ops::RangeInclusive<u32> = 2..=20;
/// Of a quarter of an hour and less there is nothing to split.
const LEAST_HOURS: f64 = 0.5;

/// The order itself becomes the first part. What is used up by the work stays with it; what waits for the whole waits for the
/// last part.
pub async fn split_work_order(caller: &Caller<'_>, request: SplitWorkOrder) -> Result<Vec<WorkOrderRow>, Failure> {
    if !PARTS.contains(&request.parts) {
        return Err(out_of_range("parts", f64::from(*PARTS.start()), f64::from(*PARTS.end())));
    }
    let (by, at) = (caller.person()?.id, caller.now());
    let found = caller
        .plant()?
        .store
        .write(|t| {
            let whole = store::work_order::get(t, request.id)?;
            let refused = |id: &str| {
                let message = Message::new(id).with("number", whole.number.as_str());
                Ok(Err(Failure::new(ErrorCode::Conflict, message)))
            };
            if let Err(owned) = owned_orders::check(t, whole.id)? {
                return Ok(Err(owned));
            }
            if !matches!(whole.status, WorkOrderStatus::Open | WorkOrderStatus::Assigned) {
                return refused("work-split-begun");
            }
            let Some(hours) = whole.estimated_hours.filter(|h| *h >= LEAST_HOURS) else {
                return refused("work-split-no-hours");
            };
            let (needs, version) = match store::work_need::find(t, whole.id)? {
                Some(found) => found,
                None => {
                    let skills = store::resource::list(t, Some(ResourceKind::Skill))?;
                    (assumed_needs(skills.iter(), &store::asset::get(t, whole.asset_id)?), 0)
                }
            };
            // Whoever was to do the whole of it on one day does not.
            store::work_schedule::delete(t, whole.id)?;
            let part = |n: u32| WorkOrder {
                title_en: format!("{} ({n}/{})", whole.title_en, request.parts),
                title_ar: format!("{} ({n}/{})", whole.title_ar, request.parts),
                status: WorkOrderStatus::Open,
                assignee_id: None,
                estimated_hours: Some(hours / f64::from(request.parts)),
                updated_at: at,
                ..whole.clone()
            };
            let first = store::work_order::update(t, &WorkOrder { version: request.version, ..part(1) })?;
            store::work_need::save(t, first.id, &needs, version + 1)?;
            let mut parts = vec![first.id];
            for n in 2..=request.parts {
                let next = WorkOrder {
                    id: WorkOrderId::new(),
                    source: WorkOrderSource::Manual,
                    created_by: by,
                    created_at: at,
                    ..part(n)
                };
                let next = store::work_order::insert(t, &next)?;
                let before = vec![parts[parts.len() - 1]];
                let same_engineer_as = match request.same_engineer {
                    Some(true) => Some(first.id),
                    _ => needs.same_engineer_as,
                };
                let own = WorkNeeds { parts: Vec::new(), after: before, same_engineer_as, ..needs.clone() };
                store::work_need::save(t, next.id, &own, 1)?;
                parts.push(next.id);
            }
            wait_for_the_last(t, &parts)?;
            let rows = parts.iter().map(|id| find_row(t, *id)).collect::<store::Result<Vec<_>>>()?;
            Ok(Ok(rows))
        })
        .or_failure()??;
    Ok(found.into_iter().map(|found| row(found, at.date_naive())).collect())
}

/// Orders that waited for the whole wait for its last part; the parts themselves wait as they were made to.
fn wait_for_the_last(t: &store::Transaction<'_>, parts: &[WorkOrderId]) -> store::Result<()> {
    let (first, last) = (parts[0], parts[parts.len() - 1]);
    for (order, (needs, version)) in store::work_need::all_of_open_orders(t)? {
        if needs.after.contains(&first) && !parts.contains(&order) {
            let after = needs.after.iter().map(|id| if *id == first { last } else { *id }).collect();
            store::work_need::save(t, order, &WorkNeeds { after, ..needs }, version + 1)?;
        }
    }
    Ok(())
}
