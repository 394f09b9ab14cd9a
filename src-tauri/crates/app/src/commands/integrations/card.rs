//! Integrations as cards: what each is doing, how much comes in, what is wrong.

use super::{IntegrationRef, LogLine};
use crate::{
    Caller,
    central::{
        defaults::{self, Kept},
        leases,
    },
    commands::workspace::Nothing,
    failures::OrFailure,
    plant::Plant,
    supervisor,
};
use connectors::Declaration;
use domain::{ConnectionState, ConnectorKind, Failure, Integration, IntegrationStatus, Timestamp, unit::COMMON_UNITS};
use serde::Serialize;
use store::source_look::SourceLook;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectorList {
    /// The first is the one to offer first.
    pub connectors: Vec<Declaration>,
    /// UCUM codes to offer where a unit is asked for.
    pub common_units: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct IntegrationCard {
    pub integration: Integration,
    pub connection: ConnectionState,
    /// Since when it streams, is away or has failed: attempts, each with its wait, are one time away.
    pub since: Timestamp,
    pub mapping_count: u32,
    pub active_mapping_count: u32,
    /// Mean over the last minute.
    pub readings_per_second: f64,
    /// Tags that can't be followed now.
    pub failed_tag_count: u32,
    #[ts(type = "number")]
    pub overflow_count: u64,
    #[ts(type = "number")]
    pub gap_count_24h: u64,
    /// Demo plant: its speed.
    pub speed: Option<f64>,
    /// Names of secret fields that the keychain holds; shown as `***`.
    pub secrets_set: Vec<String>,
    /// Why it can't run here now: demo mode, or `EXTERNAL_DB_ENABLE` off.
    pub blocked: Option<Failure>,
    /// The newest lines of its log, newest first.
    pub recent: Vec<LogLine>,
    /// The newest line that tells of something amiss, also after it is over.
    pub last_amiss: Option<LogLine>,
    /// The last whole comparison of its mappings with its source.
    pub drift: Option<SourceLook>,
}

/// Of the log on a card.
const RECENT_LINES: u32 = 3;

pub async fn list_connectors(caller: &Caller<'_>, _: Nothing) -> Result<ConnectorList, Failure> {
    let plant = caller.plant()?;
    let kept = Kept::read(&plant)?;
    let told = |d: Declaration| {
        let connector = d.connector;
        defaults::told(d, &plant.environment, &kept, |field| plant.has_default(connector, field))
    };
    let offered = connectors::declarations().into_iter().filter(|d| supervisor::permitted(&plant, d.connector).is_ok());
    let mut connectors: Vec<Declaration> = offered.map(told).collect();
    // In demo mode the simulator is offered first, otherwise last.
    let is_first = plant.demo_mode();
    connectors.sort_by_key(|d| (d.connector == ConnectorKind::Demo) != is_first);
    Ok(ConnectorList { connectors, common_units: COMMON_UNITS.iter().map(|u| (*u).to_owned()).collect() })
}

pub async fn list_integrations(caller: &Caller<'_>, _: Nothing) -> Result<Vec<IntegrationCard>, Failure> {
    let plant = caller.plant()?;
    let all = plant.store.read(store::integration::list).or_failure()?;
    all.into_iter().map(|i| card(&plant, i)).collect()
}

pub async fn get_integration(caller: &Caller<'_>, request: IntegrationRef) -> Result<IntegrationCard, Failure> {
    let plant = caller.plant()?;
    let found = plant.store.read(|c| store::integration::get(c, request.id)).or_failure()?;
    card(&plant, found)
}

pub(super) fn card(plant: &Plant, integration: Integration) -> Result<IntegrationCard, Failure> {
    let id = integration.id;
    let day_ago = plant.clock.now() - chrono::Duration::days(1);
    let (all, active, gaps, recent, last_amiss, looked) = plant
        .store
        .read(|c| {
            let filter = store::gap::GapFilter {
                integration_id: Some(id),
                from: day_ago,
                to: plant.clock.now() + chrono::Duration::days(1),
                offset: 0,
                limit: 1,
            };
            let (all, active) = store::mapping::counts_for_integration(c, id)?;
            let recent = store::integration_event::list(c, Some(id), 0, RECENT_LINES)?.items;
            let last_amiss = store::integration_event::last_amiss(c, id)?;
            let looked = store::source_look::find(c, id)?;
            Ok((all, active, store::gap::list(c, &filter)?.total, recent, last_amiss, looked))
        })
        .or_failure()?;
    let declaration = connectors::registry::declaration(integration.connector);
    let secrets_set = declaration
        .secret_fields()
        .filter(|f| matches!(plant.secret(id, &f.name), Ok(Some(_))))
        .map(|f| f.name.clone())
        .collect();
    let running = plant.supervisor.status(id, |s| {
        (
            s.state.clone(),
            s.since,
            s.rate.per_second(),
            s.failed_tags.len() as u32,
            s.overflows,
            s.store_problem.clone(),
        )
    });
    let is_active = integration.status == IntegrationStatus::Active;
    let (connection, since, readings_per_second, failed_tag_count, overflow_count, store_problem) = running
        .unwrap_or_else(|| {
            let elsewhere = is_active && plant.supervisor.is_elsewhere();
            let state = match leases::may_collect(plant, id) {
                _ if !is_active => ConnectionState::Stopped,
                true if elsewhere => ConnectionState::Elsewhere,
                true => ConnectionState::Stopped,
                false => ConnectionState::Standby { holder: leases::holder(plant, id) },
            };
            (state, integration.last_sync_at.unwrap_or_default(), 0.0, 0, 0, None)
        });
    let speed = (integration.connector == ConnectorKind::Demo)
        .then(|| integration.config.get("speed").and_then(serde_json::Value::as_f64).unwrap_or(1.0));
    let mut integration = integration;
    if let Some(problem) = store_problem {
        integration.last_error = Some(problem.message);
    }
    Ok(IntegrationCard {
        blocked: supervisor::runnable(plant, &integration).err(),
        drift: looked,
        connection,
        since,
        mapping_count: all,
        active_mapping_count: active,
        readings_per_second,
        failed_tag_count,
        overflow_count,
        gap_count_24h: gaps,
        recent,
        last_amiss,
        speed,
        secrets_set,
        integration,
    })
}
