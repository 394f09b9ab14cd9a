//! What standing still, repairing and breaking cost, and how the tenant weighs risk. One model is active; every
//! optimization uses it and keeps the version it used. A change makes a new version, the old ones stay as history.
//!
//! Consequence of a failure = unplanned repair + unplanned hours * downtime cost per hour; a planned job likewise.

use crate::{Criticality, Family, Message};
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Sar,
    Usd,
    Eur,
}

impl Currency {
    pub const ALL: [Self; 3] = [Self::Sar, Self::Usd, Self::Eur];

    /// ISO 4217.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sar => "SAR",
            Self::Usd => "USD",
            Self::Eur => "EUR",
        }
    }
}

/// How much of a tail the tenant is ready to bear: low looks at bad years first, high at the mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RiskAppetite {
    Low,
    Medium,
    High,
}

impl RiskAppetite {
    /// The tail's share in what is minimized (ROADEF/EURO 2020, equation 4: `alpha * mean + (1 - alpha) * excess`).
    pub fn tail_weight(self) -> f64 {
        match self {
            Self::Low => 0.75,
            Self::Medium => 0.5,
            Self::High => 0.25,
        }
    }
}

/// What work on an asset of a family costs, in the model's currency.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct FamilyCost {
    /// Labour and parts of a planned job.
    #[ts(type = "string")]
    pub planned_cost: Decimal,
    /// Hours that production stands still for it.
    #[ts(type = "string")]
    pub planned_hours: Decimal,
    /// Labour, parts and damage after a failure.
    #[ts(type = "string")]
    pub unplanned_cost: Decimal,
    #[ts(type = "string")]
    pub unplanned_hours: Decimal,
    /// By so many hundredths of itself the repair after a failure grows with each day of waiting for the planned job.
    #[serde(default)]
    #[ts(type = "string")]
    pub damage_growth_percent: Decimal,
    /// Where this family's standing still costs something else than the default.
    #[ts(type = "string | null")]
    pub downtime_cost_per_hour: Option<Decimal>,
}

/// Weight of each criticality in a priority (SPEC 7.1); finite, 0 ..= 10.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CriticalityWeights {
    pub critical: f64,
    pub high: f64,
    pub medium: f64,
    pub low: f64,
}

/// From which priority on something is urgent; `0 < seven_days_from < immediate_from <= 180`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriorityThresholds {
    pub immediate_from: f64,
    pub seven_days_from: f64,
}

/// What a person edits; a saved one has a version beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct CostModel {
    pub currency: Currency,
    #[ts(type = "string")]
    pub downtime_cost_per_hour: Decimal,
    pub risk_appetite: RiskAppetite,
    pub weights: CriticalityWeights,
    pub thresholds: PriorityThresholds,
    /// What holds for a family that has no line of its own.
    pub other_families: FamilyCost,
    #[ts(type = "Partial<Record<Family, FamilyCost>>")]
    pub families: BTreeMap<Family, FamilyCost>,
    /// From that day on every failure and renewal is in the history of assets. None: from their installation on.
    #[serde(default)]
    pub history_since: Option<NaiveDate>,
    #[serde(default)]
    pub dispatch: DispatchTariff,
}

/// What workforce dispatch weighs against each other. Lateness, waiting and what is left out are multiplied by the weight of
/// the order's priority.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct DispatchTariff {
    /// A day after the due date.
    #[ts(type = "string")]
    pub late_day: Decimal,
    /// A day of waiting, late or not.
    #[ts(type = "string")]
    pub waiting_day: Decimal,
    #[ts(type = "string")]
    pub travel_hour: Decimal,
    /// Beside the hour that it takes.
    #[ts(type = "string")]
    pub travel_km: Decimal,
    /// Not done within the plan.
    #[ts(type = "string")]
    pub unassigned: Decimal,
}

impl Default for DispatchTariff {
    /// An hour on the road at 150; the rest in the proportions of the optimizer's own rates, lateness thrice.
    fn default() -> Self {
        Self {
            late_day: Decimal::new(22_50, 2),
            waiting_day: Decimal::new(38, 2),
            travel_hour: Decimal::from(150),
            travel_km: Decimal::ZERO,
            unassigned: Decimal::from(225),
        }
    }
}

impl DispatchTariff {
    fn check(&self) -> Result<(), CostModelError> {
        let rates = [
            ("lateDay", self.late_day),
            ("waitingDay", self.waiting_day),
            ("travelHour", self.travel_hour),
            ("travelKm", self.travel_km),
            ("unassigned", self.unassigned),
        ];
        for (name, rate) in rates {
            let field = format!("dispatch.{name}");
            amount(rate, field.clone())?;
            if rate > Decimal::from(MOST_RATE) {
                return Err(CostModelError::OutOfRange { field, least: 0, most: MOST_RATE });
            }
        }
        Ok(())
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum CostModelError {
    #[error("{field} is not an amount from 0 to {MOST} with at most two decimals")]
    Amount { field: String },
    #[error("{field} is not from {least} to {most}")]
    OutOfRange { field: String, least: u32, most: u32 },
    #[error("the threshold of seven days is not below the immediate one")]
    ThresholdsCrossed,
    #[error("more critical assets must not weigh less")]
    WeightsCrossed,
}

/// Ten thousand million: beyond it a slip of the keyboard is likelier than a cost.
const MOST: i64 = 10_000_000_000;
/// A year.
const MOST_HOURS: u32 = 8_760;
const MOST_WEIGHT: u32 = 10;
/// A rate of dispatch.
const MOST_RATE: u32 = 1_000_000;
/// The damage doubles in a day.
const MOST_GROWTH: u32 = 100;
/// The greatest priority that the formula can give with the greatest weight: 40 + 40 + 10 * 10.
const MOST_PRIORITY: u32 = 180;

impl Default for CriticalityWeights {
    fn default() -> Self {
        let [low, medium, high, critical] = Criticality::ALL.map(Criticality::weight);
        Self { critical, high, medium, low }
    }
}

impl CriticalityWeights {
    pub fn of(&self, criticality: Criticality) -> f64 {
        match criticality {
            Criticality::Critical => self.critical,
            Criticality::High => self.high,
            Criticality::Medium => self.medium,
            Criticality::Low => self.low,
        }
    }
}

impl Default for PriorityThresholds {
    fn default() -> Self {
        Self { immediate_from: 70.0, seven_days_from: 50.0 }
    }
}

/// The model before anybody has entered one: the UI says that these are examples, not the plant's own.
impl Default for CostModel {
    fn default() -> Self {
        Self {
            currency: Currency::Sar,
            downtime_cost_per_hour: Decimal::from(20_000),
            risk_appetite: RiskAppetite::Medium,
            weights: CriticalityWeights::default(),
            thresholds: PriorityThresholds::default(),
            other_families: FamilyCost {
                planned_cost: Decimal::from(15_000),
                planned_hours: Decimal::from(4),
                unplanned_cost: Decimal::from(60_000),
                unplanned_hours: Decimal::from(16),
                damage_growth_percent: Decimal::ZERO,
                downtime_cost_per_hour: None,
            },
            families: BTreeMap::new(),
            history_since: None,
            dispatch: DispatchTariff::default(),
        }
    }
}

impl FamilyCost {
    fn check(&self, of: &str) -> Result<(), CostModelError> {
        let field = |name: &str| format!("{of}.{name}");
        amount(self.planned_cost, field("plannedCost"))?;
        amount(self.unplanned_cost, field("unplannedCost"))?;
        for (name, hours) in [("plannedHours", self.planned_hours), ("unplannedHours", self.unplanned_hours)] {
            if hours < Decimal::ZERO || hours > Decimal::from(MOST_HOURS) {
                return Err(CostModelError::OutOfRange { field: field(name), least: 0, most: MOST_HOURS });
            }
        }
        let growth = self.damage_growth_percent;
        if growth < Decimal::ZERO || growth > Decimal::from(MOST_GROWTH) || growth.normalize().scale() > 4 {
            return Err(CostModelError::OutOfRange {
                field: field("damageGrowthPercent"),
                least: 0,
                most: MOST_GROWTH,
            });
        }
        self.downtime_cost_per_hour.map_or(Ok(()), |cost| amount(cost, field("downtimeCostPerHour")))
    }
}

impl CostModel {
    /// Refuses what is no cost; nothing is repaired silently.
    pub fn check(&self) -> Result<(), CostModelError> {
        amount(self.downtime_cost_per_hour, "downtimeCostPerHour".into())?;
        self.dispatch.check()?;
        self.other_families.check("otherFamilies")?;
        self.families.iter().try_for_each(|(family, cost)| cost.check(family.as_str()))?;
        for criticality in Criticality::ALL {
            if !(0.0..=f64::from(MOST_WEIGHT)).contains(&self.weights.of(criticality)) {
                let field = format!("weights.{}", criticality.as_str());
                return Err(CostModelError::OutOfRange { field, least: 0, most: MOST_WEIGHT });
            }
        }
        if Criticality::ALL.windows(2).any(|pair| self.weights.of(pair[0]) > self.weights.of(pair[1])) {
            return Err(CostModelError::WeightsCrossed);
        }
        let PriorityThresholds { immediate_from, seven_days_from } = self.thresholds;
        for (field, value) in [("immediateFrom", immediate_from), ("sevenDaysFrom", seven_days_from)] {
            if !(1.0..=f64::from(MOST_PRIORITY)).contains(&value) {
                return Err(CostModelError::OutOfRange { field: field.into(), least: 1, most: MOST_PRIORITY });
            }
        }
        if seven_days_from >= immediate_from {
            return Err(CostModelError::ThresholdsCrossed);
        }
        Ok(())
    }

    pub fn of(&self, family: Family) -> &FamilyCost {
        self.families.get(&family).unwrap_or(&self.other_families)
    }

    /// What an hour of standing still costs for an asset of this family.
    pub fn downtime_of(&self, family: Family) -> Decimal {
        self.of(family).downtime_cost_per_hour.unwrap_or(self.downtime_cost_per_hour)
    }

    /// A planned job, with its standing still.
    pub fn planned(&self, family: Family) -> Decimal {
        let cost = self.of(family);
        cost.planned_cost + cost.planned_hours * self.downtime_of(family)
    }

    /// A failure, with its standing still: the consequence in money.
    pub fn consequence(&self, family: Family) -> Decimal {
        let cost = self.of(family);
        cost.unplanned_cost + cost.unplanned_hours * self.downtime_of(family)
    }
}

impl CostModelError {
    /// What a person is told (`locales/*/cost-model.ftl`).
    pub fn message(&self) -> Message {
        match self {
            Self::Amount { field } => Message::new("cost-model-amount-wrong").with("field", field.clone()),
            Self::OutOfRange { field, least, most } => Message::new("cost-model-out-of-range")
                .with("field", field.clone())
                .with("least", f64::from(*least))
                .with("most", f64::from(*most)),
            Self::ThresholdsCrossed => Message::new("cost-model-thresholds-crossed"),
            Self::WeightsCrossed => Message::new("cost-model-weights-crossed"),
        }
    }
}

fn amount(amount: Decimal, field: String) -> Result<(), CostModelError> {
    let is_money = amount >= Decimal::ZERO && amount <= Decimal::from(MOST) && amount.normalize().scale() <= 2;
    if is_money { Ok(()) } else { Err(CostModelError::Amount { field }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(change: impl FnOnce(&mut CostModel)) -> CostModelError {
        let mut model = CostModel::default();
        change(&mut model);
        model.check().expect_err("it must be refused")
    }

    #[test]
    fn what_is_no_cost_is_refused_and_the_field_is_named() {
        CostModel::default().check().expect("the default holds");
        let minus = Decimal::from(-1);
        let amount = |field: &str| CostModelError::Amount { field: field.into() };
        assert_eq!(refused(|m| m.downtime_cost_per_hour = minus), amount("downtimeCostPerHour"));
        assert_eq!(refused(|m| m.downtime_cost_per_hour = Decimal::new(1, 3)), amount("downtimeCostPerHour"));
        assert_eq!(refused(|m| m.other_families.planned_cost = Decimal::MAX), amount("otherFamilies.plannedCost"));
        let pump = CostModel::default().other_families;
        let pump = FamilyCost { downtime_cost_per_hour: Some(minus), ..pump };
        assert_eq!(refused(|m| _ = m.families.insert(Family::Pump, pump)), amount("pump.downtimeCostPerHour"));
        for weight in [f64::NAN, f64::INFINITY, -1.0, 10.5] {
            let is = refused(|m| m.weights.critical = weight);
            assert_eq!(is, CostModelError::OutOfRange { field: "weights.critical".into(), least: 0, most: 10 });
        }
        assert_eq!(refused(|m| m.weights.low = 9.0), CostModelError::WeightsCrossed);
        assert_eq!(refused(|m| m.thresholds.seven_days_from = 70.0), CostModelError::ThresholdsCrossed);
        assert!(matches!(refused(|m| m.thresholds.immediate_from = f64::NAN), CostModelError::OutOfRange { .. }));
        assert!(matches!(refused(|m| m.other_families.unplanned_hours = minus), CostModelError::OutOfRange { .. }));
        let growth = refused(|m| m.other_families.damage_growth_percent = Decimal::from(101));
        let field = "otherFamilies.damageGrowthPercent".into();
        assert_eq!(growth, CostModelError::OutOfRange { field, least: 0, most: 100 });
        assert_eq!(refused(|m| m.dispatch.travel_km = minus), amount("dispatch.travelKm"));
        let rate = refused(|m| m.dispatch.late_day = Decimal::from(1_000_001));
        assert_eq!(rate, CostModelError::OutOfRange { field: "dispatch.lateDay".into(), least: 0, most: 1_000_000 });
    }

    /// What was saved before a field was there is read with that field as it was in force: not there.
    #[test]
    fn a_version_of_before_a_field_was_there_is_read() {
        let mut old = serde_json::to_value(CostModel::default()).expect("it is JSON");
        let fields = old.as_object_mut().expect("an object");
        fields.remove("historySince");
        fields.remove("dispatch");
        fields["otherFamilies"].as_object_mut().expect("an object").remove("damageGrowthPercent");
        let read: CostModel = serde_json::from_value(old).expect("it is read");
        assert_eq!(read, CostModel::default());
    }

    #[test]
    fn a_family_takes_its_own_costs_and_the_default_for_what_it_leaves_empty() {
        let mut model = CostModel { downtime_cost_per_hour: Decimal::from(1_000), ..CostModel::default() };
        let pump = FamilyCost {
            planned_cost: Decimal::from(100),
            planned_hours: Decimal::from(2),
            unplanned_cost: Decimal::from(500),
            unplanned_hours: Decimal::from(10),
            damage_growth_percent: Decimal::ZERO,
            downtime_cost_per_hour: None,
        };
        model.families.insert(Family::Pump, pump.clone());
        assert_eq!((model.planned(Family::Pump), model.consequence(Family::Pump)), (2_100.into(), 10_500.into()));
        model.families.insert(Family::Pump, FamilyCost { downtime_cost_per_hour: Some(Decimal::from(5)), ..pump });
        assert_eq!((model.planned(Family::Pump), model.consequence(Family::Pump)), (110.into(), 550.into()));
        assert_eq!(model.planned(Family::Fan), Decimal::from(15_000 + 4 * 1_000));
    }
}
