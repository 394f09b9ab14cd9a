//! Runs of the models in the background: begin, stop, name and keep, remove. What they found is shown by `plans`.

use super::{
    checked::checked_name,
    optimization::{RunRow, run_row},
    workspace::Done,
};
use crate::{
    Caller,
    failures::{OrFailure, failure},
    planning::{self, Planned, RunRequest, presets},
    runs::Prepared,
};
use domain::{ErrorCode, Failure, OptimizationRun, RunId, RunStatus};
use serde::Deserialize;
use ts_rs::TS;

pub use crate::planning::presets::Preset;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct StartRun {
    #[serde(flatten)]
    pub request: RunRequest,
    /// Of the scenario.
    pub name: Option<String>,
    /// The run that this one is a change of.
    pub based_on: Option<RunId>,
    /// Answers at the end, for a command line.
    pub wait: Option<bool>,
}

#[derive(Debug, Deserialize, TS)]
pub struct CancelRun {
    pub id: RunId,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SaveRun {
    pub id: RunId,
    /// Empty: none.
    pub name: String,
    /// Neither pruned nor deleted.
    pub is_locked: bool,
}

#[derive(Debug, Deserialize, TS)]
pub struct DeleteRun {
    pub id: RunId,
}

#[derive(Debug, Deserialize, TS)]
pub struct ListPresets {
    /// `workforce_dispatch`, `production_risk`, `deferral_fleet`
    pub model: String,
}

/// 423 where the engine is switched off: nothing is searched, whoever asks.
pub(crate) fn engine_is_on(caller: &Caller<'_>) -> Result<(), Failure> {
    match caller.app.settings.optimization_engine_enabled {
        true => Ok(()),
        false => Err(failure(ErrorCode::Locked, "optimization-switched-off")),
    }
}

/// The input is read and checked before the answer; the search goes on after it.
pub async fn start_run(caller: &Caller<'_>, request: StartRun) -> Result<RunRow, Failure> {
    engine_is_on(caller)?;
    let plant = caller.plant()?;
    let now = caller.now();
    let name = match request.name.as_deref().map(str::trim).filter(|n| !n.is_empty()) {
        Some(name) => checked_name(name, "name")?,
        None => String::new(),
    };
    let planned = match &request.request {
        RunRequest::WorkforceDispatch(p) => planning::dispatch::plan(&plant, p, now)?,
        RunRequest::ProductionRisk(p) => planning::production_risk::plan(&plant, p, now)?,
        RunRequest::DeferralFleet(p) => planning::deferral_fleet::plan(&plant, p, now)?,
    };
    let Planned { model, fingerprint, seed, effort, cost_model_version, input, work } = planned;
    let run = OptimizationRun {
        input_fingerprint: fingerprint,
        cost_model_version: Some(cost_model_version),
        name,
        seed: Some(seed),
        time_limit_seconds: effort.and_then(|e| e.seconds()),
        based_on: request.based_on,
        ..OptimizationRun::started(model, request.request.parameters(), caller.person()?.id, now)
    };
    let id = run.id;
    let steps = effort.and_then(|e| e.rounds());
    plant.runs.start(&plant, Prepared { run, input, work }, steps)?;
    if request.wait.unwrap_or(false) {
        plant.runs.wait(id).await;
    }
    plant.store.read(|c| run_row(c, &plant, id)).or_failure()
}

/// The best plan so far is kept.
pub async fn cancel_run(caller: &Caller<'_>, request: CancelRun) -> Result<RunRow, Failure> {
    let plant = caller.plant()?;
    plant.runs.cancel(request.id).await?;
    plant.store.read(|c| run_row(c, &plant, request.id)).or_failure()
}

pub async fn save_run(caller: &Caller<'_>, request: SaveRun) -> Result<RunRow, Failure> {
    let name = match request.name.trim() {
        "" => String::new(),
        name => checked_name(name, "name")?,
    };
    let plant = caller.plant()?;
    plant
        .store
        .write(|t| {
            let run = store::run::get(t, request.id)?;
            let run = OptimizationRun { name: name.clone(), is_locked: request.is_locked, ..run };
            store::run::save(t, &run)?;
            run_row(t, &plant, request.id)
        })
        .or_failure()
}

/// What was decided of it stays known: such a run is kept.
pub async fn delete_run(caller: &Caller<'_>, request: DeleteRun) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    let refused = plant
        .store
        .write(|t| {
            let run = store::run::get(t, request.id)?;
            let decided =
                [store::proposal::decided_counts(t, run.id)?, store::recommendation::decided_counts(t, run.id)?];
            if run.status == RunStatus::Running || run.is_locked || decided.iter().any(|d| *d != (0, 0)) {
                return Ok(true);
            }
            store::run::delete(t, run.id)?;
            Ok(false)
        })
        .or_failure()?;
    if refused { Err(failure(ErrorCode::Conflict, "run-is-kept")) } else { Ok(Done {}) }
}

pub async fn list_presets(caller: &Caller<'_>, request: ListPresets) -> Result<Vec<Preset>, Failure> {
    let (_, costs) = caller.plant()?.store.read(super::cost_model::active).or_failure()?;
    Ok(presets::of(&request.model, &costs))
}
