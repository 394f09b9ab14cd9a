//! Notifications of breakdowns as failures of assets: each once, changed where SAP changes it, and left alone where a
//! person has said more about it here.

use super::unstored;
use crate::{commands::Topic, failures::OrFailure, plant::Plant};
use connectors::{
    polling::Ended,
    sap::{Changes, Notification, SapSystem},
};
use domain::{AssetEvent, AssetEventId, AssetEventKind, FailureMode, Integration, IntegrationId, Message, Timestamp};
use sha2::{Digest, Sha256};
use store::{
    Connection,
    integration_event::{self, IntegrationEvent, Severity},
    sap_object::SapObject,
    sap_reading::SapReading,
};

/// SAP knows what failed only in codes of its own catalogs.
const MODE: AssetEventKind = AssetEventKind::Failure { mode: FailureMode::Unknown };

pub(crate) async fn read(plant: &Plant, integration: &Integration, system: &SapSystem) -> Result<(), Ended> {
    let (mut notifications, mut failures) = (0, 0);
    loop {
        let known = plant.store.read(|c| store::sap_reading::find(c, integration.id)).or_failure().map_err(unstored)?;
        let now = plant.clock.now();
        let since = known.as_ref().map_or(now - system.history(), |k| k.until);
        let changes = system.changed_since(since).await?;
        let recorded = plant.store.write(|t| keep(t, integration.id, known.as_ref(), &changes, now)).or_failure();
        let Some(recorded) = recorded.map_err(unstored)? else { continue };
        failures += recorded;
        notifications += changes.notifications.len();
        if !changes.is_more {
            break;
        }
    }
    if failures > 0 {
        let message = Message::new("sap-history-read");
        let message = message.with("notifications", notifications as f64).with("failures", failures as f64);
        let (integration_id, at) = (integration.id, plant.clock.now());
        let event = IntegrationEvent { integration_id, at, severity: Severity::Info, message, detail: None };
        plant.store.write(|t| integration_event::append(t, &event)).or_failure().map_err(unstored)?;
        plant.changes.tell_soon(Topic::History);
    }
    plant.changes.tell_soon(Topic::Integrations);
    Ok(())
}

/// The failures and how far it was read, together or not at all. Answers how many were recorded or changed; none where it
/// was set back while SAP was asked, and is to be read from there.
fn keep(
    c: &Connection,
    integration: IntegrationId,
    known: Option<&SapReading>,
    changes: &Changes,
    now: Timestamp,
) -> store::Result<Option<i64>> {
    if store::sap_reading::find(c, integration)?.as_ref() != known {
        return Ok(None);
    }
    let mut failures = 0;
    for told in changes.notifications.iter().filter(|n| n.is_breakdown && n.began_at <= now) {
        if let Some(object) = store::sap_object::find(c, integration, &told.object)? {
            failures += i64::from(record(c, &object, told, now)?);
        }
    }
    let before = known.map_or((0, 0), |k| (k.notifications, k.failures));
    let reading = SapReading {
        until: changes.until,
        read_at: now,
        notifications: before.0 + changes.notifications.len() as i64,
        failures: before.1 + failures,
    };
    store::sap_reading::save(c, integration, &reading)?;
    store::integration::set_sync(c, integration, Some(now), None)?;
    Ok(Some(failures))
}

/// Whether anything changed.
fn record(c: &Connection, object: &SapObject, told: &Notification, now: Timestamp) -> store::Result<bool> {
    // In the name of who said that the asset stands for it: nobody else has said anything here.
    let _name = store::acting::act_as(Some(object.linked_by), now);
    let id = id_of(object.integration_id, &told.number);
    let note = format!("{} {}", begins_with(told), told.text);
    let event = AssetEvent {
        id,
        asset_id: object.asset_id,
        at: told.began_at,
        what: MODE,
        downtime_hours: told.downtime_hours,
        cost: None,
        note,
        recorded_by: object.linked_by,
        recorded_at: now,
        version: 1,
    };
    let Some(before) = store::asset_event::find(c, id)? else {
        store::asset_event::save(c, &event)?;
        return Ok(true);
    };
    let is_saps =
        before.what == MODE && before.note.starts_with(&begins_with(told)) && before.asset_id == event.asset_id;
    let is_same = (before.at, before.downtime_hours, &before.note) == (event.at, event.downtime_hours, &event.note);
    if !is_saps || is_same {
        return Ok(false);
    }
    let changed = AssetEvent { version: before.version + 1, cost: before.cost, ..event };
    store::asset_event::save(c, &changed)?;
    Ok(true)
}

fn begins_with(told: &Notification) -> String {
    format!("SAP {}:", told.number)
}

/// The same for the same notification at every workstation and for ever, so that what is read again changes nothing.
fn id_of(integration: IntegrationId, number: &str) -> AssetEventId {
    let hash = Sha256::new().chain_update(integration.0.as_bytes()).chain_update(number).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    AssetEventId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ConnectorKind, IntegrationStatus};
    use store::{Store, StoreKey};

    #[test]
    fn what_was_set_back_while_sap_was_asked_is_not_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("store.db"), &StoreKey::random().unwrap()).unwrap().store;
        let id = IntegrationId::new();
        let integration = Integration {
            id,
            connector: ConnectorKind::Sap,
            name: "SAP".into(),
            config: serde_json::json!({}),
            status: IntegrationStatus::Active,
            last_sync_at: None,
            last_error: None,
        };
        store.write(|t| store::integration::insert(t, &integration)).unwrap();
        let now = chrono::Utc::now();
        let changes = Changes { notifications: Vec::new(), passed_over: 0, until: now, is_more: false };
        let keep = |known: Option<&SapReading>| store.write(|t| keep(t, id, known, &changes, now)).unwrap();
        assert_eq!(keep(None), Some(0));
        let read = store.read(|c| store::sap_reading::find(c, id)).unwrap();
        // A person takes an asset in just now.
        store.write(|t| store::sap_reading::forget(t, id)).unwrap();
        assert_eq!(keep(read.as_ref()), None);
        assert_eq!(store.read(|c| store::sap_reading::find(c, id)).unwrap(), None, "it begins anew");
        assert_eq!(keep(None), Some(0));
    }
}
