//! What befell objects of a maintenance system as the history of their assets: each once, changed where the system changes
//! it, and left alone where a person has said more about it here.

use super::unstored;
use crate::{commands::Topic, failures::OrFailure, plant::Plant};
use chrono::TimeDelta;
use connectors::{
    maintenance::{Changes, Happening, MaintenanceSystem, short_name},
    polling::Ended,
};
use domain::{AssetEvent, AssetEventId, Integration, IntegrationId, Message, Timestamp};
use sha2::{Digest, Sha256};
use store::{
    Connection,
    integration_event::{self, IntegrationEvent, Severity},
    maintenance_object::MaintenanceObject,
    maintenance_reading::MaintenanceReading,
};

/// A row bears the time at which it was changed, and is seen only once that is committed: each reading begins so far before
/// the last one's end. What comes again changes nothing.
const OVERLAP: TimeDelta = TimeDelta::minutes(5);

pub(crate) async fn read(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
) -> Result<(), Ended> {
    let find = || plant.store.read(|c| store::maintenance_reading::find(c, integration.id)).or_failure();
    let (mut read, mut recorded) = (0, 0);
    let mut until: Option<Timestamp> = None;
    loop {
        let known = find().map_err(unstored)?;
        let now = plant.clock.now();
        let seen = known.as_ref().map(|k| k.until);
        // Within one reading it goes on from where the page before ended, unless it was set back.
        let since = until.filter(|_| seen.is_some()).or(seen.map(|seen| seen - OVERLAP));
        let since = since.unwrap_or(now - system.history());
        let changes = system.changed_since(since, seen).await?;
        let kept = plant.store.write(|t| keep(t, integration, known.as_ref(), &changes, now)).or_failure();
        let Some(kept) = kept.map_err(unstored)? else { continue };
        until = Some(changes.until);
        recorded += kept;
        read += changes.read;
        if !changes.is_more {
            break;
        }
    }
    if recorded > 0 {
        let message = Message::new("maintenance-history-read").with("system", short_name(integration.connector));
        let message = message.with("read", read as f64).with("recorded", recorded as f64);
        let (integration_id, at) = (integration.id, plant.clock.now());
        let event = IntegrationEvent { integration_id, at, severity: Severity::Info, message, detail: None };
        plant.store.write(|t| integration_event::append(t, &event)).or_failure().map_err(unstored)?;
        plant.changes.tell_soon(Topic::History);
    }
    plant.changes.tell_soon(Topic::Integrations);
    Ok(())
}

/// What was recorded and how far it was read, together or not at all. Answers how many were recorded or changed; none where
/// it was set back while the system was asked, and is to be read from there.
fn keep(
    c: &Connection,
    integration: &Integration,
    known: Option<&MaintenanceReading>,
    changes: &Changes,
    now: Timestamp,
) -> store::Result<Option<i64>> {
    if store::maintenance_reading::find(c, integration.id)?.as_ref() != known {
        return Ok(None);
    }
    let mut recorded = 0;
    for told in changes.happenings.iter().filter(|h| h.at <= now) {
        if let Some(object) = store::maintenance_object::find(c, integration.id, &told.object)? {
            let begins_with = format!("{} {}:", short_name(integration.connector), told.number);
            recorded += i64::from(record(c, &object, told, &begins_with, now)?);
        }
    }
    let before = known.map_or((0, 0), |k| (k.read, k.recorded));
    let reading = MaintenanceReading {
        // A reading that begins before the last one's end does not fall back behind it.
        until: known.map_or(changes.until, |k| k.until.max(changes.until)),
        read_at: now,
        read: before.0 + changes.read as i64,
        recorded: before.1 + recorded,
    };
    store::maintenance_reading::save(c, integration.id, &reading)?;
    store::integration::set_sync(c, integration.id, Some(now), None)?;
    Ok(Some(recorded))
}

/// Whether anything changed.
fn record(
    c: &Connection,
    object: &MaintenanceObject,
    told: &Happening,
    begins_with: &str,
    now: Timestamp,
) -> store::Result<bool> {
    // In the name of who said that the asset stands for it: nobody else has said anything here.
    let _name = store::acting::act_as(Some(object.linked_by), now);
    let id = id_of(object.integration_id, &told.number);
    let event = AssetEvent {
        id,
        asset_id: object.asset_id,
        at: told.at,
        what: told.what,
        downtime_hours: told.downtime_hours,
        cost: None,
        note: format!("{begins_with} {}", told.text),
        recorded_by: object.linked_by,
        recorded_at: now,
        version: 1,
    };
    let Some(before) = store::asset_event::find(c, id)? else {
        store::asset_event::save(c, &event)?;
        return Ok(true);
    };
    let is_the_systems =
        before.what == event.what && before.note.starts_with(begins_with) && before.asset_id == event.asset_id;
    let is_same = (before.at, before.downtime_hours, &before.note) == (event.at, event.downtime_hours, &event.note);
    if !is_the_systems || is_same {
        return Ok(false);
    }
    let changed = AssetEvent { version: before.version + 1, cost: before.cost, ..event };
    store::asset_event::save(c, &changed)?;
    Ok(true)
}

/// The same for the same notification or order at every workstation and for ever, so that what is read again changes nothing.
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
    fn what_was_set_back_while_the_system_was_asked_is_not_passed_over() {
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
        let changes = Changes { happenings: Vec::new(), read: 0, until: now, is_more: false };
        let keep =
            |known: Option<&MaintenanceReading>| store.write(|t| keep(t, &integration, known, &changes, now)).unwrap();
        assert_eq!(keep(None), Some(0));
        let read = store.read(|c| store::maintenance_reading::find(c, id)).unwrap();
        // A person takes an asset in just now.
        store.write(|t| store::maintenance_reading::forget(t, id)).unwrap();
        assert_eq!(keep(read.as_ref()), None);
        assert_eq!(store.read(|c| store::maintenance_reading::find(c, id)).unwrap(), None, "it begins anew");
        assert_eq!(keep(None), Some(0));
    }
}
