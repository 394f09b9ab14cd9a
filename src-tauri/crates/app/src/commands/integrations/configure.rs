//! Making, changing, starting, stopping and deleting integrations.

use super::{
    IntegrationRef,
    card::{IntegrationCard, card},
};
use crate::{
    Caller,
    central::{
        defaults::{self, Kept},
        leases, sealing,
    },
    commands::{checked::checked_name, workspace::Done},
    failures::{OrFailure, failure, invalid, out_of_range},
    onboarding,
    plant::Plant,
    supervisor,
};
use connectors::demo;
use domain::{
    ConnectorKind, ErrorCode, Failure, Integration, IntegrationId, IntegrationStatus, Message, Secret, Timestamp,
    secret::MASK,
};
use serde::Deserialize;
use std::{collections::BTreeMap, sync::Arc};
use store::integration_event::{IntegrationEvent, Severity};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveIntegration {
    /// Absent: a new one.
    #[ts(optional)]
    pub id: Option<IntegrationId>,
    pub connector: ConnectorKind,
    pub name: String,
    #[ts(type = "Record<string, unknown>")]
    pub config: serde_json::Value,
    /// Only those that were typed; `***` or absent keeps what the keychain has; empty removes it.
    #[serde(default)]
    #[ts(as = "Option<BTreeMap<String, String>>", optional)]
    pub secrets: BTreeMap<String, Secret>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetDemoSpeed {
    pub id: IntegrationId,
    /// 1 to 3600.
    pub speed: f64,
}

pub async fn save_integration(caller: &Caller<'_>, request: SaveIntegration) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let name = checked_name(&request.name, "name")?;
    supervisor::permitted(&plant, request.connector)?;
    let declaration = connectors::registry::declaration(request.connector);
    if let Some(unknown) = request.secrets.keys().find(|k| !declaration.secret_fields().any(|f| f.name == **k)) {
        return Err(invalid("config-unknown-field", unknown));
    }
    for (field, secret) in &request.secrets {
        sealing::check(field, secret)?;
    }
    let before = match request.id {
        Some(id) => {
            let before = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
            if before.connector != request.connector {
                return Err(failure(ErrorCode::Conflict, "integration-connector-fixed"));
            }
            Some(before)
        }
        None => None,
    };
    let id = request.id.unwrap_or_else(IntegrationId::new);
    let will_have_secret = |field: &str| match request.secrets.get(field) {
        Some(secret) if secret.expose() != MASK => !secret.is_empty(),
        _ => plant.has_secret(request.connector, id, field),
    };
    // Checked as it will work, and saved as it was typed: a default may be another tomorrow.
    let whole = defaults::filled_in(&declaration, &request.config, &plant.environment, &Kept::read(&plant)?);
    let validated = declaration.validate(&whole, will_have_secret).map_err(first_of)?;
    let secrets = declaration.secret_fields().map(|f| f.name.clone()).filter(|name| will_have_secret(name));
    connectors::registry::check(request.connector, &validated, secrets)?;
    let config = declaration.as_saved(validated, &request.config);
    let integration = Integration {
        id,
        connector: request.connector,
        name,
        config: anchored(request.connector, config, before.as_ref(), caller.now())?,
        status: before.as_ref().map_or(IntegrationStatus::Inactive, |b| b.status),
        last_sync_at: before.as_ref().and_then(|b| b.last_sync_at),
        last_error: None,
    };
    let is_new_secret = |field: &str, secret: &Secret| -> Result<bool, Failure> {
        let kept = plant.secret(id, field)?.map_or(String::new(), |s| s.expose().to_owned());
        Ok(secret.expose() != MASK && secret.expose() != kept)
    };
    let mut was_changed = before.as_ref().is_some_and(|b| is_configured_otherwise(b, &integration));
    for (field, secret) in &request.secrets {
        was_changed |= is_new_secret(field, secret)?;
    }
    plant
        .store
        .write(|t| match before {
            Some(_) => store::integration::update(t, &integration),
            None => store::integration::insert(t, &integration),
        })
        .or_failure()?;
    // After the row: a refused save changes no password.
    let mut saved = Vec::new();
    for (field, secret) in &request.secrets {
        plant.save_secret(id, field, secret)?;
        if secret.expose() != MASK {
            saved.push(field.clone());
        }
    }
    if was_changed {
        onboarding::forget_test(&plant, id)?;
    }
    share(caller, &plant, id, &saved).await?;
    plant.supervisor.reconcile(&plant, None).await?;
    card(&plant, integration)
}

pub async fn delete_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    plant
        .store
        .write(|t| {
            store::integration::set_status(t, found.id, IntegrationStatus::Inactive)?;
            store::integration::delete(t, found.id, store::integration::Mappings::DeleteToo)
        })
        .or_failure()?;
    plant.desks.close(found.id);
    plant.supervisor.reconcile(&plant, None).await?;
    let mut removed = Vec::new();
    for field in connectors::registry::declaration(found.connector).secret_fields() {
        if plant.secret(found.id, &field.name)?.is_some() {
            plant.save_secret(found.id, &field.name, &Secret::new(""))?;
            removed.push(field.name.clone());
        }
    }
    share(caller, &plant, found.id, &removed).await?;
    Ok(Done {})
}

/// In a central workspace the tenant's other workstations need the secret too.
async fn share(caller: &Caller<'_>, plant: &Arc<Plant>, id: IntegrationId, fields: &[String]) -> Result<(), Failure> {
    sealing::share(plant, caller.central().ok().as_ref(), id, fields).await
}

pub async fn start_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<IntegrationCard, Failure> {
    set_status(caller, request.id, IntegrationStatus::Active).await
}

pub async fn stop_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<IntegrationCard, Failure> {
    set_status(caller, request.id, IntegrationStatus::Inactive).await
}

async fn set_status(caller: &Caller<'_>, id: IntegrationId, to: IntegrationStatus) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    if to == IntegrationStatus::Active {
        supervisor::runnable(&plant, &found)?;
    }
    let done =
        told(caller, id, if to == IntegrationStatus::Active { "integration-started" } else { "integration-stopped" })?;
    let change = |t: &store::Transaction<'_>| {
        store::integration::set_status(t, id, to)?;
        store::integration_event::append(t, &done)
    };
    plant.store.write(change).or_failure()?;
    plant.supervisor.reconcile(&plant, (to == IntegrationStatus::Active).then_some(id)).await?;
    if to == IntegrationStatus::Active {
        plant.jobs.lease_wanted();
    } else {
        leases::release(&plant, Some(id)).await;
    }
    let found = plant.store.read(|c| store::integration::get(c, id)).or_failure()?;
    card(&plant, found)
}

pub async fn set_demo_speed(caller: &Caller<'_>, request: SetDemoSpeed) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let mut found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    if found.connector != ConnectorKind::Demo {
        return Err(failure(ErrorCode::Invalid, "integration-has-no-speed"));
    }
    if !(request.speed.is_finite() && (1.0..=3_600.0).contains(&request.speed)) {
        return Err(out_of_range("speed", 1.0, 3_600.0));
    }
    found.config = demo::with_speed(&found.config, request.speed, caller.now())?;
    let mut done = told(caller, found.id, "integration-speed-set")?;
    done.message = done.message.with("speed", request.speed);
    let change = |t: &store::Transaction<'_>| {
        store::integration::update(t, &found)?;
        store::integration_event::append(t, &done)
    };
    plant.store.write(change).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    card(&plant, found)
}

/// What a person did with the integration, for its own log.
fn told(caller: &Caller<'_>, integration_id: IntegrationId, id: &str) -> Result<IntegrationEvent, Failure> {
    let message = Message::new(id).with("person", caller.person()?.display_name.as_str());
    Ok(IntegrationEvent { integration_id, at: caller.now(), severity: Severity::Info, message, detail: None })
}

/// What a person sets of the demo plant; the anchors of its clock are kept by the product.
const DEMO_FIELDS: [&str; 3] = ["seed", "speed", "sampleIntervalMs"];

fn is_configured_otherwise(before: &Integration, after: &Integration) -> bool {
    match after.connector {
        ConnectorKind::Demo => {
            let number = |of: &Integration, field: &str| of.config.get(field).and_then(serde_json::Value::as_f64);
            DEMO_FIELDS.iter().any(|field| number(before, field) != number(after, field))
        }
        _ => before.config != after.config,
    }
}

/// The demo plant's clock is anchored when it is made, and again when its speed changes, so that it never jumps.
fn anchored(
    kind: ConnectorKind,
    config: serde_json::Value,
    before: Option<&Integration>,
    now: Timestamp,
) -> Result<serde_json::Value, Failure> {
    if kind != ConnectorKind::Demo {
        return Ok(config);
    }
    let number = |field: &str| config.get(field).and_then(serde_json::Value::as_f64);
    let mut anchored = match before {
        Some(before) => demo::with_speed(&before.config, number("speed").unwrap_or(1.0), now)?,
        None => demo::fresh_config(number("seed").unwrap_or_default() as u64, now),
    };
    if let (Some(anchored), Some(given)) = (anchored.as_object_mut(), config.as_object()) {
        for field in DEMO_FIELDS {
            if let Some(value) = given.get(field) {
                anchored.insert(field.to_owned(), value.clone());
            }
        }
    }
    Ok(anchored)
}

fn first_of(mut problems: Vec<Failure>) -> Failure {
    let others: Vec<String> = problems.iter().skip(1).map(ToString::to_string).collect();
    let first = problems.swap_remove(0);
    if others.is_empty() { first } else { first.detail(others.join("; ")) }
}
