//! The newest value of signals, with what must always be shown beside it.

use crate::{failures::OrFailure, plant::Plant};
use domain::{Failure, Quality, SignalNo, StatusCode, Timestamp};
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

/// A value with what must always be shown beside it.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LatestValue {
    pub signal: SignalNo,
    /// In the metric's unit; none while the quality is bad.
    pub value: Option<f64>,
    /// The last good one, kept apart.
    pub last_good_value: Option<f64>,
    pub last_good_at: Option<Timestamp>,
    pub status: StatusCode,
    pub quality: Quality,
    pub source_time: Timestamp,
    pub server_time: Option<Timestamp>,
    pub receipt_time: Timestamp,
    /// Older than the signal's stale threshold.
    pub is_stale: bool,
}

/// The latest value of each signal that has one, with its last good value and whether it is stale.
pub(crate) fn latest_values(plant: &Plant, signals: &[SignalNo]) -> Result<HashMap<SignalNo, LatestValue>, Failure> {
    let now = plant.clock.now();
    let latest = plant.store.telemetry().latest(signals).or_failure()?;
    let stale = plant.store.read(|c| store::mapping::stale(c, signals, now)).or_failure()?;
    // A tag that can't be followed brings nothing, however well its connection lives.
    let failed = plant.supervisor.failed_tags();
    let mut values = HashMap::with_capacity(latest.len());
    for r in latest {
        let last_good = match r.value {
            Some(value) => Some((r.source_time, value)),
            None => plant.store.telemetry().last_good(r.signal).or_failure()?,
        };
        let value = LatestValue {
            signal: r.signal,
            value: r.value,
            last_good_value: last_good.map(|g| g.1),
            last_good_at: last_good.map(|g| g.0),
            status: r.status,
            quality: r.quality(),
            source_time: r.source_time,
            server_time: r.server_time,
            receipt_time: r.receipt_time,
            is_stale: stale.contains(&r.signal) || failed.contains_key(&r.signal),
        };
        values.insert(r.signal, value);
    }
    Ok(values)
}
