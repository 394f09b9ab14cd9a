//! What a workstation brings from the central database by itself: the settings that are in force, and the secrets that
//! others have sealed to it. In the name of whoever is signed in and may; else in the workstation's own session, so that
//! collecting goes on with the right passwords while nobody is there. Only where the tenant's change feed has moved.

use super::{
    LinkGuard, Online, defaults,
    sealing::{self, Stopped},
};
use crate::{onboarding, plant::Plant};
use domain::{Failure, Timestamp};
use parking_lot::Mutex;
use std::sync::Arc;
use uuid::Uuid;

/// The platform's defaults are in no tenant's feed.
const SETTINGS_EVERY_SECONDS: i64 = 60;

type Feed = Option<(i64, Uuid)>;

/// How far the feed had moved when this process last looked.
#[derive(Default)]
pub struct Upkeep {
    settings: Mutex<Option<(Feed, Timestamp)>>,
    secrets: Mutex<Option<Feed>>,
}

impl Upkeep {
    fn settings_are_due(&self, feed: Feed, now: Timestamp) -> bool {
        self.settings
            .lock()
            .is_none_or(|(seen, at)| seen != feed || now < at || (now - at).num_seconds() >= SETTINGS_EVERY_SECONDS)
    }

    fn secrets_are_due(&self, feed: Feed) -> bool {
        *self.secrets.lock() != Some(feed)
    }
}

/// In a person's name. True where that took care of the secrets too.
pub async fn with(plant: &Arc<Plant>, session: &Online, link: &LinkGuard) -> Result<bool, Failure> {
    if session.opened_tenant().is_some() {
        return Ok(false);
    }
    let (upkeep, now) = (&super::state(plant)?.upkeep, plant.clock.now());
    let feed = session.told(link.poll().await)?;
    if upkeep.settings_are_due(feed, now) {
        defaults::bring(plant, session, link).await?;
        onboarding::share(plant, session, link).await?;
        *upkeep.settings.lock() = Some((feed, now));
    }
    if !sealing::may(plant, session)? {
        return Ok(false);
    }
    if upkeep.secrets_are_due(feed) || sealing::is_waiting(plant)? {
        sealing::keep_up(plant, session).await?;
        *upkeep.secrets.lock() = Some(feed);
    }
    Ok(true)
}

/// In the workstation's own name; `link` has just been found to count.
pub async fn alone(plant: &Arc<Plant>, link: &LinkGuard) -> Result<(), Stopped> {
    let (upkeep, now) = (&super::state(plant)?.upkeep, plant.clock.now());
    let feed = link.poll().await?;
    if upkeep.settings_are_due(feed, now) {
        defaults::bring_alone(plant, link).await?;
        *upkeep.settings.lock() = Some((feed, now));
    }
    if upkeep.secrets_are_due(feed) {
        sealing::keep_up_alone(plant, link).await?;
        *upkeep.secrets.lock() = Some(feed);
    }
    Ok(())
}
