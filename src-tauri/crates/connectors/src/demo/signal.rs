//! One tag's value at any plant time: a pure function of seed, tag and time. Nothing is remembered between calls, so
//! live values, history and a repeated run agree to the last bit.

use super::episodes::{Episode, Symptom};
use super::faults::{Effect, Fault};
use super::load::{Climate, Load, MINUTE_MS};
use super::noise;
use domain::{Quality, StatusCode};

/// Air temperature at which the nominal values hold.
const REFERENCE_AIR_CEL: f64 = 30.0;
/// A first-order lag drawn as three looks back: shares that an exponential's thirds have, and where their means lie.
const LAG_TAPS: [(f64, f64); 3] = [(0.45, 0.25), (0.33, 0.95), (0.22, 2.4)];

#[derive(Debug, Clone, PartialEq)]
pub struct Signal {
    pub key: u64,
    pub load: Load,
    pub climate: Climate,
    pub plant_epoch_ms: i64,
    pub is_standby: bool,
    pub idle: f64,
    pub full: f64,
    pub exponent: f64,
    pub lag_minutes: f64,
    pub ambient: f64,
    pub slow: f64,
    pub white: f64,
    /// Fault, effect in the metric's unit at full severity.
    pub faults: Vec<(Fault, Effect)>,
    pub episodes: Vec<Episode>,
    /// Least value: what can't be negative is not.
    pub floor: f64,
    /// The transmitter's steps, in the source's unit.
    pub resolution: f64,
    /// From the metric's unit to the source's.
    pub to_source: (f64, f64),
}

impl Signal {
    /// Value in the source's unit (none where bad) and status at a plant time.
    pub fn sample(&self, plant_ms: i64) -> (Option<f64>, StatusCode) {
        let mut value_ms = plant_ms;
        let mut status = StatusCode::GOOD;
        for episode in &self.episodes {
            if let Some(began) = episode.began(plant_ms - self.plant_epoch_ms) {
                match episode.symptom {
                    Symptom::Stuck => value_ms = began + self.plant_epoch_ms,
                    Symptom::Status(code) => status = code,
                }
            }
        }
        if status.quality() == Quality::Bad {
            return (None, status);
        }
        let raw = self.value(value_ms) * self.to_source.0 + self.to_source.1;
        (Some((raw / self.resolution).round() * self.resolution), status)
    }

    /// Value in the metric's unit, as if the measurement were perfect.
    pub fn value(&self, plant_ms: i64) -> f64 {
        let mut value =
            if self.is_standby { self.idle } else { self.idle + (self.full - self.idle) * self.work(plant_ms) };
        if self.ambient != 0.0 {
            let back = (self.lag_minutes * MINUTE_MS as f64) as i64;
            value += self.ambient * (self.climate.at(plant_ms - back) - REFERENCE_AIR_CEL);
        }
        for (fault, effect) in &self.faults {
            let severity = fault.severity(plant_ms - self.plant_epoch_ms);
            if severity > 0.0 {
                value += severity
                    * match *effect {
                        Effect::Shift(by) => by,
                        Effect::Swing(by, minutes) => {
                            by * (plant_ms as f64 / (minutes * MINUTE_MS as f64) * std::f64::consts::TAU).sin()
                        }
                    };
            }
        }
        value += self.slow * noise::wander(self.key, plant_ms, 73 * MINUTE_MS);
        value += self.white * noise::white(self.key ^ 1, plant_ms);
        value.max(self.floor)
    }

    /// Lagged load to the curve's power.
    fn work(&self, plant_ms: i64) -> f64 {
        let load = if self.lag_minutes > 0.0 {
            let lag = self.lag_minutes * MINUTE_MS as f64;
            LAG_TAPS.iter().map(|(share, back)| share * self.load.at(plant_ms - (lag * back) as i64)).sum()
        } else {
            self.load.at(plant_ms)
        };
        if self.exponent == 1.0 { load } else { f64::powf(load, self.exponent) }
    }
}
