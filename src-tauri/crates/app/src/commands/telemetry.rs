//! Trends and latest values of signals.

use domain::{GapReason, SignalNo, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assets::LatestValue;

#[derive(Debug, Deserialize, TS)]
pub struct GetLatest {
    /// At most 1,000.
    pub signals: Vec<SignalNo>,
}

#[derive(Debug, Serialize, TS)]
pub struct Latest {
    pub values: Vec<LatestValue>,
}

#[derive(Debug, Deserialize, TS)]
pub struct GetTrend {
    /// At most 12.
    pub signals: Vec<SignalNo>,
    pub from: Timestamp,
    pub to: Timestamp,
    /// How many points across; 10 to 5,000.
    pub points: u32,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrendGap {
    pub from_ms: f64,
    pub to_ms: f64,
    pub reason: GapReason,
}

/// Parallel arrays, oldest first. Where `is_raw`, each point is a reading and `min` equals `max`;
/// otherwise each stands for an interval, and no minimum or maximum is lost.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrendSeries {
    pub signal: SignalNo,
    pub is_raw: bool,
    /// Milliseconds since 1970 UTC.
    pub t: Vec<f64>,
    pub min: Vec<Option<f64>>,
    pub max: Vec<Option<f64>>,
    pub mean: Vec<Option<f64>>,
    /// Worst quality in the point: 0 good, 1 uncertain, 2 bad.
    pub quality: Vec<u8>,
    pub gaps: Vec<TrendGap>,
    /// Readings that the points stand for.
    #[ts(type = "number")]
    pub readings: u64,
}

#[derive(Debug, Serialize, TS)]
pub struct Trend {
    pub series: Vec<TrendSeries>,
}
