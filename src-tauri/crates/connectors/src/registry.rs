//! All connectors by kind: their declarations, and opening one from its configuration.

use crate::{Declaration, SourceContext, TagSource, demo, opcua};
use chrono::TimeDelta;
use domain::{ConnectorKind, Failure};
use serde_json::Value;
use std::sync::Arc;

pub fn declarations() -> Vec<Declaration> {
    ConnectorKind::ALL.into_iter().map(declaration).collect()
}

pub fn declaration(kind: ConnectorKind) -> Declaration {
    match kind {
        ConnectorKind::Demo => demo::declaration(),
        ConnectorKind::Opcua => opcua::declaration(),
    }
}

/// How far back a source's history is wanted when a tag is collected for the first time; `None`: not at all.
pub fn first_history(kind: ConnectorKind, config: &Value) -> Option<TimeDelta> {
    let days = match kind {
        ConnectorKind::Demo => Some(demo::FIRST_HISTORY_DAYS),
        ConnectorKind::Opcua => config.get("historyDays").and_then(Value::as_f64),
    };
    days.filter(|d| *d > 0.0).map(|d| TimeDelta::seconds((d * 86_400.0) as i64))
}

/// Opens a source from a configuration that its declaration has validated. Nothing is connected yet.
pub fn open(kind: ConnectorKind, config: &Value, context: SourceContext) -> Result<Arc<dyn TagSource>, Failure> {
    match kind {
        ConnectorKind::Demo => Ok(Arc::new(demo::DemoSource::open(config)?)),
        ConnectorKind::Opcua => Ok(Arc::new(opcua::OpcuaSource::open(config, context)?)),
    }
}
