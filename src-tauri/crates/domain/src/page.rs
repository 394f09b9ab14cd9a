//! A window of a long list: lists are asked for in pages, never whole.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    pub items: Vec<T>,
    /// How many there are in all with this filter.
    #[ts(type = "number")]
    pub total: u64,
}
