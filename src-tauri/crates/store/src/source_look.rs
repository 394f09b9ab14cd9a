//! How mappings stood when they were last compared with their source: which are not as they were mapped, and what the
//! source called each tag, by which a tag is known again that comes to stand for another signal.

use crate::{Result, row};
use domain::{IntegrationId, MappingId, Timestamp};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::BTreeSet;
use ts_rs::TS;

/// A comparison of all of an integration's active mappings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct SourceLook {
    pub at: Timestamp,
    pub checked: u32,
    /// Mappings that are not as they were mapped, and were not bound anew since.
    pub drifted: u32,
}

/// What a source says of a tag besides its value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TagIdentity {
    pub name: Option<String>,
    pub data_type: Option<String>,
}

/// Takes the place of the look before. Answers how many were not known to have drifted.
pub fn save(
    connection: &Connection,
    integration: IntegrationId,
    at: Timestamp,
    checked: u32,
    drifted: &BTreeSet<MappingId>,
) -> Result<u32> {
    let known = drifted_of(connection, integration)?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO source_look (integration_id, at, checked) VALUES (?1, ?2, ?3)")?
        .execute(params![integration.0, row::micros(at), checked])?;
    for settled in known.difference(drifted) {
        settle(connection, *settled)?;
    }
    // One that was deleted while its source was asked is none any more.
    let mut insert = connection.prepare_cached(
        "INSERT INTO drifted_mapping (mapping_id, integration_id) SELECT id, ?2 FROM mapping WHERE id = ?1",
    )?;
    let mut new = 0;
    for mapping in drifted.difference(&known) {
        new += insert.execute(params![mapping.0, integration.0])? as u32;
    }
    Ok(new)
}

fn drifted_of(connection: &Connection, integration: IntegrationId) -> Result<BTreeSet<MappingId>> {
    let mut statement =
        connection.prepare_cached("SELECT mapping_id FROM drifted_mapping WHERE integration_id = ?1")?;
    let rows = statement.query_map([integration.0], |row| row.get(0).map(MappingId))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The last whole one.
pub fn find(connection: &Connection, integration: IntegrationId) -> Result<Option<SourceLook>> {
    Ok(connection
        .prepare_cached(
            "SELECT at, checked, (SELECT count(*) FROM drifted_mapping d WHERE d.integration_id = l.integration_id) AS drifted
             FROM source_look l WHERE integration_id = ?1",
        )?
        .query_row([integration.0], |row| {
            Ok(SourceLook { at: row::get_time(row, "at")?, checked: row.get("checked")?, drifted: row.get("drifted")? })
        })
        .optional()?)
}

/// It is bound anew: nothing is held against it until the next look, which takes it as it is then.
pub fn rebound(connection: &Connection, mapping: MappingId) -> Result<()> {
    connection.prepare_cached("DELETE FROM seen_tag WHERE mapping_id = ?1")?.execute([mapping.0])?;
    settle(connection, mapping)
}

fn settle(connection: &Connection, mapping: MappingId) -> Result<()> {
    connection.prepare_cached("DELETE FROM drifted_mapping WHERE mapping_id = ?1")?.execute([mapping.0])?;
    Ok(())
}

/// What the source said of the tag when it was first looked at; none where it has not been, or was another tag then.
pub fn seen(connection: &Connection, mapping: MappingId, external_tag: &str) -> Result<Option<TagIdentity>> {
    Ok(connection
        .prepare_cached("SELECT name, data_type FROM seen_tag WHERE mapping_id = ?1 AND external_tag = ?2")?
        .query_row(params![mapping.0, external_tag], |row| {
            Ok(TagIdentity { name: row.get("name")?, data_type: row.get("data_type")? })
        })
        .optional()?)
}

/// Nothing is kept of a mapping that is gone.
pub fn keep_seen(connection: &Connection, mapping: MappingId, external_tag: &str, seen: &TagIdentity) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO seen_tag (mapping_id, external_tag, name, data_type)
             SELECT id, ?2, ?3, ?4 FROM mapping WHERE id = ?1",
        )?
        .execute(params![mapping.0, external_tag, seen.name, seen.data_type])?;
    Ok(())
}
