//! What is known of sources that have changed since they were mapped: from a look once a day at every integration that
//! collects here (databases aside), and from every look that a person takes. A finding that is new stands in the
//! integration's log; what is left of it, on its card, until it is bound anew or the next look finds it in order.

mod look;

pub use look::{Drift, DriftPage, DriftRow};
pub(crate) use look::{stretch, tell};

use crate::{failures::OrFailure, plant::Plant, supervisor};
use domain::{ConnectorKind, Failure, Integration, IntegrationId, IntegrationStatus, MappingId, Message, Timestamp};
use parking_lot::Mutex;
use serde::Serialize;
use std::{
    collections::{BTreeSet, HashMap},
    time::Duration,
};
use ts_rs::TS;

/// So long at a stretch; in between the process may be told to end.
const STRETCH: Duration = Duration::from_secs(30);

/// The last whole look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Looked {
    pub at: Timestamp,
    pub checked: u32,
    /// Mappings that are not as they were mapped, and were not bound anew since.
    pub drifted: u32,
}

#[derive(Default)]
struct Look {
    at: Timestamp,
    checked: u32,
    drifted: BTreeSet<MappingId>,
}

#[derive(Default)]
pub struct Looks(Mutex<HashMap<IntegrationId, Of>>);

#[derive(Default)]
struct Of {
    /// Goes on, stretch by stretch.
    open: Look,
    whole: Option<Look>,
}

/// So many mappings in a row, and which of them have changed.
pub struct Stretch {
    pub is_first: bool,
    pub is_last: bool,
    pub checked: u32,
    pub drifted: Vec<MappingId>,
}

impl Looks {
    /// A stretch of a look. Once it is the last: what is found now that was not known before.
    pub fn note(&self, integration: IntegrationId, stretch: Stretch, at: Timestamp) -> Option<u32> {
        let mut all = self.0.lock();
        let of = all.entry(integration).or_default();
        if stretch.is_first {
            of.open = Look::default();
        }
        of.open.checked += stretch.checked;
        of.open.drifted.extend(stretch.drifted);
        if !stretch.is_last {
            return None;
        }
        let look = Look { at, ..std::mem::take(&mut of.open) };
        let known = of.whole.take().unwrap_or_default().drifted;
        let new = look.drifted.difference(&known).count() as u32;
        of.whole = Some(look);
        Some(new)
    }

    /// Bound anew, or gone.
    pub fn settle(&self, mapping: MappingId) {
        for look in self.0.lock().values_mut().filter_map(|of| of.whole.as_mut()) {
            look.drifted.remove(&mapping);
        }
    }

    pub fn of(&self, integration: IntegrationId) -> Option<Looked> {
        let all = self.0.lock();
        let look = all.get(&integration)?.whole.as_ref()?;
        Some(Looked { at: look.at, checked: look.checked, drifted: look.drifted.len() as u32 })
    }
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
async fn look(plant: &Plant, integration: &Integration) -> Result<Option<Looked>, Failure> {
    let Ok(source) = plant.desks.open(plant, integration) else { return Ok(None) };
    let mut from = 0;
    loop {
        if plant.jobs.is_stopping() {
            return Ok(None);
        }
        let Ok(page) = stretch(plant, source.as_ref(), integration, from, STRETCH).await else { return Ok(None) };
        if let Some(new) = plant.looks.note(integration.id, page.noted(from), plant.clock.now()) {
            let looked = plant.looks.of(integration.id);
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
    fn a_finding_is_new_once_and_gone_once_it_is_bound_anew() {
        let (looks, of) = (Looks::default(), IntegrationId::new());
        let at = Timestamp::default();
        let (first, second) = (MappingId::new(), MappingId::new());
        assert_eq!(looks.note(of, part(true, false, &[first]), at), None);
        assert_eq!(looks.of(of), None, "half a look says nothing");
        assert_eq!(looks.note(of, part(false, true, &[second]), at), Some(2));
        assert_eq!(looks.of(of), Some(Looked { at, checked: 1_000, drifted: 2 }));
        looks.settle(first);
        assert_eq!(looks.of(of).map(|l| l.drifted), Some(1));
        assert_eq!(looks.note(of, part(true, true, &[second]), at), Some(0), "known already");
        assert_eq!(looks.note(of, part(true, true, &[]), at), Some(0));
        assert_eq!(looks.of(of).map(|l| l.drifted), Some(0));
    }
}
