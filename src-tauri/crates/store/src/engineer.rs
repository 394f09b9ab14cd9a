//! The workforce: its rows and queries.

use crate::{Result, StoreError, row, search};
use domain::{Engineer, EngineerId, Page, PersonId, SiteId, fold_for_search};
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter, types::Value};

#[derive(Debug, Clone, PartialEq, Default)]
pub struct EngineerFilter {
    /// Words that must occur in code or names.
    pub search: Option<String>,
    pub site_id: Option<SiteId>,
    pub only_active: bool,
    pub offset: u32,
    pub limit: u32,
}

fn from_row(row: &Row) -> rusqlite::Result<Engineer> {
    Ok(Engineer {
        id: EngineerId(row.get("id")?),
        code: row.get("code")?,
        name_en: row.get("name_en")?,
        name_ar: row.get("name_ar")?,
        person_id: row.get::<_, Option<_>>("person_id")?.map(PersonId),
        home_site_id: SiteId(row.get("home_site_id")?),
        skills: row::get_json(row, "skills")?,
        tools: row::get_json(row, "tools")?,
        parts: row::get_json(row, "parts")?,
        weekly: row::get_json(row, "weekly")?,
        exceptions: row::get_json(row, "exceptions")?,
        max_hours_per_day: row.get("max_hours_per_day")?,
        is_active: row.get("is_active")?,
        version: row.get("version")?,
    })
}

/// Inserts them, or changes them where `version` is one more than the stored one; `Conflict` otherwise.
pub fn save(connection: &Connection, e: &Engineer) -> Result<()> {
    let changed = connection
        .prepare_cached(
            "INSERT INTO engineer (id, code, name_en, name_ar, person_id, home_site_id, skills, tools, parts, weekly,
                                   exceptions, max_hours_per_day, is_active, version, search_text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)
             ON CONFLICT (id) DO UPDATE SET code = excluded.code, name_en = excluded.name_en,
                 name_ar = excluded.name_ar, person_id = excluded.person_id, home_site_id = excluded.home_site_id,
                 skills = excluded.skills, tools = excluded.tools, parts = excluded.parts, weekly = excluded.weekly,
                 exceptions = excluded.exceptions, max_hours_per_day = excluded.max_hours_per_day,
                 is_active = excluded.is_active, version = excluded.version, search_text = excluded.search_text
             WHERE version = excluded.version - 1",
        )?
        .execute(params![
            e.id.0,
            e.code,
            e.name_en,
            e.name_ar,
            e.person_id.map(|p| p.0),
            e.home_site_id.0,
            row::json(&e.skills)?,
            row::json(&e.tools)?,
            row::json(&e.parts)?,
            row::json(&e.weekly)?,
            row::json(&e.exceptions)?,
            e.max_hours_per_day,
            e.is_active,
            e.version,
            fold_for_search(&format!("{} {} {}", e.code, e.name_en, e.name_ar)),
        ])?;
    if changed == 0 { Err(StoreError::Conflict { what: "engineer".into() }) } else { Ok(()) }
}

/// What they were scheduled on and is over goes with them.
pub fn delete(connection: &Connection, id: EngineerId) -> Result<()> {
    connection.prepare_cached("DELETE FROM work_schedule WHERE engineer_id = ?1")?.execute([id.0])?;
    let changed = connection.prepare_cached("DELETE FROM engineer WHERE id = ?1")?.execute([id.0])?;
    row::expect_one(changed, "engineer", id)
}

pub fn get(connection: &Connection, id: EngineerId) -> Result<Engineer> {
    connection
        .prepare_cached("SELECT * FROM engineer WHERE id = ?1")?
        .query_row([id.0], from_row)
        .optional()?
        .ok_or_else(|| StoreError::not_found("engineer", id))
}

/// Orders that they are scheduled on and that are neither done nor cancelled.
pub fn count_open_orders(connection: &Connection, id: EngineerId) -> Result<u32> {
    Ok(connection
        .prepare_cached(
            "SELECT count(*) FROM work_schedule s JOIN work_order w ON w.id = s.work_order_id
             WHERE s.engineer_id = ?1 AND w.status NOT IN ('done', 'cancelled')",
        )?
        .query_row([id.0], |r| r.get(0))?)
}

/// By code.
pub fn list(connection: &Connection, filter: &EngineerFilter) -> Result<Page<Engineer>> {
    let mut conditions = search::Conditions::default();
    if let Some(site) = filter.site_id {
        conditions.add("home_site_id = ?", [site.0.as_bytes().to_vec().into()]);
    }
    if filter.only_active {
        conditions.add("is_active", []);
    }
    for word in search::words(filter.search.as_deref()) {
        conditions.add("instr(search_text, ?) > 0", [Value::Text(word)]);
    }
    let from = format!("FROM engineer{}", conditions.sql());
    let total = connection
        .prepare_cached(&format!("SELECT count(*) {from}"))?
        .query_row(params_from_iter(&conditions.values), |r| r.get(0))?;
    let mut statement = connection.prepare_cached(&format!("SELECT * {from} ORDER BY code LIMIT ? OFFSET ?"))?;
    let values = conditions.values.into_iter().chain([Value::from(filter.limit), Value::from(filter.offset)]);
    let rows = statement.query_map(params_from_iter(values), from_row)?;
    Ok(Page { items: rows.collect::<rusqlite::Result<_>>()?, total })
}

/// Those who work, by code.
pub fn list_active(connection: &Connection) -> Result<Vec<Engineer>> {
    let mut statement = connection.prepare_cached("SELECT * FROM engineer WHERE is_active ORDER BY code")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
