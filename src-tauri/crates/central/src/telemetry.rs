//! A workstation's readings and leases at the central database (`ingest.*`): batches as an array for each column, which
//! PostgreSQL takes in binary; (signal, source time) is stored once there, whoever sends it.

use crate::{Link, Result};
use chrono::{DateTime, Utc};
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut, to_sql_checked};
use uuid::Uuid;

/// Microseconds since 1970 UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Micros(pub i64);

/// PostgreSQL counts from 2000.
const YEAR_2000: i64 = 946_684_800_000_000;

impl ToSql for Micros {
    fn to_sql(
        &self,
        _: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        out.extend_from_slice(&self.0.saturating_sub(YEAR_2000).to_be_bytes());
        Ok(IsNull::No)
    }

    fn accepts(ty: &Type) -> bool {
        *ty == Type::TIMESTAMPTZ
    }

    to_sql_checked!();
}

/// Readings on their way: as many of each. `integrations` and `fences`: what is collected live, and under which fence.
#[derive(Debug, Clone, Copy)]
pub struct Upload<'a> {
    /// The same one sent again gets the same receipt.
    pub batch: Uuid,
    pub integrations: &'a [Uuid],
    pub fences: &'a [i64],
    pub signal: &'a [i64],
    pub ts: &'a [Micros],
    pub value: &'a [Option<f64>],
    pub status: &'a [i64],
    pub server_delta: &'a [Option<i64>],
    pub receipt_delta: &'a [i64],
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uploaded {
    pub received: u64,
    /// New there.
    pub stored: u64,
    /// A source time that no clock of a plant is right about.
    pub refused: u64,
}

/// Who runs an integration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldLease {
    pub integration: Uuid,
    pub fence: i64,
    pub is_mine: bool,
    /// The name of the workstation.
    pub holder: String,
    pub since: DateTime<Utc>,
}

impl Link {
    /// At most 100,000 readings. `Conflict("fence")`: another workstation holds a lease now.
    pub async fn upload(&self, upload: &Upload<'_>) -> Result<Uploaded> {
        let sql = "SELECT received, stored, refused FROM ingest.upload($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let statement = self.upload.get_or_try_init(|| self.answer(self.client().prepare(sql))).await?;
        let parameters: [&(dyn ToSql + Sync); 9] = [
            &upload.batch,
            &upload.integrations,
            &upload.fences,
            &upload.signal,
            &upload.ts,
            &upload.value,
            &upload.status,
            &upload.server_delta,
            &upload.receipt_delta,
        ];
        let row = self.answer(self.client().query_one(statement, &parameters)).await?;
        let count = |i: usize| u64::try_from(row.get::<_, i32>(i)).unwrap_or(0);
        Ok(Uploaded { received: count(0), stored: count(1), refused: count(2) })
    }

    /// Gaps, as many of each; one that has grown grows there too.
    pub async fn upload_gaps(&self, signal: &[i64], from: &[Micros], to: &[Micros], reason: &[&str]) -> Result<()> {
        self.one("SELECT received FROM ingest.push_gaps($1, $2, $3, $4)", &[&signal, &from, &to, &reason])
            .await
            .map(drop)
    }

    /// The database's numbers of these mappings' signals; none of those that it does not have.
    pub async fn signal_numbers(&self, mappings: &[Uuid]) -> Result<Vec<(Uuid, i64)>> {
        let rows = self.all("SELECT id, signal FROM plant.mapping WHERE id = ANY ($1)", &[&mappings]).await?;
        Ok(rows.iter().map(|r| (r.get(0), r.get(1))).collect())
    }

    /// Where the database's readings of these integrations' signals (of all, where none is named) end, by mapping; of the
    /// last 35 days.
    pub async fn newest_readings(&self, integrations: &[Uuid]) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
        let rows = self
            .all(
                "SELECT m.id, (SELECT max(r.ts) FROM plant.reading r
                                WHERE r.signal = m.signal AND r.ts > now() - interval '35 days')
                   FROM plant.mapping m WHERE cardinality($1::uuid[]) = 0 OR m.integration_id = ANY ($1::uuid[])",
                &[&integrations],
            )
            .await?;
        Ok(rows.iter().filter_map(|r| Some((r.get(0), r.get::<_, Option<_>>(1)?))).collect())
    }

    /// Takes or renews those that are free, over, or this workstation's already; tells of all of them who holds them. An
    /// integration that the database does not have is left out.
    pub async fn hold_leases(&self, integrations: &[Uuid], seconds: u32) -> Result<Vec<HeldLease>> {
        let seconds = i32::try_from(seconds).unwrap_or(i32::MAX);
        let sql = "SELECT integration_id, fence, is_mine, holder, held_since FROM ingest.hold_leases($1, $2)";
        let rows = self.all(sql, &[&integrations, &seconds]).await?;
        let lease = |r: &tokio_postgres::Row| HeldLease {
            integration: r.get(0),
            fence: r.get(1),
            is_mine: r.get(2),
            holder: r.get(3),
            since: r.get(4),
        };
        Ok(rows.iter().map(lease).collect())
    }

    /// Gives up this workstation's at once.
    pub async fn release_leases(&self, integrations: &[Uuid]) -> Result<()> {
        self.one("SELECT ingest.release_leases($1)", &[&integrations]).await.map(drop)
    }
}
