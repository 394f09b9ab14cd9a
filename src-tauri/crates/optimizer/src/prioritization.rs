//! What to maintain first (SPEC section 7.1):
//! `priority = (100 - health) * 0.4 + failure_probability * 100 * 0.4 + criticality_weight * 10`.
//! Highest first. Equal priorities: higher failure probability, then higher criticality, then smaller asset id.

use crate::fingerprint::fingerprint;
use domain::cost_model::{CriticalityWeights, PriorityThresholds};
use domain::recommendation::{PriorityTerms, Urgency};
use domain::{AssetId, Criticality, Message};
use std::cmp::Ordering;
use thiserror::Error;

/// An asset with the numbers of its newest score. Assets without one are left out by the caller, who says how many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredAsset {
    pub asset_id: AssetId,
    pub criticality: Criticality,
    /// 0 ..= 100
    pub health: f64,
    /// 0 ..= 1
    pub failure_probability: f64,
    /// 0 ..= 1
    pub data_quality: f64,
}

#[derive(Debug, Clone, PartialEq)]
pub struct PrioritizationInput {
    pub assets: Vec<ScoredAsset>,
    /// Those of SPEC 7.1 unless the cost model says otherwise.
    pub weights: CriticalityWeights,
    pub thresholds: PriorityThresholds,
}

/// One asset's place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ranked {
    /// Its place in the input.
    pub index: usize,
    pub asset_id: AssetId,
    pub priority: f64,
    pub terms: PriorityTerms,
    pub urgency: Urgency,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Prioritization {
    /// First is rank 1.
    pub ranked: Vec<Ranked>,
    /// SHA-256 (hex) of the whole input in canonical order.
    pub fingerprint: String,
}

/// Input that is no input: refused, never silently repaired.
#[derive(Debug, Clone, PartialEq, Error)]
pub enum InputError {
    #[error("{field} of asset {asset_id} is {value}, which is not from {min} to {max}")]
    OutOfRange { asset_id: AssetId, field: &'static str, value: f64, min: f64, max: f64 },
    #[error("the weight of {criticality:?} is {value}, which is not from 0 to 10")]
    Weight { criticality: Criticality, value: f64 },
    #[error("seven days from {seven_days_from} is not above 0 and below immediate from {immediate_from}")]
    Thresholds { immediate_from: f64, seven_days_from: f64 },
    #[error("asset {0} is given twice")]
    Twice(AssetId),
}

impl InputError {
    /// What a person is told (`locales/*/optimization.ftl`).
    pub fn message(&self) -> Message {
        match self {
            Self::OutOfRange { asset_id, field, value, min, max } => Message::new("optimization-input-out-of-range")
                .with("asset", asset_id.to_string())
                .with("field", *field)
                .with("value", value.to_string())
                .with("min", *min)
                .with("max", *max),
            Self::Weight { criticality, value } => Message::new("optimization-weight-out-of-range")
                .with("criticality", criticality.as_str())
                .with("value", value.to_string()),
            Self::Thresholds { .. } => Message::new("cost-model-thresholds-crossed"),
            Self::Twice(asset_id) => Message::new("optimization-asset-twice").with("asset", asset_id.to_string()),
        }
    }
}

/// Ranks all assets. O(n log n); fails on the first value that is not a number of its range, and on an asset given twice.
pub fn prioritize(input: &PrioritizationInput) -> Result<Prioritization, InputError> {
    check_weights(&input.weights)?;
    check_thresholds(&input.thresholds)?;
    let assets = &input.assets;
    assets.iter().try_for_each(check)?;
    let by_id = canonical_order(assets)?;
    // Only the key and its place are moved about while sorting.
    let mut order: Vec<(f64, usize)> =
        assets.iter().enumerate().map(|(index, asset)| (terms(asset, &input.weights).priority(), index)).collect();
    order.sort_unstable_by(|a, b| compare(assets, *a, *b));
    let ranked = order.into_iter().map(|(priority, index)| Ranked {
        index,
        asset_id: assets[index].asset_id,
        priority,
        terms: terms(&assets[index], &input.weights),
        urgency: urgency(priority, &input.thresholds),
    });
    Ok(Prioritization { ranked: ranked.collect(), fingerprint: fingerprint(input, &by_id) })
}

fn check(asset: &ScoredAsset) -> Result<(), InputError> {
    for (field, value, max) in [
        ("health", asset.health, 100.0),
        ("failure_probability", asset.failure_probability, 1.0),
        ("data_quality", asset.data_quality, 1.0),
    ] {
        if !(0.0..=max).contains(&value) {
            return Err(InputError::OutOfRange { asset_id: asset.asset_id, field, value, min: 0.0, max });
        }
    }
    Ok(())
}

fn terms(asset: &ScoredAsset, weights: &CriticalityWeights) -> PriorityTerms {
    PriorityTerms::of(asset.health, asset.failure_probability, weights.of(asset.criticality))
}

fn check_weights(weights: &CriticalityWeights) -> Result<(), InputError> {
    let wrong = Criticality::ALL.into_iter().find(|c| !(0.0..=10.0).contains(&weights.of(*c)));
    wrong.map_or(Ok(()), |criticality| Err(InputError::Weight { criticality, value: weights.of(criticality) }))
}

fn check_thresholds(thresholds: &PriorityThresholds) -> Result<(), InputError> {
    let PriorityThresholds { immediate_from, seven_days_from } = *thresholds;
    // Also false where one of them is not a number.
    if seven_days_from > 0.0 && seven_days_from < immediate_from && immediate_from.is_finite() {
        return Ok(());
    }
    Err(InputError::Thresholds { immediate_from, seven_days_from })
}

fn urgency(priority: f64, thresholds: &PriorityThresholds) -> Urgency {
    match priority {
        p if p >= thresholds.immediate_from => Urgency::Immediate,
        p if p >= thresholds.seven_days_from => Urgency::SevenDays,
        _ => Urgency::Monitor,
    }
}

fn compare(assets: &[ScoredAsset], (pa, ia): (f64, usize), (pb, ib): (f64, usize)) -> Ordering {
    let (a, b) = (&assets[ia], &assets[ib]);
    pb.total_cmp(&pa)
        .then_with(|| (b.failure_probability + 0.0).total_cmp(&(a.failure_probability + 0.0)))
        .then_with(|| b.criticality.cmp(&a.criticality))
        .then_with(|| a.asset_id.cmp(&b.asset_id))
}

/// Indexes by rising asset id.
fn canonical_order(assets: &[ScoredAsset]) -> Result<Vec<usize>, InputError> {
    let mut ids: Vec<(AssetId, usize)> = assets.iter().enumerate().map(|(i, a)| (a.asset_id, i)).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(InputError::Twice(pair[0].0)),
        None => Ok(ids.into_iter().map(|(_, i)| i).collect()),
    }
}
