//! A contract server and a source on it.

use connectors::{SourceContext, TagSource};
use domain::{ConnectorKind, Failure, Secret};
use serde_json::{Value, json};
use std::sync::Arc;
use testkit::{
    contract::CLIENT,
    pi::{Options, Server, TOKEN, USER},
};

pub async fn server(options: Options) -> Server {
    tokio::task::spawn_blocking(move || Server::start(options)).await.unwrap()
}

pub fn tag(name: &str) -> String {
    format!("\\\\PIDA\\{name}")
}

pub fn config(server: &Server, more: Value) -> Value {
    let mut config =
        json!({"baseUrl": server.url(), "userName": USER.0, "pollIntervalSeconds": 1, "useChannel": false});
    for (key, value) in more.as_object().unwrap() {
        config[key] = value.clone();
    }
    config
}

/// Signs in with tokens that are fetched.
pub fn by_client(server: &Server) -> Value {
    json!({"signIn": "oauth2", "tokenUrl": server.token_url(), "clientId": CLIENT.0})
}

pub fn open(config: &Value, password: &str, token: &str) -> Result<Arc<dyn TagSource>, Failure> {
    let secrets = [("password", password), ("token", token), ("clientSecret", CLIENT.1)];
    let secrets = secrets.map(|(name, text)| (name.to_owned(), Secret::new(text))).into();
    connectors::open(ConnectorKind::Pi, config, SourceContext { secrets, folder: "/nonexistent".into() })
}

pub fn source(server: &Server, more: Value) -> Arc<dyn TagSource> {
    open(&config(server, more), USER.1, TOKEN).unwrap()
}
