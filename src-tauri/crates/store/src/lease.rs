//! The leases as the central database last told them: where it can't be asked, a workstation goes on with those it held.

use crate::{Result, row};
use domain::{IntegrationId, Timestamp};
use rusqlite::{Connection, params};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    pub integration: IntegrationId,
    /// Goes up with every change of the holder.
    pub fence: i64,
    pub is_mine: bool,
    /// The name of the workstation that holds it.
    pub holder: String,
    pub since: Timestamp,
}

pub fn list(connection: &Connection) -> Result<Vec<Lease>> {
    let mut statement = connection.prepare_cached("SELECT * FROM lease ORDER BY integration_id")?;
    let rows = statement.query_map([], |r| {
        Ok(Lease {
            integration: IntegrationId(r.get("integration_id")?),
            fence: r.get("fence")?,
            is_mine: r.get("is_mine")?,
            holder: r.get("holder")?,
            since: row::get_time(r, "since")?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// In the place of all that were known.
pub fn replace_all(connection: &Connection, leases: &[Lease]) -> Result<()> {
    connection.prepare_cached("DELETE FROM lease")?.execute([])?;
    let mut insert = connection.prepare_cached(
        "INSERT INTO lease (integration_id, fence, is_mine, holder, since) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for lease in leases {
        insert.execute(params![
            lease.integration.0,
            lease.fence,
            lease.is_mine,
            lease.holder,
            row::micros(lease.since)
        ])?;
    }
    Ok(())
}
