//! What the dashboard shows: counts that click through, the worst assets, the live connections.

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
