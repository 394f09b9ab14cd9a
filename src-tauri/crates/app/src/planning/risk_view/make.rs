//! From the solver's plan to the plan in the plant's words, with what it proposes.

use super::{
    AssetName, AssetReason, LimitUnit, PlannedRenewal, Risk, RiskDetail, RiskLimit, RiskPeriod, RiskPlan, TradeName,
    WeighedRisk,
};
use crate::{
    planning::{horizon, in_currency, json, production_risk::Built},
    runs::{Outcome, gap},
};
use domain::{
    Asset, Currency, Failure, Message, Proposal, RecommendationId, RecommendationStatus, Resource, RunId, RunResult,
};
use optimizer::risk::{Intervention, LimitKind, PeriodRisk, ProductionRiskPlan, RiskFigure, RiskStatus, Scheduled};
use std::collections::BTreeMap;

const WITHOUT_MODEL_SHOWN: usize = 500;

pub fn outcome(built: &Built, plan: &ProductionRiskPlan) -> Result<Outcome, Failure> {
    let view = view(built, plan);
    let proposals = view.schedule.iter().map(|renewal| proposal(renewal, view.currency)).collect();
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
            why: why(built, s, v),
        }
    });
    let not_done = plan.not_done.iter().map(|n| AssetReason {
        asset: name(built, &built.assets[built.input.interventions[n.intervention].asset]),
        why: in_currency(n.why.clone(), built.cost_model.currency),
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
            step: b.step,
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
        drawn_scenarios: Some((built.input.scenarios.count() - built.given.len()) as u32),
        given_scenarios: built.given.clone(),
        given_elsewhere: built.given_elsewhere,
    }
}

/// Why this asset, and why then.
fn why(built: &Built, s: &Scheduled, v: &Intervention) -> Vec<Message> {
    let fails =
        Message::new("risk-why-fails").with("fails", s.fails_in).with("scenarios", built.input.scenarios.count());
    let then = match (v.locked, v.is_required) {
        (Some(_), _) => Message::new("risk-why-kept"),
        (None, true) => Message::new("risk-why-required"),
        (None, false) => in_currency(s.why_then.clone(), built.cost_model.currency),
    };
    vec![fails, then]
}

fn proposal(renewal: &PlannedRenewal, currency: Currency) -> Proposal {
    let detail = RiskDetail {
        period: renewal.period,
        from: renewal.from,
        until: renewal.until,
        hours_out: renewal.hours_out,
        cost: renewal.cost,
    };
    let saves = Message::new("risk-why-saves").with("saving", renewal.saves.round()).with("hours", renewal.hours_out);
    let saves = in_currency(saves, currency);
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
        why: std::iter::once(saves).chain(renewal.why.iter().cloned()).collect(),
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
