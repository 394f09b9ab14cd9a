//! What a run decides, order by order or asset by asset, and the figures of its model.

use super::FigureUnit;
use crate::planning::{
    deferral_fleet::DeferralDetail,
    dispatch_view::{DispatchOrder, DispatchPlan, DispatchStop},
    horizon,
    risk_view::{AssetName, RiskPlan},
};
use domain::{AssetId, Message};
use std::collections::BTreeMap;
use store::proposal::ProposalRow;

/// What a run decides of one order or asset.
#[derive(Debug, Clone)]
pub struct Decision {
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub order_number: Option<String>,
    pub what: Message,
    pub is_locked: bool,
    /// Why it is left out.
    pub reason: Option<Message>,
}

/// A run's decisions by order or asset, and its figures.
#[derive(Debug, Clone, Default)]
pub struct Told {
    pub decisions: BTreeMap<String, Decision>,
    pub figures: Vec<(&'static str, FigureUnit, Option<f64>)>,
}

pub fn of_dispatch(plan: &DispatchPlan) -> Told {
    let mut decisions = BTreeMap::new();
    let mut put = |order: &DispatchOrder, what, is_locked, reason| {
        let decision = Decision {
            asset_id: order.asset_id,
            asset_tag: order.asset_tag.clone(),
            asset_name_en: order.asset_name_en.clone(),
            asset_name_ar: order.asset_name_ar.clone(),
            order_number: Some(order.number.clone()),
            what,
            is_locked,
            reason,
        };
        decisions.insert(order.number.clone(), decision);
    };
    for engineer in &plan.engineers {
        for day in &engineer.work_days {
            for stop in &day.stops {
                if let DispatchStop::Work { order, start, is_locked, .. } = stop {
                    let what = Message::new("dispatch-action")
                        .with("engineer", engineer.code.as_str())
                        .with("day", day.day.to_string())
                        .with("start", horizon::clock(*start));
                    put(order, what, *is_locked, None);
                }
            }
        }
    }
    for left in &plan.unassigned {
        put(&left.order, Message::new("compare-left-out"), false, Some(left.reason.clone()));
    }
    let travel = sum(plan.engineers.iter().map(|e| e.travel_hours));
    let greatest = plan.engineers.iter().map(|e| e.hours).fold(0.0, f64::max);
    let late = plan.engineers.iter().flat_map(|e| &e.work_days).flat_map(|d| &d.stops);
    let late = late.filter(|s| matches!(s, DispatchStop::Work { is_late: true, .. })).count();
    use FigureUnit::{Count, Hours, Money};
    let figures = vec![
        ("figure-cost-late", Money, Some(plan.costs.late)),
        ("figure-cost-waiting", Money, Some(plan.costs.waiting)),
        ("figure-cost-travel", Money, Some(plan.costs.travel)),
        ("figure-cost-unassigned", Money, Some(plan.costs.unassigned)),
        ("figure-late-orders", Count, Some(late as f64)),
        ("figure-travel-hours", Hours, Some(travel)),
        ("figure-greatest-hours", Hours, Some(greatest)),
    ];
    Told { decisions, figures }
}

pub fn of_risk(plan: &RiskPlan) -> Told {
    let mut decisions = BTreeMap::new();
    let decision = |a: &AssetName, what, is_locked, reason| Decision {
        asset_id: a.asset_id,
        asset_tag: a.asset_tag.clone(),
        asset_name_en: a.asset_name_en.clone(),
        asset_name_ar: a.asset_name_ar.clone(),
        order_number: None,
        what,
        is_locked,
        reason,
    };
    for renewal in &plan.schedule {
        let what =
            Message::new("risk-action").with("from", renewal.from.to_string()).with("until", renewal.until.to_string());
        decisions.insert(renewal.asset.asset_id.to_string(), decision(&renewal.asset, what, renewal.is_locked, None));
    }
    for left in &plan.not_done {
        let what = Message::new("compare-left-out");
        let decision = decision(&left.asset, what, false, Some(left.why.clone()));
        decisions.insert(left.asset.asset_id.to_string(), decision);
    }
    use FigureUnit::{Hours, Money};
    let figures = vec![
        ("figure-current-risk", Money, Some(plan.current_risk.weighed)),
        ("figure-risk-mean", Money, Some(plan.optimized_risk.mean)),
        ("figure-risk-tail", Money, Some(plan.optimized_risk.tail)),
        ("figure-risk-reduction", Money, Some(plan.risk_reduction)),
        ("figure-work-cost", Money, Some(sum(plan.schedule.iter().map(|s| s.cost)))),
        ("figure-hours-out", Hours, Some(sum(plan.schedule.iter().map(|s| s.hours_out)))),
    ];
    Told { decisions, figures }
}

pub fn of_deferral(rows: &[ProposalRow]) -> Told {
    let mut decisions = BTreeMap::new();
    let (mut now, mut saving) = (0.0, 0.0);
    for ProposalRow { proposal, asset_tag, asset_name_en, asset_name_ar, .. } in rows {
        if let Ok(detail) = serde_json::from_value::<DeferralDetail>(proposal.detail.clone()) {
            now += if detail.cheapest_days == 0.0 && detail.best_age_days.is_some() { 1.0 } else { 0.0 };
            saving += detail.saving_at_cheapest;
        }
        let decision = Decision {
            asset_id: proposal.asset_id,
            asset_tag: asset_tag.clone(),
            asset_name_en: asset_name_en.clone(),
            asset_name_ar: asset_name_ar.clone(),
            order_number: None,
            what: proposal.action.clone(),
            is_locked: false,
            reason: None,
        };
        decisions.insert(proposal.asset_id.to_string(), decision);
    }
    let figures = vec![
        ("figure-act-now", FigureUnit::Count, Some(now)),
        ("figure-waiting-saves", FigureUnit::Money, Some(saving)),
    ];
    Told { decisions, figures }
}

/// Of nothing 0, where the sum of the standard library begins with minus zero.
fn sum(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, |sum, value| sum + value)
}
