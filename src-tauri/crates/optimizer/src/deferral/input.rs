//! What the deferral model is asked, and which inputs it refuses.

use super::HOURS_PER_DAY;
use crate::reliability::{FailureModel, ReliabilityError, fit::Covariance};
use domain::Message;
use serde::Serialize;
use thiserror::Error;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DeferralInput {
    pub model: FailureModel,
    /// Operating hours since the asset was new or renewed.
    pub age_hours: f64,
    /// Operating hours in a day of waiting; 24 where the asset always runs.
    pub hours_per_day: f64,
    pub costs: DeferralCosts,
    pub after_failure: AfterFailure,
    /// Days to defer by that are asked for; not negative, in any order.
    pub days: Vec<f64>,
    /// Days on which planned work costs less or more than usual (a shutdown, a weekend).
    pub planned_days: Vec<PlannedDay>,
    /// Given where the Weibull model was fitted.
    pub confidence: Option<Confidence>,
}

/// Amounts in the cost model's currency.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DeferralCosts {
    /// The planned work itself, done today.
    pub planned: f64,
    /// The repair or replacement after a failure.
    pub unplanned: f64,
    pub downtime_per_hour: f64,
    pub planned_downtime_hours: f64,
    pub unplanned_downtime_hours: f64,
    /// The unplanned repair grows by this share of itself with each day of waiting before the failure.
    pub damage_growth_per_day: f64,
    /// The planned work grows by this share of itself with each day of waiting.
    pub planned_growth_per_day: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AfterFailure {
    /// The failed asset is renewed.
    Replace,
    /// The failed asset is made to run again, as old as it was (minimal repair).
    Patch,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct PlannedDay {
    pub day: f64,
    /// Added to the planned cost; negative where that day is cheaper.
    pub extra: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Confidence {
    pub covariance: Covariance,
    /// Two-sided, as 0.9.
    pub level: f64,
}

#[derive(Debug, Clone, PartialEq, Error)]
pub enum DeferralError {
    #[error(transparent)]
    Model(#[from] ReliabilityError),
    #[error("{field} is {value}; it must be from {min} to {max}")]
    OutOfRange { field: &'static str, value: f64, min: f64, max: f64 },
    #[error("a confidence band needs a fitted Weibull model")]
    BandWithoutFit,
    #[error("a planned job must cost something")]
    FreeWork,
}

impl DeferralCosts {
    /// Planned and unplanned cost all in, nothing else.
    pub fn flat(planned: f64, unplanned: f64) -> Self {
        Self {
            planned,
            unplanned,
            downtime_per_hour: 0.0,
            planned_downtime_hours: 0.0,
            unplanned_downtime_hours: 0.0,
            damage_growth_per_day: 0.0,
            planned_growth_per_day: 0.0,
        }
    }

    /// Work and downtime of the planned job after so many days.
    pub fn planned_all_in(&self, days: f64) -> f64 {
        self.planned * (1.0 + self.planned_growth_per_day * days) + self.downtime_per_hour * self.planned_downtime_hours
    }

    /// Repair and downtime of a failure today.
    pub fn unplanned_all_in(&self) -> f64 {
        self.unplanned + self.downtime_per_hour * self.unplanned_downtime_hours
    }
}

impl DeferralInput {
    /// An exponential asset that costs 1 either way: the defaults of every field, to be overwritten.
    pub fn example() -> Self {
        Self {
            model: FailureModel::Exponential { mean_life: 1000.0 },
            age_hours: 0.0,
            hours_per_day: HOURS_PER_DAY,
            costs: DeferralCosts::flat(1.0, 1.0),
            after_failure: AfterFailure::Replace,
            days: Vec::new(),
            planned_days: Vec::new(),
            confidence: None,
        }
    }

    /// What that day adds to the planned cost.
    pub(crate) fn extra_on(&self, day: f64) -> f64 {
        self.planned_days.iter().find(|p| p.day == day).map_or(0.0, |p| p.extra)
    }

    pub(crate) fn check(&self) -> Result<(), DeferralError> {
        const MOST_HOURS: f64 = 1e9;
        const MOST_COST: f64 = 1e15;
        let c = &self.costs;
        within("age_hours", self.age_hours, 0.0, MOST_HOURS)?;
        within("hours_per_day", self.hours_per_day, 1e-3, 24.0)?;
        for (field, value) in [("planned", c.planned), ("unplanned", c.unplanned)] {
            within(field, value, 0.0, MOST_COST)?;
        }
        within("downtime_per_hour", c.downtime_per_hour, 0.0, MOST_COST)?;
        within("planned_downtime_hours", c.planned_downtime_hours, 0.0, MOST_HOURS)?;
        within("unplanned_downtime_hours", c.unplanned_downtime_hours, 0.0, MOST_HOURS)?;
        within("damage_growth_per_day", c.damage_growth_per_day, 0.0, 100.0)?;
        within("planned_growth_per_day", c.planned_growth_per_day, 0.0, 100.0)?;
        if c.planned_all_in(0.0) <= 0.0 || c.unplanned_all_in() <= 0.0 {
            return Err(DeferralError::FreeWork);
        }
        for day in &self.days {
            within("days", *day, 0.0, 36_500.0)?;
        }
        for planned in &self.planned_days {
            within("day", planned.day, 0.0, 36_500.0)?;
            within("extra", planned.extra, -c.planned_all_in(planned.day), MOST_COST)?;
        }
        match &self.confidence {
            Some(_) if !matches!(self.model, FailureModel::Weibull(_)) => Err(DeferralError::BandWithoutFit),
            Some(confidence) => within("level", confidence.level, 0.5, 0.999),
            None => Ok(()),
        }
    }
}

impl DeferralError {
    /// What a person is told (`locales/*/optimization.ftl`).
    pub fn message(&self) -> Message {
        match self {
            Self::Model(e) => e.message(),
            Self::OutOfRange { field, value, min, max } => Message::new("deferral-out-of-range")
                .with("field", *field)
                .with("value", value.to_string())
                .with("min", *min)
                .with("max", *max),
            Self::BandWithoutFit => Message::new("deferral-band-without-fit"),
            Self::FreeWork => Message::new("deferral-free-work"),
        }
    }
}

fn within(field: &'static str, value: f64, min: f64, max: f64) -> Result<(), DeferralError> {
    if value >= min && value <= max { Ok(()) } else { Err(DeferralError::OutOfRange { field, value, min, max }) }
}
