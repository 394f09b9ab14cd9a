//! Work orders: list, make, edit, move.

use super::{
    checked::{checked_name, checked_note, page_size},
    owned_orders,
};
use crate::{
    Caller,
    failures::{OrFailure, out_of_range},
};
use chrono::NaiveDate;
use connectors::maintenance::short_name;
use domain::{
    AssetId, Criticality, ErrorCode, Failure, Message, Page, PersonId, Timestamp, WorkOrder, WorkOrderId,
    WorkOrderSource, WorkOrderStatus, WorkOrderType,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListWorkOrders {
    pub search: Option<String>,
    pub status: Option<WorkOrderStatus>,
    /// Open, assigned or in progress.
    pub only_unfinished: Option<bool>,
    pub only_overdue: Option<bool>,
    pub asset_id: Option<AssetId>,
    pub priority: Option<Criticality>,
    pub offset: Option<u32>,
    /// At most 500; default 100.
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkOrderRow {
    pub order: WorkOrder,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub site_code: String,
    pub assignee_name: Option<String>,
    pub is_overdue: bool,
    /// Where it may go from here; nowhere where a maintenance system owns it.
    pub next: Vec<WorkOrderStatus>,
    pub mark: Option<WorkOrderMark>,
}

/// By what a maintenance system knows an order.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkOrderMark {
    /// What people call the system.
    pub system: String,
    pub number: String,
    /// Made there, and changed only there.
    pub is_owned: bool,
    /// Something there is otherwise than here, or not known.
    pub is_otherwise: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct WorkOrderRef {
    pub id: WorkOrderId,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct CreateWorkOrder {
    pub asset_id: AssetId,
    pub title_en: String,
    pub title_ar: Option<String>,
    pub description: Option<String>,
    #[serde(rename = "type")]
    pub kind: WorkOrderType,
    pub priority: Criticality,
    pub assignee_id: Option<PersonId>,
    pub estimated_hours: Option<f64>,
    pub due_on: Option<NaiveDate>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct UpdateWorkOrder {
    pub id: WorkOrderId,
    /// The version that was edited.
    #[ts(type = "number", optional = false)]
    pub version: i64,
    pub title_en: String,
    pub title_ar: String,
    pub description: String,
    #[serde(rename = "type")]
    pub kind: WorkOrderType,
    pub priority: Criticality,
    pub assignee_id: Option<PersonId>,
    pub estimated_hours: Option<f64>,
    pub due_on: Option<NaiveDate>,
}

/// `from` is what the person saw: if the order has moved meanwhile, this is a conflict and nothing happens.
#[derive(Debug, Deserialize, TS)]
pub struct MoveWorkOrder {
    pub id: WorkOrderId,
    pub from: WorkOrderStatus,
    pub to: WorkOrderStatus,
}

/// Hours that a person can mean.
const MOST_HOURS: f64 = 10_000.0;

pub async fn list_work_orders(caller: &Caller<'_>, request: ListWorkOrders) -> Result<Page<WorkOrderRow>, Failure> {
    let today = caller.now().date_naive();
    let filter = store::work_order::WorkOrderFilter {
        search: request.search,
        status: request.status,
        only_open: request.only_unfinished.unwrap_or(false),
        overdue_on: request.only_overdue.unwrap_or(false).then_some(today),
        asset_id: request.asset_id,
        priority: request.priority,
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    let page = caller.plant()?.store.read(|c| store::work_order::list(c, &filter)).or_failure()?;
    Ok(Page { items: page.items.into_iter().map(|r| row(r, today)).collect(), total: page.total })
}

pub async fn get_work_order(caller: &Caller<'_>, request: WorkOrderRef) -> Result<WorkOrderRow, Failure> {
    let found = caller.plant()?.store.read(|c| find_row(c, request.id)).or_failure()?;
    Ok(row(found, caller.now().date_naive()))
}

pub async fn create_work_order(caller: &Caller<'_>, request: CreateWorkOrder) -> Result<WorkOrderRow, Failure> {
    let now = caller.now();
    let title_en = checked_name(&request.title_en, "titleEn")?;
    let title_ar = match request.title_ar.as_deref().map(str::trim).filter(|t| !t.is_empty()) {
        Some(title) => checked_name(title, "titleAr")?,
        None => title_en.clone(),
    };
    checked_note(request.description.as_deref().unwrap_or_default(), "description")?;
    let order = WorkOrder {
        id: WorkOrderId::new(),
        number: String::new(),
        asset_id: request.asset_id,
        title_en,
        title_ar,
        description: request.description.unwrap_or_default(),
        kind: request.kind,
        priority: request.priority,
        status: if request.assignee_id.is_some() { WorkOrderStatus::Assigned } else { WorkOrderStatus::Open },
        source: WorkOrderSource::Manual,
        assignee_id: request.assignee_id,
        estimated_hours: checked_hours(request.estimated_hours)?,
        due_on: request.due_on,
        created_by: caller.person()?.id,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    let plant = caller.plant()?;
    let found = plant
        .store
        .write(|t| {
            store::asset::get(t, order.asset_id)?;
            check_assignee(t, order.assignee_id)?;
            let order = store::work_order::insert(t, &order)?;
            find_row(t, order.id)
        })
        .or_failure()?;
    Ok(row(found, now.date_naive()))
}

pub async fn update_work_order(caller: &Caller<'_>, request: UpdateWorkOrder) -> Result<WorkOrderRow, Failure> {
    let now = caller.now();
    let title_en = checked_name(&request.title_en, "titleEn")?;
    let title_ar = checked_name(&request.title_ar, "titleAr")?;
    checked_note(&request.description, "description")?;
    let estimated_hours = checked_hours(request.estimated_hours)?;
    let plant = caller.plant()?;
    let found = plant
        .store
        .write(|t| {
            let before = store::work_order::get(t, request.id)?;
            check_assignee(t, request.assignee_id)?;
            if request.assignee_id != before.assignee_id {
                // Somebody else does it: what was scheduled for the one before no longer holds.
                store::work_schedule::delete(t, before.id)?;
            }
            let is_scheduled = store::work_schedule::find(t, before.id)?.is_some();
            let owner = owned_orders::check(t, before.id)?;
            let status = match (before.status, request.assignee_id) {
                (status, _) if owner.is_err() => status,
                (WorkOrderStatus::Open, Some(_)) => WorkOrderStatus::Assigned,
                // Who is scheduled on it need not have an account.
                (WorkOrderStatus::Assigned, None) if !is_scheduled => WorkOrderStatus::Open,
                (status, _) => status,
            };
            let order = WorkOrder {
                title_en: title_en.clone(),
                title_ar: title_ar.clone(),
                description: request.description.clone(),
                kind: request.kind,
                priority: request.priority,
                assignee_id: request.assignee_id,
                estimated_hours,
                due_on: request.due_on,
                status,
                updated_at: now,
                version: request.version,
                ..before.clone()
            };
            if let Err(owned) = owner.as_ref().map_err(Failure::clone)
                && owned_orders::touches(&before, &order)
            {
                return Ok(Err(owned));
            }
            store::work_order::update(t, &order)?;
            find_row(t, order.id).map(Ok)
        })
        .or_failure()??;
    Ok(row(found, now.date_naive()))
}

pub async fn move_work_order(caller: &Caller<'_>, request: MoveWorkOrder) -> Result<WorkOrderRow, Failure> {
    check_move(request.from, request.to)?;
    let now = caller.now();
    let by = caller.person()?.id;
    let plant = caller.plant()?;
    let found = plant
        .store
        .write(|t| {
            let before = store::work_order::get(t, request.id)?;
            if before.status != request.from {
                return Err(store::StoreError::Conflict { what: before.number });
            }
            if let Err(owned) = owned_orders::check(t, before.id)? {
                return Ok(Err(owned));
            }
            let order = store_move(t, before, request.to, by, now)?;
            find_row(t, order.id).map(Ok)
        })
        .or_failure()??;
    Ok(row(found, now.date_naive()))
}

/// Refuses a move that no order makes.
pub(crate) fn check_move(from: WorkOrderStatus, to: WorkOrderStatus) -> Result<(), Failure> {
    if from.may_become(to) {
        return Ok(());
    }
    let message = Message::new("work-order-move-impossible").with("from", from.as_str()).with("to", to.as_str());
    Err(Failure::new(ErrorCode::Invalid, message))
}

/// The order in another state, with all that goes with it.
pub(crate) fn store_move(
    t: &store::Transaction,
    before: WorkOrder,
    to: WorkOrderStatus,
    by: PersonId,
    now: Timestamp,
) -> store::Result<WorkOrder> {
    // Work that begins or is assigned has somebody who does it: who moves it, unless it says who.
    let needs_somebody = matches!(to, WorkOrderStatus::Assigned | WorkOrderStatus::InProgress);
    let assignee_id = match to {
        WorkOrderStatus::Open => None,
        _ => before.assignee_id.or(needs_somebody.then_some(by)),
    };
    if to == WorkOrderStatus::Open {
        store::work_schedule::delete(t, before.id)?;
    }
    store::work_order::update(t, &WorkOrder { status: to, assignee_id, updated_at: now, ..before })
}

/// The order with what its asset, site and assignee are called.
pub(crate) fn find_row(c: &store::Connection, id: WorkOrderId) -> store::Result<store::work_order::WorkOrderRow> {
    let work_order = store::work_order::get(c, id)?;
    let asset = store::asset::get(c, work_order.asset_id)?;
    let site = store::site::get(c, asset.site_id)?;
    let assignee = work_order.assignee_id.map(|id| store::person::get(c, id)).transpose()?;
    Ok(store::work_order::WorkOrderRow {
        mark: store::followed_order::mark_of(c, id)?,
        work_order,
        asset_tag: asset.tag_code,
        asset_name_en: asset.name_en,
        asset_name_ar: asset.name_ar,
        site_code: site.code,
        assignee_name: assignee.map(|p| p.display_name),
    })
}

pub(crate) fn row(found: store::work_order::WorkOrderRow, today: NaiveDate) -> WorkOrderRow {
    let next = found.work_order.status.next();
    let is_owned = found.mark.as_ref().is_some_and(|mark| mark.is_owned);
    WorkOrderRow {
        is_overdue: !found.work_order.status.is_closed() && found.work_order.due_on.is_some_and(|due| due < today),
        next: if is_owned { Vec::new() } else { next.to_vec() },
        mark: found.mark.map(|mark| WorkOrderMark {
            system: short_name(mark.connector).to_owned(),
            number: mark.number,
            is_owned: mark.is_owned,
            is_otherwise: mark.is_otherwise,
        }),
        asset_tag: found.asset_tag,
        asset_name_en: found.asset_name_en,
        asset_name_ar: found.asset_name_ar,
        site_code: found.site_code,
        assignee_name: found.assignee_name,
        order: found.work_order,
    }
}

fn check_assignee(t: &store::Transaction<'_>, assignee: Option<PersonId>) -> store::Result<()> {
    match assignee {
        Some(id) => store::person::get(t, id).map(|_| ()),
        None => Ok(()),
    }
}

fn checked_hours(hours: Option<f64>) -> Result<Option<f64>, Failure> {
    match hours {
        Some(h) if !(h.is_finite() && (0.0..=MOST_HOURS).contains(&h)) => {
            Err(out_of_range("estimatedHours", 0.0, MOST_HOURS))
        }
        hours => Ok(hours),
    }
}
