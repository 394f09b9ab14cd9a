//! What goes wrong with the measurement rather than with the equipment: lost lines, doubtful sensors, a stuck one.
//! Times are of plant time from the plant's epoch.

use super::load::{HOUR_MS, MINUTE_MS};
use domain::StatusCode;

/// Bad_NoCommunication (OPC UA Part 8, Annex A).
const BAD_NO_COMMUNICATION: StatusCode = StatusCode(0x8031_0000);
const BAD_SENSOR_FAILURE: StatusCode = StatusCode(0x808C_0000);
const BAD_NOT_CONNECTED: StatusCode = StatusCode(0x808A_0000);
const UNCERTAIN_SENSOR_NOT_ACCURATE: StatusCode = StatusCode(0x4093_0000);
const UNCERTAIN_LAST_USABLE_VALUE: StatusCode = StatusCode(0x4090_0000);

#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Symptom {
    /// The status; a bad one carries no value.
    Status(StatusCode),
    /// The value stays what it was when the episode began, and still claims to be good.
    Stuck,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Episode {
    /// The external tag, or an asset (`SITE.ASSET`) for all its tags.
    pub tag: &'static str,
    pub symptom: Symptom,
    pub begins_ms: i64,
    pub lasts_ms: i64,
    pub every_ms: i64,
}

impl Episode {
    /// Where the episode that holds at this moment began; none between episodes.
    pub fn began(&self, since_epoch_ms: i64) -> Option<i64> {
        let into = (since_epoch_ms - self.begins_ms).rem_euclid(self.every_ms);
        (into < self.lasts_ms).then(|| since_epoch_ms - into)
    }

    pub fn touches(&self, external_tag: &str) -> bool {
        external_tag.strip_prefix(self.tag).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}

const fn episode(tag: &'static str, symptom: Symptom, begins_ms: i64, lasts_ms: i64, every_ms: i64) -> Episode {
    Episode { tag, symptom, begins_ms, lasts_ms, every_ms }
}

#[rustfmt::skip]
pub const EPISODES: [Episode; 7] = [
    episode("RGP.E-201.DP", Symptom::Status(BAD_SENSOR_FAILURE), -50 * HOUR_MS, 100 * MINUTE_MS, 31 * HOUR_MS),
    episode("SLD.P-42", Symptom::Status(BAD_NO_COMMUNICATION), -26 * HOUR_MS, 25 * MINUTE_MS, 13 * HOUR_MS),
    episode("SLD.P-51B.FLOW", Symptom::Status(UNCERTAIN_SENSOR_NOT_ACCURATE), -30 * HOUR_MS, 6 * HOUR_MS, 19 * HOUR_MS),
    episode("WRP.GN-12.TSTAT", Symptom::Status(UNCERTAIN_LAST_USABLE_VALUE), -9 * HOUR_MS, 40 * MINUTE_MS, 7 * HOUR_MS),
    episode("WRP.P-22A.TBRG_DE", Symptom::Stuck, -40 * HOUR_MS, 90 * HOUR_MS, 600 * HOUR_MS),
    episode("RGP.V-203.LVL", Symptom::Stuck, -8 * HOUR_MS, 20 * HOUR_MS, 400 * HOUR_MS),
    // Never wired since commissioning: the honest "insufficient data" of the plant.
    episode("SLD.HV-12", Symptom::Status(BAD_NOT_CONNECTED), 0, HOUR_MS, HOUR_MS),
];
