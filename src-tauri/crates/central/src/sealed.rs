//! Secrets that several workstations need, as they pass through the database: ciphertext only. Sealing and opening are
//! done where the secret is known (`app/src/central/sealing.rs`).

use crate::{Link, Result};
use chrono::{DateTime, Utc};
use tokio_postgres::Row;
use uuid::Uuid;

/// A sealed secret without its ciphertext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedSecret {
    pub id: Uuid,
    /// What it belongs to (an integration), and which field of it.
    pub owner_id: Uuid,
    pub field: String,
    pub sealed_to: Vec<Uuid>,
    /// A workstation that was removed has known the value.
    pub is_exposed: bool,
    pub sealed_at: DateTime<Utc>,
    /// E-mail; none where it was somebody of the platform, or where a workstation asks for itself.
    pub sealed_by: Option<String>,
    pub version: i64,
    /// Counts up with each new value, not where the same one is sealed anew.
    pub value_no: i64,
}

/// A secret on its way to the database.
#[derive(Debug, Clone, Copy)]
pub struct Sealed<'a> {
    /// The tenant that it is meant for: a conflict (`tenant`) where another one is acted in.
    pub tenant: Uuid,
    pub owner: Uuid,
    pub field: &'a str,
    /// An age file, binary.
    pub ciphertext: &'a [u8],
    /// Enrolled workstations, each once.
    pub sealed_to: &'a [Uuid],
}

/// The row that a new value went into, and its number there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PutSecret {
    pub id: Uuid,
    pub value_no: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedFile {
    pub id: Uuid,
    /// An age file, binary.
    pub ciphertext: Vec<u8>,
    pub version: i64,
    pub value_no: i64,
}

impl Link {
    /// Those of the tenant that is acted in; also a workstation in its own session may ask.
    pub async fn list_sealed_secrets(&self) -> Result<Vec<SealedSecret>> {
        let rows = self.all("SELECT * FROM admin.list_sealed_secrets()", &[]).await?;
        let of = |row: &Row| SealedSecret {
            id: row.get("id"),
            owner_id: row.get("owner_id"),
            field: row.get("field"),
            sealed_to: row.get("sealed_to"),
            is_exposed: row.get("is_exposed"),
            sealed_at: row.get("sealed_at"),
            sealed_by: row.get("sealed_by"),
            version: row.get("version"),
            value_no: row.get("value_no"),
        };
        Ok(rows.iter().map(of).collect())
    }

    /// The files of those that are still there.
    pub async fn sealed_files(&self, ids: &[Uuid]) -> Result<Vec<SealedFile>> {
        let rows = self.all("SELECT * FROM admin.sealed_files($1)", &[&ids]).await?;
        let of = |row: &Row| SealedFile {
            id: row.get("id"),
            ciphertext: row.get("ciphertext"),
            version: row.get("version"),
            value_no: row.get("value_no"),
        };
        Ok(rows.iter().map(of).collect())
    }

    /// A new value. A conflict (`secret`) where `expected_value_no` is not the one that is there (0: none);
    /// `None` takes the place of whatever is.
    pub async fn put_secret(&self, sealed: &Sealed<'_>, expected_value_no: Option<i64>) -> Result<PutSecret> {
        let row = self
            .one(
                "SELECT secret_id, new_value_no FROM admin.put_secret($1, $2, $3, $4, $5, $6)",
                &[
                    &sealed.tenant,
                    &sealed.owner,
                    &sealed.field,
                    &sealed.ciphertext,
                    &sealed.sealed_to,
                    &expected_value_no,
                ],
            )
            .await?;
        Ok(PutSecret { id: row.get(0), value_no: row.get(1) })
    }

    /// The same value, sealed anew; a conflict where it has been changed since `expected_version`.
    pub async fn reseal_secret(&self, sealed: &Sealed<'_>, expected_version: i64) -> Result<()> {
        self.one(
            "SELECT admin.reseal_secret($1, $2, $3, $4, $5, $6)",
            &[&sealed.tenant, &sealed.owner, &sealed.field, &sealed.ciphertext, &sealed.sealed_to, &expected_version],
        )
        .await
        .map(drop)
    }

    /// Deleting what is not there is no error.
    pub async fn delete_secret(&self, owner: Uuid, field: &str) -> Result<()> {
        self.one("SELECT admin.delete_secret($1, $2)", &[&owner, &field]).await.map(drop)
    }
}
