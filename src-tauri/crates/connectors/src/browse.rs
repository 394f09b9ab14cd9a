//! What browsing a source shows: a page of nodes below a node.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NodeKind {
    /// Has children, has no value.
    Folder,
    /// Has a value; may have children too.
    Variable,
    Other,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrowseNode {
    /// What to browse next, and for a variable its external tag: for OPC UA `nsu=<uri>;s=...`.
    pub tag: String,
    /// Display name, as the source gives it.
    pub name: String,
    /// Names of the nodes above it, from the root; filled by a search.
    pub path: Vec<String>,
    pub kind: NodeKind,
    pub has_children: bool,
    /// Name of its data type where it is a variable.
    pub data_type: Option<String>,
    /// True where its type is a number or Boolean, so that it can be mapped.
    pub is_numeric: bool,
    /// UCUM code where the source tells it.
    pub unit: Option<String>,
    pub description: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct BrowsePage {
    pub nodes: Vec<BrowseNode>,
    /// Pass it back for the next page; none on the last. A search that stopped at its limit has `is_truncated`.
    pub continuation: Option<String>,
    pub is_truncated: bool,
}
