//! Prioritizations side by side: whose place or urgency is another, and which of the numbers that a priority is made of moved it.

use super::{DecisionDifference, Figure, FigureUnit, RunComparison, SHOWN, input_changes, parameter_differences};
use domain::{Asset, AssetId, Message, OptimizationRun, recommendation::Urgency};
use std::collections::HashMap;
use store::ranking::Place;

/// The places of one run by asset, each with its rank.
type ByAsset = HashMap<AssetId, (u32, Place)>;

/// `places`: of each run, by rank. `asset` gives the names of those that are told; none for one that is gone by now.
pub fn compare_rankings(
    runs: Vec<OptimizationRun>,
    places: &[Vec<Place>],
    asset: &mut dyn FnMut(AssetId) -> store::Result<Option<Asset>>,
) -> store::Result<RunComparison> {
    let by_asset: Vec<ByAsset> =
        places.iter().map(|all| (1u32..).zip(all).map(|(rank, p)| (p.asset_id, (rank, *p))).collect()).collect();
    let mut changed: Vec<(AssetId, Importance)> = Vec::new();
    let mut first_seen = HashMap::new();
    for (run, all) in places.iter().enumerate() {
        for place in all {
            // Each asset once, in the first run that has it.
            if *first_seen.entry(place.asset_id).or_insert(run) == run {
                changed.extend(importance(&by_asset, place.asset_id).map(|i| (place.asset_id, i)));
            }
        }
    }
    changed.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    let total = changed.len() as u32;
    let mut changes = Vec::new();
    for (id, _) in changed.into_iter().take(SHOWN) {
        let Some(asset) = asset(id)? else { continue };
        let each: Vec<Option<&(u32, Place)>> = by_asset.iter().map(|all| all.get(&id)).collect();
        changes.push(DecisionDifference {
            asset_id: id,
            asset_tag: asset.tag_code,
            asset_name_en: asset.name_en,
            asset_name_ar: asset.name_ar,
            order_number: None,
            values: each.iter().map(|place| place.map(|(rank, place)| told(*rank, place))).collect(),
            why: why(&each),
        });
    }
    let same_input = runs.windows(2).all(|w| w[0].input_fingerprint == w[1].input_fingerprint);
    let moved = by_asset.windows(2).map(|pair| (lacking(&pair[1], &pair[0]), lacking(&pair[0], &pair[1])));
    Ok(RunComparison {
        figures: figures(&runs, places),
        // The sites and thresholds that were asked for are told as parameters; scores are the plant's.
        input_changes: input_changes(&runs, same_input, false, &moved.collect::<Vec<_>>()),
        parameters: parameter_differences(&runs),
        runs,
        currency: None,
        same_input,
        changes,
        changes_total: total,
    })
}

/// What is told first: who came or went or has another urgency, then who moved furthest, then who stands highest.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Importance {
    has_other_urgency: bool,
    moved: u32,
    highest: std::cmp::Reverse<u32>,
}

/// None where every run gives the same place.
fn importance(runs: &[ByAsset], asset: AssetId) -> Option<Importance> {
    let each: Vec<Option<(u32, Urgency)>> =
        runs.iter().map(|all| all.get(&asset).map(|(rank, place)| (*rank, place.urgency))).collect();
    if each.windows(2).all(|w| w[0] == w[1]) {
        return None;
    }
    let ranks = || each.iter().flatten().map(|(rank, _)| *rank);
    let (best, worst) = (ranks().min().unwrap_or(0), ranks().max().unwrap_or(0));
    let urgency = |at: &Option<(u32, Urgency)>| at.map(|(_, urgency)| urgency);
    Some(Importance {
        has_other_urgency: each.windows(2).any(|w| urgency(&w[0]) != urgency(&w[1])),
        moved: worst - best,
        highest: std::cmp::Reverse(best),
    })
}

/// How many of `there` are not in `here`.
fn lacking(there: &ByAsset, here: &ByAsset) -> usize {
    there.keys().filter(|asset| !here.contains_key(*asset)).count()
}

fn told(rank: u32, place: &Place) -> Message {
    let id = match place.urgency {
        Urgency::Immediate => "compare-place-immediate",
        Urgency::SevenDays => "compare-place-seven-days",
        Urgency::Monitor => "compare-place-monitor",
    };
    Message::new(id).with("rank", rank).with("priority", tenths(place.terms().priority()))
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// From each run to the next: the numbers of the sum that are others. Where none is, the asset was moved by those around it, or
/// by the thresholds of the cost model.
fn why(each: &[Option<&(u32, Place)>]) -> Vec<Message> {
    let mut why = Vec::new();
    for (run, pair) in (2usize..).zip(each.windows(2)) {
        let ((rank_before, before), (rank, after)) = match (pair[0], pair[1]) {
            (Some(before), Some(after)) => (before, after),
            (None, Some(_)) => {
                why.push(Message::new("compare-not-in-input").with("run", run - 1));
                continue;
            }
            (Some(_), None) => {
                why.push(Message::new("compare-not-in-input").with("run", run));
                continue;
            }
            (None, None) => continue,
        };
        let percent = |share: f64| tenths(share * 100.0);
        let numbers = [
            ("compare-health", tenths(before.health), tenths(after.health), before.health != after.health),
            (
                "compare-probability",
                percent(before.failure_probability),
                percent(after.failure_probability),
                before.failure_probability != after.failure_probability,
            ),
            (
                "compare-weight",
                before.criticality_weight,
                after.criticality_weight,
                before.criticality_weight != after.criticality_weight,
            ),
        ];
        let others: Vec<Message> = numbers
            .into_iter()
            .filter(|(_, _, _, is_other)| *is_other)
            .map(|(id, from, to, _)| Message::new(id).with("run", run).with("from", from).with("to", to))
            .collect();
        if others.is_empty() && before.urgency != after.urgency {
            why.push(Message::new("compare-thresholds").with("run", run));
        } else if others.is_empty() && rank_before != rank {
            why.push(Message::new("compare-others-moved").with("run", run));
        }
        why.extend(others);
    }
    why
}

fn figures(runs: &[OptimizationRun], places: &[Vec<Place>]) -> Vec<Figure> {
    let figure = |name: &str, unit, values: Vec<f64>| Figure {
        name: Message::new(name),
        unit,
        values: values.into_iter().map(Some).collect(),
    };
    let urgent =
        |urgency| places.iter().map(|all| all.iter().filter(|p| p.urgency == urgency).count() as f64).collect();
    vec![
        figure("figure-ranked", FigureUnit::Count, runs.iter().map(|r| r.ranked as f64).collect()),
        figure("figure-without-score", FigureUnit::Count, runs.iter().map(|r| r.without_score as f64).collect()),
        figure("figure-immediate", FigureUnit::Count, urgent(Urgency::Immediate)),
        figure("figure-seven-days", FigureUnit::Count, urgent(Urgency::SevenDays)),
        figure("figure-monitor", FigureUnit::Count, urgent(Urgency::Monitor)),
        figure("figure-ranking-seconds", FigureUnit::Seconds, runs.iter().map(|r| r.seconds).collect()),
    ]
}
