//! Opening the workspace and signing in at the command line.

use crate::output::print_warning;
use app::{App, Door, texts::Language};
use clap::Args;
use domain::{ErrorCode, Failure, Message, Role};
use serde_json::{Value, json};
use std::sync::Arc;

/// The tenant that a platform owner acts in, and why: both action logs keep it.
#[derive(Args)]
pub struct Opened {
    /// Act in this tenant, by its code: opened for this one command, and closed again (platform owners only).
    #[arg(long, value_name = "CODE", requires = "reason")]
    tenant: Option<String>,
    /// Why it is opened, in 8 to 500 characters; its administrators read it in their action log.
    #[arg(long, value_name = "TEXT", requires = "tenant")]
    reason: Option<String>,
}

/// Opens the workspace: with the keychain, or with the passphrase from OPTRIA_PASSPHRASE or a prompt.
pub async fn open(app: &Arc<App>) -> Result<Door, Failure> {
    let door = Door::new(app.clone());
    let workspace = door.call("get_workspace", json!({})).await?;
    if workspace["stage"] == "passphrase_needed" {
        let passphrase = secret("OPTRIA_PASSPHRASE", "Passphrase: ")?;
        door.call("open_workspace", json!({ "passphrase": passphrase })).await?;
    }
    Ok(door)
}

/// A store that was damaged and rebuilt, on standard error, until somebody says that they have seen it.
pub async fn tell_recovery(door: &Door, language: Language) {
    let Ok(workspace) = door.call("get_workspace", json!({})).await else { return };
    if let Some(file) = workspace["recovery"]["setAside"].as_str() {
        print_warning(&Message::new("recovery-unseen").with("file", file), language);
    }
}

/// A door with the person signed in, where one is named.
pub async fn door(app: &Arc<App>, person: Option<String>) -> Result<Door, Failure> {
    let door = open(app).await?;
    if let Some(email) = person {
        let password = secret("OPTRIA_PASSWORD", "Password: ")?;
        door.call("sign_in", json!({ "email": email, "password": password })).await?;
    }
    Ok(door)
}

/// Comes with the person signed in where one is named, acts, and leaves: the session with the central database that was
/// begun for it is signed out, also after a failure.
pub async fn visit<T>(
    app: &Arc<App>,
    person: Option<String>,
    act: impl AsyncFnOnce(&Door) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let door = door(app, person).await?;
    let outcome = act(&door).await;
    send(app).await;
    door.end_visit().await;
    outcome
}

/// What was changed goes to the central database before the session ends; where it can't be reached it waits.
async fn send(app: &App) {
    let Ok(plant) = app.plant() else { return };
    if plant.central.is_some()
        && let Err(failure) = app::central::replication::round(&plant).await
    {
        tracing::info!(%failure, "what was changed waits to be sent");
    }
}

/// Acts in the tenant with this code, which the platform owner at the door opens for it and closes again.
pub async fn in_tenant<T>(
    door: &Door,
    opened: &Opened,
    act: impl AsyncFnOnce(&Door) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let Opened { tenant: Some(tenant), reason: Some(reason) } = opened else { return act(door).await };
    let tenants = door.call("list_tenants", json!({ "search": tenant.trim() })).await?;
    let is_it = |row: &&Value| row["code"].as_str().is_some_and(|code| code.eq_ignore_ascii_case(tenant.trim()));
    let found = tenants["items"].as_array().and_then(|rows| rows.iter().find(is_it)).ok_or_else(|| {
        Failure::new(ErrorCode::NotFound, Message::new("cli-tenant-unknown").with("code", tenant.as_str()))
    })?;
    door.call("open_tenant", json!({ "id": found["id"], "reason": reason })).await?;
    let outcome = act(door).await;
    let closed = door.call("close_tenant", json!({})).await;
    outcome.and_then(|answer| closed.map(|_| answer))
}

/// The same as [`door`]; in the demo plant, whose passwords are known to everybody, its person of this role where nobody is named.
pub async fn door_of(app: &Arc<App>, person: Option<String>, role: Role) -> Result<Door, Failure> {
    let door = door(app, person).await?;
    let workspace = door.call("get_workspace", json!({})).await?;
    let demo_password = workspace["demoPassword"].as_str();
    let of_role = workspace["demoPeople"].as_array().and_then(|p| p.iter().find(|p| p["role"] == role.as_str()));
    if let (true, Some(password), Some(person)) = (workspace["session"].is_null(), demo_password, of_role) {
        door.call("sign_in", json!({ "email": person["email"], "password": password })).await?;
    }
    Ok(door)
}

/// From the environment, else asked for without an echo.
pub fn secret(variable: &str, prompt: &str) -> Result<String, Failure> {
    let empty = || Failure::new(ErrorCode::Invalid, Message::new("secret-empty").with("variable", variable));
    if let Ok(secret) = std::env::var(variable) {
        return if secret.is_empty() { Err(empty()) } else { Ok(secret) };
    }
    let secret = rpassword::prompt_password(prompt).map_err(|e| {
        Failure::new(ErrorCode::Unauthenticated, Message::new("secret-not-given").with("variable", variable)).detail(e)
    })?;
    if secret.is_empty() { Err(empty()) } else { Ok(secret) }
}
