//! The cost and risk model: the active version, its history, what a change would do to the present ranking, saving.

use super::{assets::page_size, checked::checked_note, workspace::Nothing};
use crate::{
    Caller,
    failures::{OrFailure, invalid},
};
use domain::{AssetId, CostModel, ErrorCode, Failure, Page, Timestamp, recommendation::Urgency};
use optimizer::{Prioritization, PrioritizationInput, ScoredAsset};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::cost_model::SavedCostModel;
use ts_rs::TS;

/// A version of the model. Version 0 is the built-in example, in force until a person saves the plant's own.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostModelVersion {
    pub version: u32,
    pub model: CostModel,
    /// Why it was changed; empty for version 0.
    pub reason: String,
    pub saved_at: Option<Timestamp>,
    pub saved_by_name: String,
}

#[derive(Debug, Default, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
#[ts(optional_fields)]
pub struct ListCostModels {
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

#[derive(Debug, Deserialize, TS)]
pub struct PreviewCostModel {
    pub model: CostModel,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveCostModel {
    pub model: CostModel,
    /// The version that the person saw; another one meanwhile is a conflict.
    pub base_version: u32,
    /// Needed; it is kept with the version.
    pub reason: String,
}

/// How many assets are in each urgency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UrgencyCounts {
    pub immediate: u32,
    pub seven_days: u32,
    pub monitor: u32,
}

/// An asset whose place or urgency would change.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RankChange {
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub rank_before: u32,
    pub rank_after: u32,
    pub priority_before: f64,
    pub priority_after: f64,
    pub urgency_changes: bool,
}

/// What the model would do to the ranking of the present scores.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostModelEffect {
    pub ranked: u32,
    /// Assets on another rank than now.
    pub moved: u32,
    pub before: UrgencyCounts,
    pub after: UrgencyCounts,
    /// The most urgent that move, by the new rank; at most 20.
    pub changes: Vec<RankChange>,
}

const CHANGES_SHOWN: usize = 20;
const MOST_REASON: usize = 2_000;

pub async fn get_cost_model(caller: &Caller<'_>, _: Nothing) -> Result<CostModelVersion, Failure> {
    caller.plant()?.store.read(active_version).or_failure()
}

/// The active model and its version; version 0 before anybody has saved one.
pub(crate) fn active(c: &store::Connection) -> store::Result<(u32, CostModel)> {
    Ok(store::cost_model::find_active(c)?
        .map_or_else(|| (0, CostModel::default()), |saved| (saved.version, saved.model)))
}

fn active_version(c: &store::Connection) -> store::Result<CostModelVersion> {
    match store::cost_model::find_active(c)? {
        Some(saved) => version_of(c, saved),
        None => Ok(CostModelVersion {
            version: 0,
            model: CostModel::default(),
            reason: String::new(),
            saved_at: None,
            saved_by_name: String::new(),
        }),
    }
}

fn version_of(c: &store::Connection, saved: SavedCostModel) -> store::Result<CostModelVersion> {
    Ok(CostModelVersion {
        version: saved.version,
        model: saved.model,
        reason: saved.reason,
        saved_at: Some(saved.saved_at),
        saved_by_name: store::person::get(c, saved.saved_by).map(|p| p.display_name).unwrap_or_default(),
    })
}

/// Newest first.
pub async fn list_cost_models(caller: &Caller<'_>, request: ListCostModels) -> Result<Page<CostModelVersion>, Failure> {
    caller
        .plant()?
        .store
        .read(|c| {
            let page = store::cost_model::list(c, request.offset.unwrap_or(0), page_size(request.limit))?;
            let items = page.items.into_iter().map(|saved| version_of(c, saved)).collect::<store::Result<_>>()?;
            Ok(Page { items, total: page.total })
        })
        .or_failure()
}

pub async fn save_cost_model(caller: &Caller<'_>, request: SaveCostModel) -> Result<CostModelVersion, Failure> {
    checked(&request.model)?;
    let reason = request.reason.trim();
    if reason.is_empty() {
        return Err(invalid("config-field-required", "reason"));
    }
    checked_note(reason, "reason")?;
    let saved = SavedCostModel {
        version: request.base_version.saturating_add(1),
        model: request.model,
        reason: reason.chars().take(MOST_REASON).collect(),
        saved_at: caller.now(),
        saved_by: caller.person()?.id,
    };
    caller
        .plant()?
        .store
        .write(|t| {
            store::cost_model::insert(t, &saved)?;
            active_version(t)
        })
        .or_failure()
}

pub async fn preview_cost_model(caller: &Caller<'_>, request: PreviewCostModel) -> Result<CostModelEffect, Failure> {
    checked(&request.model)?;
    let plant = caller.plant()?;
    let (assets, (_, now)) = plant.store.read(|c| Ok((store::score::latest_all(c, None)?, active(c)?))).or_failure()?;
    let scored: Vec<ScoredAsset> = assets
        .iter()
        .filter_map(|a| {
            let score = a.score?;
            Some(ScoredAsset {
                asset_id: a.asset_id,
                criticality: a.criticality,
                health: score.health,
                failure_probability: score.failure_probability,
                data_quality: score.data_quality,
            })
        })
        .collect();
    let before = ranking(&now, scored.clone())?;
    let after = ranking(&request.model, scored)?;
    let place: HashMap<AssetId, usize> = before.ranked.iter().enumerate().map(|(i, r)| (r.asset_id, i)).collect();
    let moved = after.ranked.iter().enumerate().filter(|(i, r)| place.get(&r.asset_id) != Some(i)).count();
    let changing = after.ranked.iter().enumerate().filter_map(|(i, r)| {
        let old = *place.get(&r.asset_id)?;
        let urgency_changes = before.ranked[old].urgency != r.urgency;
        (old != i || urgency_changes).then_some((old, i, urgency_changes))
    });
    let shown: Vec<_> = changing.take(CHANGES_SHOWN).collect();
    let changes = plant
        .store
        .read(|c| {
            let change = |&(old, new, urgency_changes): &(usize, usize, bool)| {
                let asset = store::asset::get(c, after.ranked[new].asset_id)?;
                Ok(RankChange {
                    asset_id: asset.id,
                    asset_tag: asset.tag_code,
                    asset_name_en: asset.name_en,
                    asset_name_ar: asset.name_ar,
                    rank_before: old as u32 + 1,
                    rank_after: new as u32 + 1,
                    priority_before: before.ranked[old].priority,
                    priority_after: after.ranked[new].priority,
                    urgency_changes,
                })
            };
            shown.iter().map(change).collect::<store::Result<Vec<_>>>()
        })
        .or_failure()?;
    Ok(CostModelEffect {
        ranked: after.ranked.len() as u32,
        moved: moved as u32,
        before: counts(&before),
        after: counts(&after),
        changes,
    })
}

fn ranking(model: &CostModel, assets: Vec<ScoredAsset>) -> Result<Prioritization, Failure> {
    optimizer::prioritize(&PrioritizationInput { assets, weights: model.weights, thresholds: model.thresholds })
        .map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))
}

fn counts(ranking: &Prioritization) -> UrgencyCounts {
    let mut counts = UrgencyCounts::default();
    for ranked in &ranking.ranked {
        match ranked.urgency {
            Urgency::Immediate => counts.immediate += 1,
            Urgency::SevenDays => counts.seven_days += 1,
            Urgency::Monitor => counts.monitor += 1,
        }
    }
    counts
}

fn checked(model: &CostModel) -> Result<(), Failure> {
    model.check().map_err(|e| Failure::new(ErrorCode::Invalid, e.message()))
}
