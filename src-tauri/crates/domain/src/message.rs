//! A text that a person will read, before it has a language: a Fluent message id and its arguments.
//! It is rendered from `locales/` by the UI or, on the command line, by the app crate.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// An argument of a message. Numbers stay numbers so that plurals and digits come out right in both languages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged)]
pub enum MessageArg {
    Number(f64),
    Text(String),
}

impl From<&str> for MessageArg {
    fn from(v: &str) -> Self {
        Self::Text(v.to_owned())
    }
}
impl From<String> for MessageArg {
    fn from(v: String) -> Self {
        Self::Text(v)
    }
}
impl From<f64> for MessageArg {
    fn from(v: f64) -> Self {
        Self::Number(v)
    }
}
impl From<u32> for MessageArg {
    fn from(v: u32) -> Self {
        Self::Number(f64::from(v))
    }
}
impl From<usize> for MessageArg {
    fn from(v: usize) -> Self {
        Self::Number(v as f64)
    }
}

/// A Fluent message id (`opcua-refused`) with its arguments. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Message {
    pub id: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    #[ts(as = "Option<BTreeMap<String, MessageArg>>", optional)]
    pub args: BTreeMap<String, MessageArg>,
}

impl Message {
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), args: BTreeMap::new() }
    }

    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<MessageArg>) -> Self {
        self.args.insert(name.to_owned(), value.into());
        self
    }
}
