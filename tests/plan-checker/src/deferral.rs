//! The cost of waiting of a whole fleet, computed again from the definitions: survival given the age, the mean uptime by a
//! fine sum, and the best renewal by looking at many ages.

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Input {
    horizons: Vec<f64>,
    assets: Vec<Asset>,
}

#[derive(Deserialize)]
struct Asset {
    asset_id: String,
    model: Model,
    age_hours: f64,
    costs: Costs,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Model {
    Weibull { eta: f64, beta: f64 },
}

#[derive(Deserialize)]
struct Costs {
    planned: f64,
    unplanned: f64,
    downtime_per_hour: f64,
    planned_downtime_hours: f64,
    unplanned_downtime_hours: f64,
    damage_growth_per_day: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Detail {
    best_age_days: Option<f64>,
    points: Vec<Point>,
    cheapest_days: f64,
    saving_at_cheapest: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Point {
    days: f64,
    risk_increase: f64,
    expected_cost: f64,
    net_cost: f64,
}

/// Of sums and of the best age found by looking: the curve is flat around it.
const ROUNDING: f64 = 1e-5;
const PANELS: usize = 4_000;
const AGES: usize = 6_000;

/// Everything that is wrong; nothing where the figures are what they claim.
pub fn check(input: &Value, plan: &Value) -> Result<usize, Vec<String>> {
    let input: Input = serde_json::from_value(input.clone()).map_err(|e| vec![format!("unreadable: {e}")])?;
    let plan: Vec<(String, Detail)> =
        serde_json::from_value(plan.clone()).map_err(|e| vec![format!("unreadable: {e}")])?;
    let mut wrong = Vec::new();
    let mut losses = Vec::new();
    for (id, detail) in &plan {
        match input.assets.iter().find(|a| a.asset_id == *id) {
            Some(asset) => one(asset, &input.horizons, detail, &mut wrong),
            None => wrong.push(format!("{id} is not in the input")),
        }
        losses.push(detail.points.last().map_or(0.0, |p| p.net_cost) + detail.saving_at_cheapest);
    }
    let mut told: Vec<&String> = plan.iter().map(|(id, _)| id).collect();
    told.sort_unstable();
    if told.windows(2).any(|w| w[0] == w[1]) {
        wrong.push("an asset is told twice".into());
    }
    if plan.len() != input.assets.len() {
        wrong.push(format!("{} of {} assets are told", plan.len(), input.assets.len()));
    }
    if losses.windows(2).any(|w| w[0] < w[1]) {
        wrong.push("not in the order of what waiting costs".into());
    }
    if wrong.is_empty() { Ok(plan.len()) } else { Err(wrong) }
}

fn one(asset: &Asset, horizons: &[f64], detail: &Detail, wrong: &mut Vec<String>) {
    let Model::Weibull { eta, beta } = asset.model;
    let c = &asset.costs;
    let planned = c.planned + c.downtime_per_hour * c.planned_downtime_hours;
    let failure = c.unplanned + c.downtime_per_hour * c.unplanned_downtime_hours;
    let survival = |age: f64| (-(age / eta).powf(beta)).exp();
    let (rate, is_best) = best_rate(eta, beta, planned, failure, detail.best_age_days);
    if !is_best {
        wrong.push(format!("{}: {:?} days is not the best age", asset.asset_id, detail.best_age_days));
    }
    if detail.points.len() != horizons.len() {
        wrong.push(format!("{}: {} of {} days are told", asset.asset_id, detail.points.len(), horizons.len()));
    }
    let net = |days: f64| {
        let hours = days * 24.0;
        let alive = survival(asset.age_hours);
        let given = |h: f64| if alive > 0.0 { survival(asset.age_hours + h) / alive } else { 0.0 };
        let fails = 1.0 - given(hours);
        // The repair grows with each day until the failure: by its definition, the mean of the days of those that fail.
        let grown = c.unplanned * c.damage_growth_per_day * mean_day_of_failure(given, days);
        let expected = planned * (1.0 - fails) + failure * fails + grown;
        (fails, expected, expected - planned - rate * simpson(given, hours))
    };
    let close = |a: f64, b: f64| (a - b).abs() <= ROUNDING * (planned + failure);
    for (point, days) in detail.points.iter().zip(horizons) {
        let (fails, expected, net) = net(*days);
        if point.days != *days
            || (point.risk_increase - fails).abs() > ROUNDING
            || !close(point.expected_cost, expected)
            || !close(point.net_cost, net)
        {
            wrong.push(format!(
                "{} after {days} days: claims {} {} {}, it is {fails} {expected} {net}",
                asset.asset_id, point.risk_increase, point.expected_cost, point.net_cost
            ));
        }
    }
    let (_, _, at_cheapest) = net(detail.cheapest_days);
    if !close(-at_cheapest, detail.saving_at_cheapest) {
        wrong.push(format!(
            "{}: saves {} on the cheapest day, claims {}",
            asset.asset_id, -at_cheapest, detail.saving_at_cheapest
        ));
    }
    // No asked day is cheaper than the cheapest, and no whole day around the best age, asked or not.
    let around = detail.best_age_days.map(|best| best - asset.age_hours / 24.0).filter(|left| *left > 0.0);
    let around = around.map(|left| [left.floor(), left.ceil()]);
    let cheaper = |d: &f64| net(*d).2 < at_cheapest - ROUNDING * (planned + failure);
    if horizons.iter().chain([&0.0]).chain(around.iter().flatten()).any(cheaper) {
        wrong.push(format!("{}: day {} is not the cheapest", asset.asset_id, detail.cheapest_days));
    }
}

/// Cost an hour of the best age replacement, or of running to failure, and whether the claimed age (none: run to failure) reaches it.
fn best_rate(eta: f64, beta: f64, planned: f64, failure: f64, claimed_days: Option<f64>) -> (f64, bool) {
    let survival = |age: f64| (-(age / eta).powf(beta)).exp();
    let rate = |age: f64| (planned * survival(age) + failure * (1.0 - survival(age))) / simpson(survival, age);
    let longest = eta * 40f64.powf(1.0 / beta);
    let claimed = rate(claimed_days.map_or(longest, |days| days * 24.0));
    // The claimed age stands if no other of many is better.
    let (mut area, mut before) = (0.0, 1.0);
    let step = longest / AGES as f64;
    let mut best = f64::INFINITY;
    for i in 1..=AGES {
        let age = i as f64 * step;
        let (middle, end) = (survival(age - step / 2.0), survival(age));
        area += (before + 4.0 * middle + end) * step / 6.0;
        before = end;
        best = best.min((planned * end + failure * (1.0 - end)) / area);
    }
    let is_best = claimed <= best * (1.0 + ROUNDING);
    (if is_best { claimed } else { best }, is_best)
}

/// Sum of the days times the share that fails on them; those that never fail within the time count nothing.
fn mean_day_of_failure(alive: impl Fn(f64) -> f64, days: f64) -> f64 {
    const STEPS: usize = 20_000;
    let step = days / STEPS as f64;
    let failing = |i: usize| alive(24.0 * step * i as f64) - alive(24.0 * step * (i + 1) as f64);
    (0..STEPS).map(|i| (i as f64 + 0.5) * step * failing(i)).sum()
}

fn simpson(f: impl Fn(f64) -> f64, until: f64) -> f64 {
    let step = until / PANELS as f64;
    let inner: f64 = (1..PANELS).map(|i| if i % 2 == 1 { 4.0 } else { 2.0 } * f(i as f64 * step)).sum();
    (f(0.0) + inner + f(until)) * step / 3.0
}

#[cfg(test)]
mod tests {
    use super::check;
    use serde_json::{Value, json};

    /// Constant hazard, one failure in 1,000 hours: nothing is worth a renewal, and waiting by a time in which a share F fails
    /// saves 10 F: 90 F more are expected, less the 100 that 1,000 hours of life cost.
    fn honest() -> (Value, Value) {
        let fails = |days: f64| 1.0 - (-days * 24.0 / 1_000.0).exp();
        let point = |days: f64| {
            let f = fails(days);
            json!({ "days": days, "riskIncrease": f, "expectedCost": 10.0 + 90.0 * f, "netCost": -10.0 * f })
        };
        let costs = json!({ "planned": 10.0, "unplanned": 100.0, "downtime_per_hour": 0.0, "planned_downtime_hours": 0.0,
                            "unplanned_downtime_hours": 0.0, "damage_growth_per_day": 0.0 });
        let asset = |id: &str| json!({ "asset_id": id, "model": { "weibull": { "eta": 1000.0, "beta": 1.0 } }, "age_hours": 500.0, "costs": costs });
        let detail = json!({ "bestAgeDays": null, "points": [point(7.0), point(30.0)], "cheapestDays": 30.0, "savingAtCheapest": 10.0 * fails(30.0) });
        (json!({ "horizons": [7.0, 30.0], "assets": [asset("a"), asset("b")] }), json!([["a", detail], ["b", detail]]))
    }

    #[test]
    fn a_right_fleet_stands_and_every_wrong_one_is_told() {
        let (input, plan) = honest();
        assert_eq!(check(&input, &plan), Ok(2));
        type Bend = fn(&mut Value, &mut Value);
        let bends: [(&str, Bend); 12] = [
            ("after 7 days", |_, p| p[0][1]["points"][0]["riskIncrease"] = json!(0.2)),
            ("after 30 days", |_, p| p[0][1]["points"][1]["expectedCost"] = json!(1.0)),
            ("after 30 days", |_, p| p[1][1]["points"][1]["netCost"] = json!(-5.2)),
            ("b after 7 days", |_, p| p[1][1]["points"][0]["days"] = json!(8.0)),
            ("of 2 days are told", |_, p| drop(p[0][1]["points"].as_array_mut().map(Vec::pop))),
            ("day 7 is not the cheapest", |_, p| p[0][1]["cheapestDays"] = json!(7.0)),
            ("saves", |_, p| p[0][1]["savingAtCheapest"] = json!(9.0)),
            ("not the best age", |_, p| p[0][1]["bestAgeDays"] = json!(50.0)),
            ("not the best age", |i, _| i["assets"][0]["model"]["weibull"]["beta"] = json!(3.0)),
            ("told twice", |_, p| p[1][0] = json!("a")),
            ("not in the input", |_, p| p[1][0] = json!("c")),
            ("1 of 2 assets", |_, p| drop(p.as_array_mut().map(Vec::pop))),
        ];
        for (told, bend) in bends {
            let (mut input, mut plan) = honest();
            bend(&mut input, &mut plan);
            let wrong = check(&input, &plan).expect_err(told);
            assert!(wrong.iter().any(|w| w.contains(told)), "{told}: {wrong:?}");
        }
        // The order of the lines: what waiting costs, the most first.
        let (input, mut plan) = honest();
        plan[1][1]["points"][1]["netCost"] = json!(0.0);
        assert!(check(&input, &plan).expect_err("order").iter().any(|w| w.contains("not in the order")));
    }
}
