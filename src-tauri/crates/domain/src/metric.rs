//! What is measured of an asset, in which unit, and where its limits are.

use crate::{AssetId, MetricId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Alarm limits in the metric's unit (ISA-18.2: LL, L, H, HH). Those given are ordered: `low_low < low < high < high_high`.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Limits {
    pub low_low: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub high_high: Option<f64>,
    /// How far back inside a limit a value must come before it counts as returned.
    pub deadband: Option<f64>,
    pub on_delay_seconds: Option<f64>,
    pub off_delay_seconds: Option<f64>,
}

impl Limits {
    /// True where every given limit is finite and they rise from LL to HH, and deadband and delays are not negative.
    pub fn are_ordered(&self) -> bool {
        let given: Vec<f64> = [self.low_low, self.low, self.high, self.high_high].into_iter().flatten().collect();
        given.iter().all(|v| v.is_finite())
            && given.windows(2).all(|p| p[0] < p[1])
            && [self.deadband, self.on_delay_seconds, self.off_delay_seconds]
                .into_iter()
                .flatten()
                .all(|v| v.is_finite() && v >= 0.0)
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Metric {
    pub id: MetricId,
    pub asset_id: AssetId,
    /// Internal name, snake case, unique within its asset: `bearing_temperature`.
    pub name: String,
    /// UCUM code: `Cel`, `mm/s`, `bar`.
    pub unit: String,
    pub limits: Limits,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_must_rise() {
        let l = |ll: f64, l: f64, h: f64, hh: f64| Limits {
            low_low: Some(ll),
            low: Some(l),
            high: Some(h),
            high_high: Some(hh),
            ..Limits::default()
        };
        assert!(l(1., 2., 3., 4.).are_ordered());
        assert!(!l(1., 2., 2., 4.).are_ordered());
        assert!(!l(1., f64::NAN, 3., 4.).are_ordered());
        assert!(Limits::default().are_ordered());
        assert!(!Limits { deadband: Some(-1.), ..Limits::default() }.are_ordered());
    }
}
