//! Orders on their way to a maintenance system. The row says that one is being sent before it goes out; whatever ends between
//! there and the answer, the order is looked for by its key, and sent again only when the system can no longer be at work on
//! it.

use super::{followed, unstored};
use crate::{commands::Topic, failures::OrFailure, plant::Plant};
use chrono::TimeDelta;
use connectors::{
    maintenance::{MaintenanceSystem, NewOrder, Order, Written},
    polling::Ended,
};
use domain::{ErrorCode, Failure, Integration, Message, Timestamp, WorkOrderId};
use std::collections::HashMap;
use store::maintenance_order::{SentOrder, SentOrderState};

/// When each order whose arrival is not known was last looked for.
pub(crate) type Looked = HashMap<WorkOrderId, Timestamp>;

pub(crate) async fn send(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
    looked: &mut Looked,
) -> Result<(), Ended> {
    let unsent =
        plant.store.read(|c| store::maintenance_order::unsent(c, integration.id)).or_failure().map_err(unstored)?;
    for order in unsent {
        if let SentOrderState::Sending { since } = order.state {
            let now = plant.clock.now();
            if looked.get(&order.work_order_id).is_some_and(|at| !is_due(since, *at, now)) {
                continue;
            }
            looked.insert(order.work_order_id, now);
            if let Some(found) = system.find_order(order.work_order_id).await? {
                arrived(plant, integration, &order, &found)?;
                continue;
            }
            if !is_settled(since, now, system.settled_after()) {
                continue;
            }
        }
        write(plant, integration, system, &order).await?;
    }
    Ok(())
}

/// Often at first, and less often the longer it has been out.
fn is_due(since: Timestamp, looked: Timestamp, now: Timestamp) -> bool {
    let wait = ((looked - since) / 4).clamp(TimeDelta::zero(), TimeDelta::minutes(1));
    // A clock that was set back holds nobody up.
    now < looked || now - looked >= wait
}

fn is_settled(since: Timestamp, now: Timestamp, after: TimeDelta) -> bool {
    // A clock that was set back makes nobody send twice.
    now - since > after
}

async fn write(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
    order: &SentOrder,
) -> Result<(), Ended> {
    let Some(new) = new_order(plant, order).map_err(unstored)? else {
        let gone = Failure::new(ErrorCode::Conflict, Message::new("work-order-not-in-system"));
        return keep(plant, order, SentOrderState::Refused, Some(gone));
    };
    keep(plant, order, SentOrderState::Sending { since: plant.clock.now() }, order.problem.clone())?;
    match system.write_order(&new).await {
        Written::There(there) => arrived(plant, integration, order, &there),
        Written::Refused(refused) if refused.error.is_permanent() => {
            keep(plant, order, SentOrderState::Refused, Some(refused.error.failure))
        }
        // Nothing was written: it waits on, and the link is made anew.
        Written::Refused(refused) => {
            keep(plant, order, SentOrderState::Waiting, Some(refused.error.failure.clone()))?;
            Err(refused.into())
        }
        Written::Unconfirmed(lost) => {
            let since = plant.clock.now();
            keep(plant, order, SentOrderState::Sending { since }, Some(lost.error.failure.clone()))?;
            Err(lost.into())
        }
    }
}

/// As the work order stands now. `None` where its asset no longer stands for an object of this system.
fn new_order(plant: &Plant, order: &SentOrder) -> Result<Option<NewOrder>, Failure> {
    plant
        .store
        .read(|c| {
            let work = store::work_order::get(c, order.work_order_id)?;
            let objects = store::maintenance_object::of_asset(c, work.asset_id)?;
            let object = objects.into_iter().find(|o| o.integration_id == order.integration_id);
            Ok(object.map(|o| NewOrder {
                id: work.id,
                title: work.title_en,
                object: o.object,
                priority: work.priority,
                due_on: work.due_on,
            }))
        })
        .or_failure()
}

/// From here on it is followed.
fn arrived(plant: &Plant, integration: &Integration, order: &SentOrder, there: &Order) -> Result<(), Ended> {
    let state = SentOrderState::There { number: there.number.clone() };
    let order = SentOrder { state, problem: None, ..order.clone() };
    let now = plant.clock.now();
    let keep = |t: &store::Transaction<'_>| {
        store::maintenance_order::save(t, &order)?;
        followed::begin(t, integration, order.work_order_id, there, now)
    };
    plant.store.write(keep).or_failure().map_err(unstored)?;
    plant.changes.tell_soon(Topic::WorkOrders);
    Ok(())
}

fn keep(plant: &Plant, order: &SentOrder, state: SentOrderState, problem: Option<Failure>) -> Result<(), Ended> {
    let order = SentOrder { state, problem, ..order.clone() };
    plant.store.write(|t| store::maintenance_order::save(t, &order)).or_failure().map_err(unstored)?;
    plant.changes.tell_soon(Topic::WorkOrders);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_order_is_looked_for_less_and_less_often() {
        let at = |seconds: i64| Timestamp::from_timestamp(1_800_000_000 + seconds, 0).unwrap();
        for (looked, now, expected) in
            [(0, 0, true), (8, 9, false), (8, 10, true), (800, 859, false), (800, 860, true), (800, 7, true)]
        {
            assert_eq!(is_due(at(0), at(looked), at(now)), expected, "{looked} {now}");
        }
    }

    #[test]
    fn an_order_is_sent_again_only_when_the_system_can_no_longer_be_at_work_on_it() {
        let since: Timestamp = "2026-11-30T10:00:00Z".parse().unwrap();
        for (now, expected) in [
            ("2026-11-30T09:00:00Z", false),
            ("2026-11-30T10:00:01Z", false),
            ("2026-11-30T10:15:00Z", false),
            ("2026-11-30T10:15:01Z", true),
        ] {
            assert_eq!(is_settled(since, now.parse().unwrap(), TimeDelta::minutes(15)), expected, "{now}");
        }
    }
}
