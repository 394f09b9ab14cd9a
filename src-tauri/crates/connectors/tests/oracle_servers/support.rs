//! A contract server and Oracle Maintenance on it.

use crate::contract::Plant;
use connectors::{SourceContext, maintenance::MaintenanceSystem, registry};
use domain::{ConnectorKind, Failure, ObjectKind, ObjectRef, Secret};
use serde_json::{Value, json};
use testkit::{
    contract::ContractServer,
    oracle::{CLIENT, Options, Server, USER},
};

pub async fn server(options: Options) -> Server {
    tokio::task::spawn_blocking(move || Server::start(options)).await.unwrap()
}

pub fn by_token(server: &Server) -> Value {
    json!({"signIn": "oauth2", "tokenUrl": format!("{}/oauth2/v1/token", server.url()), "clientId": CLIENT.0})
}

pub fn config(server: &Server, more: &[Value]) -> Value {
    let mut config = json!({"baseUrl": server.url(), "organization": "M1", "userName": USER.0});
    for (key, value) in more.iter().flat_map(|m| m.as_object().unwrap()) {
        config[key] = value.clone();
    }
    config
}

pub fn open(config: &Value, password: &str, secret: &str) -> Result<Box<dyn MaintenanceSystem>, Failure> {
    let secrets = [("password", password), ("clientSecret", secret)];
    let secrets = secrets.map(|(name, text)| (name.to_owned(), Secret::new(text))).into();
    let context = SourceContext { secrets, folder: "/nonexistent".into() };
    registry::open_maintenance(ConnectorKind::OracleEam, config, &context)
}

pub fn system(server: &Server, more: &[Value]) -> Box<dyn MaintenanceSystem> {
    open(&config(server, more), USER.1, CLIENT.1).unwrap()
}

pub fn counts(server: &Server) -> Value {
    serde_json::from_str(&ContractServer::counts(server)).unwrap()
}

/// The contract server's assets, by their place.
pub fn asset(n: u64) -> ObjectRef {
    ObjectRef { kind: ObjectKind::Equipment, number: (300_000_000_000_000 + n).to_string() }
}

impl Plant for Server {
    fn system(&self, more: &[Value]) -> Box<dyn MaintenanceSystem> {
        system(self, more)
    }
    fn by_token(&self) -> Value {
        by_token(self)
    }
    fn control(&self, told: &str) {
        ContractServer::control(self, told);
    }
    fn counts(&self) -> Value {
        counts(self)
    }
    fn object(&self) -> ObjectRef {
        asset(1)
    }
}
