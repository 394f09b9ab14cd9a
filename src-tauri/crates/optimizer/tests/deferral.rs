//! The deferral cost model against known answers (SciPy, mpmath, published tables) and against slow independent integrals.

#![allow(clippy::unwrap_used)]

use optimizer::deferral::{
    AfterFailure, AssetOnShelf, Confidence, DeferralCosts, DeferralInput, PlannedDay, Renewal, RenewalCosts,
    age_replacement, defer, defer_many, minimal_repair,
};
use optimizer::reliability::{
    FailureModel,
    fit::{Observation, fit_weibull, log_likelihood},
};

/// `digits`: how many the known answer was given with after its point; it may be off by half of the last.
fn check(got: f64, want: f64, digits: i32) {
    let tolerance = 0.5 * 10f64.powi(-digits) + want.abs() * 1e-9;
    assert!((got - want).abs() <= tolerance, "{got} is not {want}");
}

fn weibull(eta: f64, beta: f64) -> FailureModel {
    FailureModel::weibull(eta, beta).unwrap()
}

fn replace_at(renewal: Renewal) -> (f64, f64) {
    match renewal {
        Renewal::ReplaceAt { age, rate } => (age, rate),
        Renewal::RunToFailure { .. } => panic!("{renewal:?}"),
    }
}

fn best(planned: f64, failure: f64, eta: f64, beta: f64) -> Renewal {
    age_replacement(&weibull(eta, beta), RenewalCosts { planned, failure })
}

#[test]
fn best_ages_and_rates_are_the_known_ones() {
    let (age, rate) = replace_at(best(1.0, 5.0, 1000.0, 2.5));
    check(age, 493.0470, 4);
    check(rate, 0.003462043, 9);
    let (age, rate) = replace_at(best(50.0, 500.0, 1000.0, 2.0));
    check(age, 336.4512, 4);
    check(rate, 0.302806072, 9);
    let (age, rate) = replace_at(minimal_repair(&weibull(1000.0, 2.5), 1.0, 5.0));
    check(age, 446.658388, 6);
    check(rate, 0.003731412, 9);
}

#[test]
fn what_hardly_saves_runs_to_failure() {
    for renewal in [
        best(1.0, 1.2, 500.0, 1.3),
        best(2.0, 1.0, 500.0, 3.0),
        best(1.0, 9.0, 500.0, 0.8),
        best(1.0, 9.0, 500.0, 1.0),
        age_replacement(&FailureModel::exponential(80.0).unwrap(), RenewalCosts { planned: 1.0, failure: 9.0 }),
    ] {
        assert!(matches!(renewal, Renewal::RunToFailure { .. }), "{renewal:?}");
    }
    check(best(1.0, 9.0, 500.0, 1.0).rate(), 9.0 / 500.0, 15);
}

/// C(T) by a fine Simpson rule: no age nearby, and none on a coarse grid, is better than the answer.
#[test]
fn no_other_age_is_cheaper() {
    for (cp, cf, beta) in [(1.0, 1.5, 3.0), (1.0, 20.0, 1.2), (3.0, 100.0, 5.0), (1.0, 2.0, 1.6), (1.0, 1e4, 2.0)] {
        let (eta, n) = (900.0, 20_000);
        let survival = |t: f64| (-(t / eta).powf(beta)).exp();
        let rate_at = |age: f64| {
            let h = age / n as f64;
            let inner: f64 = (1..n).map(|i| (if i % 2 == 1 { 4.0 } else { 2.0 }) * survival(i as f64 * h)).sum();
            let life = (1.0 + inner + survival(age)) * h / 3.0;
            (cp * survival(age) + cf * (1.0 - survival(age))) / life
        };
        let (age, rate) = replace_at(best(cp, cf, eta, beta));
        assert!((rate_at(age) / rate - 1.0).abs() < 1e-6, "{} is not {rate}", rate_at(age));
        for factor in [0.1, 0.5, 0.9, 0.99, 1.01, 1.1, 1.5, 3.0] {
            assert!(rate_at(age * factor) > rate, "beta {beta}: {factor} of {age} is cheaper");
        }
    }
}

#[test]
fn conditional_probabilities_and_residual_lives_are_the_known_ones() {
    check(weibull(1000.0, 2.0).conditional_failure(500.0, 100.0), 0.1041658647, 10);
    check(weibull(10_000.0, 3.0).conditional_failure(8000.0, 720.0), 0.1401994610, 10);
    check(weibull(1000.0, 2.0).mean_residual_life(500.0), 545.641361, 6);
}

#[test]
fn six_failures_give_the_known_maximum() {
    let lives: Vec<Observation> =
        [16.0, 34.0, 53.0, 75.0, 93.0, 120.0].map(|exit| Observation { entry: 0.0, exit, failed: true }).to_vec();
    let fit = fit_weibull(&lives).unwrap();
    check(fit.weibull.eta, 73.526, 3);
    check(fit.weibull.beta, 1.93268, 5);
}

/// With censored and truncated lives, no neighbour is more likely, and the covariance is the inverse of the curvature.
#[test]
fn the_fit_is_a_maximum_and_its_covariance_the_curvature() {
    let life = |entry, exit, failed| Observation { entry, exit, failed };
    let lives = vec![
        life(0.0, 120.0, true),
        life(0.0, 400.0, false),
        life(150.0, 610.0, true),
        life(200.0, 700.0, false),
        life(90.0, 520.0, true),
        life(0.0, 330.0, true),
        life(410.0, 800.0, true),
    ];
    let fit = fit_weibull(&lives).unwrap();
    let at = |e: f64, b: f64| {
        let FailureModel::Weibull(w) = weibull(fit.weibull.eta * e.exp(), fit.weibull.beta * b.exp()) else { panic!() };
        log_likelihood(&w, &lives)
    };
    for (e, b) in [(0.01, 0.0), (-0.01, 0.0), (0.0, 0.01), (0.0, -0.01), (0.01, 0.01), (-0.01, 0.01)] {
        assert!(at(e, b) < fit.log_likelihood);
    }
    let h = 1e-3;
    let ee = -(at(h, 0.0) - 2.0 * at(0.0, 0.0) + at(-h, 0.0)) / (h * h);
    let bb = -(at(0.0, h) - 2.0 * at(0.0, 0.0) + at(0.0, -h)) / (h * h);
    let eb = -(at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4.0 * h * h);
    let determinant = ee * bb - eb * eb;
    let c = fit.covariance;
    for (got, want) in [(c.ln_eta, bb / determinant), (c.ln_beta, ee / determinant), (c.both, -eb / determinant)] {
        assert!((got / want - 1.0).abs() < 1e-4, "{got} is not {want}");
    }
}

#[test]
fn histories_that_tell_nothing_are_refused() {
    let one = |exit, failed| Observation { entry: 0.0, exit, failed };
    assert!(fit_weibull(&[one(5.0, true), one(5.0, true), one(9.0, false)]).is_err());
    assert!(fit_weibull(&[one(5.0, false)]).is_err());
    assert!(fit_weibull(&[Observation { entry: 7.0, exit: 5.0, failed: true }, one(9.0, true)]).is_err());
}

fn compressor() -> DeferralInput {
    DeferralInput {
        model: weibull(8760.0, 2.2),
        age_hours: 6000.0,
        costs: DeferralCosts::flat(12_000.0, 85_000.0),
        days: vec![7.0, 30.0, 90.0],
        ..DeferralInput::example()
    }
}

#[test]
fn the_compressor_costs_what_is_known() {
    let answer = defer(&compressor()).unwrap();
    let known =
        [(0.026875, 13961.8864, 922.2703), (0.115873, 20458.7262, 4203.6938), (0.343311, 37061.6949, 13859.1709)];
    for (point, (risk, cost, net)) in answer.curve.iter().zip(known) {
        check(point.risk_increase, risk, 6);
        check(point.expected_cost, cost, 4);
        check(point.net_cost, net, 4);
    }
    let (age, rate) = replace_at(answer.renewal);
    check(age, 3583.692, 3);
    check(rate, 6.27239405, 8);
    assert_eq!(answer.cheapest.days_deferred, 0.0);
    assert_eq!(answer.cheapest.net_cost, 0.0);
}

#[test]
fn a_young_asset_waits_until_its_best_age() {
    let input = DeferralInput { age_hours: 3000.0, ..compressor() };
    let answer = defer(&input).unwrap();
    // (3583.692 - 3000) / 24 = 24.3 days
    assert!([24.0, 25.0].contains(&answer.cheapest.days_deferred));
    assert!(answer.cheapest.net_cost < 0.0);
    assert!(answer.curve.iter().all(|p| p.net_cost > answer.cheapest.net_cost));
}

/// Age 10 days, best age 2,000 days: however short the asked days, the cheapest day is 1,990 days ahead.
#[test]
fn the_cheapest_day_does_not_depend_on_how_far_one_looks() {
    let hours = 2_000.0 * 24.0;
    let at_one = replace_at(best(1.0, 10.0, 1.0, 3.0)).0;
    for days in [vec![], vec![7.0, 30.0], vec![30.0, 365.0], vec![365.0, 3_650.0]] {
        let input = DeferralInput {
            model: weibull(hours / at_one, 3.0),
            age_hours: 240.0,
            costs: DeferralCosts::flat(1.0, 10.0),
            days,
            ..DeferralInput::example()
        };
        let answer = defer(&input).unwrap();
        assert!([1_989.0, 1_990.0, 1_991.0].contains(&answer.cheapest.days_deferred), "{:?}", answer.cheapest);
        assert!(answer.cheapest.net_cost < 0.0);
    }
}

#[test]
fn a_shutdown_is_the_cheapest_day_when_it_saves_more_than_it_risks() {
    let cheap = |extra| DeferralInput { planned_days: vec![PlannedDay { day: 14.0, extra }], ..compressor() };
    assert_eq!(defer(&cheap(-8_000.0)).unwrap().cheapest.days_deferred, 14.0);
    assert_eq!(defer(&cheap(-100.0)).unwrap().cheapest.days_deferred, 0.0);
}

/// Damage growth by simulation of the definition: each hour's failure costs what the damage has grown to by then.
#[test]
fn growth_of_damage_is_summed_over_the_failures() {
    let mut input = compressor();
    input.costs.damage_growth_per_day = 0.02;
    let (model, days, n) = (input.model.clone(), 30.0, 200_000);
    let mut expected = 12_000.0 * (1.0 - model.conditional_failure(6000.0, days * 24.0));
    for i in 0..n {
        let (from, to) = (i as f64 * days / n as f64, (i + 1) as f64 * days / n as f64);
        let share = model.conditional_failure(6000.0, to * 24.0) - model.conditional_failure(6000.0, from * 24.0);
        expected += share * 85_000.0 * (1.0 + 0.02 * (from + to) / 2.0);
    }
    let got = defer(&input).unwrap().curve[1].expected_cost;
    assert!((got / expected - 1.0).abs() < 1e-8, "{got} is not {expected}");
    input.after_failure = AfterFailure::Patch;
    let mut patched = 12_000.0;
    for i in 0..n {
        let (from, to) = (i as f64 * days / n as f64, (i + 1) as f64 * days / n as f64);
        let hazard = model.hazard_over(6000.0 + from * 24.0, (to - from) * 24.0);
        patched += hazard * 85_000.0 * (1.0 + 0.02 * (from + to) / 2.0);
    }
    let got = defer(&input).unwrap().curve[1].expected_cost;
    assert!((got / patched - 1.0).abs() < 1e-8, "{got} is not {patched}");
}

#[test]
fn a_table_of_a_weibull_life_answers_as_the_weibull_does() {
    let smooth = compressor();
    let points: Vec<(f64, f64)> =
        (1..=8_000).map(|i| i as f64 * 4.0).map(|t| (t, (-smooth.model.cumulative_hazard(t)).exp())).collect();
    let table = DeferralInput { model: FailureModel::tabulated(&points).unwrap(), ..compressor() };
    let (a, b) = (defer(&smooth).unwrap(), defer(&table).unwrap());
    for (x, y) in a.curve.iter().zip(&b.curve) {
        assert!((x.net_cost / y.net_cost - 1.0).abs() < 1e-5, "{x:?} {y:?}");
    }
    let (x, y) = (replace_at(a.renewal), replace_at(b.renewal));
    assert!((x.0 - y.0).abs() <= 8.0 && (x.1 / y.1 - 1.0).abs() < 1e-6, "{x:?} {y:?}");
    assert!(FailureModel::tabulated(&[(10.0, 0.9), (5.0, 0.8)]).is_err());
    assert!(FailureModel::tabulated(&[(10.0, 0.9), (20.0, 0.95)]).is_err());
    assert!(FailureModel::tabulated(&[(10.0, 0.9), (20.0, 0.9)]).is_err());
}

#[test]
fn the_band_holds_the_curve_and_narrows_with_more_failures() {
    let lives = |copies: usize| -> Vec<Observation> {
        let ages = [2100.0, 4800.0, 6500.0, 7900.0, 9300.0, 12_100.0];
        ages.iter().flat_map(|a| vec![Observation { entry: 0.0, exit: *a, failed: true }; copies]).collect()
    };
    let band = |copies: usize| {
        let fit = fit_weibull(&lives(copies)).unwrap();
        let input = DeferralInput {
            model: FailureModel::Weibull(fit.weibull),
            confidence: Some(Confidence { covariance: fit.covariance, level: 0.9 }),
            ..compressor()
        };
        let point = defer(&input).unwrap().curve[1];
        let band = point.band.unwrap();
        assert!(band.risk_increase.0 < point.risk_increase && point.risk_increase < band.risk_increase.1);
        assert!(band.net_cost.0 < point.net_cost && point.net_cost < band.net_cost.1);
        assert!(band.risk_increase.0 > 0.0 && band.risk_increase.1 < 1.0);
        band.expected_cost.1 - band.expected_cost.0
    };
    let (few, many) = (band(1), band(100));
    // Ten times as narrow with a hundred times the failures.
    assert!((few / many - 10.0).abs() < 0.05, "{few} {many}");
}

#[test]
fn input_that_is_none_is_refused() {
    let refused = |change: fn(&mut DeferralInput)| {
        let mut input = compressor();
        change(&mut input);
        let error = defer(&input).unwrap_err();
        assert!(error.message().id.starts_with("deferral-"));
    };
    refused(|i| i.age_hours = -1.0);
    refused(|i| i.age_hours = f64::NAN);
    refused(|i| i.days.push(f64::INFINITY));
    refused(|i| i.costs = DeferralCosts::flat(0.0, 5.0));
    refused(|i| i.hours_per_day = 25.0);
    refused(|i| i.planned_days.push(PlannedDay { day: 3.0, extra: -12_001.0 }));
    assert!(FailureModel::weibull(0.0, 2.0).is_err());
    assert!(FailureModel::weibull(100.0, f64::NAN).is_err());
}

#[test]
fn the_batch_answers_as_one_by_one() {
    let assets: Vec<AssetOnShelf> = (0..500)
        .map(|i| AssetOnShelf {
            model: weibull(2000.0 + 37.0 * i as f64, 0.8 + (i % 40) as f64 * 0.1),
            age_hours: 31.0 * (i % 300) as f64,
            costs: RenewalCosts { planned: 900.0, failure: 900.0 + 55.0 * i as f64 },
        })
        .collect();
    let days = [1.0, 7.0, 30.0, 90.0, 365.0];
    for (asset, row) in assets.iter().zip(defer_many(&assets, &days.map(|d| d * 24.0))) {
        let answer = defer(&DeferralInput {
            model: asset.model.clone(),
            age_hours: asset.age_hours,
            costs: DeferralCosts::flat(asset.costs.planned, asset.costs.failure),
            days: days.to_vec(),
            ..DeferralInput::example()
        })
        .unwrap();
        assert_eq!(answer.renewal, row.renewal);
        for (i, point) in answer.curve.iter().enumerate() {
            let near = |a: f64, b: f64| assert!((a - b).abs() <= 1e-9 * asset.costs.failure, "{a} {b}");
            near(point.risk_increase, row.risk_increase[i]);
            near(point.expected_cost, row.expected_cost[i]);
            near(point.net_cost, row.net_cost[i]);
        }
    }
}
