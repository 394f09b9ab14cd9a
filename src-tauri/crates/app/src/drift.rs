//! What is known of sources that have changed since they were mapped: from a look once a day at every integration that
//! collects here (databases aside), and from every look that a person takes. A finding that is new stands in the
//! integration's log; what is left of it, on its card, until it is bound anew or the next look finds it in order.

mod look;

pub use look::{Drift, DriftPage, DriftRow};
pub(crate) use look::{stretch, tell};

use crate::{failures::OrFailure, plant::Plant, supervisor};
use domain::{ConnectorKind, Failure, Integration, IntegrationId, IntegrationStatus, MappingId, Message};
use parking_lot::Mutex;
use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};
use store::source_look::SourceLook;

/// So long at a stretch; in between the process may be told to end.
const STRETCH: Duration = Duration::from_secs(30);

/// Looks that go on, stretch by stretch. Whole ones are in the store.
#[derive(Default)]
pub struct Looks(Mutex<HashMap<IntegrationId, Open>>);

#[derive(Default)]
struct Open {
    checked: u32,
    drifted: BTreeSet<MappingId>,
}

/// So many mappings in a row, and which of them have changed.
pub struct Stretch {
    pub is_first: bool,
    pub is_last: bool,
    pub checked: u32,
    pub drifted: Vec<MappingId>,
}

impl Looks {
    /// What is known of the whole once this is its last stretch.
    fn note(&self, integration: IntegrationId, stretch: Stretch) -> Option<Open> {
        let mut all = self.0.lock();
        let open = all.entry(integration).or_default();
        if stretch.is_first {
            *open = Open::default();
        }
        open.checked += stretch.checked;
        open.drifted.extend(stretch.drifted);
        stretch.is_last.then(|| all.remove(&integration)).flatten()
    }
}

/// A stretch of a look. Once it is the last: what is found now that was not known before.
pub(crate) fn note(plant: &Plant, integration: IntegrationId, stretch: Stretch) -> Result<Option<u32>, Failure> {
    let Some(whole) = plant.looks.note(integration, stretch) else { return Ok(None) };
    let at = plant.clock.now();
    let new = plant
        .store
        .write(|t| store::source_look::save(t, integration, at, whole.checked, &whole.drifted))
        .or_failure()?;
    Ok(Some(new))
}

/// Looks at every integration that collects here. One whose source is away is left: its connection says so itself.
pub async fn round(plant: &Plant) -> Result<Message, Failure> {
    let all = plant.store.read(store::integration::list).or_failure()?;
    let (mut checked, mut drifted) = (0, 0);
    for integration in all.iter().filter(|i| is_looked_after(plant, i)) {
        if let Some(looked) = look(plant, integration).await? {
            checked += looked.checked;
            drifted += looked.drifted;
        }
    }
    Ok(Message::new("job-drift-outcome").with("checked", checked).with("drifted", drifted))
}

fn is_looked_after(plant: &Plant, integration: &Integration) -> bool {
    // A database would be asked for each tag by itself, and could not tell one that is gone from one that is silent.
    let tells_cheaply = integration.connector != ConnectorKind::Sql;
    let collects_here = || plant.supervisor.status(integration.id, |_| ()).is_some();
    tells_cheaply
        && integration.status == IntegrationStatus::Active
        && supervisor::may_run(plant, integration)
        && collects_here()
}

/// `None` where it could not be looked at to the end.
async fn look(plant: &Plant, integration: &Integration) -> Result<Option<SourceLook>, Failure> {
    let Ok(source) = plant.desks.open(plant, integration) else { return Ok(None) };
    let mut from = 0;
    loop {
        if plant.jobs.is_stopping() {
            return Ok(None);
        }
        let Ok(page) = stretch(plant, source.as_ref(), integration, from, STRETCH).await else { return Ok(None) };
        if let Some(new) = note(plant, integration.id, page.noted(from))? {
            let looked = plant.store.read(|c| store::source_look::find(c, integration.id)).or_failure()?;
            if let Some(looked) = looked.filter(|_| new > 0) {
                tell(plant, integration.id, looked.drifted, looked.checked)?;
                plant.changes.tell_soon(crate::commands::Topic::Integrations);
            }
            return Ok(looked);
        }
        from = page.next.unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(is_first: bool, is_last: bool, drifted: &[MappingId]) -> Stretch {
        Stretch { is_first, is_last, checked: 500, drifted: drifted.to_vec() }
    }

    #[test]
    fn half_a_look_says_nothing_and_one_that_begins_anew_forgets_the_one_before() {
        let (looks, of) = (Looks::default(), IntegrationId::new());
        let (first, second) = (MappingId::new(), MappingId::new());
        assert!(looks.note(of, part(true, false, &[first])).is_none());
        assert!(looks.note(of, part(true, false, &[])).is_none(), "begun anew");
        let whole = looks.note(of, part(false, true, &[second])).unwrap();
        assert_eq!((whole.checked, whole.drifted), (1_000, [second].into()));
        assert!(looks.0.lock().is_empty());
    }
}
