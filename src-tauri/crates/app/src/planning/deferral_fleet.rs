//! What waiting costs for every asset at once: five horizons, the cheapest day, ranked by what putting it off to the last
//! horizon would cost more than the cheapest day. Assets without a known life are counted with the reason.

use super::{Planned, in_currency, json, within};
use crate::{
    commands::{cost_model, deferral::costs},
    failures::{OrFailure, failure},
    plant::Plant,
    reliability::{AgeSince, Known, LivesOf, Unknown, fleet},
    runs::{Outcome, Running},
};
use domain::{
    Asset, AssetId, AssetStatus, CostModel, Currency, ErrorCode, Failure, Message, Proposal, RecommendationId,
    RecommendationStatus, RunId, RunResult, SiteId, Timestamp,
};
use optimizer::{
    deferral::{self, AfterFailure, DeferralInput, Renewal},
    reliability::FailureModel,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

pub const HORIZONS: usize = 5;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DeferralFleetParameters {
    /// None: all sites.
    pub site_ids: Option<Vec<SiteId>>,
    /// Five, in days, rising; 1 to 3650.
    pub horizons: [u32; HORIZONS],
}

impl Default for DeferralFleetParameters {
    fn default() -> Self {
        Self { site_ids: None, horizons: [7, 30, 90, 180, 365] }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HorizonCost {
    pub days: u32,
    /// Probability to fail before that day, given the age.
    pub risk_increase: f64,
    pub expected_cost: f64,
    /// Above acting now, less what the longer life is worth.
    pub net_cost: f64,
}

/// What a proposal of this model keeps.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeferralDetail {
    pub age_days: f64,
    /// None: run to failure.
    pub best_age_days: Option<f64>,
    pub lives_of: LivesOf,
    /// None: kept by a run of before this was told.
    #[serde(default)]
    pub age_since: Option<AgeSince>,
    pub planned_cost: f64,
    pub failure_cost: f64,
    /// By so many hundredths the repair after a failure grows with each day of waiting.
    #[serde(default)]
    pub damage_growth_percent: f64,
    pub points: [HorizonCost; HORIZONS],
    pub cheapest_days: f64,
    /// Of acting on the cheapest day against acting now.
    pub saving_at_cheapest: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CountedReason {
    pub why: Message,
    pub assets: u32,
}

/// What is kept of the whole; each asset's line is its proposal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeferralFleetView {
    pub currency: Currency,
    pub horizons: [u32; HORIZONS],
    pub without_model: u32,
    /// Most first.
    pub reasons: Vec<CountedReason>,
}

/// What the model sees of an asset.
#[derive(Serialize)]
struct Line {
    asset_id: AssetId,
    model: FailureModel,
    age_hours: f64,
    costs: deferral::DeferralCosts,
    #[serde(skip)]
    lives_of: LivesOf,
    #[serde(skip)]
    age_since: AgeSince,
}

struct Built {
    lines: Vec<Line>,
    horizons: [u32; HORIZONS],
    reasons: Vec<CountedReason>,
    cost_model: CostModel,
}

/// The figure of a run that says how many of its proposals leave an asset alone until it fails: they become no order.
pub const RUN_TO_FAILURE: &str = "runToFailure";
/// A cancel is looked for so often.
const ASSETS_BETWEEN_LOOKS: usize = 256;

pub fn plan(plant: &Plant, parameters: &DeferralFleetParameters, now: Timestamp) -> Result<Planned, Failure> {
    for pair in parameters.horizons.windows(2) {
        within(f64::from(pair[1]), f64::from(pair[0]) + 1.0, 3_650.0, "horizons")?;
    }
    within(f64::from(parameters.horizons[0]), 1.0, 3_650.0, "horizons")?;
    let as_of = super::horizon::as_of(plant, now)?;
    let (fleet, (version, model)) =
        plant.store.read(|c| Ok((fleet(c, as_of)?, cost_model::active(c)?))).or_failure()?;
    let built = build(fleet, model, parameters);
    if built.lines.is_empty() {
        return Err(failure(ErrorCode::Invalid, "production-risk-no-model"));
    }
    let input = json(&serde_json::json!({ "horizons": built.horizons, "assets": built.lines }))?;
    Ok(Planned {
        model: domain::run::DEFERRAL_FLEET,
        fingerprint: super::fingerprint(domain::run::DEFERRAL_FLEET, 1, &input),
        seed: 0,
        effort: None,
        cost_model_version: version,
        input,
        work: Box::new(move |running| work(&built, running)),
    })
}

fn build(fleet: Vec<(Asset, Result<Known, Unknown>)>, model: CostModel, p: &DeferralFleetParameters) -> Built {
    let mut reasons: Vec<CountedReason> = Vec::new();
    let mut lines = Vec::new();
    for (asset, known) in fleet {
        let is_asked =
            asset.status != AssetStatus::Retired && p.site_ids.as_ref().is_none_or(|all| all.contains(&asset.site_id));
        match known {
            _ if !is_asked => {}
            Ok(known) => lines.push(Line {
                asset_id: asset.id,
                model: FailureModel::Weibull(known.fit.weibull),
                age_hours: known.age_hours,
                costs: costs(&model, &asset),
                lives_of: known.lives_of,
                age_since: known.age_since,
            }),
            Err(why) => match reasons.iter_mut().find(|r| r.why == why.message()) {
                Some(reason) => reason.assets += 1,
                None => reasons.push(CountedReason { why: why.message(), assets: 1 }),
            },
        }
    }
    lines.sort_by_key(|l| l.asset_id);
    reasons.sort_by_key(|r| std::cmp::Reverse(r.assets));
    Built { lines, horizons: p.horizons, reasons, cost_model: model }
}

fn work(built: &Built, running: &Running) -> Result<Outcome, Failure> {
    let mut found: Vec<(AssetId, DeferralDetail, Vec<Message>)> = Vec::with_capacity(built.lines.len());
    let mut so_far = 0.0;
    for (i, line) in built.lines.iter().enumerate() {
        if i % ASSETS_BETWEEN_LOOKS == 0 {
            if running.is_cancelled() {
                break;
            }
            if i > 0 {
                running.report(so_far, None);
            }
        }
        let (detail, why) = one(line, &built.horizons, built.cost_model.currency)?;
        so_far += detail.points[HORIZONS - 1].net_cost;
        found.push((line.asset_id, detail, why));
    }
    let planned = found.len() as u64;
    let loss = |d: &DeferralDetail| d.points[HORIZONS - 1].net_cost + d.saving_at_cheapest;
    found.sort_by(|a, b| loss(&b.1).total_cmp(&loss(&a.1)).then(a.0.cmp(&b.0)));
    // The plant's cost of putting everything off to the last horizon: one figure to compare runs by.
    let objective: f64 = found.iter().map(|(_, d, _)| d.points[HORIZONS - 1].net_cost).sum();
    // Closed forms: of the whole fleet the figure is its own bound. Of a part of it, nothing is known of the rest.
    let is_whole = found.len() == built.lines.len();
    let to_failure = found.iter().filter(|(_, d, _)| d.best_age_days.is_none()).count();
    let without_model = built.reasons.iter().map(|r| r.assets).sum::<u32>();
    let view = DeferralFleetView {
        currency: built.cost_model.currency,
        horizons: built.horizons,
        without_model,
        reasons: built.reasons.clone(),
    };
    // Each asset's line is its proposal: kept once, not twice.
    let plan = json(&serde_json::json!({ "assets": planned, "objective": objective }))?;
    Ok(Outcome {
        result: RunResult {
            objective: Some(objective),
            bound: is_whole.then_some(objective),
            gap: is_whole.then_some(0.0),
            solver_status: Some(if is_whole { "optimal" } else { "feasible" }.into()),
            statistics: BTreeMap::from([
                ("assets".to_owned(), planned as f64),
                (RUN_TO_FAILURE.to_owned(), to_failure as f64),
            ]),
        },
        planned,
        left_out: u64::from(without_model) + (built.lines.len() as u64 - planned),
        plan,
        view: json(&view)?,
        proposals: found.into_iter().map(|(id, detail, why)| proposal(id, detail, why)).collect(),
    })
}

fn one(line: &Line, horizons: &[u32; HORIZONS], currency: Currency) -> Result<(DeferralDetail, Vec<Message>), Failure> {
    let input = DeferralInput {
        model: line.model.clone(),
        age_hours: line.age_hours,
        hours_per_day: deferral::HOURS_PER_DAY,
        costs: line.costs,
        after_failure: AfterFailure::Replace,
        days: horizons.iter().map(|d| f64::from(*d)).collect(),
        planned_days: Vec::new(),
        confidence: None,
    };
    let answer =
        deferral::defer(&input).map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))?;
    let best_age_days = match answer.renewal {
        Renewal::ReplaceAt { age, .. } => Some(age / deferral::HOURS_PER_DAY),
        Renewal::RunToFailure { .. } => None,
    };
    let costs = &line.costs;
    let detail = DeferralDetail {
        age_days: line.age_hours / deferral::HOURS_PER_DAY,
        best_age_days,
        lives_of: line.lives_of,
        age_since: Some(line.age_since),
        planned_cost: costs.planned + costs.downtime_per_hour * costs.planned_downtime_hours,
        failure_cost: costs.unplanned + costs.downtime_per_hour * costs.unplanned_downtime_hours,
        damage_growth_percent: costs.damage_growth_per_day * 100.0,
        points: std::array::from_fn(|i| HorizonCost {
            days: horizons[i],
            risk_increase: answer.curve[i].risk_increase,
            expected_cost: answer.curve[i].expected_cost,
            net_cost: answer.curve[i].net_cost,
        }),
        cheapest_days: answer.cheapest.days_deferred,
        saving_at_cheapest: -answer.cheapest.net_cost,
    };
    Ok((detail, answer.why.into_iter().map(|why| in_currency(why, currency)).collect()))
}

fn proposal(asset_id: AssetId, detail: DeferralDetail, why: Vec<Message>) -> Proposal {
    let action = match (detail.best_age_days, detail.cheapest_days) {
        (None, _) => Message::new("deferral-action-run"),
        (Some(_), 0.0) => Message::new("deferral-action-now"),
        (Some(_), days) => Message::new("deferral-action-wait").with("days", days),
    };
    Proposal {
        // Given when the run is kept.
        id: RecommendationId(uuid::Uuid::nil()),
        run_id: RunId(uuid::Uuid::nil()),
        rank: 0,
        asset_id,
        work_order_id: None,
        action,
        why,
        saving: Some(detail.points[HORIZONS - 1].net_cost + detail.saving_at_cheapest),
        detail: serde_json::to_value(&detail).unwrap_or_default(),
        status: RecommendationStatus::Proposed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fleet(assets: usize) -> Built {
        let line = |_| Line {
            asset_id: AssetId::new(),
            model: FailureModel::weibull(8_760.0, 2.2).expect("a model"),
            age_hours: 6_000.0,
            costs: deferral::DeferralCosts::flat(12_000.0, 85_000.0),
            lives_of: LivesOf::Family,
            age_since: AgeSince { at: chrono::DateTime::UNIX_EPOCH, began: domain::asset_event::LifeBegan::Overhaul },
        };
        let lines = (0..assets).map(line).collect();
        let horizons = DeferralFleetParameters::default().horizons;
        Built { lines, horizons, reasons: Vec::new(), cost_model: CostModel::default() }
    }

    #[tokio::test]
    async fn a_whole_fleet_is_its_own_bound_and_a_run_that_was_stopped_claims_none() {
        let running = Running::begun();
        let whole = work(&fleet(2 * ASSETS_BETWEEN_LOOKS + 1), &running).expect("an outcome");
        assert_eq!(whole.result.bound, whole.result.objective);
        assert_eq!((whole.result.solver_status.as_deref(), whole.left_out), (Some("optimal"), 0));
        assert_eq!(running.progress().points.len(), 2, "it says how far it is");
        running.stop();
        let stopped = work(&fleet(10), &running).expect("an outcome");
        assert_eq!((stopped.result.bound, stopped.result.gap, stopped.left_out), (None, None, 10));
        assert_eq!(stopped.result.solver_status.as_deref(), Some("feasible"));
    }
}
