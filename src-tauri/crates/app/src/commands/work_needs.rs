//! What a work order asks for besides its hours, and when a person has decided that who does it.

use super::workforce::are_resources;
use crate::{
    Caller,
    failures::{OrFailure, invalid},
    planning::dispatch::assumed_needs,
};
use chrono::NaiveDate;
use domain::{EngineerId, ErrorCode, Failure, ResourceKind, RunId, Timestamp, WorkNeeds, WorkOrderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct GetWorkNeeds {
    pub work_order_id: WorkOrderId,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SaveWorkNeeds {
    pub work_order_id: WorkOrderId,
    /// The version that the person saw; 0 or none where nobody had said anything.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    pub needs: WorkNeeds,
}

/// Times are minutes of the day.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ScheduledWork {
    pub engineer_id: EngineerId,
    pub engineer_code: String,
    pub engineer_name_en: String,
    pub engineer_name_ar: String,
    pub day: NaiveDate,
    pub start: u32,
    pub end: u32,
    pub run_id: Option<RunId>,
    pub decided_at: Timestamp,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkNeedsRow {
    pub work_order_id: WorkOrderId,
    pub needs: WorkNeeds,
    /// Nobody has said anything: the trade of its asset's family is taken.
    pub is_assumed: bool,
    /// 0 where nobody has said anything.
    #[ts(type = "number")]
    pub version: i64,
    pub schedule: Option<ScheduledWork>,
}

pub async fn get_work_needs(caller: &Caller<'_>, request: GetWorkNeeds) -> Result<WorkNeedsRow, Failure> {
    caller.plant()?.store.read(|c| row_of(c, request.work_order_id)).or_failure()
}

pub async fn save_work_needs(caller: &Caller<'_>, request: SaveWorkNeeds) -> Result<WorkNeedsRow, Failure> {
    let SaveWorkNeeds { work_order_id, version, needs } = request;
    needs.check(work_order_id).map_err(|e| Failure::new(ErrorCode::Invalid, e.message()))?;
    let saved = caller
        .plant()?
        .store
        .write(|t| {
            store::work_order::get(t, work_order_id)?;
            for other in needs.after.iter().chain(&needs.same_engineer_as) {
                store::work_order::get(t, *other)?;
            }
            let skills = needs.skills.iter().map(|s| (s.skill_id, ResourceKind::Skill));
            let tools = needs.tools.iter().map(|id| (*id, ResourceKind::Tool));
            let parts = needs.parts.iter().map(|p| (p.part_id, ResourceKind::Part));
            if !are_resources(t, skills.chain(tools).chain(parts))? {
                return Ok(None);
            }
            store::work_need::save(t, work_order_id, &needs, version.unwrap_or(0) + 1)?;
            row_of(t, work_order_id).map(Some)
        })
        .or_failure()?;
    saved.ok_or_else(|| invalid("resource-unknown", "needs"))
}

fn row_of(c: &store::Connection, id: WorkOrderId) -> store::Result<WorkNeedsRow> {
    let order = store::work_order::get(c, id)?;
    let (needs, version) = match store::work_need::find(c, id)? {
        Some(found) => found,
        None => {
            let skills = store::resource::list(c, Some(ResourceKind::Skill))?;
            (assumed_needs(skills.iter(), &store::asset::get(c, order.asset_id)?), 0)
        }
    };
    let schedule = match store::work_schedule::find(c, id)? {
        None => None,
        Some(s) => {
            let engineer = store::engineer::get(c, s.engineer_id)?;
            Some(ScheduledWork {
                engineer_id: engineer.id,
                engineer_code: engineer.code,
                engineer_name_en: engineer.name_en,
                engineer_name_ar: engineer.name_ar,
                day: s.day,
                start: s.start,
                end: s.end,
                run_id: s.run_id,
                decided_at: s.decided_at,
            })
        }
    };
    Ok(WorkNeedsRow { work_order_id: id, needs, is_assumed: version == 0, version, schedule })
}
