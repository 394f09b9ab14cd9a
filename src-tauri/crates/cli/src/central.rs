//! `optria central ...`: the administrator of the central database. Needs `DATABASE_URL` of a superuser and, where keys
//! are made, `SESSION_SECRET`; neither is ever an argument, where other processes would see it. Generated passwords are
//! printed once and kept nowhere.

use crate::output::{Outcome, print_json, print_warning, with_texts};
use ::central::{Administrator, CentralError, NewTenant, Oversubscribed, Provisioned, RolePassword};
use app::texts::Language;
use clap::{Args, Subcommand};
use domain::{ErrorCode, Failure, Message, Secret};
use serde_json::{Value, json};
use std::path::PathBuf;

#[derive(Args)]
pub struct Central {
    /// The CA file (PEM) that the server's certificate must come from; needed for another machine unless the system trusts it.
    #[arg(long, global = true, env = "OPTRIA_CENTRAL_CA", value_name = "FILE")]
    ca: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Bring the database up to date; run again, or by two at once, it changes nothing more.
    Migrate,
    /// Make a platform owner, and at the first time the platform's own tenant with its LOGIN role.
    CreateOwner {
        #[arg(long)]
        email: String,
        #[arg(long, default_value = "Platform owner")]
        name: String,
    },
    /// Make a tenant, its LOGIN role, and its first administrator.
    CreateTenant {
        /// Upper case, unique: ACME-JUBAIL.
        #[arg(long)]
        code: String,
        #[arg(long)]
        name_en: String,
        #[arg(long)]
        name_ar: String,
        #[arg(long, default_value = "SAR", value_parser = ["SAR", "USD", "EUR"])]
        currency: String,
        #[arg(long, default_value = "Asia/Riyadh")]
        time_zone: String,
        /// Connections at once; each workstation holds one or two.
        #[arg(long)]
        connections: Option<i32>,
        #[arg(long)]
        admin_email: String,
        #[arg(long, default_value = "Administrator")]
        admin_name: String,
    },
    /// Nobody of the tenant connects any more, and who is connected is cut off.
    DisableTenant { code: String },
    /// The way back.
    EnableTenant { code: String },
    /// A new password for the tenant's LOGIN role; the old one stops at once.
    RotateTenantPassword { code: String },
    /// A new key for the tenant's sessions, of the present SESSION_SECRET; all its sessions end.
    RotateSigningKey { code: String },
    /// Let go of readings older than so many days, whole months of them, for all tenants; tells what went. Makes the months
    /// ahead too.
    Retain {
        #[arg(long, value_parser = clap::value_parser!(i32).range(31..=36_500))]
        keep_days: i32,
    },
    /// The gate over the whole database, and every tenant's action log; exit 1 where something is found.
    Verify,
}

pub async fn run(central: Central, language: Language) -> Result<Outcome, Vec<Failure>> {
    let needs_secret =
        matches!(central.what, What::CreateOwner { .. } | What::CreateTenant { .. } | What::RotateSigningKey { .. });
    let (url, session_secret) = environment(needs_secret)?;
    one(central, &url, &session_secret, language).await.map_err(|e| vec![told(&e)])
}

async fn one(
    central: Central,
    url: &Secret,
    session_secret: &Secret,
    language: Language,
) -> Result<Outcome, CentralError> {
    let mut admin = connect(central.ca.as_ref(), url).await?;
    match central.what {
        What::Migrate => print_json(&admin.migrate().await?),
        What::CreateOwner { email, name } => {
            show(&admin.create_owner(&email, &name, session_secret).await?, &email, language);
        }
        What::CreateTenant { code, name_en, name_ar, currency, time_zone, connections, admin_email, admin_name } => {
            let tenant = NewTenant { code, name_en, name_ar, currency, time_zone, connection_limit: connections };
            let made = admin.create_tenant(&tenant, &admin_email, &admin_name, session_secret).await?;
            show(&made, &admin_email, language);
        }
        What::DisableTenant { code } => {
            admin.set_tenant_active(&code, false).await?;
            print_json(&json!({ "tenant": code, "status": "disabled" }));
        }
        What::EnableTenant { code } => {
            admin.set_tenant_active(&code, true).await?;
            print_json(&json!({ "tenant": code, "status": "active" }));
        }
        What::RotateTenantPassword { code } => {
            let login = admin.rotate_tenant_password(&code).await?;
            print_json(&json!({ "tenant": code, "login": shown_login(&login) }));
        }
        What::RotateSigningKey { code } => {
            admin.rotate_signing_key(&code, session_secret).await?;
            print_json(&json!({ "tenant": code, "sessionsEnded": true }));
        }
        What::Retain { keep_days } => {
            print_json(&json!({ "keepDays": keep_days, "removed": admin.retain_readings(keep_days).await? }));
        }
        What::Verify => {
            let verified = admin.verify().await?;
            print_json(&with_texts(json!(verified), language));
            return Ok(if verified.is_clean() { Outcome::Done } else { Outcome::NotReady });
        }
    }
    Ok(Outcome::Done)
}

/// To an administrator: the role is that of DATABASE_URL, a thing that is not there is a tenant, and nothing is tried
/// again by itself.
fn told(error: &CentralError) -> Failure {
    let (code, id) = match error {
        CentralError::RoleRefused => (ErrorCode::Unavailable, "central-administrator-refused"),
        CentralError::NotFound(what) if what == "tenant" => (ErrorCode::NotFound, "central-tenant-unknown"),
        _ => return ::central::at_first(error),
    };
    Failure::new(code, Message::new(id)).detail(error)
}

/// `optria smoke-test --central`: the ten steps, whose summary tells every id.
pub async fn smoke_test(ca: Option<&PathBuf>) -> Result<Outcome, Vec<Failure>> {
    let (url, session_secret) = environment(true)?;
    let run = async {
        let tested = connect(ca, &url).await?.smoke_test(&session_secret).await?;
        print_json(&tested);
        Ok(if tested.passed { Outcome::Done } else { Outcome::NotReady })
    };
    run.await.map_err(|e: CentralError| vec![told(&e)])
}

async fn connect(ca: Option<&PathBuf>, url: &Secret) -> Result<Administrator, CentralError> {
    let authority = match ca {
        Some(file) => {
            let read = tokio::fs::read_to_string(file).await;
            Some(read.map_err(|e| CentralError::TrustUnreadable(e.to_string()))?)
        }
        None => None,
    };
    Administrator::connect(url, authority).await
}

/// The one moment at which generated passwords are seen. That the server has too few connections comes last, where it is
/// read.
fn show(made: &Provisioned, email: &str, language: Language) {
    print_json(&json!({
        "tenantId": made.tenant_id,
        "login": made.login.as_ref().map(shown_login),
        "person": { "id": made.person_id, "email": email, "password": made.person_password.expose() },
        "raiseMaxConnections": made.oversubscribed.is_some(),
    }));
    if let Some(Oversubscribed { needed, max_connections }) = made.oversubscribed {
        let message = Message::new("central-oversubscribed").with("needed", needed as f64);
        print_warning(&message.with("most", max_connections as f64), language);
    }
}

fn shown_login(login: &RolePassword) -> Value {
    json!({ "role": login.role, "password": login.password.expose() })
}

/// All that is missing or malformed, not just the first.
fn environment(needs_secret: bool) -> Result<(Secret, Secret), Vec<Failure>> {
    let of = |name: &str| Secret::new(crate::environment(name).unwrap_or_default());
    let (url, secret) = (of("DATABASE_URL"), of("SESSION_SECRET"));
    let mut missing = Vec::new();
    if url.is_empty() {
        missing.push(Failure::new(ErrorCode::Invalid, Message::new("central-database-url")));
    }
    if needs_secret && secret.expose().chars().count() < 32 {
        missing.push(Failure::new(ErrorCode::Invalid, Message::new("central-session-secret")));
    }
    if missing.is_empty() { Ok((url, secret)) } else { Err(missing) }
}
