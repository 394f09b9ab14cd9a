//! The last import of signal mappings, kept row by row so that it can be taken back as one action. What somebody has
//! changed since stays as it is, and is counted.

use crate::{Result, StoreError, mapping, metric, row};
use domain::{MappingId, MetricId, PersonId, SignalMapping, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An import as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MappingImport {
    /// Counted up; given at insert.
    pub no: i64,
    pub at: Timestamp,
    pub person_id: PersonId,
    pub file_name: String,
    /// The importer's word for what it did with rows.
    pub mode: String,
    pub created: u32,
    pub updated: u32,
    pub deleted: u32,
}

/// What an import did to one mapping; both absent makes no sense and is not stored.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportedMapping {
    /// `None`: it was not there.
    pub before: Option<SignalMapping>,
    /// `None`: it is gone.
    pub after: Option<SignalMapping>,
    /// The metric that was made for it.
    pub made_metric: Option<MetricId>,
}

/// What taking back came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Undone {
    pub restored: u32,
    /// Changed, made or deleted by somebody since: left alone.
    pub left: u32,
}

/// Keeps it in the place of the one before: only the last can be taken back.
pub fn keep(connection: &Connection, import: &MappingImport, rows: &[ImportedMapping]) -> Result<()> {
    connection.execute("DELETE FROM mapping_import", [])?;
    connection
        .prepare_cached(
            "INSERT INTO mapping_import (at, person_id, file_name, mode, created, updated, deleted)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            row::micros(import.at),
            import.person_id.0,
            import.file_name,
            import.mode,
            import.created,
            import.updated,
            import.deleted,
        ])?;
    let no = connection.last_insert_rowid();
    let mut insert = connection.prepare_cached(
        "INSERT INTO mapping_import_row (import_no, mapping_id, before, after, metric_id) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for imported in rows {
        let Some(id) = imported.before.as_ref().or(imported.after.as_ref()).map(|m| m.id) else { continue };
        insert.execute(params![
            no,
            id.0,
            imported.before.as_ref().map(row::json).transpose()?,
            imported.after.as_ref().map(row::json).transpose()?,
            imported.made_metric.map(|m| m.0),
        ])?;
    }
    Ok(())
}

/// `None` where nothing was imported, or the last import has been taken back.
pub fn find_last(connection: &Connection) -> Result<Option<MappingImport>> {
    Ok(connection
        .prepare_cached("SELECT * FROM mapping_import ORDER BY no DESC LIMIT 1")?
        .query_row([], |r| {
            Ok(MappingImport {
                no: r.get("no")?,
                at: row::get_time(r, "at")?,
                person_id: PersonId(r.get("person_id")?),
                file_name: r.get("file_name")?,
                mode: r.get("mode")?,
                created: r.get("created")?,
                updated: r.get("updated")?,
                deleted: r.get("deleted")?,
            })
        })
        .optional()?)
}

/// Takes back what the import did and forgets it. `NotFound` where it is not the last one.
pub fn undo(connection: &Connection, no: i64) -> Result<Undone> {
    if find_last(connection)?.is_none_or(|last| last.no != no) {
        return Err(StoreError::not_found("mapping import", no));
    }
    let mut undone = Undone::default();
    let mut made = Vec::new();
    // The last change first, so that what follows from another is taken back before it.
    let mut select = connection.prepare(
        "SELECT mapping_id, before, after, metric_id FROM mapping_import_row WHERE import_no = ?1 ORDER BY no DESC",
    )?;
    let rows = select.query_map([no], from_row)?;
    for row in rows {
        let (id, imported) = row?;
        let is_restored = restore(connection, id, &imported)?;
        undone.restored += u32::from(is_restored);
        undone.left += u32::from(!is_restored);
        made.extend(imported.made_metric);
    }
    for id in made {
        metric::delete_unused(connection, id)?;
    }
    connection.execute("DELETE FROM mapping_import WHERE no = ?1", [no])?;
    Ok(undone)
}

fn from_row(row: &Row) -> rusqlite::Result<(MappingId, ImportedMapping)> {
    let imported = ImportedMapping {
        before: row::get_json_maybe(row, "before")?,
        after: row::get_json_maybe(row, "after")?,
        made_metric: row.get::<_, Option<_>>("metric_id")?.map(MetricId),
    };
    Ok((MappingId(row.get("mapping_id")?), imported))
}

/// False where it is no longer as the import left it, or can't be what it was.
fn restore(connection: &Connection, id: MappingId, imported: &ImportedMapping) -> Result<bool> {
    let present = match mapping::get(connection, id) {
        Ok(present) => Some(present),
        Err(StoreError::NotFound { .. }) => None,
        Err(e) => return Err(e),
    };
    if present != imported.after {
        return Ok(false);
    }
    let done = match &imported.before {
        None => mapping::delete_many(connection, &[id]).map(drop),
        Some(before) if present.is_some() => mapping::update(connection, before),
        Some(before) => mapping::put_back(connection, before),
    };
    match done {
        Ok(()) => Ok(true),
        // Its metric or integration is gone, or the tag feeds the metric again.
        Err(StoreError::Duplicate { .. } | StoreError::Conflict { .. } | StoreError::NotFound { .. }) => Ok(false),
        Err(e) => Err(e),
    }
}
