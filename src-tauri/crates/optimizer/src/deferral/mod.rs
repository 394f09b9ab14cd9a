//! What it costs to put a job off (SPEC section 7.2). An asset of known age is due for planned work; each day of waiting
//! risks the failure that the work prevents, and saves a day of the next asset's life. Everything follows from the
//! failure model given the age reached: F(t+d|t), the mean uptime within d, and the cost rate g* of the best renewal.
//!
//! ```
//! use optimizer::deferral::{AfterFailure, DeferralCosts, DeferralInput, defer};
//! use optimizer::reliability::FailureModel;
//! let input = DeferralInput {
//!     model: FailureModel::weibull(8760.0, 2.2).unwrap(),
//!     age_hours: 6000.0,
//!     costs: DeferralCosts::flat(12_000.0, 85_000.0),
//!     days: vec![7.0, 30.0, 90.0],
//!     ..DeferralInput::example()
//! };
//! let answer = defer(&input).unwrap();
//! assert!((answer.curve[0].expected_cost - 13_961.8864).abs() < 5e-5);
//! assert_eq!(answer.cheapest.days_deferred, 0.0);
//! ```

mod band;
mod batch;
mod explain;
mod input;
mod renewal;

pub use band::Band;
pub use batch::{AssetCosts, AssetOnShelf, DeferredAsset, defer_many};
pub use input::{AfterFailure, Confidence, DeferralCosts, DeferralError, DeferralInput, PlannedDay};
pub use renewal::{NEGLIGIBLE_SAVING, Renewal, RenewalCosts, age_replacement, minimal_repair};

use crate::reliability::FailureModel;
use domain::Message;
use serde::Serialize;

/// One point of the curve. Costs are in the cost model's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DeferralPoint {
    pub days_deferred: f64,
    /// Probability to fail before that day, given the age. Acting now has none.
    pub risk_increase: f64,
    /// Planned work on that day, or the failure before it.
    pub expected_cost: f64,
    /// Above acting now, less what the hours of longer life are worth at g*.
    pub net_cost: f64,
    pub expected_uptime_hours: f64,
    /// Present where the failure model was fitted: from its uncertainty alone.
    pub band: Option<Band>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Deferral {
    /// The asked days, as given.
    pub curve: Vec<DeferralPoint>,
    /// The day of least net cost among today, the asked days, the planned days and the whole days around
    /// the best age, however far ahead that is.
    pub cheapest: DeferralPoint,
    pub renewal: Renewal,
    pub why: Vec<Message>,
}

pub const HOURS_PER_DAY: f64 = 24.0;

/// The curve over the asked days, and the cheapest day. Fails on what is no input, never on what is merely bad news.
pub fn defer(input: &DeferralInput) -> Result<Deferral, DeferralError> {
    input.check()?;
    let renewal = renewal_of(&input.model, &input.costs, input.after_failure);
    let point = |days: f64| {
        let mut point = point_at(&input.model, input, renewal.rate(), days);
        point.band = input.confidence.as_ref().and_then(|c| band::around(input, c, &point));
        point
    };
    let curve: Vec<DeferralPoint> = input.days.iter().map(|d| point(*d)).collect();
    let mut candidates = vec![0.0];
    candidates.extend(input.planned_days.iter().map(|p| p.day));
    if let Renewal::ReplaceAt { age, .. } = renewal {
        let days = (age - input.age_hours) / input.hours_per_day;
        // Whole days: nobody plans work for a quarter past three in five weeks. They count beyond the asked days too: how
        // far a person looks changes nothing about which day is cheapest.
        candidates.extend([days.floor(), days.ceil()].into_iter().filter(|d| *d > 0.0));
    }
    let cheapest = candidates
        .into_iter()
        .map(point)
        .chain(curve.iter().copied())
        .min_by(|a, b| a.net_cost.total_cmp(&b.net_cost).then(a.days_deferred.total_cmp(&b.days_deferred)))
        .expect("today is always a candidate");
    let why = explain::why(input, &renewal, &cheapest);
    Ok(Deferral { curve, cheapest, renewal, why })
}

fn renewal_of(model: &FailureModel, costs: &DeferralCosts, after: AfterFailure) -> Renewal {
    match after {
        AfterFailure::Replace => age_replacement(
            model,
            RenewalCosts { planned: costs.planned_all_in(0.0), failure: costs.unplanned_all_in() },
        ),
        AfterFailure::Patch => minimal_repair(model, costs.planned_all_in(0.0), costs.unplanned_all_in()),
    }
}

/// `g`: cost per hour of the best renewal. The band is left to the caller.
fn point_at(model: &FailureModel, input: &DeferralInput, g: f64, days: f64) -> DeferralPoint {
    let hours = days * input.hours_per_day;
    let costs = &input.costs;
    let hazard = model.hazard_over(input.age_hours, hours);
    let failure = -(-hazard).exp_m1();
    let uptime = model.mean_uptime(input.age_hours, hours);
    let planned = costs.planned_all_in(days) + input.extra_on(days);
    let unplanned = costs.unplanned_all_in();
    // Damage grows by a share a day: the mean of the days to failure, counting only lives that fail, is E[uptime] - d R.
    let days_to_failure = (uptime - hours * (1.0 - failure)) / input.hours_per_day;
    let growth = costs.unplanned * costs.damage_growth_per_day;
    let (expected, hours_gained) = match input.after_failure {
        AfterFailure::Replace => (planned * (1.0 - failure) + unplanned * failure + growth * days_to_failure, uptime),
        // Each patch leaves the work to be done; the mean day of a patch weighs the growth.
        AfterFailure::Patch => {
            let mean_day = patch_days(model, input.age_hours, hours) / input.hours_per_day;
            (planned + unplanned * hazard + growth * mean_day, hours)
        }
    };
    DeferralPoint {
        days_deferred: days,
        risk_increase: failure,
        expected_cost: expected,
        net_cost: expected - costs.planned_all_in(0.0) - g * hours_gained,
        expected_uptime_hours: uptime,
        band: None,
    }
}

/// Integral of s h(age + s) over s up to `hours`: `hours * H` less the integral of H; Simpson on the smooth remainder.
fn patch_days(model: &FailureModel, age: f64, hours: f64) -> f64 {
    const PANELS: usize = 64;
    let h = |i: usize| model.hazard_over(age, hours * i as f64 / PANELS as f64);
    let inner: f64 = (1..PANELS).map(|i| if i % 2 == 1 { 4.0 * h(i) } else { 2.0 * h(i) }).sum();
    let integral = (inner + h(PANELS)) * hours / (3 * PANELS) as f64;
    hours * h(PANELS) - integral
}
