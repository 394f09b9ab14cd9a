//! Bands of health that dashboard and list share.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Bands of health that dashboard and list share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HealthBand {
    /// below 40
    Poor,
    /// 40 up to 70
    Fair,
    /// 70 and above
    Good,
    /// No score, or insufficient data.
    Unknown,
}

/// Bounds of the bands: poor below the first, good from the second.
const FAIR_FROM: f64 = 40.0;
const GOOD_FROM: f64 = 70.0;

impl HealthBand {
    pub fn of(health: Option<f64>) -> Self {
        match health {
            None => Self::Unknown,
            Some(h) if h < FAIR_FROM => Self::Poor,
            Some(h) if h < GOOD_FROM => Self::Fair,
            Some(_) => Self::Good,
        }
    }

    /// Where fair and good begin.
    pub(crate) fn bounds() -> (f64, f64) {
        (FAIR_FROM, GOOD_FROM)
    }

    pub(super) fn range(self) -> Option<(f64, f64)> {
        match self {
            Self::Poor => Some((0.0, FAIR_FROM)),
            Self::Fair => Some((FAIR_FROM, GOOD_FROM)),
            Self::Good => Some((GOOD_FROM, 100.0)),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_meet_without_overlap() {
        for (health, band) in [
            (None, HealthBand::Unknown),
            (Some(0.0), HealthBand::Poor),
            (Some(39.999), HealthBand::Poor),
            (Some(40.0), HealthBand::Fair),
            (Some(70.0), HealthBand::Good),
            (Some(100.0), HealthBand::Good),
        ] {
            assert_eq!(HealthBand::of(health), band, "{health:?}");
        }
    }
}
