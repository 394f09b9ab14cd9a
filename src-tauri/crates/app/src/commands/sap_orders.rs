//! Sending an approved work order to SAP, and how far it is. Sending is a person's decision; the running integration does it.

use super::work_orders::WorkOrderRef;
use crate::{
    Caller,
    central::leases,
    failures::{OrFailure, failure},
    plant::Plant,
    supervisor,
};
use domain::{ErrorCode, Failure, Integration, IntegrationStatus, Message, WorkOrder, WorkOrderStatus};
use serde::Serialize;
use store::{
    Connection,
    sap_order::{SapOrder, SapOrderState},
};
use ts_rs::TS;

/// `None` both: the work order's asset is not known in SAP.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkOrderInSap {
    /// The system that knows the asset.
    pub integration_name: Option<String>,
    pub order: Option<SapOrder>,
    /// It has not been sent, or was refused.
    pub can_send: bool,
}

pub async fn get_work_order_in_sap(caller: &Caller<'_>, request: WorkOrderRef) -> Result<WorkOrderInSap, Failure> {
    let plant = caller.plant()?;
    let (work, order, system) = plant
        .store
        .read(|c| {
            let work = store::work_order::get(c, request.id)?;
            let system = system_of(c, &work)?;
            Ok((work, store::sap_order::find(c, request.id)?, system))
        })
        .or_failure()?;
    let can_send = system.is_some() && !is_closed(&work) && may_send_again(order.as_ref());
    Ok(WorkOrderInSap { integration_name: system.map(|s| s.name), order, can_send })
}

pub async fn send_work_order_to_sap(caller: &Caller<'_>, request: WorkOrderRef) -> Result<WorkOrderInSap, Failure> {
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
        return Err(failure(ErrorCode::Conflict, "work-order-closed-for-sap"));
    }
    let Some(system) = system else { return Err(failure(ErrorCode::Conflict, "work-order-not-in-sap")) };
    check_running(&plant, &system)?;
    let order = SapOrder {
        work_order_id: work.id,
        integration_id: system.id,
        state: SapOrderState::Waiting,
        problem: None,
        asked_by: by,
        asked_at: now,
    };
    plant
        .store
        .write(|t| match may_send_again(store::sap_order::find(t, work.id)?.as_ref()) {
            true => store::sap_order::save(t, &order),
            // Asked for twice at once: the first is on its way.
            false => Ok(()),
        })
        .or_failure()?;
    get_work_order_in_sap(caller, request).await
}

fn may_send_again(order: Option<&SapOrder>) -> bool {
    order.is_none_or(|o| match o.state {
        SapOrderState::Refused => true,
        SapOrderState::Waiting | SapOrderState::Sending { .. } | SapOrderState::There { .. } => false,
    })
}

fn is_closed(work: &WorkOrder) -> bool {
    matches!(work.status, WorkOrderStatus::Done | WorkOrderStatus::Cancelled)
}

/// The SAP system that knows the order's asset; the one that has the order, where there is one.
fn system_of(c: &Connection, work: &WorkOrder) -> store::Result<Option<Integration>> {
    let sent = store::sap_order::find(c, work.id)?.map(|o| o.integration_id);
    let known = store::sap_object::of_asset(c, work.asset_id)?;
    let of = sent.or(known.first().map(|o| o.integration_id));
    of.map(|id| store::integration::get(c, id)).transpose()
}

/// Only what runs sends: somebody who sends should not wait for what nobody does.
fn check_running(plant: &Plant, system: &Integration) -> Result<(), Failure> {
    supervisor::runnable(plant, system)?;
    let named = |id: &str| Failure::new(ErrorCode::Conflict, Message::new(id).with("name", system.name.as_str()));
    if system.status != IntegrationStatus::Active {
        return Err(named("sap-integration-stopped"));
    }
    if !leases::may_collect(plant, system.id) {
        return Err(named("sap-integration-elsewhere"));
    }
    Ok(())
}
