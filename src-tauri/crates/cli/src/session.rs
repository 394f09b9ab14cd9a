//! Opening the workspace and signing in at the command line.

use crate::output::print_warning;
use app::{App, Door, texts::Language};
use domain::{ErrorCode, Failure, Message, Role};
use serde_json::json;
use std::sync::Arc;

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

/// The same; in the demo plant, whose passwords are known to everybody, its person of this role where nobody is named.
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
