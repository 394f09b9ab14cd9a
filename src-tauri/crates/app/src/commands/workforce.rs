//! The workforce: engineers with their skills, home and shifts.

use super::{
    checked::{checked_name, checked_note, page_size},
    workspace::Done,
};
use crate::{
    Caller,
    failures::{OrFailure, failure, invalid},
};
use domain::{
    Engineer, EngineerId, ErrorCode, Failure, Page, PartCount, PersonId, ResourceId, ResourceKind, ShiftException,
    SiteId, SkillLevel, WeeklyShift,
};
use serde::{Deserialize, Serialize};
use store::engineer::EngineerFilter;
use ts_rs::TS;

#[derive(Debug, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListEngineers {
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub only_active: Option<bool>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EngineerRow {
    pub engineer: Engineer,
    pub home_site_code: String,
    pub home_site_name_en: String,
    pub home_site_name_ar: String,
    /// Who they are when they sign in.
    pub person_name: Option<String>,
    pub weekly_hours: f64,
    /// Unfinished orders that they are scheduled on.
    pub open_orders: u32,
}

#[derive(Debug, Deserialize, TS)]
pub struct EngineerRef {
    pub id: EngineerId,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SaveEngineer {
    /// None: a new one.
    pub id: Option<EngineerId>,
    /// The version that the person saw, where one is changed.
    #[ts(optional, type = "number")]
    pub version: Option<i64>,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub person_id: Option<PersonId>,
    pub home_site_id: SiteId,
    pub skills: Vec<SkillLevel>,
    pub tools: Vec<ResourceId>,
    pub parts: Vec<PartCount>,
    pub weekly: Vec<WeeklyShift>,
    pub exceptions: Vec<ShiftException>,
    pub max_hours_per_day: f64,
    pub is_active: bool,
}

pub async fn list_engineers(caller: &Caller<'_>, request: ListEngineers) -> Result<Page<EngineerRow>, Failure> {
    let filter = EngineerFilter {
        search: request.search,
        site_id: request.site_id,
        only_active: request.only_active.unwrap_or(false),
        offset: request.offset.unwrap_or(0),
        limit: page_size(request.limit),
    };
    caller
        .plant()?
        .store
        .read(|c| {
            let page = store::engineer::list(c, &filter)?;
            let items = page.items.into_iter().map(|e| row_of(c, e)).collect::<store::Result<_>>()?;
            Ok(Page { items, total: page.total })
        })
        .or_failure()
}

pub async fn get_engineer(caller: &Caller<'_>, request: EngineerRef) -> Result<EngineerRow, Failure> {
    caller
        .plant()?
        .store
        .read(|c| {
            let engineer = store::engineer::get(c, request.id)?;
            row_of(c, engineer)
        })
        .or_failure()
}

pub async fn save_engineer(caller: &Caller<'_>, request: SaveEngineer) -> Result<EngineerRow, Failure> {
    let engineer = Engineer {
        id: request.id.unwrap_or_else(EngineerId::new),
        code: checked_name(&request.code, "code")?,
        name_en: checked_name(&request.name_en, "nameEn")?,
        name_ar: checked_name(&request.name_ar, "nameAr")?,
        person_id: request.person_id,
        home_site_id: request.home_site_id,
        skills: request.skills,
        tools: request.tools,
        parts: request.parts,
        weekly: request.weekly,
        exceptions: request.exceptions,
        max_hours_per_day: request.max_hours_per_day,
        is_active: request.is_active,
        version: request.version.unwrap_or(0) + 1,
    };
    engineer.exceptions.iter().try_for_each(|e| checked_note(&e.note, "note"))?;
    engineer.check().map_err(|e| Failure::new(ErrorCode::Invalid, e.message()))?;
    let is_known = caller
        .plant()?
        .store
        .write(|t| {
            if let Some(id) = request.id {
                store::engineer::get(t, id)?;
            }
            store::site::get(t, engineer.home_site_id)?;
            if let Some(person) = engineer.person_id {
                store::person::get(t, person)?;
            }
            let skills = engineer.skills.iter().map(|s| (s.skill_id, ResourceKind::Skill));
            let tools = engineer.tools.iter().map(|id| (*id, ResourceKind::Tool));
            let parts = engineer.parts.iter().map(|p| (p.part_id, ResourceKind::Part));
            if !are_resources(t, skills.chain(tools).chain(parts))? {
                return Ok(None);
            }
            store::engineer::save(t, &engineer)?;
            row_of(t, engineer.clone()).map(Some)
        })
        .or_failure()?;
    is_known.ok_or_else(|| invalid("resource-unknown", "skills"))
}

/// Refused while they are scheduled on work that is not over: whoever did it before keeps their plan.
pub async fn delete_engineer(caller: &Caller<'_>, request: EngineerRef) -> Result<Done, Failure> {
    let is_busy = caller
        .plant()?
        .store
        .write(|t| {
            if store::engineer::count_open_orders(t, request.id)? > 0 {
                return Ok(true);
            }
            store::engineer::delete(t, request.id)?;
            Ok(false)
        })
        .or_failure()?;
    if is_busy { Err(failure(ErrorCode::Conflict, "engineer-has-orders")) } else { Ok(Done {}) }
}

/// Whether each is there and of that kind.
pub(crate) fn are_resources(
    c: &store::Connection,
    all: impl Iterator<Item = (ResourceId, ResourceKind)>,
) -> store::Result<bool> {
    for (id, kind) in all {
        if store::resource::find(c, id)?.is_none_or(|r| r.kind != kind) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn row_of(c: &store::Connection, engineer: Engineer) -> store::Result<EngineerRow> {
    let site = store::site::get(c, engineer.home_site_id)?;
    let person_name = match engineer.person_id {
        Some(id) => Some(store::person::get(c, id)?.display_name),
        None => None,
    };
    Ok(EngineerRow {
        home_site_code: site.code,
        home_site_name_en: site.name_en,
        home_site_name_ar: site.name_ar,
        person_name,
        weekly_hours: engineer.weekly_hours(),
        open_orders: store::engineer::count_open_orders(c, engineer.id)?,
        engineer,
    })
}
