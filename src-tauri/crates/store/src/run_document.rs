//! What belongs to a run and is too large for lists of runs: its input, the solver's plan, the plan in the plant's words.

use crate::{Result, StoreError};
use domain::RunId;
use rusqlite::{Connection, OptionalExtension, params};
use serde::de::DeserializeOwned;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentKind {
    /// All that the model saw.
    Input,
    /// As the solver gave it.
    Plan,
    /// In the plant's words.
    View,
}

impl DocumentKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Input => "input",
            Self::Plan => "plan",
            Self::View => "view",
        }
    }
}

/// `content` is JSON.
pub fn save(connection: &Connection, run: RunId, kind: DocumentKind, content: &str) -> Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO run_document (run_id, kind, content) VALUES (?1, ?2, ?3)")?
        .execute(params![run.0, kind.as_str(), content])?;
    Ok(())
}

pub fn find_text(connection: &Connection, run: RunId, kind: DocumentKind) -> Result<Option<String>> {
    Ok(connection
        .prepare_cached("SELECT content FROM run_document WHERE run_id = ?1 AND kind = ?2")?
        .query_row(params![run.0, kind.as_str()], |r| r.get(0))
        .optional()?)
}

/// `NotFound` where the run has none: it has not ended, or it failed.
pub fn get<T: DeserializeOwned>(connection: &Connection, run: RunId, kind: DocumentKind) -> Result<T> {
    let text = find_text(connection, run, kind)?.ok_or_else(|| StoreError::not_found("plan", run))?;
    serde_json::from_str(&text).map_err(|e| StoreError::Unreadable(format!("run_document.{}: {e}", kind.as_str())))
}
