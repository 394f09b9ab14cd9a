//! Work orders: numbered within the workspace, edited under a version check, listed with their asset.

use crate::{Result, StoreError, followed_order, row, search};
use chrono::NaiveDate;
use domain::{
    AssetId, Criticality, Page, PersonId, RecommendationId, WorkOrder, WorkOrderId, WorkOrderSource, WorkOrderStatus,
    WorkOrderType, fold_for_search,
};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct WorkOrderFilter {
    pub status: Option<WorkOrderStatus>,
    pub asset_id: Option<AssetId>,
    pub priority: Option<Criticality>,
    /// Neither done nor cancelled.
    pub only_open: bool,
    /// Not done or cancelled and due before this day.
    pub overdue_on: Option<NaiveDate>,
    /// Words that must occur in a number, here or in a maintenance system, in titles or the asset's tag code or names.
    pub search: Option<String>,
    pub offset: u32,
    pub limit: u32,
}

impl Default for WorkOrderFilter {
    fn default() -> Self {
        Self {
            status: None,
            asset_id: None,
            priority: None,
            only_open: false,
            overdue_on: None,
            search: None,
            offset: 0,
            limit: 100,
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct WorkOrderRow {
    pub work_order: WorkOrder,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub site_code: String,
    pub assignee_name: Option<String>,
    /// By what a maintenance system knows it.
    pub mark: Option<followed_order::FollowedMark>,
}

/// An order of an asset that came of a recommendation and is neither done nor cancelled.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OpenOrder {
    pub id: WorkOrderId,
    pub number: String,
    pub status: WorkOrderStatus,
}

/// What people call the `no`-th order of the workspace.
/// In a central workspace an order has a number of its own here until the central database has given it one.
pub(crate) const FIRST_PROVISIONAL: i64 = 1_000_000_000;

pub(crate) fn number(no: i64) -> String {
    match no.checked_sub(FIRST_PROVISIONAL) {
        Some(provisional @ 0..) => format!("WO-NEW-{}", provisional + 1),
        _ => format!("WO-{no:06}"),
    }
}

/// Orders that are made here from now on get provisional numbers.
pub fn number_provisionally(connection: &Connection) -> Result<()> {
    connection.execute(
        "INSERT INTO sqlite_sequence (name, seq) SELECT 'work_order', ?1
          WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'work_order')",
        [FIRST_PROVISIONAL - 1],
    )?;
    connection
        .execute("UPDATE sqlite_sequence SET seq = max(seq, ?1) WHERE name = 'work_order'", [FIRST_PROVISIONAL - 1])?;
    Ok(())
}

fn from_row(row: &Row) -> rusqlite::Result<WorkOrder> {
    let made_of = row.get::<_, Option<_>>("recommendation_id")?;
    let source = match made_of.or(row.get("withdrawn_recommendation_id")?) {
        Some(id) => WorkOrderSource::Recommendation { recommendation_id: RecommendationId(id) },
        None => WorkOrderSource::Manual,
    };
    Ok(WorkOrder {
        id: WorkOrderId(row.get("id")?),
        number: number(row.get("no")?),
        asset_id: AssetId(row.get("asset_id")?),
        title_en: row.get("title_en")?,
        title_ar: row.get("title_ar")?,
        description: row.get("description")?,
        kind: row::get_word::<WorkOrderType>(row, "type")?,
        priority: row::get_word(row, "priority")?,
        status: row::get_word(row, "status")?,
        source,
        assignee_id: row.get::<_, Option<_>>("assignee_id")?.map(PersonId),
        estimated_hours: row.get("estimated_hours")?,
        due_on: row::get_date_maybe(row, "due_on")?,
        created_by: PersonId(row.get("created_by")?),
        created_at: row::get_time(row, "created_at")?,
        updated_at: row::get_time(row, "updated_at")?,
        version: row.get("version")?,
    })
}

fn search_text(order: &WorkOrder) -> String {
    fold_for_search(&format!("{} {}", order.title_en, order.title_ar))
}

/// Inserts it as version 1 and returns it with the number it was given; the one it came with is ignored.
/// `Duplicate` where its recommendation has an order already.
pub fn insert(connection: &Connection, order: &WorkOrder) -> Result<WorkOrder> {
    let recommendation = match order.source {
        WorkOrderSource::Manual => None,
        WorkOrderSource::Recommendation { recommendation_id } => Some(recommendation_id.0),
    };
    let no = connection
        .prepare_cached(
            "INSERT INTO work_order (id, asset_id, title_en, title_ar, description, type, priority, status,
                 recommendation_id, assignee_id, estimated_hours, due_on, created_by, created_at, updated_at, version,
                 search_text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 1, ?16)",
        )?
        .insert(params![
            order.id.0,
            order.asset_id.0,
            order.title_en,
            order.title_ar,
            order.description,
            order.kind.as_str(),
            order.priority.as_str(),
            order.status.as_str(),
            recommendation,
            order.assignee_id.map(|p| p.0),
            order.estimated_hours,
            order.due_on.map(|d| d.to_string()),
            order.created_by.0,
            row::micros(order.created_at),
            row::micros(order.updated_at),
            search_text(order),
        ])?;
    Ok(WorkOrder { number: number(no), version: 1, ..order.clone() })
}

/// Stores an edit of the version that `order.version` names, and returns it as the next version.
/// `Conflict` where somebody else has changed it since. Number, source and creation are for life.
pub fn update(connection: &Connection, order: &WorkOrder) -> Result<WorkOrder> {
    let changed = connection
        .prepare_cached(
            "UPDATE work_order SET asset_id = ?3, title_en = ?4, title_ar = ?5, description = ?6, type = ?7,
                 priority = ?8, status = ?9, assignee_id = ?10, estimated_hours = ?11, due_on = ?12, updated_at = ?13,
                 version = version + 1, search_text = ?14
             WHERE id = ?1 AND version = ?2",
        )?
        .execute(params![
            order.id.0,
            order.version,
            order.asset_id.0,
            order.title_en,
            order.title_ar,
            order.description,
            order.kind.as_str(),
            order.priority.as_str(),
            order.status.as_str(),
            order.assignee_id.map(|p| p.0),
            order.estimated_hours,
            order.due_on.map(|d| d.to_string()),
            row::micros(order.updated_at),
            search_text(order),
        ])?;
    let stored = get(connection, order.id)?;
    if changed == 0 {
        return Err(StoreError::Conflict { what: format!("work order {}", stored.number) });
    }
    Ok(stored)
}

pub fn get(connection: &Connection, id: WorkOrderId) -> Result<WorkOrder> {
    find(connection, id)?.ok_or_else(|| StoreError::not_found("work order", id))
}

pub fn find(connection: &Connection, id: WorkOrderId) -> Result<Option<WorkOrder>> {
    Ok(connection.prepare_cached("SELECT * FROM work_order WHERE id = ?1")?.query_row([id.0], from_row).optional()?)
}

/// Cancels the order of a decision that was taken back. It still tells what it was made of, and holds its recommendation
/// no more: that may get another order.
pub fn withdraw(connection: &Connection, order: &WorkOrder) -> Result<WorkOrder> {
    let cancelled = update(connection, &WorkOrder { status: WorkOrderStatus::Cancelled, ..order.clone() })?;
    connection
        .prepare_cached(
            "UPDATE work_order SET withdrawn_recommendation_id = recommendation_id, recommendation_id = NULL
             WHERE id = ?1 AND recommendation_id IS NOT NULL",
        )?
        .execute([order.id.0])?;
    Ok(cancelled)
}

/// The newest of the asset's.
pub fn find_open_recommended(connection: &Connection, asset: AssetId) -> Result<Option<OpenOrder>> {
    let mut statement = connection.prepare_cached(
        "SELECT id, no, status FROM work_order
         WHERE asset_id = ?1 AND recommendation_id IS NOT NULL AND status NOT IN ('done', 'cancelled')
         ORDER BY no DESC LIMIT 1",
    )?;
    let found = statement.query_row([asset.0], |row| {
        Ok(OpenOrder {
            id: WorkOrderId(row.get("id")?),
            number: number(row.get("no")?),
            status: row::get_word(row, "status")?,
        })
    });
    Ok(found.optional()?)
}

/// Whether any order came of a recommendation.
pub fn is_any_recommended(connection: &Connection) -> Result<bool> {
    Ok(connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM work_order WHERE recommendation_id IS NOT NULL)")?
        .query_row([], |r| r.get(0))?)
}

/// Open ones first, then by due day (none last), then newest first.
pub fn list(connection: &Connection, filter: &WorkOrderFilter) -> Result<Page<WorkOrderRow>> {
    let conditions = conditions(filter);
    let r#where = conditions.sql();
    let total = connection
        .prepare_cached(&format!("SELECT count(*) FROM work_order w JOIN asset a ON a.id = w.asset_id{where}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;
    let sql = format!(
        "SELECT w.*, a.tag_code, a.name_en, a.name_ar, s.code AS site_code, p.display_name AS assignee_name, {}
         FROM work_order w JOIN asset a ON a.id = w.asset_id JOIN site s ON s.id = a.site_id
              LEFT JOIN person p ON p.id = w.assignee_id {}{where}
         ORDER BY w.status IN ('done', 'cancelled'), w.due_on NULLS LAST, w.no DESC LIMIT ? OFFSET ?",
        followed_order::MARK_COLUMNS,
        followed_order::MARK_JOIN,
    );
    let values = conditions.values.into_iter().chain([Value::from(filter.limit), Value::from(filter.offset)]);
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params_from_iter(values), |row| {
        Ok(WorkOrderRow {
            work_order: from_row(row)?,
            asset_tag: row.get("tag_code")?,
            asset_name_en: row.get("name_en")?,
            asset_name_ar: row.get("name_ar")?,
            site_code: row.get("site_code")?,
            assignee_name: row.get("assignee_name")?,
            mark: followed_order::mark_from(row)?,
        })
    })?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

fn conditions(filter: &WorkOrderFilter) -> search::Conditions {
    let mut all = search::Conditions::default();
    if let Some(status) = filter.status {
        all.add("w.status = ?", [status.as_str().to_owned().into()]);
    }
    if let Some(asset) = filter.asset_id {
        all.add("w.asset_id = ?", [asset.0.as_bytes().to_vec().into()]);
    }
    if let Some(priority) = filter.priority {
        all.add("w.priority = ?", [priority.as_str().to_owned().into()]);
    }
    if filter.only_open || filter.overdue_on.is_some() {
        all.add("w.status NOT IN ('done', 'cancelled')", []);
    }
    if let Some(day) = filter.overdue_on {
        all.add("w.due_on < ?", [day.to_string().into()]);
    }
    for word in search::words(filter.search.as_deref()) {
        let value = Value::Text(word);
        all.add(
            "(instr(printf('wo-%06d', w.no), ?) > 0 OR instr(w.search_text, ?) > 0 OR instr(a.search_text, ?) > 0
              OR EXISTS (SELECT 1 FROM followed_order o WHERE o.work_order_id = w.id AND instr(lower(o.number), ?) > 0))",
            [value.clone(), value.clone(), value.clone(), value],
        );
    }
    all
}
