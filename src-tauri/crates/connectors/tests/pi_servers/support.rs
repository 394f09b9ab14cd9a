//! A contract server and a source on it.

use connectors::{SourceContext, StageOutcome, TagSource, TestReport};
use domain::{ConnectorKind, Failure, Secret};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::pi::{Options, Server, TOKEN, USER};

pub async fn server(options: Options) -> Server {
    tokio::task::spawn_blocking(move || Server::start(options)).await.unwrap()
}

pub fn tag(name: &str) -> String {
    format!("\\\\PIDA\\{name}")
}

pub fn config(server: &Server, more: Value) -> Value {
    let mut config = json!({"baseUrl": server.url(), "userName": USER.0, "pollIntervalSeconds": 1});
    for (key, value) in more.as_object().unwrap() {
        config[key] = value.clone();
    }
    config
}

pub fn open(config: &Value, password: &str, token: &str) -> Result<Arc<dyn TagSource>, Failure> {
    let secrets = [("password", password), ("token", token)];
    let secrets = secrets.map(|(name, text)| (name.to_owned(), Secret::new(text))).into();
    connectors::open(ConnectorKind::Pi, config, SourceContext { secrets, folder: "/nonexistent".into() })
}

pub fn source(server: &Server, more: Value) -> Arc<dyn TagSource> {
    open(&config(server, more), USER.1, TOKEN).unwrap()
}

/// The stage that failed, and the message's id; `None` where all passed.
pub fn failed(report: &TestReport) -> Option<(String, String)> {
    report.stages.iter().find_map(|s| match &s.outcome {
        StageOutcome::Failed { failure } => Some((format!("{:?}", s.stage), failure.message.id.clone())),
        _ => None,
    })
}

pub fn warned(report: &TestReport) -> Vec<String> {
    let warning = |o: &StageOutcome| match o {
        StageOutcome::Warned { warning } => Some(warning.message.id.clone()),
        _ => None,
    };
    report.stages.iter().filter_map(|s| warning(&s.outcome)).collect()
}
