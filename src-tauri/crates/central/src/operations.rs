//! Operations on their way to the database, and the receipts that come back (`sync.apply`).

use crate::{CentralError, Link, Result};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    Insert,
    Update,
    Delete,
}

/// One change of one row. `patch` holds the fields that change, `base` what they were when the person changed them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    pub op_id: Uuid,
    pub person_id: Uuid,
    pub device_id: Uuid,
    /// Counted up without holes by the workstation.
    pub device_seq: i64,
    pub tbl: String,
    pub row_id: Uuid,
    pub action: Action,
    pub patch: Map<String, Value>,
    pub base: Map<String, Value>,
    pub depends_on: Vec<Uuid>,
    pub client_time: DateTime<Utc>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    Applied,
    /// Fields in `detail` were changed on both sides; what was there first stays, the rest is merged.
    Conflict,
    /// Why is in `detail`; it will never be applied.
    Rejected,
    /// Not yet: another person's, or one that it depends on is missing. The only outcome that is not final.
    Blocked,
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct PushReceipt {
    pub op_id: Uuid,
    pub outcome: Outcome,
    #[serde(default)]
    pub detail: Value,
}

impl Link {
    /// A receipt for each operation, in their order; at most 50 at a time, all in one transaction. Sent again they
    /// change nothing and get the same receipts.
    pub async fn push(&self, operations: &[Operation]) -> Result<Vec<PushReceipt>> {
        let sent = serde_json::to_value(operations).map_err(|e| CentralError::Database(e.to_string()))?;
        let answer: Value = self.one("SELECT sync.apply($1)", &[&sent]).await?.get(0);
        serde_json::from_value(answer).map_err(|e| CentralError::Database(e.to_string()))
    }

    /// Those of the asked that have been applied here, whoever sent them.
    pub async fn applied_of(&self, operations: &[Uuid]) -> Result<Vec<Uuid>> {
        let sql = "SELECT op_id FROM sync.receipt WHERE op_id = ANY ($1) AND outcome = 'applied'";
        Ok(self.all(sql, &[&operations]).await?.iter().map(|row| row.get(0)).collect())
    }
}
