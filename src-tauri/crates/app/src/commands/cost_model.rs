//! The cost and risk model: the active version, its history, what a change would do to the present ranking, saving.

mod changes;
mod effect;

use super::{assets::page_size, checked::checked_reason, workspace::Nothing};
use crate::{Caller, failures::OrFailure};
use domain::{CostModel, Currency, ErrorCode, Failure, OptimizationRun, Page, Timestamp};
use serde::{Deserialize, Serialize};
use store::cost_model::SavedCostModel;
use ts_rs::TS;

pub use changes::FieldChange;
pub use effect::{CostModelEffect, RankChange, UrgencyCounts, preview_cost_model};

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
    /// Against the version before it; the first against the built-in example. Only where versions are listed.
    pub changes: Vec<FieldChange>,
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

pub async fn get_cost_model(caller: &Caller<'_>, _: Nothing) -> Result<CostModelVersion, Failure> {
    caller.plant()?.store.read(active_version).or_failure()
}

/// The active model and its version; version 0 before anybody has saved one.
pub(crate) fn active(c: &store::Connection) -> store::Result<(u32, CostModel)> {
    Ok(store::cost_model::find_active(c)?
        .map_or_else(|| (0, CostModel::default()), |saved| (saved.version, saved.model)))
}

/// In which a run tells its money: that of the version it used.
pub(crate) fn currency_of(c: &store::Connection, run: &OptimizationRun) -> store::Result<Currency> {
    let saved = match run.cost_model_version {
        None | Some(0) => None,
        Some(version) => store::cost_model::find(c, version)?,
    };
    Ok(saved.map_or_else(|| CostModel::default().currency, |saved| saved.model.currency))
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
            changes: Vec::new(),
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
        changes: Vec::new(),
    })
}

/// Newest first, each with what it changed.
pub async fn list_cost_models(caller: &Caller<'_>, request: ListCostModels) -> Result<Page<CostModelVersion>, Failure> {
    let (offset, limit) = (request.offset.unwrap_or(0), page_size(request.limit));
    caller
        .plant()?
        .store
        .read(|c| {
            // One more than asked: the last is told against the one before it.
            let page = store::cost_model::list(c, offset, limit.saturating_add(1))?;
            let example = CostModel::default();
            let mut before: Vec<_> = page.items.iter().skip(1).map(|saved| saved.model.clone()).collect();
            before.push(example);
            let items = page.items.into_iter().zip(&before).take(limit as usize).map(|(saved, before)| {
                let changes = changes::between(before, &saved.model);
                Ok(CostModelVersion { changes, ..version_of(c, saved)? })
            });
            Ok(Page { items: items.collect::<store::Result<_>>()?, total: page.total })
        })
        .or_failure()
}

pub async fn save_cost_model(caller: &Caller<'_>, request: SaveCostModel) -> Result<CostModelVersion, Failure> {
    checked(&request.model)?;
    let reason = checked_reason(&request.reason)?;
    let saved = SavedCostModel {
        version: request.base_version.saturating_add(1),
        model: request.model,
        reason,
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

fn checked(model: &CostModel) -> Result<(), Failure> {
    model.check().map_err(|e| Failure::new(ErrorCode::Invalid, e.message()))
}
