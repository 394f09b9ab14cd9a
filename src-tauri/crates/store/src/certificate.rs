//! Certificates of sources: seen once, quarantined, then trusted or rejected by a person.

use crate::{Result, StoreError, row};
use domain::{CertificateInfo, CertificateTrust, IntegrationId, PersonId, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CertificateRow {
    pub info: CertificateInfo,
    /// DER bytes; not sent to the UI.
    #[serde(skip)]
    #[ts(skip)]
    pub der: Vec<u8>,
    pub trust: CertificateTrust,
    /// The integration that first met it.
    pub integration_id: Option<IntegrationId>,
    pub first_seen_at: Timestamp,
    pub decided_by: Option<PersonId>,
    pub decided_at: Option<Timestamp>,
}

fn word(trust: CertificateTrust) -> &'static str {
    match trust {
        CertificateTrust::Quarantined => "quarantined",
        CertificateTrust::Trusted => "trusted",
        CertificateTrust::Rejected => "rejected",
    }
}

fn from_row(row: &Row) -> rusqlite::Result<CertificateRow> {
    Ok(CertificateRow {
        info: row::get_json(row, "info")?,
        der: row.get("der")?,
        trust: match row.get_ref("trust")?.as_str()? {
            "trusted" => CertificateTrust::Trusted,
            "rejected" => CertificateTrust::Rejected,
            _ => CertificateTrust::Quarantined,
        },
        integration_id: row.get::<_, Option<_>>("integration_id")?.map(IntegrationId),
        first_seen_at: row::get_time(row, "first_seen_at")?,
        decided_by: row.get::<_, Option<_>>("decided_by")?.map(PersonId),
        decided_at: row::get_time_maybe(row, "decided_at")?,
    })
}

/// Keeps a certificate that was met; quarantined where it is new, unchanged where it is known. Returns it as it stands.
pub fn meet(
    connection: &Connection,
    info: &CertificateInfo,
    der: &[u8],
    integration: Option<IntegrationId>,
    at: Timestamp,
) -> Result<CertificateRow> {
    connection
        .prepare_cached(
            "INSERT INTO certificate (thumbprint, der, info, trust, integration_id, first_seen_at)
             VALUES (?1, ?2, ?3, 'quarantined', ?4, ?5) ON CONFLICT (thumbprint) DO NOTHING",
        )?
        .execute(params![info.thumbprint, der, row::json(info)?, integration.map(|i| i.0), row::micros(at)])?;
    get(connection, &info.thumbprint)
}

pub fn decide(
    connection: &Connection,
    thumbprint: &str,
    trust: CertificateTrust,
    by: PersonId,
    at: Timestamp,
) -> Result<()> {
    let changed = connection
        .prepare_cached("UPDATE certificate SET trust = ?2, decided_by = ?3, decided_at = ?4 WHERE thumbprint = ?1")?
        .execute(params![thumbprint, word(trust), by.0, row::micros(at)])?;
    row::expect_one(changed, "certificate", thumbprint)
}

pub fn find(connection: &Connection, thumbprint: &str) -> Result<Option<CertificateRow>> {
    Ok(connection
        .prepare_cached("SELECT * FROM certificate WHERE thumbprint = ?1")?
        .query_row([thumbprint], from_row)
        .optional()?)
}

pub fn get(connection: &Connection, thumbprint: &str) -> Result<CertificateRow> {
    find(connection, thumbprint)?.ok_or_else(|| StoreError::not_found("certificate", thumbprint))
}

/// Those that wait for a decision first, then the newest.
pub fn list(connection: &Connection) -> Result<Vec<CertificateRow>> {
    let mut statement = connection
        .prepare_cached("SELECT * FROM certificate ORDER BY trust <> 'quarantined', first_seen_at DESC, thumbprint")?;
    let rows = statement.query_map([], from_row)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub fn delete(connection: &Connection, thumbprint: &str) -> Result<()> {
    let changed = connection.prepare_cached("DELETE FROM certificate WHERE thumbprint = ?1")?.execute([thumbprint])?;
    row::expect_one(changed, "certificate", thumbprint)
}
