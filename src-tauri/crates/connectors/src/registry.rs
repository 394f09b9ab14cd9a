//! All connectors by kind: their declarations, and opening one from its configuration.

use crate::{
    Declaration, SourceContext, TagSource, TestReport, demo, maintenance::MaintenanceSystem, opcua, oracle_eam, pi,
    sap, sql,
};
use chrono::TimeDelta;
use domain::{ConnectorKind, ErrorCode, Failure, Message, Secret, secret::MASK};
use serde_json::Value;
use std::sync::Arc;

pub fn declarations() -> Vec<Declaration> {
    ConnectorKind::ALL.into_iter().map(declaration).collect()
}

pub fn declaration(kind: ConnectorKind) -> Declaration {
    match kind {
        ConnectorKind::Demo => demo::declaration(),
        ConnectorKind::Opcua => opcua::declaration(),
        ConnectorKind::Sql => sql::declaration(),
        ConnectorKind::Pi => pi::declaration(),
        ConnectorKind::Sap => sap::declaration(),
        ConnectorKind::OracleEam => oracle_eam::declaration(),
    }
}

/// How far back a source's history is wanted when a tag is collected for the first time; `None`: not at all.
pub fn first_history(kind: ConnectorKind, config: &Value) -> Option<TimeDelta> {
    let days = match kind {
        ConnectorKind::Demo => Some(demo::FIRST_HISTORY_DAYS),
        ConnectorKind::Opcua | ConnectorKind::Pi | ConnectorKind::Sql => {
            config.get("historyDays").and_then(Value::as_f64)
        }
        // They have no tags.
        ConnectorKind::Sap | ConnectorKind::OracleEam => None,
    };
    days.filter(|d| *d > 0.0).map(|d| TimeDelta::seconds((d * 86_400.0) as i64))
}

/// What a declaration can't see: that an address, a time zone or a query is one. `validated` by the declaration;
/// `secrets` are the names of those that there will be.
pub fn check(kind: ConnectorKind, validated: &Value, secrets: impl Iterator<Item = String>) -> Result<(), Failure> {
    let context =
        SourceContext { secrets: secrets.map(|name| (name, Secret::new(MASK))).collect(), folder: Default::default() };
    match kind {
        ConnectorKind::Demo => Ok(()),
        ConnectorKind::Opcua | ConnectorKind::Pi | ConnectorKind::Sql => open(kind, validated, context).map(|_| ()),
        ConnectorKind::Sap | ConnectorKind::OracleEam => open_maintenance(kind, validated, &context).map(|_| ()),
    }
}

/// Opens a source from a configuration that its declaration has validated. Nothing is connected yet. Refused for what has
/// no tags.
pub fn open(kind: ConnectorKind, config: &Value, context: SourceContext) -> Result<Arc<dyn TagSource>, Failure> {
    match kind {
        ConnectorKind::Demo => Ok(Arc::new(demo::DemoSource::open(config)?)),
        ConnectorKind::Opcua => Ok(Arc::new(opcua::OpcuaSource::open(config, context)?)),
        ConnectorKind::Pi => Ok(Arc::new(pi::PiSource::open(config, &context)?)),
        ConnectorKind::Sql => Ok(Arc::new(sql::SqlSource::open(config, &context)?)),
        ConnectorKind::Sap | ConnectorKind::OracleEam => {
            Err(Failure::new(ErrorCode::Invalid, Message::new("integration-has-no-tags")))
        }
    }
}

/// Opens a maintenance system. Refused for sources of tags.
pub fn open_maintenance(
    kind: ConnectorKind,
    config: &Value,
    context: &SourceContext,
) -> Result<Box<dyn MaintenanceSystem>, Failure> {
    match kind {
        ConnectorKind::Sap => Ok(Box::new(sap::SapSystem::open(config, context)?)),
        ConnectorKind::OracleEam => Ok(Box::new(oracle_eam::EamSystem::open(config, context)?)),
        ConnectorKind::Demo | ConnectorKind::Opcua | ConnectorKind::Pi | ConnectorKind::Sql => {
            Err(Failure::new(ErrorCode::Invalid, Message::new("integration-is-no-maintenance-system")))
        }
    }
}

/// Goes through the stages of a connection, whatever kind it is.
pub async fn test(kind: ConnectorKind, config: &Value, context: SourceContext) -> Result<TestReport, Failure> {
    match kind {
        ConnectorKind::Sap | ConnectorKind::OracleEam => Ok(open_maintenance(kind, config, &context)?.test().await),
        ConnectorKind::Demo | ConnectorKind::Opcua | ConnectorKind::Pi | ConnectorKind::Sql => {
            Ok(open(kind, config, context)?.test().await)
        }
    }
}
