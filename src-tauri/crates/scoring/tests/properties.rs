//! What every score promises, whatever the readings: contributions add up, worse is never better, bad readings don't
//! enter, and too little is said to be too little.
#![allow(clippy::unwrap_used)]

use chrono::TimeDelta;
use domain::{AssetId, FactorKind, Family, Limits, Quality, Reading, ScoreOutcome, SignalNo, StatusCode, Timestamp};
use proptest::prelude::*;
use scoring::{AssetInput, Baseline, Hourly, MetricInput, Windows, learn, learn_before, score_asset};

fn at() -> Timestamp {
    Timestamp::from_timestamp(1_780_000_800, 0).unwrap()
}

/// An hour that begins `hours_ago` before the score.
fn hour(hours_ago: i64, mean: f64, half_range: f64) -> Hourly {
    let start = at() - TimeDelta::hours(hours_ago);
    Hourly::new(start, mean - half_range, mean + half_range, mean, 60, 60, 60).unwrap()
}

/// Repeatable noise within -1..1.
fn noise(i: i64) -> f64 {
    let z = (i as u64).wrapping_add(0x9E37_79B9_7F4A_7C15).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 31)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 29)) >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

/// Normal behaviour about 50 with a deviation of about 1.
fn baseline() -> Baseline {
    learn(&(0..240).map(|i| hour(720 - i, 50.0 + 2.0 * noise(i), 0.5)).collect::<Vec<_>>()).unwrap()
}

/// A week about 50 that goes through `shift` in its last six hours and drifts by `per_day`.
fn week(shift: f64, per_day: f64) -> Vec<Hourly> {
    let value = |ago: i64| {
        let drift = per_day * (7.0 - ago as f64 / 24.0);
        50.0 + 0.3 * noise(ago) + drift + if ago <= 6 { shift } else { 0.0 }
    };
    (1..=168).rev().map(|ago| hour(ago, value(ago), 0.2)).collect()
}

const LIMITS: Limits = Limits {
    low_low: Some(20.0),
    low: Some(30.0),
    high: Some(70.0),
    high_high: Some(80.0),
    deadband: None,
    on_delay_seconds: None,
    off_delay_seconds: None,
};

fn score(weeks: &[Vec<Hourly>], limits: Limits) -> ScoreOutcome {
    let names = ["a", "b", "c", "d"];
    let metrics: Vec<_> = weeks
        .iter()
        .zip(names)
        .map(|(hours, name)| MetricInput { name, unit: "Cel", limits, baseline: Some(baseline()), hours })
        .collect();
    score_asset(&AssetInput { asset_id: AssetId::new(), family: Family::Pump, metrics: &metrics }, at(), 30)
}

struct Seen {
    health: f64,
    probability: f64,
    anomaly: f64,
    life: Option<f64>,
    factors: Vec<domain::Factor>,
    quality: f64,
}

fn scored(outcome: ScoreOutcome) -> Seen {
    match outcome {
        ScoreOutcome::Scored {
            health,
            failure_probability,
            anomaly,
            remaining_life_days,
            factors,
            data_quality,
            ..
        } => Seen {
            health,
            probability: failure_probability,
            anomaly,
            life: remaining_life_days,
            factors,
            quality: data_quality,
        },
        ScoreOutcome::InsufficientData { reason } => panic!("{reason:?}"),
    }
}

#[test]
fn what_behaves_as_learned_is_well() {
    let s = scored(score(&[week(0.0, 0.0), week(0.5, 0.0)], LIMITS));
    assert_eq!((s.health, s.anomaly, s.life, s.factors.len()), (100.0, 0.0, None, 0));
    assert!(s.probability > 0.02 && s.probability < 0.05 && (s.quality - 1.0).abs() < 1e-9);
}

#[test]
fn health_falls_through_deviation_and_limits_and_says_why() {
    let at_shift = |shift| scored(score(&[week(shift, 0.0)], LIMITS));
    let (odd, near, beyond) = (at_shift(8.0), at_shift(18.0), at_shift(31.0));
    assert!(
        odd.health > near.health && near.health > beyond.health,
        "{} {} {}",
        odd.health,
        near.health,
        beyond.health
    );
    assert!(odd.health > 75.0 && beyond.health < 20.0);
    assert_eq!(odd.factors[0].explanation.id, "scoring-deviation-above");
    assert!(near.factors.iter().any(|f| f.explanation.id == "scoring-limit-near-high"));
    let limit = &beyond.factors[0];
    assert_eq!((limit.kind, limit.explanation.id.as_str()), (FactorKind::Limit, "scoring-limit-beyond-high"));
    assert_eq!((&limit.explanation.args["name"], &limit.explanation.args["limit"]), (&"HH".into(), &80.0.into()));
    let low = scored(score(&[week(-22.0, 0.0)], LIMITS));
    assert!(
        low.factors
            .iter()
            .any(|f| f.explanation.id == "scoring-limit-beyond-low" && f.explanation.args["name"] == "L".into())
    );
}

#[test]
fn a_drift_toward_a_limit_tells_the_days_that_are_left() {
    // 50 a week ago, 64 now, HH at 80, 2 a day: 8 days.
    let s = scored(score(&[week(0.0, 2.0)], LIMITS));
    assert!((s.life.unwrap() - 8.0).abs() < 0.5, "{:?}", s.life);
    assert!(s.probability > 0.8 && s.factors.iter().any(|f| f.explanation.id == "scoring-trend-rising"));
    let falling = scored(score(&[week(0.0, -2.0)], LIMITS));
    assert!((falling.life.unwrap() - 8.0).abs() < 0.5);
    // The same drift where no limit lies tells no remaining life.
    assert_eq!(scored(score(&[week(0.0, 2.0)], Limits::default())).life, None);
}

#[test]
fn too_little_is_a_result_with_its_reason() {
    let reason = |metrics: &[MetricInput]| {
        let input = AssetInput { asset_id: AssetId::new(), family: Family::Fan, metrics };
        match score_asset(&input, at(), 30) {
            ScoreOutcome::InsufficientData { reason } => reason.id,
            ScoreOutcome::Scored { .. } => panic!("scored"),
        }
    };
    let whole = week(0.0, 0.0);
    let stale = &whole[..160];
    let metric = |baseline, hours| MetricInput { name: "a", unit: "Cel", limits: LIMITS, baseline, hours };
    assert_eq!(reason(&[]), "scoring-insufficient-no-metrics");
    assert_eq!(reason(&[metric(None, &whole)]), "scoring-insufficient-history");
    assert_eq!(reason(&[metric(Some(baseline()), stale)]), "scoring-insufficient-recent");
    assert_eq!(reason(&[metric(Some(baseline()), &[])]), "scoring-insufficient-recent");
    let mostly = [
        metric(Some(baseline()), &whole),
        metric(Some(baseline()), &[]),
        metric(Some(baseline()), &[]),
        metric(Some(baseline()), &[]),
    ];
    assert_eq!(reason(&mostly), "scoring-insufficient-recent");
    assert!(learn(&whole[..47]).is_err() && learn(&whole[..48]).is_ok());
}

#[test]
fn the_guard_keeps_a_young_fault_out_and_a_young_plant_learns_its_first_two_days() {
    let windows = Windows::default();
    // 20 days about 50, then 90 in the guard's four days.
    let value = |ago: i64| if ago <= 96 { 90.0 } else { 50.0 + 2.0 * noise(ago) };
    let old: Vec<_> = (1..=480).map(|ago| hour(ago, value(ago), 0.5)).collect();
    let learned = learn_before(&old, at(), &windows).unwrap();
    assert!((learned.median - 50.0).abs() < 0.5 && learned.high < 55.0 && learned.hours == 480 - 96);
    let young: Vec<_> = (1..=60).map(|ago| hour(ago, if ago <= 12 { 90.0 } else { 50.0 }, 0.5)).collect();
    assert_eq!(learn_before(&young, at(), &windows).unwrap().median, 50.0);
    // 54 hours are 48 and the six that are judged; 53 are too few.
    assert!(learn_before(&young[..54], at(), &windows).is_ok());
    assert_eq!(learn_before(&young[..53], at(), &windows).unwrap_err().hours, 47);
}

#[test]
fn a_metric_that_never_moved_does_not_panic_or_divide_by_zero() {
    let still = learn(&(0..100).map(|i| hour(700 - i, 0.0, 0.0)).collect::<Vec<_>>()).unwrap();
    let hours: Vec<_> = (1..=168).rev().map(|h| hour(h, 1.0, 0.0)).collect();
    for limits in [LIMITS, Limits::default()] {
        let metric = MetricInput { name: "a", unit: "1", limits, baseline: Some(still), hours: &hours };
        let input = AssetInput { asset_id: AssetId::new(), family: Family::Valve, metrics: &[metric] };
        let s = scored(score_asset(&input, at(), 30));
        assert!(s.health.is_finite() && s.anomaly.is_finite());
    }
}

#[test]
fn every_message_is_in_both_languages() {
    for text in [include_str!("../../../../locales/en/scoring.ftl"), include_str!("../../../../locales/ar/scoring.ftl")]
    {
        for id in [
            "deviation-above",
            "deviation-below",
            "limit-near-high",
            "limit-near-low",
            "limit-beyond-high",
            "limit-beyond-low",
            "trend-rising",
            "trend-falling",
            "insufficient-no-metrics",
            "insufficient-history",
            "insufficient-recent",
        ] {
            assert!(text.lines().any(|l| l.starts_with(&format!("scoring-{id} ="))), "{id}");
        }
    }
}

fn any_weeks() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((-60.0f64..60.0, -5.0f64..5.0), 1..=4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn contributions_add_up_and_everything_stays_in_its_range(weeks in any_weeks()) {
        let s = scored(score(&weeks.iter().map(|(s, d)| week(*s, *d)).collect::<Vec<_>>(), LIMITS));
        let sum: f64 = s.factors.iter().map(|f| f.contribution).sum();
        prop_assert!((sum - (100.0 - s.health)).abs() < 1e-9);
        prop_assert!(s.factors.iter().all(|f| f.contribution > 0.0 && f.contribution.is_finite()));
        prop_assert!(s.factors.windows(2).all(|w| w[0].contribution >= w[1].contribution - 1e-9));
        for (value, max) in [(s.health, 100.0), (s.probability, 1.0), (s.anomaly, 1.0), (s.quality, 1.0)] {
            prop_assert!((0.0..=max).contains(&value));
        }
    }

    #[test]
    fn further_from_normal_is_never_healthier(shift in 0.0f64..60.0, more in 0.0f64..30.0, up in any::<bool>(), other in -20.0f64..20.0) {
        let sign = if up { 1.0 } else { -1.0 };
        let of = |shift: f64| scored(score(&[week(sign * shift, 0.0), week(other, 0.0)], LIMITS));
        let (near, far) = (of(shift), of(shift + more));
        prop_assert!(far.health <= near.health + 1e-9);
        prop_assert!(far.probability >= near.probability - 1e-9);
        prop_assert!(far.anomaly >= near.anomaly - 1e-9);
    }

    #[test]
    fn bad_readings_change_data_quality_and_nothing_else(shift in -30.0f64..30.0, junk in prop::collection::vec((0i64..604_800, prop::option::of(-1e9f64..1e9)), 0..200)) {
        let reading = |second: i64, value: Option<f64>, status: u32| {
            let time = at() - TimeDelta::seconds(604_800 - second);
            Reading { signal: SignalNo(1), value, status: StatusCode(status), source_time: time, server_time: None, receipt_time: time }
        };
        let clean: Vec<_> = (0..1008)
            .map(|i| reading(i * 600, Some(50.0 + 0.3 * noise(i) + if i > 972 { shift } else { 0.0 }), 0))
            .collect();
        let mut dirty = clean.clone();
        dirty.extend(junk.iter().map(|(s, v)| reading(*s, *v, 0x8031_0000)));
        prop_assert!(dirty[clean.len()..].iter().all(|r| r.quality() == Quality::Bad));
        let (a, b) = (scored(score(&[Hourly::collect(&clean)], LIMITS)), scored(score(&[Hourly::collect(&dirty)], LIMITS)));
        prop_assert_eq!((a.health, a.probability, a.anomaly, a.life, &a.factors), (b.health, b.probability, b.anomaly, b.life, &b.factors));
        prop_assert!(b.quality <= a.quality);
    }
}

/// `cargo test --release -p scoring -- --ignored --nocapture sixty`
#[test]
#[ignore = "a measurement, not a check"]
fn sixty_assets_of_seven_metrics() {
    let weeks: Vec<_> = (0..420).map(|i| week(f64::from(i % 40) - 20.0, f64::from(i % 7) - 3.0)).collect();
    let month: Vec<_> = (0..624).map(|i| hour(720 - i, 50.0 + 2.0 * noise(i), 0.5)).collect();
    let begun = std::time::Instant::now();
    let learned: Vec<_> = (0..420).map(|_| learn(&month).unwrap()).collect();
    println!("learning 420 baselines of 26 days: {:?}", begun.elapsed());
    let begun = std::time::Instant::now();
    let mut health = 0.0;
    for asset in 0..60 {
        let metrics: Vec<_> = (0..7)
            .map(|m| MetricInput {
                name: "a",
                unit: "Cel",
                limits: LIMITS,
                baseline: Some(learned[asset * 7 + m]),
                hours: &weeks[asset * 7 + m],
            })
            .collect();
        health += scored(score_asset(
            &AssetInput { asset_id: AssetId::new(), family: Family::Pump, metrics: &metrics },
            at(),
            30,
        ))
        .health;
    }
    println!("scoring 60 assets x 7 metrics: {:?}, mean health {:.1}", begun.elapsed(), health / 60.0);
    assert!(health > 0.0);
}
