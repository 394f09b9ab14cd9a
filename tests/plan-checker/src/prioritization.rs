//! A ranking, worked out again from the assets' numbers: the three terms and their sum (SPEC 7.1), the order with its ties,
//! the urgency by the thresholds, and that each asset stands in it once.

use serde::Deserialize;
use serde_json::Value;
use std::{cmp::Ordering, collections::HashMap};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Input {
    weights: HashMap<String, f64>,
    thresholds: Thresholds,
    assets: Vec<Asset>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Thresholds {
    immediate_from: f64,
    seven_days_from: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Asset {
    asset_id: String,
    criticality: String,
    health: f64,
    failure_probability: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Place {
    asset_id: String,
    rank: usize,
    priority: f64,
    terms: Terms,
    action: Action,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Terms {
    health: f64,
    failure_probability: f64,
    criticality_weight: f64,
    health_term: f64,
    probability_term: f64,
    criticality_term: f64,
}

#[derive(Deserialize)]
struct Action {
    id: String,
}

/// Most critical first: what decides between equal priorities and probabilities.
const CRITICALITIES: [&str; 4] = ["critical", "high", "medium", "low"];
const ROUNDING: f64 = 1e-9;

/// `plan`: the places, in any order. Everything that is wrong; else how many assets are ranked.
pub fn check(input: &Value, plan: &Value) -> Result<usize, Vec<String>> {
    let input: Input = serde_json::from_value(input.clone()).map_err(|e| vec![format!("unreadable: {e}")])?;
    let mut places: Vec<Place> = serde_json::from_value(plan.clone()).map_err(|e| vec![format!("unreadable: {e}")])?;
    places.sort_by_key(|p| p.rank);
    let mut wrong = Vec::new();
    let assets: HashMap<&str, &Asset> = input.assets.iter().map(|a| (a.asset_id.as_str(), a)).collect();
    if assets.len() != input.assets.len() || places.len() != assets.len() {
        wrong.push(format!("{} places of {} assets", places.len(), input.assets.len()));
    }
    let mut ranked: Vec<(&Asset, f64)> = Vec::new();
    for (expected, place) in (1..).zip(&places) {
        if place.rank != expected {
            wrong.push(format!("rank {} where {expected} is due", place.rank));
        }
        let Some(asset) = assets.get(place.asset_id.as_str()) else {
            wrong.push(format!("{} is not in the input", place.asset_id));
            continue;
        };
        let weight = input.weights.get(&asset.criticality).copied().unwrap_or(f64::NAN);
        let terms = [(100.0 - asset.health) * 0.4, asset.failure_probability * 100.0 * 0.4, weight * 10.0];
        let priority = terms[0] + terms[1] + terms[2];
        let claimed = &place.terms;
        let pairs = [
            (claimed.health, asset.health),
            (claimed.failure_probability, asset.failure_probability),
            (claimed.criticality_weight, weight),
            (claimed.health_term, terms[0]),
            (claimed.probability_term, terms[1]),
            (claimed.criticality_term, terms[2]),
            (place.priority, priority),
            // The terms as they are told add up to the priority as it is told.
            (place.priority, claimed.health_term + claimed.probability_term + claimed.criticality_term),
        ];
        if let Some((said, is)) = pairs.iter().find(|(said, is)| (said - is).abs() > ROUNDING || is.is_nan()) {
            wrong.push(format!("{} at rank {expected}: claims {said}, it is {is}", place.asset_id));
        }
        let action = match priority {
            p if p >= input.thresholds.immediate_from => "action-immediate",
            p if p >= input.thresholds.seven_days_from => "action-schedule-7-days",
            _ => "action-monitor",
        };
        if place.action.id != action {
            wrong.push(format!("{} at rank {expected}: {} at {priority}", place.asset_id, place.action.id));
        }
        if ranked.iter().rev().take(1).any(|before| comes_first(*before, (asset, priority)) != Ordering::Less) {
            wrong.push(format!("{} at rank {expected} comes before the one above it", place.asset_id));
        }
        ranked.push((asset, priority));
    }
    if wrong.is_empty() { Ok(places.len()) } else { Err(wrong) }
}

fn comes_first((a, priority_a): (&Asset, f64), (b, priority_b): (&Asset, f64)) -> Ordering {
    let criticality = |asset: &Asset| CRITICALITIES.iter().position(|c| *c == asset.criticality);
    priority_b
        .total_cmp(&priority_a)
        .then(b.failure_probability.total_cmp(&a.failure_probability))
        .then(criticality(a).cmp(&criticality(b)))
        .then(a.asset_id.cmp(&b.asset_id))
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    fn input() -> Value {
        let asset = |id: &str, criticality: &str, health: f64, probability: f64| json!({ "assetId": id, "criticality": criticality, "health": health, "failureProbability": probability });
        json!({
            "weights": { "critical": 4.0, "high": 3.0, "medium": 2.0, "low": 1.0 },
            "thresholds": { "immediateFrom": 70.0, "sevenDaysFrom": 50.0 },
            "assets": [asset("a", "high", 20.0, 0.8), asset("b", "low", 90.0, 0.1), asset("c", "high", 40.0, 0.5)],
        })
    }

    fn place(id: &str, rank: usize, terms: [f64; 6], action: &str) -> Value {
        let [health, probability, weight, a, b, c] = terms;
        json!({ "assetId": id, "rank": rank, "priority": a + b + c, "action": { "id": action },
                "terms": { "health": health, "failureProbability": probability, "criticalityWeight": weight,
                           "healthTerm": a, "probabilityTerm": b, "criticalityTerm": c } })
    }

    fn plan() -> Value {
        json!([
            place("a", 1, [20.0, 0.8, 3.0, 32.0, 32.0, 30.0], "action-immediate"),
            place("c", 2, [40.0, 0.5, 3.0, 24.0, 20.0, 30.0], "action-immediate"),
            place("b", 3, [90.0, 0.1, 1.0, 4.0, 4.0, 10.0], "action-monitor"),
        ])
    }

    #[test]
    fn a_right_ranking_stands_and_every_wrong_one_is_told() {
        assert_eq!(check(&input(), &plan()), Ok(3));
        let wrong: [fn(&mut Value); 6] = [
            |p| p[0]["priority"] = json!(93.0),
            |p| p[1]["terms"]["healthTerm"] = json!(24.5),
            |p| p[2]["action"]["id"] = json!("action-schedule-7-days"),
            |p| {
                p[0]["rank"] = json!(2);
                p[1]["rank"] = json!(1);
            },
            |p| p[2]["assetId"] = json!("a"),
            |p| {
                p.as_array_mut().expect("places").pop();
            },
        ];
        for (at, change) in wrong.into_iter().enumerate() {
            let mut changed = plan();
            change(&mut changed);
            assert!(check(&input(), &changed).is_err(), "change {at} passes");
        }
    }
}
