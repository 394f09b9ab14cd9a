//! Runs side by side: their figures, the parameters and input in which they differ, and what each decides otherwise, with why.

use super::{
    deferral_fleet::DeferralDetail,
    dispatch_view::{DispatchPlan, DispatchStop},
    horizon,
    risk_view::RiskPlan,
};
use domain::{AssetId, Message, OptimizationRun};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use store::proposal::ProposalRow;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FigureUnit {
    Money,
    Hours,
    Count,
    Share,
    Seconds,
}

/// One value a run; none where the run has no such figure.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Figure {
    pub name: Message,
    pub unit: FigureUnit,
    pub values: Vec<Option<f64>>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ParameterDifference {
    /// `rates.lateDay`
    pub name: String,
    #[ts(type = "unknown[]")]
    pub values: Vec<Value>,
}

/// What the runs decide otherwise of one order or asset.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DecisionDifference {
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub order_number: Option<String>,
    /// One a run; none where it was not in that run's input.
    pub values: Vec<Option<Message>>,
    /// What set them apart, as far as it can be told.
    pub why: Vec<Message>,
}

#[derive(Debug, Clone, PartialEq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RunComparison {
    pub runs: Vec<OptimizationRun>,
    pub figures: Vec<Figure>,
    /// Only those that differ.
    pub parameters: Vec<ParameterDifference>,
    pub same_input: bool,
    pub input_changes: Vec<Message>,
    /// At most 500.
    pub changes: Vec<DecisionDifference>,
    pub changes_total: u32,
}

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

const SHOWN: usize = 500;

pub fn compare(runs: Vec<OptimizationRun>, told: &[Told]) -> RunComparison {
    let parameters = parameter_differences(&runs);
    let same_input = runs.windows(2).all(|w| w[0].input_fingerprint == w[1].input_fingerprint);
    let keys: BTreeSet<&String> = told.iter().flat_map(|t| t.decisions.keys()).collect();
    let mut changes = Vec::new();
    let mut total = 0;
    for key in keys {
        let each: Vec<Option<&Decision>> = told.iter().map(|t| t.decisions.get(key)).collect();
        let values: Vec<Option<Message>> = each.iter().map(|d| d.map(|d| d.what.clone())).collect();
        if values.windows(2).all(|w| w[0] == w[1]) {
            continue;
        }
        total += 1;
        let Some(first) = each.iter().flatten().next() else { continue };
        if changes.len() < SHOWN {
            changes.push(DecisionDifference {
                asset_id: first.asset_id,
                asset_tag: first.asset_tag.clone(),
                asset_name_en: first.asset_name_en.clone(),
                asset_name_ar: first.asset_name_ar.clone(),
                order_number: first.order_number.clone(),
                values,
                why: why(&each, &parameters, same_input),
            });
        }
    }
    RunComparison {
        figures: figures(&runs, told),
        input_changes: input_changes(&runs, told, same_input),
        runs,
        parameters,
        same_input,
        changes,
        changes_total: total,
    }
}

fn why(each: &[Option<&Decision>], parameters: &[ParameterDifference], same_input: bool) -> Vec<Message> {
    let mut why = Vec::new();
    for (run, decision) in (1usize..).zip(each) {
        match decision {
            None => why.push(Message::new("compare-not-in-input").with("run", run)),
            Some(d) => {
                if d.is_locked {
                    why.push(Message::new("compare-locked").with("run", run));
                }
                why.extend(d.reason.clone());
            }
        }
    }
    if why.is_empty() {
        let names: Vec<&str> = parameters.iter().map(|p| p.name.as_str()).collect();
        why.push(match (names.is_empty(), same_input) {
            (false, _) => Message::new("compare-parameters").with("names", names.join(", ")),
            (true, false) => Message::new("compare-input"),
            (true, true) => Message::new("compare-search"),
        });
    }
    why
}

fn figures(runs: &[OptimizationRun], told: &[Told]) -> Vec<Figure> {
    let of_run = |name: &str, unit, value: &dyn Fn(&OptimizationRun) -> Option<f64>| Figure {
        name: Message::new(name),
        unit,
        values: runs.iter().map(value).collect(),
    };
    let mut figures = vec![
        of_run("figure-objective", FigureUnit::Money, &|r| r.result.objective),
        of_run("figure-bound", FigureUnit::Money, &|r| r.result.bound),
        of_run("figure-gap", FigureUnit::Share, &|r| r.result.gap),
        of_run("figure-planned", FigureUnit::Count, &|r| Some(r.ranked as f64)),
        of_run("figure-left-out", FigureUnit::Count, &|r| Some(r.without_score as f64)),
        of_run("figure-seconds", FigureUnit::Seconds, &|r| Some(r.seconds)),
    ];
    for (i, (name, unit, _)) in told.first().map(|t| t.figures.as_slice()).unwrap_or_default().iter().enumerate() {
        let values = told.iter().map(|t| t.figures.get(i).and_then(|f| f.2)).collect();
        figures.push(Figure { name: Message::new(*name), unit: *unit, values });
    }
    figures
}

fn input_changes(runs: &[OptimizationRun], told: &[Told], same_input: bool) -> Vec<Message> {
    if same_input {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (run, pair) in (2usize..).zip(told.windows(2)) {
        let count = |a: &Told, b: &Told| a.decisions.keys().filter(|k| !b.decisions.contains_key(*k)).count();
        let (added, gone) = (count(&pair[1], &pair[0]), count(&pair[0], &pair[1]));
        if added > 0 {
            changes.push(Message::new("compare-input-added").with("run", run).with("count", added));
        }
        if gone > 0 {
            changes.push(Message::new("compare-input-gone").with("run", run).with("count", gone));
        }
    }
    if runs.windows(2).any(|w| w[0].cost_model_version != w[1].cost_model_version) {
        let versions: Vec<String> = runs.iter().filter_map(|r| r.cost_model_version).map(|v| v.to_string()).collect();
        changes.push(Message::new("compare-cost-model").with("versions", versions.join(", ")));
    }
    if changes.is_empty() {
        changes.push(Message::new("compare-input-values"));
    }
    changes
}

/// Parameters by their path, where not all runs have the same.
fn parameter_differences(runs: &[OptimizationRun]) -> Vec<ParameterDifference> {
    let flat: Vec<BTreeMap<String, Value>> = runs
        .iter()
        .map(|r| {
            let mut flat = BTreeMap::new();
            flatten("", &r.parameters, &mut flat);
            flat
        })
        .collect();
    let names: BTreeSet<&String> = flat.iter().flat_map(|f| f.keys()).collect();
    names
        .into_iter()
        .map(|name| ParameterDifference {
            name: name.clone(),
            values: flat.iter().map(|f| f.get(name).cloned().unwrap_or(Value::Null)).collect(),
        })
        .filter(|d| d.values.windows(2).any(|w| w[0] != w[1]))
        .collect()
}

fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, Value>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                flatten(&path, value, into);
            }
        }
        other => {
            into.insert(path.to_owned(), other.clone());
        }
    }
}

pub fn of_dispatch(plan: &DispatchPlan) -> Told {
    let mut decisions = BTreeMap::new();
    let mut put = |order: &super::dispatch_view::DispatchOrder, what, is_locked, reason| {
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
    let travel: f64 = plan.engineers.iter().map(|e| e.travel_hours).sum();
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
    let decision = |a: &super::risk_view::AssetName, what, is_locked, reason| Decision {
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
        ("figure-work-cost", Money, Some(plan.schedule.iter().map(|s| s.cost).sum())),
        ("figure-hours-out", Hours, Some(plan.schedule.iter().map(|s| s.hours_out).sum())),
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
