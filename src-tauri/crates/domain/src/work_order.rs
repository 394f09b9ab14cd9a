//! Work to be done on an asset, and the moves its status may make: open -> assigned -> in_progress -> done, or cancelled.

use crate::{AssetId, PersonId, RecommendationId, Timestamp, WorkOrderId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkOrderStatus {
    Open,
    Assigned,
    InProgress,
    Done,
    Cancelled,
}

impl WorkOrderStatus {
    pub const ALL: [Self; 5] = [Self::Open, Self::Assigned, Self::InProgress, Self::Done, Self::Cancelled];

    /// Where an order may go from here. Done and cancelled are final.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Open => &[Self::Assigned, Self::InProgress, Self::Cancelled],
            Self::Assigned => &[Self::Open, Self::InProgress, Self::Cancelled],
            Self::InProgress => &[Self::Assigned, Self::Done, Self::Cancelled],
            Self::Done | Self::Cancelled => &[],
        }
    }

    /// Done or cancelled: it goes nowhere from there.
    pub fn is_closed(self) -> bool {
        self.next().is_empty()
    }

    pub fn may_become(self, to: Self) -> bool {
        self.next().contains(&to)
    }

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Assigned => "assigned",
            Self::InProgress => "in_progress",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

impl std::str::FromStr for WorkOrderStatus {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|v| v.as_str() == s).ok_or_else(|| format!("no such status: {s}"))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkOrderType {
    Corrective,
    Preventive,
    Predictive,
    Inspection,
}

impl WorkOrderType {
    pub const ALL: [Self; 4] = [Self::Corrective, Self::Preventive, Self::Predictive, Self::Inspection];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Corrective => "corrective",
            Self::Preventive => "preventive",
            Self::Predictive => "predictive",
            Self::Inspection => "inspection",
        }
    }
}

impl std::str::FromStr for WorkOrderType {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|v| v.as_str() == s).ok_or_else(|| format!("no such type: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "source", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum WorkOrderSource {
    Manual,
    Recommendation { recommendation_id: RecommendationId },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkOrder {
    pub id: WorkOrderId,
    /// What people call it: `WO-000042`; counted up within the workspace.
    pub number: String,
    pub asset_id: AssetId,
    pub title_en: String,
    pub title_ar: String,
    pub description: String,
    #[serde(rename = "type")]
    pub kind: WorkOrderType,
    pub priority: crate::Criticality,
    pub status: WorkOrderStatus,
    #[serde(flatten)]
    pub source: WorkOrderSource,
    pub assignee_id: Option<PersonId>,
    pub estimated_hours: Option<f64>,
    pub due_on: Option<NaiveDate>,
    pub created_by: PersonId,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Counted up with every change: an edit of an older version is a conflict, never a silent overwrite.
    #[ts(type = "number")]
    pub version: i64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn done_and_cancelled_are_final_and_no_order_skips_work() {
        use WorkOrderStatus::*;
        for to in WorkOrderStatus::ALL {
            assert!(!Done.may_become(to) && !Cancelled.may_become(to));
        }
        assert!(Open.may_become(InProgress) && InProgress.may_become(Done));
        assert!(!Open.may_become(Done) && !Assigned.may_become(Done) && !Open.may_become(Open));
    }
}
