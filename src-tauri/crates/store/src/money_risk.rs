//! A ranking in money: probability times consequence beside the score's priority, and how far the priority could be off for
//! want of good readings. Made when it is looked at, over the whole run, so that each line knows its place among all.

use crate::{
    Result,
    ranking::{self, Place},
};
use domain::{AssetId, Currency, Family, RunId, recommendation::PriorityTerms};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::HashMap;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct MoneyRisk {
    pub currency: Currency,
    /// Of a failure: the repair and its standing still.
    pub consequence: f64,
    /// Failure probability times consequence.
    pub risk: f64,
    /// 1 has most at risk.
    pub risk_rank: u32,
    pub cost_model_version: u32,
    /// Share of the wanted readings that were there and good.
    pub data_quality: f64,
    /// If the readings that are missing or bad had all been the best, and the worst.
    pub priority_low: f64,
    pub priority_high: f64,
    /// Its rank with `priority_high`, and with `priority_low`, among the others as they are.
    pub best_rank: u32,
    pub worst_rank: u32,
}

/// By rank, from 1 on; empty for a run of before there were rankings.
/// `consequence`: what a failure costs, by the cost model of that version and currency.
pub fn of_run(
    connection: &Connection,
    run: RunId,
    (cost_model_version, currency): (u32, Currency),
    consequence: &dyn Fn(Family) -> f64,
) -> Result<Vec<MoneyRisk>> {
    let places = ranking::all(connection, run)?;
    let families = families(connection)?;
    let consequence_of: HashMap<Family, f64> = Family::ALL.into_iter().map(|f| (f, consequence(f))).collect();
    let consequence = |place: &Place| {
        // A lost asset's line is not shown.
        families.get(&place.asset_id).map_or(0.0, |f| consequence_of[f])
    };
    let risks: Vec<f64> = places.iter().map(|p| p.failure_probability * consequence(p)).collect();
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| risks[*b].total_cmp(&risks[*a]).then(a.cmp(b)));
    let mut risk_rank = vec![0; places.len()];
    for (rank, i) in (1u32..).zip(order) {
        risk_rank[i] = rank;
    }
    // Falling, as it is ranked.
    let priorities: Vec<f64> = places.iter().map(|p| p.terms().priority()).collect();
    Ok(places
        .iter()
        .enumerate()
        .map(|(i, place)| {
            let (priority_low, priority_high) = bounds(place);
            MoneyRisk {
                currency,
                consequence: consequence(place),
                risk: risks[i],
                risk_rank: risk_rank[i],
                cost_model_version,
                data_quality: place.data_quality,
                priority_low,
                priority_high,
                best_rank: priorities.partition_point(|p| *p > priority_high) as u32 + 1,
                worst_rank: (priorities.partition_point(|p| *p >= priority_low) as u32).max(1),
            }
        })
        .collect())
}

/// What good readings said counts by their share; the rest could have said anything from the best to the worst.
fn bounds(place: &Place) -> (f64, f64) {
    let known = place.data_quality.clamp(0.0, 1.0);
    let unknown = 1.0 - known;
    let priority =
        |health: f64, probability: f64| PriorityTerms::of(health, probability, place.criticality_weight).priority();
    let (health, probability) = (place.health * known, place.failure_probability * known);
    (priority(health + 100.0 * unknown, probability), priority(health, probability + unknown))
}

/// The family of every asset.
pub fn families(connection: &Connection) -> Result<HashMap<AssetId, Family>> {
    let mut statement = connection.prepare_cached("SELECT id, family FROM asset")?;
    let rows = statement.query_map([], |r| Ok((AssetId(r.get(0)?), crate::row::word_at(r, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
