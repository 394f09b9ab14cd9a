//! A life given as a table of survival by age (from a handbook, or a Kaplan-Meier curve). Between two points the hazard is
//! constant; after the last point the last hazard goes on. So every integral is exact.

use super::ReliabilityError;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tabulated {
    /// Rising ages in hours; the first is 0.
    ages: Vec<f64>,
    /// Cumulative hazard at each age; never falling, the first is 0.
    hazards: Vec<f64>,
    /// Mean hours up to each age, of a new asset.
    lives: Vec<f64>,
}

impl Tabulated {
    /// `points`: age in hours and the share that survives it. Ages rise from 0 (added if absent); shares fall from 1 and
    /// stay above 0; at least one age beyond 0, and some loss before the end.
    pub fn new(points: &[(f64, f64)]) -> Result<Self, ReliabilityError> {
        let (mut ages, mut hazards) = (vec![0.0], vec![0.0]);
        for (row, &(age, survival)) in points.iter().enumerate() {
            let wrong = ReliabilityError::Table { row, age, survival };
            if !(age.is_finite() && age >= 0.0 && survival > 0.0 && survival <= 1.0) {
                return Err(wrong);
            }
            let hazard = -survival.ln() + 0.0;
            let last = ages.len() - 1;
            if age == 0.0 && row == 0 && survival == 1.0 {
                continue;
            }
            if age <= ages[last] || hazard < hazards[last] {
                return Err(wrong);
            }
            ages.push(age);
            hazards.push(hazard);
        }
        let last = ages.len() - 1;
        if last == 0 || hazards[last] <= hazards[last - 1] {
            return Err(ReliabilityError::EndlessTable);
        }
        let mut lives = vec![0.0];
        for i in 1..ages.len() {
            let width = ages[i] - ages[i - 1];
            let rate = (hazards[i] - hazards[i - 1]) / width;
            lives.push(lives[i - 1] + (-hazards[i - 1]).exp() * exponential_uptime(rate, width));
        }
        Ok(Self { ages, hazards, lives })
    }

    /// Each age of the table after 0, with the mean hours up to it and the cumulative hazard at it.
    pub(crate) fn points(&self) -> impl Iterator<Item = (f64, f64, f64)> {
        let rest = self.ages.iter().zip(&self.lives).zip(&self.hazards).skip(1);
        rest.map(|((age, life), hazard)| (*age, *life, *hazard))
    }

    /// Failures per hour just after that age.
    pub fn hazard(&self, age: f64) -> f64 {
        let i = self.segment(age);
        (self.hazards[i + 1] - self.hazards[i]) / (self.ages[i + 1] - self.ages[i])
    }

    pub fn cumulative_hazard(&self, age: f64) -> f64 {
        let i = self.segment(age);
        self.hazards[i] + self.hazard(age) * (age - self.ages[i])
    }

    /// Mean hours until failure or until `d` hours have passed, given survival to `age`.
    pub fn mean_uptime(&self, age: f64, d: f64) -> f64 {
        let start = self.cumulative_hazard(age);
        let (mut sum, mut from, end) = (0.0, age, age + d);
        while from < end {
            let i = self.segment(from);
            let to = if i + 2 < self.ages.len() { end.min(self.ages[i + 1]) } else { end };
            let rate = self.hazard(from);
            sum += (start - self.cumulative_hazard(from)).exp() * exponential_uptime(rate, to - from);
            from = to;
        }
        sum
    }

    pub fn mean_residual_life(&self, age: f64) -> f64 {
        let last = self.ages[self.ages.len() - 1].max(age);
        let survives = (self.cumulative_hazard(age) - self.cumulative_hazard(last)).exp();
        self.mean_uptime(age, last - age) + survives / self.hazard(last)
    }

    /// Index of the segment that holds the age; the last one goes on for ever.
    fn segment(&self, age: f64) -> usize {
        self.ages.partition_point(|a| *a <= age).saturating_sub(1).min(self.ages.len() - 2)
    }
}

/// `(1 - e^(-rate d)) / rate`, and `d` at rate 0.
pub(crate) fn exponential_uptime(rate: f64, d: f64) -> f64 {
    let x = rate * d;
    if x == 0.0 { d } else { d * (-(-x).exp_m1() / x) }
}
