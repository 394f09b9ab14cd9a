//! Runs side by side: their figures, the parameters and input in which they differ, and what each decides otherwise, with why.

mod ranking;
mod told;

use domain::{AssetId, Currency, Message, OptimizationRun};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

pub use ranking::compare_rankings;
pub use told::{Decision, Told, of_deferral, of_dispatch, of_risk};

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
    /// Of the amounts; none where the runs differ in it.
    pub currency: Option<Currency>,
    pub figures: Vec<Figure>,
    /// Only those that differ.
    pub parameters: Vec<ParameterDifference>,
    pub same_input: bool,
    pub input_changes: Vec<Message>,
    /// At most 500.
    pub changes: Vec<DecisionDifference>,
    pub changes_total: u32,
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
    let lacking = |a: &Told, b: &Told| a.decisions.keys().filter(|k| !b.decisions.contains_key(*k)).count();
    let moved: Vec<_> = told.windows(2).map(|w| (lacking(&w[1], &w[0]), lacking(&w[0], &w[1]))).collect();
    RunComparison {
        figures: figures(&runs, told),
        input_changes: input_changes(&runs, same_input, !parameters.is_empty(), &moved),
        runs,
        currency: None,
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

/// `moved`: from each run to the next, how many orders or assets it has more, and how many it has no longer.
fn input_changes(
    runs: &[OptimizationRun],
    same_input: bool,
    has_other_parameters: bool,
    moved: &[(usize, usize)],
) -> Vec<Message> {
    if same_input {
        return Vec::new();
    }
    let mut changes = Vec::new();
    for (run, (added, gone)) in (2usize..).zip(moved) {
        if *added > 0 {
            changes.push(Message::new("compare-input-added").with("run", run).with("count", *added));
        }
        if *gone > 0 {
            changes.push(Message::new("compare-input-gone").with("run", run).with("count", *gone));
        }
    }
    if runs.windows(2).any(|w| w[0].cost_model_version != w[1].cost_model_version) {
        let versions: Vec<String> = runs.iter().filter_map(|r| r.cost_model_version).map(|v| v.to_string()).collect();
        changes.push(Message::new("compare-cost-model").with("versions", versions.join(", ")));
    }
    if changes.is_empty() {
        // What was asked is part of what the model saw: then nobody can tell whether the plant changed as well.
        let id = if has_other_parameters { "compare-input-parameters" } else { "compare-input-values" };
        changes.push(Message::new(id));
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

/// The values of a tree by their paths.
pub(crate) fn flatten(path: &str, value: &Value, into: &mut BTreeMap<String, Value>) {
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
