//! What befell objects of a maintenance system as the history of their assets: each once, changed where the system changes
//! it, and left alone where a person has said more about it here.

use super::changes;
use crate::{commands::Topic, plant::Plant};
use async_trait::async_trait;
use connectors::{
    Refused,
    maintenance::{Changes, Happening, MaintenanceSystem, short_name},
    polling::Ended,
};
use domain::{AssetEvent, AssetEventId, Integration, Message, Timestamp};
use store::{
    Connection, integration_event::Severity, maintenance_object::MaintenanceObject, maintenance_reading::Subject,
};

struct History;

#[async_trait]
impl changes::Reading for History {
    const SUBJECT: Subject = Subject::History;
    type One = Happening;

    async fn ask(
        &self,
        system: &dyn MaintenanceSystem,
        since: Timestamp,
        seen: Option<Timestamp>,
    ) -> Result<Changes<Happening>, Refused> {
        system.changed_since(since, seen).await
    }

    fn keep(&self, c: &Connection, integration: &Integration, told: &Happening, now: Timestamp) -> store::Result<bool> {
        if told.at > now {
            return Ok(false);
        }
        let Some(object) = store::maintenance_object::find(c, integration.id, &told.object)? else { return Ok(false) };
        let begins_with = format!("{} {}:", short_name(integration.connector), told.number);
        record(c, &object, told, &begins_with, now)
    }
}

pub(crate) async fn read(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
) -> Result<(), Ended> {
    let told = changes::read(plant, integration, system, &History).await?;
    if told.recorded > 0 {
        let message = Message::new("maintenance-history-read").with("system", short_name(integration.connector));
        let message = message.with("read", told.read as f64).with("recorded", told.recorded as f64);
        super::log(plant, integration, Severity::Info, message)?;
        plant.changes.tell_soon(Topic::History);
    }
    plant.changes.tell_soon(Topic::Integrations);
    Ok(())
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
    let id = AssetEventId(super::id_of(object.integration_id, &told.number));
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
