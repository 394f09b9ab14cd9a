//! Sending an approved work order to the maintenance system that knows its asset, and how an order stands there, sent or the
//! system's own. Sending is a person's decision; the running integration does it.

use super::{owned_orders, work_orders::WorkOrderRef};
use crate::{
    Caller,
    central::leases,
    failures::{OrFailure, failure},
    plant::Plant,
    supervisor,
};
use connectors::maintenance::short_name;
use domain::{ErrorCode, Failure, Integration, IntegrationStatus, Message, WorkOrder, WorkOrderId};
use serde::Serialize;
use store::{
    Connection,
    followed_order::{self, FollowedChange, FollowedOrder},
    maintenance_order::{SentOrder, SentOrderState},
};
use ts_rs::TS;

/// `None` all: the work order's asset is not known in any maintenance system.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkOrderInSystem {
    /// The system that knows the asset.
    pub integration_name: Option<String>,
    /// What people call the system.
    pub system: Option<String>,
    pub order: Option<SentOrder>,
    /// It has not been sent, or was refused.
    pub can_send: bool,
    /// How it stands there.
    pub followed: Option<FollowedOrder>,
    /// What is otherwise there than here: a person decides what is right.
    pub otherwise: Vec<Message>,
    /// What the system has changed here, the newest first.
    pub changes: Vec<FollowedChange>,
}

/// Changes that are shown.
const MOST_CHANGES: u32 = 100;

pub async fn get_work_order_in_system(
    caller: &Caller<'_>,
    request: WorkOrderRef,
) -> Result<WorkOrderInSystem, Failure> {
    let plant = caller.plant()?;
    plant.store.read(|c| in_system(c, request.id)).or_failure()
}

fn in_system(c: &Connection, id: WorkOrderId) -> store::Result<WorkOrderInSystem> {
    let work = store::work_order::get(c, id)?;
    let (order, followed) = (store::maintenance_order::find(c, id)?, followed_order::of_work_order(c, id)?);
    let system = system_of(c, &work)?;
    let called = system.as_ref().map(|s| short_name(s.connector));
    let otherwise = match (&followed, called) {
        (Some(followed), Some(called)) => otherwise(c, &work, followed, called)?,
        _ => Vec::new(),
    };
    Ok(WorkOrderInSystem {
        can_send: system.is_some() && !work.status.is_closed() && followed.is_none() && may_send_again(order.as_ref()),
        system: called.map(str::to_owned),
        integration_name: system.map(|s| s.name),
        order,
        followed,
        otherwise,
        changes: followed_order::changes_of(c, id, MOST_CHANGES)?,
    })
}

fn otherwise(c: &Connection, work: &WorkOrder, followed: &FollowedOrder, system: &str) -> store::Result<Vec<Message>> {
    let message = |id: &str| Message::new(id).with("system", system);
    let mut all = Vec::new();
    if followed.is_gone {
        all.push(message("followed-otherwise-gone"));
    }
    match followed.status {
        None if followed.told.is_empty() => all.push(message("followed-otherwise-unseen")),
        None => all.push(message("followed-otherwise-unknown").with("told", followed.told.as_str())),
        Some(there) if there.is_closed() != work.status.is_closed() || (there.is_closed() && there != work.status) => {
            let message = message("followed-otherwise-status").with("there", there.as_str());
            all.push(message.with("here", work.status.as_str()));
        }
        Some(_) => {}
    }
    if let Some(object) = &followed.object {
        let link = store::maintenance_object::find(c, followed.integration_id, object)?;
        if link.is_none_or(|link| link.asset_id != work.asset_id) {
            all.push(message("followed-otherwise-object").with("object", object.number.as_str()));
        }
    }
    Ok(all)
}

pub async fn send_work_order_to_system(
    caller: &Caller<'_>,
    request: WorkOrderRef,
) -> Result<WorkOrderInSystem, Failure> {
    let (plant, by, now) = (caller.plant()?, caller.person()?.id, caller.now());
    let (work, system) = plant
        .store
        .read(|c| {
            let work = store::work_order::get(c, request.id)?;
            let system = system_of(c, &work)?;
            Ok((work, system))
        })
        .or_failure()?;
    if work.status.is_closed() {
        return Err(failure(ErrorCode::Conflict, "work-order-closed-for-system"));
    }
    plant.store.read(|c| owned_orders::check(c, request.id)).or_failure()??;
    let Some(system) = system else { return Err(failure(ErrorCode::Conflict, "work-order-not-in-system")) };
    check_running(&plant, &system)?;
    let order = SentOrder {
        work_order_id: work.id,
        integration_id: system.id,
        state: SentOrderState::Waiting,
        problem: None,
        asked_by: by,
        asked_at: now,
    };
    plant
        .store
        .write(|t| match may_send_again(store::maintenance_order::find(t, work.id)?.as_ref()) {
            true => store::maintenance_order::save(t, &order),
            // Asked for twice at once: the first is on its way.
            false => Ok(()),
        })
        .or_failure()?;
    get_work_order_in_system(caller, request).await
}

fn may_send_again(order: Option<&SentOrder>) -> bool {
    order.is_none_or(|o| match o.state {
        SentOrderState::Refused => true,
        SentOrderState::Waiting | SentOrderState::Sending { .. } | SentOrderState::There { .. } => false,
    })
}

/// The system that knows the order's asset; the one that has the order, where there is one.
fn system_of(c: &Connection, work: &WorkOrder) -> store::Result<Option<Integration>> {
    let followed = followed_order::of_work_order(c, work.id)?.map(|o| o.integration_id);
    let sent = store::maintenance_order::find(c, work.id)?.map(|o| o.integration_id);
    let known = store::maintenance_object::of_asset(c, work.asset_id)?;
    let of = followed.or(sent).or(known.first().map(|o| o.integration_id));
    of.map(|id| store::integration::get(c, id)).transpose()
}

/// Only what runs sends: somebody who sends should not wait for what nobody does.
fn check_running(plant: &Plant, system: &Integration) -> Result<(), Failure> {
    supervisor::runnable(plant, system)?;
    let named = |id: &str| Failure::new(ErrorCode::Conflict, Message::new(id).with("name", system.name.as_str()));
    if system.status != IntegrationStatus::Active {
        return Err(named("system-integration-stopped"));
    }
    if !leases::may_collect(plant, system.id) {
        return Err(named("system-integration-elsewhere"));
    }
    Ok(())
}
