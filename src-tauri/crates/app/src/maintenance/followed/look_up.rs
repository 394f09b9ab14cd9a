//! Orders that were not seen for a day are looked for by their numbers: what was taken back there by a restored backup, or is
//! gone, bears no time of change.

use super::{Taken, take};
use crate::{failures::OrFailure, maintenance::unstored, plant::Plant};
use chrono::TimeDelta;
use connectors::{
    maintenance::{MOST_LOOKED_UP, MaintenanceSystem, short_name},
    polling::Ended,
};
use domain::{Integration, Message, Timestamp};
use store::{
    Connection,
    followed_order::{self, FollowedChange, FollowedOrder},
};

/// So long an unfinished order is believed to be as it was last seen.
const BELIEVED: TimeDelta = TimeDelta::days(1);
/// Questions of one reading: with a reading every quarter of an hour, some twenty thousand orders a day.
const MOST_QUESTIONS: usize = 10;

/// How many were changed here by it.
pub(super) async fn look(
    plant: &Plant,
    integration: &Integration,
    system: &dyn MaintenanceSystem,
) -> Result<i64, Ended> {
    let mut changed = 0;
    for _ in 0..MOST_QUESTIONS {
        let before = plant.clock.now() - BELIEVED;
        let unseen = |c: &Connection| followed_order::unseen_since(c, integration.id, before, MOST_LOOKED_UP);
        let unseen = plant.store.read(unseen).or_failure().map_err(unstored)?;
        if unseen.is_empty() {
            break;
        }
        let numbers: Vec<String> = unseen.iter().map(|order| order.number.clone()).collect();
        let found = system.look_up(&numbers).await?;
        let now = plant.clock.now();
        let keep = |t: &store::Transaction<'_>| {
            let mut changed = 0;
            for told in &found {
                changed += i64::from(take(t, integration, told, now)? == Taken::Changed);
            }
            for order in unseen.iter().filter(|o| found.iter().all(|f| f.number != o.number)) {
                changed += i64::from(miss(t, integration, order, now)?);
            }
            Ok(changed)
        };
        changed += plant.store.write(keep).or_failure().map_err(unstored)?;
    }
    Ok(changed)
}

/// Its work order stays as it is: why it is gone only a person knows.
fn miss(c: &Connection, integration: &Integration, order: &FollowedOrder, now: Timestamp) -> store::Result<bool> {
    followed_order::save(c, &FollowedOrder { seen_at: now, is_gone: true, ..order.clone() })?;
    if !order.is_gone {
        let message = Message::new("followed-order-gone").with("system", short_name(integration.connector));
        followed_order::note_change(c, order.work_order_id, &FollowedChange { at: now, message })?;
    }
    Ok(!order.is_gone)
}
