//! All connectors by kind: their declarations, and opening one from its configuration.

use crate::{Declaration, SourceContext, TagSource, demo, opcua};
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

/// Opens a source from a configuration that its declaration has validated. Nothing is connected yet.
pub fn open(kind: ConnectorKind, config: &Value, context: SourceContext) -> Result<Arc<dyn TagSource>, Failure> {
    match kind {
        ConnectorKind::Demo => Ok(Arc::new(demo::DemoSource::open(config)?)),
        ConnectorKind::Opcua => Ok(Arc::new(opcua::OpcuaSource::open(config, context)?)),
    }
}
