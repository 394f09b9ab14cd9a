//! What a cost model would do to the present scores: ranks by priority and by money, urgencies, and the money at risk in all.

use super::{PreviewCostModel, active, checked};
use crate::{
    Caller,
    failures::OrFailure,
    planning::{
        dispatch::DispatchRates,
        dispatch_view::{DispatchCosts, DispatchPlan},
    },
};
use domain::{
    AssetId, CostModel, Currency, ErrorCode, Failure, Family, RunId, RunStatus, Timestamp, recommendation::Urgency, run,
};
use optimizer::{Prioritization, PrioritizationInput, ScoredAsset};
use rust_decimal::prelude::ToPrimitive;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use store::{
    money_risk,
    run_document::{self, DocumentKind},
};
use ts_rs::TS;

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
    /// Probability times consequence, each in its model's currency.
    pub risk_before: f64,
    pub risk_after: f64,
    /// 1 has most at risk.
    pub risk_rank_before: u32,
    pub risk_rank_after: u32,
    pub urgency_changes: bool,
}

/// The same plan at two rates. Planned anew, another may be better.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DispatchEffect {
    pub run_id: RunId,
    pub planned_at: Timestamp,
    pub before: DispatchCosts,
    pub after: DispatchCosts,
}

/// What the model would do to the ranking of the present scores.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostModelEffect {
    pub ranked: u32,
    /// Assets on another rank than now.
    pub moved: u32,
    /// Assets on another rank by money at risk than now.
    pub moved_in_money: u32,
    pub before: UrgencyCounts,
    pub after: UrgencyCounts,
    /// The money at risk of all ranked assets together.
    pub risk_before: f64,
    pub risk_after: f64,
    pub currency_before: Currency,
    pub currency_after: Currency,
    /// The newest dispatch plan under the rates in force and under these; none where there is no such plan.
    pub dispatch: Option<DispatchEffect>,
    /// The most urgent that move in either ranking, by the new rank; at most 20.
    pub changes: Vec<RankChange>,
}

const CHANGES_SHOWN: usize = 20;
/// Runs of dispatch among which the newest with a plan is looked for.
const RUNS_LOOKED_AT: u32 = 20;

pub async fn preview_cost_model(caller: &Caller<'_>, request: PreviewCostModel) -> Result<CostModelEffect, Failure> {
    checked(&request.model)?;
    let plant = caller.plant()?;
    let (assets, families, (_, now)) = plant
        .store
        .read(|c| Ok((store::score::latest_all(c, None)?, money_risk::families(c)?, active(c)?)))
        .or_failure()?;
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
    let before = Ranks::new(&now, &scored, &families)?;
    let after = Ranks::new(&request.model, &scored, &families)?;
    let ids: Vec<AssetId> = after.by_priority.ranked.iter().map(|r| r.asset_id).collect();
    let moved: BTreeSet<AssetId> = ids.iter().copied().filter(|id| before.place[id] != after.place[id]).collect();
    let urgency = |ranks: &Ranks, id: &AssetId| ranks.by_priority.ranked[ranks.place[id]].urgency;
    let other_urgency = |id: &AssetId| urgency(&before, id) != urgency(&after, id);
    let in_money = |id: &AssetId| before.money[id].1 != after.money[id].1;
    let changing = ids.iter().filter(|id| moved.contains(id) || other_urgency(id) || in_money(id));
    let shown: Vec<AssetId> = changing.take(CHANGES_SHOWN).copied().collect();
    let changes = plant
        .store
        .read(|c| {
            let change = |id: &AssetId| {
                let asset = store::asset::get(c, *id)?;
                let ((risk_before, risk_rank_before), (risk_after, risk_rank_after)) =
                    (before.money[id], after.money[id]);
                Ok(RankChange {
                    asset_id: asset.id,
                    asset_tag: asset.tag_code,
                    asset_name_en: asset.name_en,
                    asset_name_ar: asset.name_ar,
                    rank_before: before.place[id] as u32 + 1,
                    rank_after: after.place[id] as u32 + 1,
                    priority_before: before.by_priority.ranked[before.place[id]].priority,
                    priority_after: after.by_priority.ranked[after.place[id]].priority,
                    risk_before,
                    risk_after,
                    risk_rank_before,
                    risk_rank_after,
                    urgency_changes: other_urgency(id),
                })
            };
            shown.iter().map(change).collect::<store::Result<Vec<_>>>()
        })
        .or_failure()?;
    Ok(CostModelEffect {
        ranked: ids.len() as u32,
        moved: moved.len() as u32,
        moved_in_money: ids.iter().filter(|id| in_money(id)).count() as u32,
        before: counts(&before.by_priority),
        after: counts(&after.by_priority),
        risk_before: before.risk(),
        risk_after: after.risk(),
        currency_before: now.currency,
        currency_after: request.model.currency,
        dispatch: plant.store.read(|c| on_dispatch(c, &now, &request.model)).or_failure()?,
        changes,
    })
}

fn on_dispatch(c: &store::Connection, now: &CostModel, then: &CostModel) -> store::Result<Option<DispatchEffect>> {
    let newest = store::run::list(c, Some(run::DISPATCH), 0, RUNS_LOOKED_AT)?.items;
    let Some(newest) = newest.into_iter().find(|r| r.status == RunStatus::Done && r.failure.is_none()) else {
        return Ok(None);
    };
    let plan: DispatchPlan = run_document::get(c, newest.id, DocumentKind::View)?;
    Ok(plan.rated.map(|rated| {
        let at = |model: &CostModel| rated.quantities.at(&DispatchRates::of(&model.dispatch).at_speed(rated.speed_kmh));
        DispatchEffect { run_id: newest.id, planned_at: newest.started_at, before: at(now), after: at(then) }
    }))
}

/// The present scores by one model.
struct Ranks {
    by_priority: Prioritization,
    /// From 0, by priority.
    place: HashMap<AssetId, usize>,
    /// Money at risk, and the rank by it from 1: of equals the one with the higher priority first.
    money: HashMap<AssetId, (f64, u32)>,
}

impl Ranks {
    fn new(model: &CostModel, assets: &[ScoredAsset], families: &HashMap<AssetId, Family>) -> Result<Self, Failure> {
        let input =
            PrioritizationInput { assets: assets.to_vec(), weights: model.weights, thresholds: model.thresholds };
        let by_priority = optimizer::prioritize(&input)
            .map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))?;
        let place = by_priority.ranked.iter().enumerate().map(|(i, r)| (r.asset_id, i)).collect();
        let consequence: HashMap<Family, f64> = Family::ALL
            .into_iter()
            .map(|family| (family, model.consequence(family).to_f64().unwrap_or(f64::NAN)))
            .collect();
        let risk = |id: &AssetId, probability: f64| families.get(id).map_or(0.0, |f| consequence[f] * probability);
        let mut order: Vec<(AssetId, f64)> =
            by_priority.ranked.iter().map(|r| (r.asset_id, risk(&r.asset_id, r.terms.failure_probability))).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        let money = (1u32..).zip(order).map(|(rank, (id, risk))| (id, (risk, rank))).collect();
        Ok(Self { by_priority, place, money })
    }

    /// Of all, in the order of priority: the same sum every time.
    fn risk(&self) -> f64 {
        self.by_priority.ranked.iter().fold(0.0, |sum, r| sum + self.money[&r.asset_id].0)
    }
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
