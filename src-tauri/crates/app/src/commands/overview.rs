//! What the dashboard shows: counts that click through, the worst assets, the live connections.

use super::{
    assets::{HealthBand, simulated_assets},
    integrations::list_integrations,
    workspace::Nothing,
};
use crate::{Caller, failures::OrFailure};
use domain::{Capability, Failure};
use domain::{ConnectionState, IntegrationId, Timestamp};
use serde::Serialize;
use ts_rs::TS;

use super::assets::AssetRow;

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionRow {
    pub id: IntegrationId,
    pub name: String,
    pub connection: ConnectionState,
    pub since: Timestamp,
    pub readings_per_second: f64,
    pub last_sync_at: Option<Timestamp>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Dashboard {
    pub assets: u32,
    /// By band; each equals the total of `list_assets` with that band.
    pub poor: u32,
    pub fair: u32,
    pub good: u32,
    pub unknown: u32,
    /// Each equals the total of `list_work_orders` with that filter.
    pub work_orders_unfinished: u32,
    pub work_orders_overdue: u32,
    pub signals_active: u32,
    pub signals_bad: u32,
    pub signals_stale: u32,
    pub proposed_recommendations: u32,
    pub worst: Vec<AssetRow>,
    pub connections: Vec<ConnectionRow>,
    pub scored_at: Option<Timestamp>,
    pub has_simulated_scores: bool,
}

/// How many of the worst assets are shown.
const WORST: u32 = 8;

pub async fn get_dashboard(caller: &Caller<'_>, _: Nothing) -> Result<Dashboard, Failure> {
    let plant = caller.plant()?;
    let now = caller.now();
    let today = now.date_naive();
    let connections = list_integrations(caller, Nothing {}).await?.into_iter().map(|card| ConnectionRow {
        id: card.integration.id,
        name: card.integration.name,
        connection: card.connection,
        since: card.since,
        readings_per_second: card.readings_per_second,
        last_sync_at: card.integration.last_sync_at,
    });
    let may_see_optimization = caller.person()?.role.can(Capability::ViewOptimization);
    let dashboard = plant.store.read(|c| {
        use store::{asset::AssetFilter, work_order::WorkOrderFilter};
        let bands = store::asset::band_counts(c, HealthBand::bounds())?;
        let orders = |only_open: bool, overdue: bool| -> store::Result<u32> {
            let overdue_on = overdue.then_some(today);
            let filter = WorkOrderFilter { only_open, overdue_on, limit: 1, ..Default::default() };
            Ok(store::work_order::list(c, &filter)?.total as u32)
        };
        let worst = AssetFilter {
            has_score: Some(true),
            sort: store::asset::AssetSort::Health,
            limit: WORST,
            ..Default::default()
        };
        let simulated = simulated_assets(c)?;
        let worst = store::asset::list(c, &worst)?.items;
        let signals = store::mapping::signal_counts(c, now)?;
        let proposed = if may_see_optimization { store::recommendation::count_proposed_of_newest(c)? } else { 0 };
        Ok(Dashboard {
            assets: bands.poor + bands.fair + bands.good + bands.unknown,
            poor: bands.poor,
            fair: bands.fair,
            good: bands.good,
            unknown: bands.unknown,
            work_orders_unfinished: orders(true, false)?,
            work_orders_overdue: orders(false, true)?,
            signals_active: signals.active,
            signals_bad: signals.bad,
            signals_stale: signals.stale,
            proposed_recommendations: proposed,
            scored_at: bands.newest_score_at,
            has_simulated_scores: !simulated.is_empty(),
            worst: worst.into_iter().map(|r| AssetRow::of(r, &simulated)).collect(),
            connections: Vec::new(),
        })
    });
    Ok(Dashboard { connections: connections.collect(), ..dashboard.or_failure()? })
}
