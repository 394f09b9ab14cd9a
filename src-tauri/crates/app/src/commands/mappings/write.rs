//! Making, changing and deleting mappings.

use super::{
    draw::{NewMapping, NotTaken, check_sampling, conversion_failure},
    read::{MappingRow, row_of},
};
use crate::{Caller, commands::workspace::Done, failures::OrFailure};
use domain::{Conversion, Failure, MappingId, MetricId, SignalMapping};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct CreateMappings {
    pub mappings: Vec<NewMapping>,
}

/// What became of one mapping that was asked for.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum MappingVerdict {
    Created { id: MappingId },
    Refused { problem: Failure },
}

#[derive(Debug, Serialize, TS)]
pub struct CreatedMappings {
    pub created: u32,
    pub refused: u32,
    /// One for each that was asked for, in their order.
    pub rows: Vec<MappingVerdict>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct UpdateMapping {
    pub id: MappingId,
    pub metric_id: MetricId,
    pub source_unit: String,
    #[ts(type = "string")]
    pub scale: Decimal,
    #[ts(type = "string")]
    pub offset: Decimal,
    pub is_active: bool,
    #[ts(optional)]
    pub sampling_interval_ms: Option<u32>,
    #[ts(optional)]
    pub deadband: Option<f64>,
}

#[derive(Debug, Deserialize, TS)]
pub struct MappingRefs {
    pub ids: Vec<MappingId>,
}

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SetMappingsActive {
    pub ids: Vec<MappingId>,
    pub is_active: bool,
}

/// The good ones are made; the others are told, each with its reason.
pub async fn create_mappings(caller: &Caller<'_>, request: CreateMappings) -> Result<CreatedMappings, Failure> {
    let plant = caller.plant()?;
    let rows: Vec<MappingVerdict> =
        plant.store.write(|t| request.mappings.into_iter().map(|new| create(t, new)).collect()).or_failure()?;
    let created = rows.iter().filter(|r| matches!(r, MappingVerdict::Created { .. })).count() as u32;
    if created > 0 {
        plant.supervisor.reconcile(&plant, None).await?;
    }
    Ok(CreatedMappings { created, refused: rows.len() as u32 - created, rows })
}

fn create(t: &store::Transaction<'_>, new: NewMapping) -> store::Result<MappingVerdict> {
    let made = || -> Result<MappingId, NotTaken> {
        let mapping = new.checked()?.place(t)?;
        store::mapping::insert_many(t, std::slice::from_ref(&mapping))?;
        Ok(mapping.id)
    };
    match made() {
        Ok(id) => Ok(MappingVerdict::Created { id }),
        Err(NotTaken::Refused(problem)) => Ok(MappingVerdict::Refused { problem }),
        Err(NotTaken::Store(e)) => Err(e),
    }
}

pub async fn update_mapping(caller: &Caller<'_>, request: UpdateMapping) -> Result<MappingRow, Failure> {
    let plant = caller.plant()?;
    check_sampling(request.sampling_interval_ms, request.deadband)?;
    let (metric, before) = plant
        .store
        .read(|c| Ok((store::metric::get(c, request.metric_id)?, store::mapping::get(c, request.id)?)))
        .or_failure()?;
    Conversion::new(request.scale, request.offset, &request.source_unit, &metric.unit).map_err(conversion_failure)?;
    let mapping = SignalMapping {
        metric_id: request.metric_id,
        source_unit: request.source_unit,
        scale: request.scale,
        offset: request.offset,
        is_active: request.is_active,
        sampling_interval_ms: request.sampling_interval_ms,
        deadband: request.deadband,
        ..before
    };
    plant.store.write(|t| store::mapping::update(t, &mapping)).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    row_of(&plant, mapping.id)
}

pub async fn set_mappings_active(caller: &Caller<'_>, request: SetMappingsActive) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    let set = |t: &store::Transaction<'_>| {
        all_there(t, &request.ids)?;
        store::mapping::set_active(t, &request.ids, request.is_active)
    };
    plant.store.write(set).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    Ok(Done {})
}

pub async fn delete_mappings(caller: &Caller<'_>, request: MappingRefs) -> Result<Done, Failure> {
    let plant = caller.plant()?;
    let delete = |t: &store::Transaction<'_>| {
        all_there(t, &request.ids)?;
        store::mapping::delete_many(t, &request.ids)
    };
    plant.store.write(delete).or_failure()?;
    plant.supervisor.reconcile(&plant, None).await?;
    Ok(Done {})
}

/// All of them or none: one that is gone or was never here refuses the whole request.
fn all_there(t: &store::Transaction<'_>, ids: &[MappingId]) -> store::Result<()> {
    ids.iter().try_for_each(|id| store::mapping::get(t, *id).map(drop))
}
