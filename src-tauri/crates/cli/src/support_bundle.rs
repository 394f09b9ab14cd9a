//! `optria support-bundle`: made on this machine by whoever may read the workspace's folder. A platform owner who signs in
//! has the diagnostics in it, as in the window.

use crate::{
    output::{Outcome, print_json},
    session,
};
use app::{
    App,
    support::{self, Mask},
};
use domain::{ErrorCode, Failure, Message};
use serde_json::{Value, json};
use std::{path::Path, sync::Arc};

pub async fn run(app: &Arc<App>, person: Option<String>, out: &Path) -> Result<Outcome, Failure> {
    let opened = session::door_of(app, person.clone(), domain::Role::PlatformOwner).await;
    let (name, told) = match opened {
        Ok(door) => {
            let diagnosed = door.call("get_diagnostics", json!({})).await;
            door.end_visit().await;
            match diagnosed {
                Ok(diagnostics) => ("diagnostics.json", diagnostics),
                // Nobody was named: no more is told than anybody may ask.
                Err(_) if person.is_none() => ("health.json", door.call("get_health", json!({})).await?),
                Err(refused) => return Err(refused),
            }
        }
        Err(refused) if person.is_some() => return Err(refused),
        // A workspace that can't be opened is what a bundle is needed for most.
        Err(failure) => ("health.json", json!({ "isReady": false, "failure": failure })),
    };
    let mask = Mask::of(&support::secrets_of(app));
    let folder = app.folder();
    let bundle = support::bundle(&[&app.home, &folder], &[(name, &told)], &mask, app.clock.now())?;
    std::fs::write(out, &bundle.bytes).map_err(|e| {
        let file = out.display().to_string();
        let message = Message::new("support-bundle-unwritable").with("file", file);
        Failure::new(ErrorCode::Unavailable, message).detail(e)
    })?;
    print_json(&json!({ "file": out, "bytes": bundle.bytes.len(), "told": Value::from(name) }));
    Ok(Outcome::Done)
}
