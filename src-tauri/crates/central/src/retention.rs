//! How long the central database keeps readings: whole months, for all tenants, when an administrator says so.

use crate::{Administrator, Result};
use serde::Serialize;

/// What was let go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RemovedReadings {
    /// A month (`2026-03`), or `earlier` than any month that has its own place.
    pub period: String,
    pub readings: i64,
}

impl Administrator {
    /// Lets go of the months before the one that `keep_days` ago lies in, and makes the months ahead.
    pub async fn retain_readings(&self, keep_days: i32) -> Result<Vec<RemovedReadings>> {
        self.require_superuser().await?;
        let rows = self.insist(None, "SELECT * FROM optria.retain_readings($1)", &[&keep_days]).await?;
        Ok(rows.iter().map(|r| RemovedReadings { period: r.get("period"), readings: r.get("readings") }).collect())
    }
}
