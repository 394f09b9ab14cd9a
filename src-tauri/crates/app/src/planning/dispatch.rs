//! Workforce dispatch (SPEC 7.4) from the plant's data: open orders with what they ask for, the workforce with its shifts,
//! the stores of the sites, and the ways between sites by their coordinates.

mod booked;
mod choice;
mod facts;
mod input;
mod ways;

use super::{Effort, Planned, dispatch_view, horizon, json, share_within, within};
use crate::{
    failures::{OrFailure, failure},
    plant::Plant,
    runs::{Outcome, Running},
};
use chrono::NaiveDate;
use domain::cost_model::DispatchTariff;
use domain::{EngineerId, ErrorCode, Failure, SiteId, Timestamp, WorkOrderId};
use optimizer::dispatch::{CostRates, Threads, dispatch};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub(crate) use facts::{Facts, assumed_needs};
pub(crate) use input::Built;
pub use input::SeenOrder;

/// Costs in the cost model's currency; all but the travel are multiplied by the weight of the order's priority.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DispatchRates {
    /// A day after the due date.
    pub late_day: f64,
    /// A day of waiting, late or not.
    pub waiting_day: f64,
    pub travel_hour: f64,
    /// Beside the hour that it takes; at the speed of the plan.
    #[serde(default)]
    pub travel_km: f64,
    /// Not done within the plan.
    pub unassigned: f64,
}

impl DispatchRates {
    /// Those of the cost model.
    pub fn of(costs: &DispatchTariff) -> Self {
        let float = |rate: Decimal| rate.to_f64().unwrap_or(f64::NAN);
        Self {
            late_day: float(costs.late_day),
            waiting_day: float(costs.waiting_day),
            travel_hour: float(costs.travel_hour),
            travel_km: float(costs.travel_km),
            unassigned: float(costs.unassigned),
        }
    }

    /// As the optimizer takes them: a way is told in time, and at that speed an hour is so many kilometres.
    pub fn at_speed(&self, speed_kmh: f64) -> CostRates {
        CostRates {
            weight_per_late_day: self.late_day,
            weight_per_waiting_day: self.waiting_day,
            travel_per_hour: self.travel_hour + self.travel_km * speed_kmh,
            weight_if_unassigned: self.unassigned,
        }
    }
}

/// A decision to keep: the order by that engineer, on that day, or both.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DispatchLock {
    pub work_order_id: WorkOrderId,
    #[serde(default)]
    pub engineer_id: Option<EngineerId>,
    #[serde(default)]
    pub day: Option<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default, deny_unknown_fields)]
#[ts(optional_fields)]
pub struct DispatchParameters {
    /// From today to two years ahead. None: tomorrow.
    pub first_day: Option<NaiveDate>,
    /// 1 to 31
    pub days: u16,
    /// None: all sites.
    pub site_ids: Option<Vec<SiteId>>,
    /// None: every open or assigned order.
    pub work_order_ids: Option<Vec<WorkOrderId>>,
    /// What was scheduled before is planned anew; else it is kept as it was decided.
    pub include_scheduled: bool,
    /// Of an order that says none.
    pub default_hours: f64,
    pub speed_kmh: f64,
    /// How much longer the road is than the straight line.
    pub detour: f64,
    /// The least way between two sites.
    pub place_minutes: u32,
    /// For this run alone. None: those of the cost model.
    pub rates: Option<DispatchRates>,
    /// At a cost of at most this share above the best, who has most has least. None: not asked.
    pub fairness: Option<f64>,
    pub locks: Vec<DispatchLock>,
    pub effort: Effort,
    #[ts(type = "number")]
    pub seed: u64,
}

impl Default for DispatchParameters {
    fn default() -> Self {
        Self {
            first_day: None,
            days: 7,
            site_ids: None,
            work_order_ids: None,
            include_scheduled: true,
            default_hours: 4.0,
            speed_kmh: 80.0,
            detour: 1.3,
            place_minutes: 10,
            rates: None,
            fairness: None,
            locks: Vec::new(),
            effort: Effort::Seconds(10.0),
            seed: 1,
        }
    }
}

/// Money that a rate may be.
const MOST_RATE: f64 = 1e6;
const MOST_DAYS: f64 = 31.0;
/// A round of dispatch is a neighbourhood and some hundred steps already.
const STEPS_A_ROUND: u64 = 1;

impl DispatchParameters {
    fn check(&self) -> Result<(), Failure> {
        self.effort.check()?;
        within(f64::from(self.days), 1.0, MOST_DAYS, "days")?;
        within(self.default_hours, 0.25, 24.0, "defaultHours")?;
        within(self.speed_kmh, 5.0, 200.0, "speedKmh")?;
        within(self.detour, 1.0, 5.0, "detour")?;
        within(f64::from(self.place_minutes), 0.0, 480.0, "placeMinutes")?;
        share_within(self.fairness.unwrap_or(0.0), 0.0, 1.0, "fairness")?;
        self.rates.map_or(Ok(()), |r| {
            let fields = [
                ("lateDay", r.late_day),
                ("waitingDay", r.waiting_day),
                ("travelHour", r.travel_hour),
                ("travelKm", r.travel_km),
                ("unassigned", r.unassigned),
            ];
            fields.into_iter().try_for_each(|(field, rate)| within(rate, 0.0, MOST_RATE, field))
        })
    }
}

/// Reads the plant and makes the model's input. Nothing is searched yet.
pub fn plan(plant: &Plant, parameters: &DispatchParameters, now: Timestamp) -> Result<Planned, Failure> {
    parameters.check()?;
    let first_day = horizon::first_day(plant, parameters.first_day, now)?;
    let facts = plant.store.read(Facts::read).or_failure()?;
    let cost_model_version = facts.cost_model_version;
    let built = input::build(facts, parameters, first_day)?;
    if built.input.engineers.is_empty() {
        return Err(failure(ErrorCode::Invalid, "dispatch-nobody"));
    }
    if built.input.orders.is_empty() {
        return Err(failure(ErrorCode::Invalid, "dispatch-no-orders"));
    }
    let input = json(&built.input)?;
    Ok(Planned {
        model: domain::run::DISPATCH,
        fingerprint: super::fingerprint(domain::run::DISPATCH, 1, &input),
        seed: parameters.seed,
        effort: Some(parameters.effort),
        cost_model_version,
        input,
        work: Box::new(move |running| search(&built, running)),
    })
}

fn search(built: &Built, running: &Running) -> Result<Outcome, Failure> {
    let plan = running
        .within(STEPS_A_ROUND, |budget| {
            let report = &mut |p: optimizer::dispatch::Progress| running.report(p.objective, p.bound);
            dispatch(&built.input, budget, Threads::Two, report)
        })
        .map_err(|e| Failure::new(ErrorCode::Invalid, e.message(&built.input)).detail(e))?;
    dispatch_view::outcome(built, &plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kilometre_costs_beside_the_hour_that_it_takes() {
        let tariff = DispatchTariff { travel_km: Decimal::new(2_5, 1), ..DispatchTariff::default() };
        let rates = DispatchRates::of(&tariff).at_speed(80.0);
        assert_eq!((rates.travel_per_hour, rates.weight_per_late_day), (150.0 + 2.5 * 80.0, 22.5));
    }
}
