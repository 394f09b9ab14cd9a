//! A workstation of a tenant over a real PostgreSQL: the database's own tests made the world (`central/tests/common`),
//! this connects to it as the wizard does.
#![allow(dead_code)] // each test binary uses its part

#[path = "../../../central/tests/common/mod.rs"]
pub mod world;

use super::Bench;
use app::{App, Clock, Door, Duties, Settings, Vault};
use domain::Role;
use serde_json::{Value, json};
use std::sync::Arc;
pub use world::{TestTenant, World};

/// What `connect_workspace` is given for this person.
pub fn connection(world: &World, tenant: &TestTenant, email: &str, password: &str) -> Value {
    json!({
        "server": server(world),
        "tenantCode": tenant.code,
        "role": tenant.role,
        "rolePassword": tenant.role_password.expose(),
        "email": email,
        "password": password,
    })
}

pub fn server(world: &World) -> Value {
    json!({ "host": "127.0.0.1", "port": world.cluster.port(), "database": "postgres", "trust": { "kind": "loopback" } })
}

/// A workstation with a central workspace, this person of the tenant signed in and online.
pub async fn workstation(world: &World, tenant: &TestTenant, role: Role) -> Bench {
    workstation_with(world, tenant, role, Vault::memory(), Duties::AnswerOnly).await
}

pub async fn workstation_with(world: &World, tenant: &TestTenant, role: Role, vault: Vault, duties: Duties) -> Bench {
    let bench = Bench::with(vault, duties);
    let email = &tenant.person(role).email;
    bench.ok("connect_workspace", connection(world, tenant, email, world::PASSWORD)).await;
    bench
}

/// Another process on the same folder, at this time.
pub fn again(bench: &Bench, clock: Clock) -> (Arc<App>, Door) {
    let app = App::new(
        bench.folder.path().to_owned(),
        Settings::default(),
        bench.app.vault.clone(),
        clock,
        Duties::AnswerOnly,
    );
    let door = Door::new(app.clone());
    (app, door)
}

/// What is looked after in the background, once.
pub async fn round(app: &App) {
    app::central::watch::round(&app.plant().unwrap()).await.unwrap();
}
