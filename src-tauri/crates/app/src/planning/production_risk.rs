//! Production risk (SPEC 7.3) from the plant's data: every asset whose life is known may be renewed in a period; what an
//! hour without it costs, groups of parallel equipment, the hours of each trade, a budget, windows and exclusions.

mod given;
mod input;

use super::{Effort, Planned, json, risk_view, share_within, within};
use crate::{
    failures::{OrFailure, failure},
    plant::Plant,
    runs::{Outcome, Running},
};
use chrono::NaiveDate;
use domain::{AssetId, ErrorCode, Failure, Message, ResourceId, SiteId, Timestamp};
use optimizer::risk::plan_production_risk;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use input::Built;

/// What of a period's scenarios counts beyond their mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TailKind {
    /// The quantile less the mean.
    QuantileExcess,
    /// The mean beyond the quantile less the mean.
    TailMeanExcess,
}

/// The hours of a trade, by period, in the place of those that the workforce's shifts give.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CrewHours {
    pub skill_id: ResourceId,
    pub hours: Vec<f64>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields)]
pub struct ExcludedPair {
    pub asset_ids: (AssetId, AssetId),
    /// From 0. None: at any time.
    #[serde(default)]
    pub periods: Option<Vec<u32>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RenewalWindow {
    pub asset_id: AssetId,
    /// Periods from 0 in which the work may begin.
    pub earliest: u32,
    pub latest: u32,
    pub is_required: bool,
}

/// A decision to keep: in that period, or not at all.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RiskLock {
    pub asset_id: AssetId,
    pub period: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct RiskParameters {
    /// 1 to 52
    pub periods: u32,
    /// Days in each; 1 to 92.
    pub period_days: u32,
    /// From today to two years ahead. None: tomorrow.
    pub first_day: Option<NaiveDate>,
    /// None: all sites.
    pub site_ids: Option<Vec<SiteId>>,
    /// Drawn; 10 to 1000.
    pub scenarios: u32,
    /// Names of given ones beside them, each of which counts as one more.
    pub given_scenarios: Vec<String>,
    /// Share of the scenarios beyond which the tail begins; above 0, below 1.
    pub quantile: f64,
    pub tail: TailKind,
    /// How much the tail counts beside the mean; none: the cost model's risk appetite.
    pub tail_share: Option<f64>,
    /// For all work together, in the cost model's currency.
    pub budget: Option<f64>,
    /// Share of each trade's shift hours that planned work may take.
    pub crew_share: f64,
    pub crews: Option<Vec<CrewHours>>,
    pub exclusions: Vec<ExcludedPair>,
    pub windows: Vec<RenewalWindow>,
    pub locks: Vec<RiskLock>,
    /// Renewals that were accepted before and are not done keep their period; else they are planned anew.
    pub keep_ordered: bool,
    pub effort: Effort,
    #[ts(type = "number")]
    pub seed: u64,
}

impl Default for RiskParameters {
    fn default() -> Self {
        Self {
            periods: 12,
            period_days: 7,
            first_day: None,
            site_ids: None,
            scenarios: 100,
            given_scenarios: Vec::new(),
            quantile: 0.9,
            tail: TailKind::TailMeanExcess,
            tail_share: None,
            budget: None,
            crew_share: 0.25,
            crews: None,
            exclusions: Vec::new(),
            windows: Vec::new(),
            locks: Vec::new(),
            keep_ordered: false,
            effort: Effort::Seconds(20.0),
            seed: 1,
        }
    }
}

const MOST_BUDGET: f64 = 1e12;
const MOST_GIVEN: f64 = 200.0;
/// A round of the search, in its steps of a microsecond or so.
const STEPS_A_ROUND: u64 = 1_000;

impl RiskParameters {
    fn check(&self) -> Result<(), Failure> {
        self.effort.check()?;
        within(f64::from(self.periods), 1.0, 52.0, "periods")?;
        within(f64::from(self.period_days), 1.0, 92.0, "periodDays")?;
        within(f64::from(self.scenarios), 10.0, 1_000.0, "scenarios")?;
        within(self.given_scenarios.len() as f64, 0.0, MOST_GIVEN, "givenScenarios")?;
        share_within(self.quantile, 0.01, 0.999, "quantile")?;
        share_within(self.tail_share.unwrap_or(0.0), 0.0, 1.0, "tailShare")?;
        within(self.budget.unwrap_or(0.0), 0.0, MOST_BUDGET, "budget")?;
        share_within(self.crew_share, 0.0, 1.0, "crewShare")?;
        let last = f64::from(self.periods - 1);
        for w in &self.windows {
            within(f64::from(w.latest), f64::from(w.earliest), last, "windows")?;
        }
        for period in self.exclusions.iter().flat_map(|e| e.periods.iter().flatten()) {
            within(f64::from(*period), 0.0, last, "exclusions")?;
        }
        if let Some(row) = self.exclusions.iter().position(|e| e.asset_ids.0 == e.asset_ids.1) {
            let message = Message::new("production-risk-exclusion-alone").with("row", row + 1);
            return Err(Failure::new(ErrorCode::Invalid, message));
        }
        for lock in &self.locks {
            within(f64::from(lock.period.unwrap_or(0)), 0.0, last, "locks")?;
        }
        for crew in self.crews.iter().flatten() {
            within(crew.hours.len() as f64, last + 1.0, last + 1.0, "crews")?;
            crew.hours.iter().try_for_each(|h| within(*h, 0.0, 1e6, "crews"))?;
        }
        Ok(())
    }
}

/// Reads the plant and makes the model's input. Nothing is searched yet.
pub fn plan(plant: &Plant, parameters: &RiskParameters, now: Timestamp) -> Result<Planned, Failure> {
    parameters.check()?;
    let first_day = super::horizon::first_day(plant, parameters.first_day, now)?;
    let as_of = super::horizon::as_of(plant, now)?;
    let facts = plant.store.read(|c| input::Facts::read(c, &parameters.given_scenarios, as_of)).or_failure()??;
    let cost_model_version = facts.cost_model_version;
    let begins = input::Begins { day: first_day, hours_ahead: super::horizon::hours_ahead(plant, as_of, first_day)? };
    let built = input::build(facts, parameters, begins)?;
    if built.input.assets.is_empty() {
        return Err(failure(ErrorCode::Invalid, "production-risk-no-model"));
    }
    built.input.can_be_planned().map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(e))?;
    let input = json(&built.input)?;
    Ok(Planned {
        model: domain::run::PRODUCTION_RISK,
        fingerprint: super::fingerprint(domain::run::PRODUCTION_RISK, 1, &input),
        seed: parameters.seed,
        effort: Some(parameters.effort),
        cost_model_version,
        input,
        work: Box::new(move |running| search(&built, running)),
    })
}

fn search(built: &Built, running: &Running) -> Result<Outcome, Failure> {
    let plan = running
        .within(STEPS_A_ROUND, |budget| {
            plan_production_risk(&built.input, budget, &mut |objective, bound| running.report(objective, bound))
        })
        .map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(e))?;
    risk_view::outcome(built, &plan)
}
