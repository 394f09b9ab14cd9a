//! A production-risk plan as people read it: risk before and after by period with the tail, what is done when and what it
//! saves, what is not done and why, and the limits that bind with what one more unit of each is worth.

use super::{horizon, json, production_risk::Built};
use crate::runs::{Outcome, gap};
use chrono::NaiveDate;
use domain::{
    Asset, AssetId, Currency, Failure, Family, Message, Proposal, RecommendationId, RecommendationStatus, Resource,
    RunId, RunResult,
};
use optimizer::risk::{LimitKind, PeriodRisk, ProductionRiskPlan, RiskFigure, RiskStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::recommendation::RecommendationState;
use ts_rs::TS;

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
    /// Weighed risk that the search saved with one more unit. None: the run was stopped before.
    pub worth_at_least: Option<f64>,
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

const WITHOUT_MODEL_SHOWN: usize = 500;

pub fn outcome(built: &Built, plan: &ProductionRiskPlan) -> Result<Outcome, Failure> {
    let view = view(built, plan);
    let proposals = view.schedule.iter().map(proposal).collect();
    let statistics = BTreeMap::from([
        ("steps".to_owned(), plan.iterations as f64),
        ("assets".to_owned(), built.input.assets.len() as f64),
        ("currentRisk".to_owned(), plan.current_risk.weighed),
        ("riskReduction".to_owned(), plan.risk_reduction),
    ]);
    Ok(Outcome {
        result: RunResult {
            objective: Some(plan.optimized_risk.weighed),
            bound: plan.bound,
            gap: view.gap,
            solver_status: Some(view.status.clone()),
            statistics,
        },
        planned: view.schedule.len() as u64,
        left_out: u64::from(view.without_model_total),
        plan: json(plan)?,
        view: json(&view)?,
        proposals,
    })
}

fn view(built: &Built, plan: &ProductionRiskPlan) -> RiskPlan {
    let days = i64::from(built.period_days);
    let first = |period: usize| horizon::day(built.first_day, period as i64 * days);
    let last = |period: usize| horizon::day(first(period), days - 1);
    let risk = |r: &PeriodRisk| Risk { mean: r.mean, tail: r.tail };
    let weighed = |r: &RiskFigure| WeighedRisk { mean: r.mean, tail: r.tail, weighed: r.weighed };
    let is_valid = matches!(plan.status, RiskStatus::Optimal | RiskStatus::Feasible);
    let periods = plan.before.iter().zip(&plan.after).enumerate().map(|(p, (before, after))| RiskPeriod {
        index: p as u32,
        from: first(p),
        until: last(p),
        before: risk(before),
        after: risk(after),
    });
    let schedule = (1u32..).zip(&plan.schedule).map(|(rank, s)| {
        let v = &built.input.interventions[s.intervention];
        PlannedRenewal {
            rank,
            proposal_id: None,
            status: None,
            asset: name(built, &built.assets[v.asset]),
            period: s.period as u32,
            from: first(s.period),
            until: last(s.period + v.periods.max(1) - 1),
            hours_out: v.hours_out,
            cost: v.cost,
            saves: s.saves,
            trade: v.crews.first().map(|(c, _)| trade(&built.trades[*c])),
            is_locked: v.locked.is_some(),
        }
    });
    let not_done = plan.not_done.iter().map(|n| AssetReason {
        asset: name(built, &built.assets[built.input.interventions[n.intervention].asset]),
        why: n.why.clone(),
    });
    let binding = plan.binding.iter().map(|b| {
        let (what, name_en, name_ar, unit) = match b.kind {
            LimitKind::Crew(c) => {
                let t = &built.trades[c];
                ("risk-limit-crew", t.name_en.clone(), t.name_ar.clone(), LimitUnit::Hours)
            }
            LimitKind::Budget => ("risk-limit-budget", String::new(), String::new(), LimitUnit::Money),
            LimitKind::InWork(g) => {
                let g = &built.groups[g];
                ("risk-limit-in-work", g.name_en.clone(), g.name_ar.clone(), LimitUnit::Units)
            }
        };
        RiskLimit {
            what: Message::new(what),
            name_en,
            name_ar,
            period: b.period.map(|p| p as u32),
            from: b.period.map(first),
            used: b.used,
            available: b.available,
            unit,
            worth_at_least: b.worth_at_least,
        }
    });
    let without = built.without_model.iter().take(WITHOUT_MODEL_SHOWN);
    let status = match plan.status {
        RiskStatus::Optimal => "optimal",
        RiskStatus::Feasible => "feasible",
        RiskStatus::Infeasible => "infeasible",
        RiskStatus::NotFound => "not_found",
    };
    RiskPlan {
        currency: built.cost_model.currency,
        status: status.into(),
        periods: periods.collect(),
        current_risk: weighed(&plan.current_risk),
        optimized_risk: weighed(&plan.optimized_risk),
        risk_reduction: plan.risk_reduction,
        bound: plan.bound,
        gap: plan.bound.filter(|_| is_valid).and_then(|b| gap(plan.optimized_risk.weighed, b)),
        tail_share: built.input.tail_share,
        quantile: built.input.quantile,
        // What breaks a limit is no proposal.
        schedule: if is_valid { schedule.collect() } else { Vec::new() },
        not_done: not_done.collect(),
        binding: binding.collect(),
        without_model: without.map(|(a, why)| AssetReason { asset: name(built, a), why: why.clone() }).collect(),
        without_model_total: built.without_model.len() as u32,
        assets: built.assets.len() as u32,
        groups: built.groups.len() as u32,
    }
}

fn proposal(renewal: &PlannedRenewal) -> Proposal {
    let detail = RiskDetail {
        period: renewal.period,
        from: renewal.from,
        until: renewal.until,
        hours_out: renewal.hours_out,
        cost: renewal.cost,
    };
    let why = Message::new("risk-why-saves").with("saving", renewal.saves.round()).with("hours", renewal.hours_out);
    Proposal {
        // Given when the run is kept.
        id: RecommendationId(uuid::Uuid::nil()),
        run_id: RunId(uuid::Uuid::nil()),
        rank: 0,
        asset_id: renewal.asset.asset_id,
        work_order_id: None,
        action: Message::new("risk-action")
            .with("from", renewal.from.to_string())
            .with("until", renewal.until.to_string()),
        why: vec![why],
        saving: Some(renewal.saves),
        detail: serde_json::to_value(detail).unwrap_or_default(),
        status: RecommendationStatus::Proposed,
    }
}

fn trade(t: &Resource) -> TradeName {
    TradeName { code: t.code.clone(), name_en: t.name_en.clone(), name_ar: t.name_ar.clone() }
}

fn name(built: &Built, asset: &Asset) -> AssetName {
    AssetName {
        asset_id: asset.id,
        asset_tag: asset.tag_code.clone(),
        asset_name_en: asset.name_en.clone(),
        asset_name_ar: asset.name_ar.clone(),
        site_code: built.sites.iter().find(|s| s.id == asset.site_id).map(|s| s.code.clone()).unwrap_or_default(),
        family: asset.family,
    }
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
