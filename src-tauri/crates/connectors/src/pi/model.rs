//! The shapes of answers as the published description of PI Web API has them, as far as they are used. What a server adds
//! is passed over; what it leaves out is empty.

use serde::{Deserialize, Deserializer};
use serde_json::Value;
use std::collections::HashMap;

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Items<T> {
    #[serde(default = "Vec::new")]
    pub items: Vec<T>,
    #[serde(default)]
    pub links: Links,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Links {
    pub next: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct DataServer {
    pub web_id: String,
    pub name: String,
    pub path: String,
    pub is_connected: bool,
    pub server_time: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Point {
    pub web_id: String,
    pub name: String,
    /// `\\SERVER\TAG`
    pub path: String,
    pub descriptor: String,
    pub point_type: String,
    pub engineering_units: String,
    pub web_exception: Option<Exception>,
}

/// One of several that were asked for by path.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Found {
    #[serde(default)]
    pub identifier: String,
    #[serde(default)]
    pub object: Option<Point>,
    /// Why there is no point: in words, its status is never given.
    #[serde(default)]
    pub exception: Option<Exception>,
}

#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct Exception {
    pub errors: Option<Vec<String>>,
    pub status_code: u16,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct TimedValue {
    pub timestamp: String,
    pub value: Value,
    /// Absent counts as said: a value without a word about it is good.
    #[serde(deserialize_with = "flag")]
    pub good: Option<bool>,
    #[serde(deserialize_with = "raised")]
    pub questionable: bool,
    #[serde(deserialize_with = "raised")]
    pub substituted: bool,
}

/// As channels may have it, in quotes.
fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Ok(match Value::deserialize(from)? {
        Value::Bool(is) => Some(is),
        Value::String(word) => word.parse().ok(),
        _ => None,
    })
}

fn raised<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    flag(from).map(|is| is == Some(true))
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct StreamValue {
    pub web_id: String,
    pub value: Option<TimedValue>,
    pub web_exception: Option<Exception>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct StreamValues {
    pub web_id: String,
    pub items: Vec<TimedValue>,
    pub web_exception: Option<Exception>,
}

/// What a channel tells of a stream: the description has one value in one place and several in another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct StreamUpdate {
    pub web_id: String,
    pub value: Option<TimedValue>,
    pub items: Vec<TimedValue>,
}

/// One answer of a batch.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Part {
    pub status: u16,
    #[serde(default)]
    pub headers: HashMap<String, String>,
    #[serde(default)]
    pub content: Value,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct UserInfo {
    pub is_authenticated: Option<bool>,
}

impl Exception {
    pub fn said(&self) -> String {
        self.errors.as_deref().unwrap_or_default().join("; ")
    }

    pub fn is_denial(&self) -> bool {
        self.status_code == 403
    }

    /// The published description's own examples fill an empty one into everything.
    pub fn is_one(&self) -> bool {
        self.status_code >= 400
    }
}
