//! Sending an approved work order to the maintenance system that knows its asset, and how far it is. Sending is a person's
//! decision; the running integration does it.

use super::work_orders::WorkOrderRef;
use crate::{
    Caller,
    central::leases,
    failures::{OrFailure, failure},
    plant::Plant,
    supervisor,
};
use connectors::maintenance::short_name;
use domain::{ErrorCode, Failure, Integration, IntegrationStatus, Message, WorkOrder, WorkOrderStatus};
use serde::Serialize;
use store::{
    Connection,
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
}

pub async fn get_work_order_in_system(
    caller: &Caller<'_>,
    request: WorkOrderRef,
) -> Result<WorkOrderInSystem, Failure> {
    let plant = caller.plant()?;
    let (work, order, system) = plant
        .store
        .read(|c| {
            let work = store::work_order::get(c, request.id)?;
            let system = system_of(c, &work)?;
            Ok((work, store::maintenance_order::find(c, request.id)?, system))
        })
        .or_failure()?;
    let can_send = system.is_some() && !is_closed(&work) && may_send_again(order.as_ref());
    let called = system.as_ref().map(|s| short_name(s.connector).to_owned());
    Ok(WorkOrderInSystem { integration_name: system.map(|s| s.name), system: called, order, can_send })
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
    if is_closed(&work) {
        return Err(failure(ErrorCode::Conflict, "work-order-closed-for-system"));
    }
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

fn is_closed(work: &WorkOrder) -> bool {
    matches!(work.status, WorkOrderStatus::Done | WorkOrderStatus::Cancelled)
}

/// The system that knows the order's asset; the one that has the order, where there is one.
fn system_of(c: &Connection, work: &WorkOrder) -> store::Result<Option<Integration>> {
    let sent = store::maintenance_order::find(c, work.id)?.map(|o| o.integration_id);
    let known = store::maintenance_object::of_asset(c, work.asset_id)?;
    let of = sent.or(known.first().map(|o| o.integration_id));
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
