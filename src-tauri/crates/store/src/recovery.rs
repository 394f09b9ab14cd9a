//! What became of a damaged store: told to the person, never silently mended.

use serde::Serialize;
use std::path::PathBuf;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recovery {
    /// Where the damaged file is now; it is never deleted.
    #[ts(type = "string")]
    pub set_aside: PathBuf,
    /// Every table, with what was carried over.
    pub salvaged: Vec<TableSalvage>,
    /// Names of the tables of which something could not be read or could not be kept.
    pub lost: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TableSalvage {
    pub table: String,
    #[ts(type = "number")]
    pub rows: u64,
    /// Stretches between two readable rows that could not be read; how many rows were in them nobody can tell.
    #[ts(type = "number")]
    pub unreadable_stretches: u64,
    /// Rows that could be read but belong to one that could not.
    #[ts(type = "number")]
    pub orphans: u64,
}

impl TableSalvage {
    pub(crate) fn is_whole(&self) -> bool {
        self.unreadable_stretches == 0 && self.orphans == 0
    }
}

impl Recovery {
    pub fn rows(&self) -> u64 {
        self.salvaged.iter().map(|t| t.rows).sum()
    }
}
