//! Trends and latest values of signals.

use super::assets::latest_values;
use crate::{
    Caller,
    failures::{OrFailure, invalid, out_of_range},
    supervisor::Trouble,
};
use domain::{Failure, GapReason, SignalNo, Timestamp};
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
    /// Why signals bring nothing now.
    pub troubles: Vec<SignalTrouble>,
}

#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignalTrouble {
    pub signal: SignalNo,
    #[serde(flatten)]
    pub trouble: Trouble,
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

impl From<store::telemetry::TrendSlice> for TrendSeries {
    fn from(slice: store::telemetry::TrendSlice) -> Self {
        Self {
            signal: slice.signal,
            is_raw: slice.kind == store::telemetry::TrendSliceKind::Raw,
            readings: slice.count.iter().map(|n| u64::from(*n)).sum(),
            t: slice.t,
            min: slice.min,
            max: slice.max,
            mean: slice.mean,
            quality: slice.quality,
            gaps: slice.gaps.into_iter().map(|g| TrendGap { from_ms: g.from, to_ms: g.to, reason: g.reason }).collect(),
        }
    }
}

const MOST_SIGNALS: usize = 1_000;
const MOST_PENS: usize = 12;

/// In the order asked; signals without a reading are left out.
pub async fn get_latest(caller: &Caller<'_>, request: GetLatest) -> Result<Latest, Failure> {
    if request.signals.len() > MOST_SIGNALS {
        return Err(out_of_range("signals", 0.0, MOST_SIGNALS as f64));
    }
    let plant = caller.plant()?;
    let mut found = latest_values(&plant, &request.signals)?;
    let mut troubles = plant.supervisor.troubles(&request.signals);
    let trouble = |signal: &SignalNo| Some(SignalTrouble { signal: *signal, trouble: troubles.remove(signal)? });
    Ok(Latest {
        values: request.signals.iter().filter_map(|s| found.remove(s)).collect(),
        troubles: request.signals.iter().filter_map(trouble).collect(),
    })
}

pub async fn get_trend(caller: &Caller<'_>, request: GetTrend) -> Result<Trend, Failure> {
    if request.signals.len() > MOST_PENS {
        return Err(out_of_range("signals", 0.0, MOST_PENS as f64));
    }
    if !(10..=5_000).contains(&request.points) {
        return Err(out_of_range("points", 10.0, 5_000.0));
    }
    if request.from >= request.to {
        return Err(invalid("time-range-empty", "from"));
    }
    let plant = caller.plant()?;
    let series = request.signals.iter().map(|signal| {
        let slice =
            plant.store.telemetry().trend(*signal, request.from, request.to, request.points as usize).or_failure()?;
        Ok(TrendSeries::from(slice))
    });
    Ok(Trend { series: series.collect::<Result<_, Failure>>()? })
}
