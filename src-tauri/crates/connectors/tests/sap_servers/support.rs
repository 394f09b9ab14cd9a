//! A contract server and an SAP system on it.

use crate::contract::Plant;
use connectors::{SourceContext, maintenance::MaintenanceSystem, registry};
use domain::{ConnectorKind, Failure, ObjectKind, ObjectRef, Secret};
use serde_json::{Value, json};
use testkit::{
    contract::ContractServer,
    sap::{CLIENT, Options, Server, USER},
};

pub async fn server(options: Options) -> Server {
    tokio::task::spawn_blocking(move || Server::start(options)).await.unwrap()
}

pub fn paths_of_v4() -> Value {
    let at = |name: &str| format!("/sap/opu/odata4/sap/{name}");
    json!({
        "odataVersion": "v4", "equipmentPath": at("API_EQUIPMENT"), "functionalLocationPath": at("API_FUNCTIONALLOCATION"),
        "notificationPath": at("API_MAINTNOTIFICATION"), "orderPath": at("API_MAINTENANCEORDER"),
    })
}

pub fn by_token(server: &Server) -> Value {
    json!({"signIn": "oauth2", "tokenUrl": format!("{}/oauth/token", server.url()), "clientId": CLIENT.0})
}

pub fn config(server: &Server, more: &[Value]) -> Value {
    let mut config = json!({"baseUrl": server.url(), "client": "100", "userName": USER.0});
    for (key, value) in more.iter().flat_map(|m| m.as_object().unwrap()) {
        config[key] = value.clone();
    }
    config
}

pub fn open(config: &Value, password: &str, secret: &str) -> Result<Box<dyn MaintenanceSystem>, Failure> {
    let secrets = [("password", password), ("clientSecret", secret)];
    let secrets = secrets.map(|(name, text)| (name.to_owned(), Secret::new(text))).into();
    registry::open_maintenance(ConnectorKind::Sap, config, &SourceContext { secrets, folder: "/nonexistent".into() })
}

pub fn system(server: &Server, more: &[Value]) -> Box<dyn MaintenanceSystem> {
    open(&config(server, more), USER.1, CLIENT.1).unwrap()
}

pub fn counts(server: &Server) -> Value {
    serde_json::from_str(&ContractServer::counts(server)).unwrap()
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
        ObjectRef { kind: ObjectKind::Equipment, number: "P-0001".into() }
    }
}
