//! `optria connect`: makes this computer a workstation of a tenant, as the wizard of the window does. Passwords are
//! taken from the environment or asked for; they are never arguments, where other processes would see them.

use crate::{
    output::{Outcome, print_json, print_warning},
    session::secret,
};
use app::{App, Door, texts::Language};
use clap::Args;
use domain::{ErrorCode, Failure, Message};
use serde_json::{Value, json};
use std::{path::PathBuf, sync::Arc};

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Trust {
    /// The CA file (PEM) that the server's certificate must come from.
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// The one certificate that is trusted: SHA-256 of it in hex.
    #[arg(long, value_name = "FINGERPRINT")]
    pin: Option<String>,
    /// The authorities that this computer trusts.
    #[arg(long)]
    system: bool,
    /// No TLS; on this computer only.
    #[arg(long)]
    loopback: bool,
}

#[derive(Args)]
pub struct Connect {
    #[arg(long)]
    host: String,
    #[arg(long, default_value_t = 5432)]
    port: u16,
    #[arg(long)]
    database: String,
    #[command(flatten)]
    trust: Trust,
    /// The tenant's code, as the administrator gave it.
    #[arg(long)]
    tenant: String,
    /// The tenant's LOGIN role; its password is taken from OPTRIA_ROLE_PASSWORD or asked for.
    #[arg(long)]
    role: String,
    /// Who signs in; the password is taken from OPTRIA_PASSWORD or asked for, a new one (where the first must be
    /// changed) from OPTRIA_NEW_PASSWORD or asked for.
    #[arg(long)]
    email: String,
    /// Keep the store's key in no keychain: it is made from a passphrase (OPTRIA_PASSPHRASE or asked for).
    #[arg(long)]
    passphrase: bool,
}

pub async fn run(app: &Arc<App>, connect: Connect) -> Result<Outcome, Failure> {
    let trust = match connect.trust {
        Trust { ca: Some(file), .. } => {
            let pem = tokio::fs::read_to_string(&file)
                .await
                .map_err(|e| Failure::new(ErrorCode::Invalid, Message::new("central-trust-unreadable")).detail(e))?;
            json!({ "kind": "authority", "pem": pem })
        }
        Trust { pin: Some(fingerprint), .. } => json!({ "kind": "certificate", "fingerprint": fingerprint }),
        Trust { system: true, .. } => json!({ "kind": "system" }),
        Trust { .. } => json!({ "kind": "loopback" }),
    };
    let mut request = json!({
        "server": { "host": connect.host, "port": connect.port, "database": connect.database, "trust": trust },
        "tenantCode": connect.tenant,
        "role": connect.role,
        "rolePassword": secret("OPTRIA_ROLE_PASSWORD", "Password of the tenant's role: ")?,
        "email": connect.email,
        "password": secret("OPTRIA_PASSWORD", "Password: ")?,
    });
    if connect.passphrase {
        request["passphrase"] = json!(secret("OPTRIA_PASSPHRASE", "Passphrase: ")?);
    }
    let door = Door::new(app.clone());
    let workspace = match door.call("connect_workspace", request.clone()).await {
        Err(due) if due.message.id == "central-password-due" => {
            request["newPassword"] =
                json!(secret("OPTRIA_NEW_PASSWORD", "The first password must be changed. New password: ")?);
            door.call("connect_workspace", request).await?
        }
        other => other?,
    };
    door.end_visit().await;
    print_json(&json!({
        "workspace": app.folder(),
        "tenant": workspace["central"]["tenantCode"],
        "address": workspace["central"]["address"],
        "workstation": workspace["central"]["workstation"],
        "person": workspace["session"]["person"]["email"],
    }));
    Ok(Outcome::Done)
}

/// The workspaces of the folder, each with the folder that `--workspace` takes. Where there is none it is said where was
/// looked: there is no list of all folders that were ever made.
pub fn list(app: &App, language: Language) {
    let row = |here: app::workspaces::Here| {
        let label = here.header.label;
        json!({
            "id": here.header.id,
            "name": label.named(language),
            "kind": here.header.kind,
            "address": label.address,
            "workspace": here.folder,
        })
    };
    let rows: Vec<Value> = app::workspaces::list(&app.home).into_iter().map(row).collect();
    let is_empty = rows.is_empty();
    print_json(&rows);
    if is_empty {
        let folder = app.home.display().to_string();
        print_warning(&Message::new("cli-workspaces-none").with("folder", folder), language);
    }
}
