//! A production-risk plan as people read it: risk before and after by period with the tail, what is done when and what it
//! saves, what is not done and why, and the limits that bind with what the step that is lacking in each is worth.

mod make;

use chrono::NaiveDate;
use domain::{AssetId, Currency, Family, Message, RecommendationId, RunId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::recommendation::RecommendationState;
use ts_rs::TS;

pub use make::outcome;

/// Money lost: the mean over the scenarios, and the tail beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Risk {
    pub mean: f64,
    pub tail: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct WeighedRisk {
    pub mean: f64,
    pub tail: f64,
    /// As the risk appetite weighs the two.
    pub weighed: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RiskPeriod {
    pub index: u32,
    pub from: NaiveDate,
    /// The last day.
    pub until: NaiveDate,
    pub before: Risk,
    pub after: Risk,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TradeName {
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
}

/// An asset as lists name it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetName {
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub site_code: String,
    pub family: Family,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PlannedRenewal {
    /// Names its proposal.
    pub rank: u32,
    #[serde(default)]
    pub proposal_id: Option<RecommendationId>,
    #[serde(default)]
    pub status: Option<RecommendationState>,
    #[serde(flatten)]
    pub asset: AssetName,
    pub period: u32,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub hours_out: f64,
    pub cost: f64,
    /// Weighed risk that comes back when this one alone is left out.
    pub saves: f64,
    pub trade: Option<TradeName>,
    pub is_locked: bool,
    /// Why this asset, and why in this period; empty of a run of before it was told.
    #[serde(default)]
    pub why: Vec<Message>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AssetReason {
    #[serde(flatten)]
    pub asset: AssetName,
    pub why: Message,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LimitUnit {
    Hours,
    Money,
    Units,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RiskLimit {
    /// `risk-limit-crew`, `risk-limit-budget`, `risk-limit-in-work`
    pub what: Message,
    /// Of the trade or the group.
    pub name_en: String,
    pub name_ar: String,
    /// None: over the whole plan.
    pub period: Option<u32>,
    pub from: Option<NaiveDate>,
    pub used: f64,
    pub available: f64,
    pub unit: LimitUnit,
    /// What the nearest of the work that is kept out lacks here; a run of before this was kept had 1.
    #[serde(default = "one")]
    pub step: f64,
    /// Weighed risk that the search saved with that step more. None: the run was stopped before.
    pub worth_at_least: Option<f64>,
}

fn one() -> f64 {
    1.0
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RiskPlan {
    pub currency: Currency,
    /// `optimal`, `feasible`, `infeasible`, `not_found`
    pub status: String,
    pub periods: Vec<RiskPeriod>,
    pub current_risk: WeighedRisk,
    pub optimized_risk: WeighedRisk,
    /// Current less optimized, weighed.
    pub risk_reduction: f64,
    pub bound: Option<f64>,
    pub gap: Option<f64>,
    pub tail_share: f64,
    pub quantile: f64,
    pub schedule: Vec<PlannedRenewal>,
    pub not_done: Vec<AssetReason>,
    pub binding: Vec<RiskLimit>,
    /// At most 500.
    pub without_model: Vec<AssetReason>,
    pub without_model_total: u32,
    pub assets: u32,
    pub groups: u32,
    /// How many were drawn; none kept by a run of before there were given ones.
    #[serde(default)]
    pub drawn_scenarios: Option<u32>,
    /// Names of the given ones beside them.
    #[serde(default)]
    pub given_scenarios: Vec<String>,
    /// Lines of theirs that say nothing to this plan: of other assets, or of other days.
    #[serde(default)]
    pub given_elsewhere: u32,
}

/// What a proposal keeps of its place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RiskDetail {
    pub period: u32,
    pub from: NaiveDate,
    pub until: NaiveDate,
    pub hours_out: f64,
    pub cost: f64,
}

impl RiskPlan {
    /// Puts beside each renewal what became of its proposal.
    pub fn put_decisions(&mut self, run: RunId, states: &[(u32, RecommendationState)]) {
        let states: BTreeMap<u32, RecommendationState> = states.iter().copied().collect();
        for renewal in &mut self.schedule {
            renewal.proposal_id = Some(store::proposal::id_of(run, renewal.rank));
            renewal.status = states.get(&renewal.rank).copied();
        }
    }
}
