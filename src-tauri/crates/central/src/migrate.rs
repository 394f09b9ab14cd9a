//! Brings the central schema up to date: `migrations/central/NNNN_effect.sql`, each in one transaction with its mark.
//! They only add; a landed one is never edited (its checksum is kept). Two administrators at once wait for each other
//! on an advisory lock, and no migration makes tenants wait for long behind a lock that it does not get; nor does a
//! tenant that sits in a transaction keep it from running.

use crate::{Administrator, CentralError, Result};
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::time::Duration;

static FILES: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../../migrations/central");

/// "OPTR" as a number: nobody else's lock.
pub(crate) const LOCK: i64 = 0x4f50_5452;
/// A migration that needs a table for itself stops waiting after this, so that tenants do not queue up behind it.
const LOCK_TIMEOUT: &str = "SET LOCAL lock_timeout = '3s'";
const ATTEMPTS: u32 = 10;
/// So often it gives way; then whoever still sits in a transaction is cut off.
const POLITE_ATTEMPTS: u32 = 3;

struct Migration {
    version: i32,
    name: &'static str,
    sql: &'static str,
}

impl Migration {
    fn checksum(&self) -> String {
        hex::encode(Sha256::digest(self.sql.replace('\r', "")))
    }

    /// `-- least client: 20` at the head of a file: workstations that do not know schema 20 must be updated first.
    fn least_client(&self) -> i32 {
        self.sql
            .lines()
            .take_while(|line| line.starts_with("--"))
            .find_map(|line| line.strip_prefix("-- least client: ")?.trim().parse().ok())
            .unwrap_or(1)
    }
}

fn known() -> Vec<Migration> {
    let mut all: Vec<Migration> = FILES
        .files()
        .filter_map(|f| {
            let name = f.path().file_stem()?.to_str()?;
            Some(Migration { version: name.split_once('_')?.0.parse().ok()?, name, sql: f.contents_utf8()? })
        })
        .collect();
    all.sort_by_key(|m| m.version);
    all
}

/// The newest schema that this version knows.
pub fn known_schema() -> i32 {
    known().last().map_or(0, |m| m.version)
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Migrated {
    pub schema: i32,
    /// Those that have just run.
    pub ran: Vec<String>,
}

impl Administrator {
    /// Runs what is missing. Run again, or by two at once, it changes nothing more.
    pub async fn migrate(&self) -> Result<Migrated> {
        self.migrate_to(known_schema()).await
    }

    /// Up to a version only: for tests that grow a populated database step by step.
    pub async fn migrate_to(&self, version: i32) -> Result<Migrated> {
        self.require_superuser().await?;
        self.client.query_one("SELECT pg_advisory_lock($1)", &[&LOCK]).await?;
        let outcome = self.run_missing(version).await;
        self.client.query_one("SELECT pg_advisory_unlock($1)", &[&LOCK]).await?;
        outcome
    }

    async fn run_missing(&self, version: i32) -> Result<Migrated> {
        self.client.batch_execute(RECORD).await?;
        let all = known();
        let done =
            self.client.query("SELECT version, checksum FROM optria.schema_migration ORDER BY version", &[]).await?;
        for (i, row) in done.iter().enumerate() {
            let (version, checksum): (i32, String) = (row.get(0), row.get(1));
            match all.get(i) {
                Some(m) if m.version == version && m.checksum() == checksum => {}
                Some(_) => return Err(CentralError::MigrationChanged { version }),
                None => {
                    let needs = done.last().map_or(version, |row| row.get(0));
                    return Err(CentralError::DatabaseNewer { needs, known: known_schema() });
                }
            }
        }
        let mut ran = Vec::new();
        for migration in all.iter().skip(done.len()).take_while(|m| m.version <= version) {
            self.run(migration).await?;
            ran.push(migration.name.to_owned());
        }
        let schema =
            ran.len().checked_add(done.len()).and_then(|n| all.get(n.checked_sub(1)?)).map_or(0, |m| m.version);
        if schema == known_schema() {
            // The months ahead are made each time it is run.
            self.client
                .batch_execute(
                    "SELECT optria.make_reading_partitions((now() - interval '1 month')::date, (now() + interval '12 months')::date);
                     SELECT optria.keep_no_statistics()",
                )
                .await?;
        }
        Ok(Migrated { schema, ran })
    }

    async fn run(&self, migration: &Migration) -> Result<()> {
        for attempt in 1.. {
            match self.attempt(migration).await {
                Err(CentralError::Busy) if attempt < ATTEMPTS => {
                    tracing::info!(migration = migration.name, attempt, "a table is in use; trying again");
                    if attempt >= POLITE_ATTEMPTS {
                        self.cut_off(None).await?;
                    }
                    tokio::time::sleep(Duration::from_millis(500)).await;
                }
                outcome => return outcome,
            }
        }
        Ok(())
    }

    async fn attempt(&self, migration: &Migration) -> Result<()> {
        let run = async {
            self.client.batch_execute("BEGIN").await?;
            self.client.batch_execute(LOCK_TIMEOUT).await?;
            self.client.batch_execute(migration.sql).await?;
            let row: [&(dyn tokio_postgres::types::ToSql + Sync); 4] =
                [&migration.version, &migration.name, &migration.checksum(), &migration.least_client()];
            self.client
                .execute(
                    "INSERT INTO optria.schema_migration (version, name, checksum, least_client) VALUES ($1, $2, $3, $4)",
                    &row,
                )
                .await?;
            self.client.batch_execute("COMMIT").await
        };
        if let Err(e) = run.await {
            let told = e.as_db_error().map(ToString::to_string).unwrap_or_else(|| e.to_string());
            tracing::error!(migration = migration.name, error = told, "the migration did not run");
            self.client.batch_execute("ROLLBACK").await?;
            return Err(match CentralError::from(e) {
                CentralError::Busy => CentralError::Busy,
                _ => CentralError::Database(format!("{}: {told}", migration.name)),
            });
        }
        Ok(())
    }
}

/// The migrations' own record. No tenant reads it but through `sync.hello`. The lock, not a key, keeps its versions single.
const RECORD: &str = "
    SET client_min_messages = warning;
    CREATE SCHEMA IF NOT EXISTS optria;
    CREATE TABLE IF NOT EXISTS optria.schema_migration (
        version integer NOT NULL,
        name text NOT NULL,
        checksum text NOT NULL,
        least_client integer NOT NULL,
        applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    ALTER TABLE optria.schema_migration ENABLE ROW LEVEL SECURITY;
    ALTER TABLE optria.schema_migration FORCE ROW LEVEL SECURITY;
    REVOKE ALL ON SCHEMA optria FROM PUBLIC;
    REVOKE ALL ON optria.schema_migration FROM PUBLIC";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_count_up_from_one_without_holes() {
        let versions: Vec<i32> = known().iter().map(|m| m.version).collect();
        assert_eq!(versions, (1..=versions.len() as i32).collect::<Vec<_>>());
        assert!(!versions.is_empty());
    }

    #[test]
    fn the_least_client_is_read_from_the_head_of_a_file() {
        let with = |sql| Migration { version: 1, name: "0001_a", sql }.least_client();
        assert_eq!(with("-- What it does.\n-- least client: 20\nSELECT 1;\n"), 20);
        assert_eq!(with("-- What it does.\nSELECT 1;\n-- least client: 20\n"), 1);
    }
}
