//! `optria init`: makes a workspace, as the first run of the window does.

use crate::{
    output::{Outcome, print_json},
    session::secret,
};
use app::{App, Door};
use clap::Args;
use domain::Failure;
use serde_json::json;
use std::sync::Arc;

#[derive(Args)]
#[group(required = true, multiple = false)]
struct Kind {
    /// Fill it with the demo plant; one person per role.
    #[arg(long)]
    demo: bool,
    /// Leave it empty but for its first administrator.
    #[arg(long)]
    empty: bool,
}

#[derive(Args)]
pub struct Init {
    #[command(flatten)]
    kind: Kind,
    /// The first administrator's e-mail; the password is taken from OPTRIA_PASSWORD or asked for.
    #[arg(long, required_if_eq("empty", "true"))]
    email: Option<String>,
    /// The first administrator's name; default: the e-mail's part before the @.
    #[arg(long)]
    name: Option<String>,
    /// IANA time zone of the plant.
    #[arg(long, default_value = "Asia/Riyadh")]
    time_zone: String,
    /// Keep the store's key in no keychain: it is made from a passphrase (OPTRIA_PASSPHRASE or asked for).
    #[arg(long)]
    passphrase: bool,
}

pub async fn run(app: &Arc<App>, init: Init) -> Result<Outcome, Failure> {
    let mut request = json!({ "kind": if init.kind.demo { "demo" } else { "empty" }, "timeZone": init.time_zone });
    if let (true, Some(email)) = (init.kind.empty, init.email) {
        let name = init.name.unwrap_or_else(|| email.split('@').next().unwrap_or_default().to_owned());
        let password = secret("OPTRIA_PASSWORD", "Password of the first administrator: ")?;
        request["administrator"] = json!({ "email": email, "displayName": name, "password": password });
    }
    if init.passphrase {
        request["passphrase"] = json!(secret("OPTRIA_PASSPHRASE", "Passphrase: ")?);
    }
    let workspace = Door::new(app.clone()).call("create_workspace", request).await?;
    print_json(&json!({
        "workspace": app.folder(),
        "kind": workspace["kind"],
        "people": workspace["demoPeople"],
    }));
    Ok(Outcome::Done)
}
