//! Orders of a maintenance system as work orders: the system's own on assets that are known there, and those that were sent
//! there. What the system owns follows it; of what was sent only the end does, and what a person has decided here stays.

mod change;
mod look_up;

use super::changes;
use crate::{commands::Topic, plant::Plant};
use async_trait::async_trait;
use change::{Change, plain, title};
use connectors::{
    Refused,
    maintenance::{Changes, MaintenanceSystem, Order, short_name},
    polling::Ended,
};
use domain::{Criticality, Integration, Message, Timestamp, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus};
use parking_lot::Mutex;
use store::{
    Connection,
    followed_order::{self, FollowedOrder},
    integration_event::Severity,
    maintenance_order::{self, SentOrder, SentOrderState},
    maintenance_reading::Subject,
};

#[derive(Default)]
struct Orders {
    strange: Mutex<Strange>,
}

#[async_trait]
impl changes::Reading for Orders {
    const SUBJECT: Subject = Subject::Orders;
    type One = Order;

    async fn ask(
        &self,
        system: &dyn MaintenanceSystem,
        since: Timestamp,
        seen: Option<Timestamp>,
    ) -> Result<Changes<Order>, Refused> {
        system.orders_changed_since(since, seen).await
    }

    fn keep(&self, c: &Connection, integration: &Integration, told: &Order, now: Timestamp) -> store::Result<bool> {
        let taken = take(c, integration, told, now)?;
        self.strange.lock().note(told, taken);
        Ok(taken == Taken::Changed)
    }
}

pub(crate) async fn read(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
) -> Result<(), Ended> {
    let called = short_name(integration.connector);
    let orders = Orders::default();
    let told = changes::read(plant, integration, system, &orders).await?;
    let looked = look_up::look(plant, integration, system).await?;
    let changed = told.recorded + looked;
    if changed > 0 {
        let message = Message::new("maintenance-orders-read").with("system", called);
        let message = message.with("read", told.read as f64).with("changed", changed as f64);
        super::log(plant, integration, Severity::Info, message)?;
        plant.changes.tell_soon(Topic::WorkOrders);
    }
    // Once for what is new, not at each look at what overlaps.
    if let Some(message) = orders.strange.into_inner().message(called).filter(|_| told.read > 0) {
        super::log(plant, integration, Severity::Warning, message)?;
    }
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Taken {
    Changed,
    Same,
    /// Of an asset here, and not taken in since nobody knows how far it is.
    Strange,
}

/// Orders whose status is not known.
#[derive(Default)]
struct Strange {
    count: usize,
    example: Option<(String, String)>,
}

impl Strange {
    fn note(&mut self, told: &Order, taken: Taken) {
        if taken == Taken::Strange {
            self.count += 1;
            self.example.get_or_insert_with(|| (told.number.clone(), plain(&told.told)));
        }
    }

    fn message(self, system: &str) -> Option<Message> {
        let (number, told) = self.example?;
        let message =
            Message::new("maintenance-orders-strange").with("system", system).with("count", self.count as f64);
        Some(message.with("number", number).with("told", told))
    }
}

/// The order as the system tells it now: stored, and what follows from it for the work order that stands for it.
fn take(c: &Connection, integration: &Integration, told: &Order, now: Timestamp) -> store::Result<Taken> {
    let known = match followed_order::find(c, integration.id, &told.number)? {
        Some(known) => Some(known),
        None => sent(c, integration, told, now)?,
    };
    match known {
        Some(known) => follow(c, integration, &known, told, now),
        None => adopt(c, integration, told, now),
    }
}

/// The order that was sent from here and carries our key: by this workstation or, where it is not known to have been sent, by
/// another one. An order that somebody has copied there, key and all, is the system's own.
fn sent(
    c: &Connection,
    integration: &Integration,
    told: &Order,
    now: Timestamp,
) -> store::Result<Option<FollowedOrder>> {
    let Some(id) = told.key else { return Ok(None) };
    let Some(work) = store::work_order::find(c, id)? else { return Ok(None) };
    if followed_order::of_work_order(c, id)?.is_some() {
        return Ok(None);
    }
    let there = SentOrderState::There { number: told.number.clone() };
    let before = maintenance_order::find(c, id)?;
    match &before {
        Some(sent) if sent.integration_id != integration.id => return Ok(None),
        Some(SentOrder { state: SentOrderState::There { number }, .. }) if *number != told.number => return Ok(None),
        Some(_) | None => {}
    }
    let order = SentOrder {
        work_order_id: id,
        integration_id: integration.id,
        state: there,
        problem: None,
        asked_by: before.as_ref().map_or(work.created_by, |b| b.asked_by),
        asked_at: before.as_ref().map_or(work.created_at, |b| b.asked_at),
    };
    maintenance_order::save(c, &order)?;
    Ok(Some(unseen(integration, told, id, false, now)))
}

/// Of which nothing is known yet.
fn unseen(
    integration: &Integration,
    told: &Order,
    work_order_id: WorkOrderId,
    is_owned: bool,
    now: Timestamp,
) -> FollowedOrder {
    FollowedOrder {
        integration_id: integration.id,
        number: told.number.clone(),
        work_order_id,
        is_owned,
        kind: String::new(),
        status: None,
        told: String::new(),
        object: None,
        completed_at: None,
        changed_at: None,
        seen_at: now,
        is_gone: false,
    }
}

/// An order that was written just now, or found to be there.
pub(crate) fn begin(
    c: &Connection,
    integration: &Integration,
    work: WorkOrderId,
    told: &Order,
    now: Timestamp,
) -> store::Result<()> {
    let known = followed_order::find(c, integration.id, &told.number)?;
    let known = match known.or(followed_order::of_work_order(c, work)?) {
        Some(known) => known,
        None => unseen(integration, told, work, false, now),
    };
    follow(c, integration, &known, told, now).map(|_| ())
}

fn follow(
    c: &Connection,
    integration: &Integration,
    known: &FollowedOrder,
    told: &Order,
    now: Timestamp,
) -> store::Result<Taken> {
    let work = store::work_order::get(c, known.work_order_id)?;
    let after = FollowedOrder {
        number: told.number.clone(),
        kind: plain(&told.kind),
        status: told.status,
        told: plain(&told.told),
        object: told.object.clone(),
        completed_at: completed_at(known, told, now),
        changed_at: told.changed_at,
        seen_at: now,
        is_gone: false,
        ..known.clone()
    };
    followed_order::save(c, &after)?;
    let mut change = Change::of(c, integration, &work, now)?;
    if (after.status, &after.told) != (known.status, &known.told) {
        change.note("followed-order-told", |m| m.with("told", words(&after)));
    }
    if known.is_gone {
        change.note("followed-order-back", |m| m);
    }
    match known.is_owned {
        true => change.follow_owner(c, told)?,
        false => change.follow_end(told),
    }
    let is_changed = change.store(c)?;
    Ok(if is_changed { Taken::Changed } else { Taken::Same })
}

/// Once it is completed later changes, of costs for instance, do not move the time. A clock ahead completes nothing tomorrow.
fn completed_at(known: &FollowedOrder, told: &Order, now: Timestamp) -> Option<Timestamp> {
    let is_done = told.status == Some(WorkOrderStatus::Done);
    let before = known.completed_at.filter(|_| known.status == told.status);
    before.or(told.completed_at).map(|at| at.min(now)).filter(|_| is_done)
}

/// What is shown where the system says nothing.
fn words(order: &FollowedOrder) -> String {
    if order.told.is_empty() { "–".to_owned() } else { order.told.clone() }
}

/// A work order of the system's own order, where an asset stands for its object. What was over before the object was taken in
/// is past; its history tells of it.
fn adopt(c: &Connection, integration: &Integration, told: &Order, now: Timestamp) -> store::Result<Taken> {
    let Some(object) = &told.object else { return Ok(Taken::Same) };
    let Some(link) = store::maintenance_object::find(c, integration.id, object)? else { return Ok(Taken::Same) };
    let Some(status) = told.status else { return Ok(Taken::Strange) };
    let is_past = status.is_closed() && told.changed_at.is_none_or(|at| at <= link.linked_at);
    let id = WorkOrderId(super::id_of(integration.id, &format!("order {}", told.number)));
    if is_past && store::work_order::find(c, id)?.is_none() {
        return Ok(Taken::Same);
    }
    // In the name of who said that the asset stands for it: nobody else has said anything here.
    let _name = store::acting::act_as(Some(link.linked_by), now);
    if store::work_order::find(c, id)?.is_none() {
        let title = title(told);
        let order = WorkOrder {
            id,
            number: String::new(),
            asset_id: link.asset_id,
            title_en: title.clone(),
            title_ar: title,
            // Workstations that do not run the integration see by this whose it is.
            description: format!("{} {} {}", short_name(integration.connector), told.number, plain(&told.kind))
                .trim_end()
                .to_owned(),
            kind: told.work,
            priority: told.priority.unwrap_or(Criticality::Medium),
            status,
            source: WorkOrderSource::Manual,
            assignee_id: None,
            estimated_hours: None,
            due_on: told.due_on,
            created_by: link.linked_by,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        store::work_order::insert(c, &order)?;
    }
    follow(c, integration, &unseen(integration, told, id, true, now), told, now)?;
    Ok(Taken::Changed)
}
