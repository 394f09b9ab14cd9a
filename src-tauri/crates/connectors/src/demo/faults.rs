//! Faults that develop over days. Each has an onset, grows to its full effect over its span, runs so for a while, is
//! repaired, and comes again after a healthy time. Times are days of plant time from the plant's epoch, so that a
//! fresh demo shows faults at different stages.

use super::load::DAY_MS;

/// Share of the way from the healthy value to the far limit (HH for positive, LL for negative) at full severity.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Effect {
    Shift(f64),
    /// Swings about the healthy value with this amplitude (same measure, positive) and period in minutes.
    Swing(f64, f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    BearingWear,
    ShaftBearingWear,
    MotorBearingWear,
    SealLeak,
    ImpellerWear,
    WindingHeating,
    Fouling,
    FilterFouling,
    HotSpot,
    SurgeMarginLoss,
    ValveStiction,
    DissolvedGas,
    Imbalance,
    StatorHeating,
}

impl FaultKind {
    /// What it does to which metric.
    pub fn effects(self) -> &'static [(&'static str, Effect)] {
        use Effect::{Shift, Swing};
        match self {
            Self::BearingWear => &[
                ("vibration_de", Shift(1.0)),
                ("vibration_nde", Shift(0.35)),
                ("bearing_temperature_de", Shift(0.75)),
                ("bearing_temperature_nde", Shift(0.2)),
            ],
            Self::ShaftBearingWear => &[
                ("vibration_1", Shift(0.9)),
                ("vibration_2", Shift(0.3)),
                ("vibration", Shift(0.9)),
                ("bearing_temperature", Shift(0.8)),
            ],
            Self::MotorBearingWear => {
                &[("vibration", Shift(0.95)), ("bearing_temperature", Shift(0.8)), ("current", Shift(0.1))]
            }
            Self::SealLeak => &[("seal_pot_pressure", Shift(-1.05)), ("flow", Shift(-0.08))],
            Self::ImpellerWear => {
                &[("discharge_pressure", Shift(-0.9)), ("flow", Shift(-0.35)), ("vibration_nde", Shift(0.25))]
            }
            Self::WindingHeating => &[("winding_temperature", Shift(0.95)), ("current", Shift(0.25))],
            Self::Fouling => &[
                ("pressure_drop", Shift(0.95)),
                ("cold_outlet_temperature", Shift(-0.8)),
                ("hot_outlet_temperature", Shift(0.6)),
            ],
            Self::FilterFouling => {
                &[("inlet_filter_pressure_drop", Shift(1.0)), ("compressor_discharge_pressure", Shift(-0.08))]
            }
            Self::HotSpot => &[("exhaust_spread", Shift(1.0)), ("exhaust_temperature", Shift(0.25))],
            Self::SurgeMarginLoss => &[
                ("surge_margin", Shift(-0.95)),
                ("vibration_de", Shift(0.4)),
                ("discharge_temperature", Shift(0.35)),
                ("flow", Swing(0.05, 11.0)),
            ],
            Self::ValveStiction => {
                &[("travel_deviation", Shift(0.95)), ("position", Swing(0.12, 17.0)), ("actuator_pressure", Shift(0.5))]
            }
            Self::DissolvedGas => &[
                ("dissolved_hydrogen", Shift(0.9)),
                ("top_oil_temperature", Shift(0.25)),
                ("oil_moisture", Shift(0.4)),
            ],
            Self::Imbalance => &[("vibration", Shift(1.0)), ("bearing_temperature", Shift(0.3))],
            Self::StatorHeating => &[("stator_temperature", Shift(0.85))],
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fault {
    /// `SITE.ASSET`
    pub asset: &'static str,
    pub kind: FaultKind,
    pub onset_days: f64,
    pub span_days: f64,
}

/// Severity follows the age's share of the span to this power: slow at first, then faster.
const GROWTH: f64 = 1.6;
/// How long a fully grown fault runs before it is repaired.
const RUN_DAYS: f64 = 2.5;
/// Healthy days between a repair and the next onset. Longer than a fresh demo's history is.
const HEALTHY_DAYS: f64 = 32.0;

impl Fault {
    /// 0 (healthy) ..= 1 (full), at plant time counted from the plant's epoch.
    pub fn severity(&self, since_epoch_ms: i64) -> f64 {
        let age = since_epoch_ms as f64 / DAY_MS as f64 - self.onset_days;
        let age = age.rem_euclid(self.span_days + RUN_DAYS + HEALTHY_DAYS);
        if age >= self.span_days + RUN_DAYS { 0.0 } else { (age / self.span_days).min(1.0).powf(GROWTH) }
    }
}

const fn fault(asset: &'static str, kind: FaultKind, onset_days: f64, span_days: f64) -> Fault {
    Fault { asset, kind, onset_days, span_days }
}

/// Stages at the epoch run from "just begun" to "past the high-high limit".
#[rustfmt::skip]
pub const FAULTS: [Fault; 18] = [
    fault("RGP.P-101A", FaultKind::BearingWear, -10.0, 11.0),
    fault("RGP.E-201", FaultKind::Fouling, -11.0, 24.0),
    fault("RGP.P-201B", FaultKind::SealLeak, -6.0, 12.0),
    fault("RGP.K-301A", FaultKind::SurgeMarginLoss, -8.0, 18.0),
    fault("RGP.ASV-304", FaultKind::ValveStiction, -5.0, 14.0),
    fault("RGP.MP-201A", FaultKind::WindingHeating, -4.0, 15.0),
    fault("RGP.AF-306", FaultKind::Imbalance, -3.0, 12.0),
    fault("SLD.P-31", FaultKind::BearingWear, -5.0, 16.0),
    fault("SLD.P-11C", FaultKind::ImpellerWear, -10.0, 26.0),
    fault("SLD.MP-51A", FaultKind::MotorBearingWear, -9.0, 9.5),
    fault("SLD.FV-43", FaultKind::ValveStiction, -2.0, 12.0),
    fault("WRP.GT-12", FaultKind::HotSpot, -7.0, 15.0),
    fault("WRP.GT-11", FaultKind::FilterFouling, -9.0, 26.0),
    fault("WRP.TR-31", FaultKind::DissolvedGas, -10.0, 20.0),
    fault("WRP.GN-14", FaultKind::StatorHeating, -5.0, 14.0),
    fault("WRP.ST-14", FaultKind::ShaftBearingWear, -3.0, 16.0),
    fault("WRP.E-15", FaultKind::Fouling, 4.0, 15.0),
    fault("WRP.F-21B", FaultKind::Imbalance, 2.0, 9.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_grows_runs_is_repaired_and_comes_again() {
        let f = fault("X", FaultKind::BearingWear, -5.0, 10.0);
        let at = |days: f64| f.severity((days * DAY_MS as f64) as i64);
        assert_eq!(at(-5.5), 0.0);
        assert!(at(-4.0) < at(0.0) && at(0.0) < at(4.0));
        assert_eq!((at(6.0), at(8.0)), (1.0, 0.0));
        assert!(at(-5.0 + 10.0 + RUN_DAYS + HEALTHY_DAYS + 5.0) > 0.2);
    }

    #[test]
    fn no_fault_is_older_than_a_fresh_demos_history() {
        assert!(FAULTS.iter().all(|f| f.onset_days > -12.0 && f.onset_days - HEALTHY_DAYS < -14.0));
        let now: Vec<f64> = FAULTS.iter().map(|f| f.severity(0)).collect();
        assert!(now.contains(&0.0) && now.iter().any(|s| *s > 0.8) && now.iter().any(|s| (0.2..0.6).contains(s)));
    }
}
