//! Scores every asset that has mapped metrics: reads its hours from the store, hands them to the pure `scoring` crate,
//! and stores what comes out, "insufficient data" included. What is normal is learned once an hour for each signal.

use crate::{commands::operations::ScoringOutcome, failures::OrFailure, plant::Plant};
use domain::{AssetId, Failure, Score, ScoreId, ScoreMethod, ScoreOutcome, SignalNo, Timestamp};
use parking_lot::Mutex;
use scoring::{AssetInput, Baseline, Hourly, MetricInput, Windows};
use std::{
    collections::{HashMap, HashSet},
    time::Instant,
};
use store::{score::MappedMetric, telemetry::Budget};

/// Days over which the failure probability is told.
pub const HORIZON_DAYS: u32 = 30;
/// Scores are kept for so long; the newest of each asset stays.
const KEPT_DAYS: i64 = 400;

/// What was learned of each signal, and in which hour. A signal that was too short is asked again each time.
#[derive(Default)]
pub struct Learned {
    known: Mutex<HashMap<SignalNo, (i64, Baseline)>>,
    /// Signals whose past has grown since: what is normal for them is learned anew.
    outgrown: Mutex<HashSet<SignalNo>>,
}

impl Learned {
    /// History of these signals has been stored.
    pub fn outgrow(&self, signals: impl IntoIterator<Item = SignalNo>) {
        self.outgrown.lock().extend(signals);
    }

    /// Only a scoring forgets, at its beginning: one that is under way may have read half of the history.
    fn forget_outgrown(&self) {
        let outgrown = std::mem::take(&mut *self.outgrown.lock());
        self.known.lock().retain(|signal, _| !outgrown.contains(signal));
    }
}

/// One at a time: a person's "score now" waits for the job.
pub fn score_all(plant: &Plant) -> Result<ScoringOutcome, Failure> {
    let _one_at_a_time = plant.scoring.lock();
    let started = Instant::now();
    let at = plant.clock.now();
    plant.learned.forget_outgrown();
    // Moved to the rollups once, so that no signal's hours have to be looked for in what waits.
    plant.store.telemetry().compact(Budget::ALL).or_failure()?;
    let metrics = plant.store.read(store::score::mapped_metrics).or_failure()?;
    let mut scores = Vec::new();
    for of_asset in metrics.chunk_by(|a, b| a.asset_id == b.asset_id) {
        scores.push(score_one(plant, of_asset, at)?);
    }
    let insufficient =
        scores.iter().filter(|s| matches!(s.outcome, ScoreOutcome::InsufficientData { .. })).count() as u32;
    let oldest_kept = at - chrono::Duration::days(KEPT_DAYS);
    plant
        .store
        .write(|t| {
            store::score::insert_many(t, &scores)?;
            store::score::delete_before(t, oldest_kept)
        })
        .or_failure()?;
    Ok(ScoringOutcome {
        scored: scores.len() as u32 - insufficient,
        insufficient,
        seconds: started.elapsed().as_secs_f64(),
    })
}

fn score_one(plant: &Plant, metrics: &[MappedMetric], at: Timestamp) -> Result<Score, Failure> {
    let windows = Windows::default();
    let (from, to) = windows.score_range(at);
    let mut hours = Vec::with_capacity(metrics.len());
    let mut baselines = Vec::with_capacity(metrics.len());
    for metric in metrics {
        hours.push(hours_of(plant, metric.signal, from, to)?);
        baselines.push(baseline(plant, metric.signal, &windows, at)?);
    }
    let inputs: Vec<MetricInput> = metrics
        .iter()
        .zip(&hours)
        .zip(baselines)
        .map(|((m, hours), baseline)| MetricInput {
            name: &m.metric.name,
            unit: &m.metric.unit,
            limits: m.metric.limits,
            baseline,
            hours,
        })
        .collect();
    let asset_id: AssetId = metrics[0].asset_id;
    let input = AssetInput { asset_id, family: metrics[0].family, metrics: &inputs };
    let outcome = scoring::score_asset(&input, at, HORIZON_DAYS);
    Ok(Score { id: ScoreId::new(), asset_id, at, method: ScoreMethod::RobustDeviationV1, outcome })
}

fn baseline(plant: &Plant, signal: SignalNo, windows: &Windows, at: Timestamp) -> Result<Option<Baseline>, Failure> {
    let hour = at.timestamp() / 3_600;
    if let Some((learned_in, baseline)) = plant.learned.known.lock().get(&signal)
        && *learned_in == hour
    {
        return Ok(Some(*baseline));
    }
    let (from, to) = windows.history_range(at);
    let baseline = scoring::learn_before(&hours_of(plant, signal, from, to)?, at, windows).ok();
    if let Some(baseline) = baseline {
        plant.learned.known.lock().insert(signal, (hour, baseline));
    }
    Ok(baseline)
}

fn hours_of(plant: &Plant, signal: SignalNo, from: Timestamp, to: Timestamp) -> Result<Vec<Hourly>, Failure> {
    let hours = plant.store.telemetry().hourly_moved(signal, from, to).or_failure()?;
    Ok(hours
        .into_iter()
        .filter_map(|h| Hourly::new(h.start, h.min?, h.max?, h.mean?, h.readings, h.with_value, h.good))
        .collect())
}
