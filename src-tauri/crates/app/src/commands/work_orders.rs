//! Work orders: list, make, edit, move.

use chrono::NaiveDate;
use domain::{AssetId, Criticality, PersonId, WorkOrder, WorkOrderId, WorkOrderStatus, WorkOrderType};
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
    /// Where it may go from here.
    pub next: Vec<WorkOrderStatus>,
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
