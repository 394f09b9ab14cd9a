//! What has changed in a maintenance system since it was last read, a page at a time: what came of a page and how far it was
//! read are stored together, so that a kill in between loses nothing and doubles nothing.

use super::unstored;
use crate::{failures::OrFailure, plant::Plant};
use async_trait::async_trait;
use chrono::TimeDelta;
use connectors::{
    Refused,
    maintenance::{Changes, MaintenanceSystem},
    polling::Ended,
};
use domain::{Integration, Timestamp};
use store::{
    Connection,
    maintenance_reading::{self, MaintenanceReading, Subject},
};

/// A row bears the time at which it was changed, and is seen only once that is committed: each reading begins so far before
/// the last one's end. What comes again changes nothing.
const OVERLAP: TimeDelta = TimeDelta::minutes(5);

/// What came of a reading.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Told {
    pub read: usize,
    pub recorded: i64,
}

/// What is read of a system, and what is made of it here.
#[async_trait]
pub(crate) trait Reading: Sync {
    const SUBJECT: Subject;
    type One: Send;

    async fn ask(
        &self,
        system: &dyn MaintenanceSystem,
        since: Timestamp,
        seen: Option<Timestamp>,
    ) -> Result<Changes<Self::One>, Refused>;

    /// Stores what follows from one; answers whether that changed anything here.
    fn keep(&self, c: &Connection, integration: &Integration, one: &Self::One, now: Timestamp) -> store::Result<bool>;
}

pub(crate) async fn read<R: Reading>(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
    reading: &R,
) -> Result<Told, Ended> {
    let find = || plant.store.read(|c| maintenance_reading::find(c, integration.id, R::SUBJECT)).or_failure();
    let mut told = Told::default();
    let mut until: Option<Timestamp> = None;
    loop {
        let known = find().map_err(unstored)?;
        let now = plant.clock.now();
        let seen = known.as_ref().map(|k| k.until);
        // Within one reading it goes on from where the page before ended, unless it was set back.
        let since = until.filter(|_| seen.is_some()).or(seen.map(|seen| begins(seen, now)));
        let since = since.unwrap_or(now - system.history());
        let changes = reading.ask(system, since, seen).await?;
        let page = |t: &store::Transaction<'_>| keep_page(t, integration, reading, known.as_ref(), &changes, now);
        let Some(kept) = plant.store.write(page).or_failure().map_err(unstored)? else { continue };
        until = Some(changes.until);
        told.recorded += kept;
        told.read += changes.read;
        if !changes.is_more {
            return Ok(told);
        }
    }
}

/// Where the system's clock is ahead of this one it may be set right at any time: what is changed then bears a time that was
/// read already, and so as much of it is read again.
fn begins(seen: Timestamp, now: Timestamp) -> Timestamp {
    seen.min(now) - OVERLAP
}

/// What was recorded and how far it was read, together or not at all. Answers how many were recorded or changed; none where
/// it was set back while the system was asked, and is to be read from there.
fn keep_page<R: Reading>(
    c: &Connection,
    integration: &Integration,
    reading: &R,
    known: Option<&MaintenanceReading>,
    changes: &Changes<R::One>,
    now: Timestamp,
) -> store::Result<Option<i64>> {
    if maintenance_reading::find(c, integration.id, R::SUBJECT)?.as_ref() != known {
        return Ok(None);
    }
    let mut recorded = 0;
    for one in &changes.found {
        recorded += i64::from(reading.keep(c, integration, one, now)?);
    }
    let before = known.map_or((0, 0), |k| (k.read, k.recorded));
    let read = MaintenanceReading {
        // A reading that begins before the last one's end does not fall back behind it.
        until: known.map_or(changes.until, |k| k.until.max(changes.until)),
        read_at: now,
        read: before.0 + changes.read as i64,
        recorded: before.1 + recorded,
    };
    maintenance_reading::save(c, integration.id, R::SUBJECT, &read)?;
    store::integration::set_sync(c, integration.id, Some(now), None)?;
    Ok(Some(recorded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{ConnectorKind, IntegrationId, IntegrationStatus};
    use store::{Store, StoreKey};

    struct Nothing;

    #[async_trait]
    impl Reading for Nothing {
        const SUBJECT: Subject = Subject::History;
        type One = ();
        async fn ask(
            &self,
            _: &dyn MaintenanceSystem,
            until: Timestamp,
            _: Option<Timestamp>,
        ) -> Result<Changes<()>, Refused> {
            Ok(Changes { found: Vec::new(), read: 0, until, is_more: false })
        }
        fn keep(&self, _: &Connection, _: &Integration, _: &(), _: Timestamp) -> store::Result<bool> {
            Ok(false)
        }
    }

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
        let changes = Changes::<()> { found: Vec::new(), read: 0, until: now, is_more: false };
        let keep = |known: Option<&MaintenanceReading>| {
            store.write(|t| keep_page(t, &integration, &Nothing, known, &changes, now)).unwrap()
        };
        let find = |subject| store.read(|c| maintenance_reading::find(c, id, subject)).unwrap();
        assert_eq!(keep(None), Some(0));
        let read = find(Subject::History);
        assert_eq!(find(Subject::Orders), None, "each has its own end");
        // A person takes an asset in just now.
        store.write(|t| maintenance_reading::forget(t, id)).unwrap();
        assert_eq!(keep(read.as_ref()), None);
        assert_eq!(find(Subject::History), None, "it begins anew");
        assert_eq!(keep(None), Some(0));
    }

    #[test]
    fn a_clock_ahead_that_is_set_right_hides_no_change() {
        let at = |minutes: i64| Timestamp::from_timestamp(1_800_000_000 + 60 * minutes, 0).unwrap();
        assert_eq!(begins(at(0), at(15)), at(-5));
        assert_eq!(begins(at(60), at(15)), at(10), "the system's clock is an hour ahead");
    }
}
