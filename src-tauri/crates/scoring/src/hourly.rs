//! An hour of one metric's readings. Bad readings carry no value and have no way in: what is made here is made of good
//! and uncertain ones only; bad ones are counted, which lowers data quality and nothing else.

use domain::{Quality, Reading, Timestamp};

/// An uncertain reading counts half a good one.
pub const UNCERTAIN_WEIGHT: f64 = 0.5;

/// Least, greatest and mean of the trusted readings of an hour; there is at least one. Made by [`Hourly::new`] alone.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hourly {
    at: Timestamp,
    min: f64,
    max: f64,
    mean: f64,
    weight: f64,
    quality: f64,
}

impl Hourly {
    /// `at` is the hour's start; `min`, `max`, `mean` are of the `trusted` readings (good or uncertain), of which `good`
    /// were good; `all` counts the bad ones too. `None` where there is no trusted reading or the numbers are none.
    pub fn new(at: Timestamp, min: f64, max: f64, mean: f64, all: u64, trusted: u64, good: u64) -> Option<Self> {
        let ordered = min.is_finite() && max.is_finite() && min <= max && mean.is_finite();
        if !ordered || trusted == 0 || good > trusted || trusted > all {
            return None;
        }
        let weighted = good as f64 + UNCERTAIN_WEIGHT * (trusted - good) as f64;
        // A mean summed in floating point may fall a last bit outside its own bounds.
        let mean = mean.clamp(min, max);
        Some(Self { at, min, max, mean, weight: weighted / trusted as f64, quality: weighted / all as f64 })
    }

    /// Readings to hours. They may come in any order and quality; hours without a trusted reading are absent.
    pub fn collect<'a>(readings: impl IntoIterator<Item = &'a Reading>) -> Vec<Self> {
        let mut hours: std::collections::BTreeMap<i64, Sums> = std::collections::BTreeMap::new();
        for reading in readings {
            let sums = hours.entry(reading.source_time.timestamp().div_euclid(3600)).or_default();
            sums.all += 1;
            let trusted = reading.value.filter(|v| v.is_finite() && reading.quality() != Quality::Bad);
            if let Some(value) = trusted {
                sums.min = sums.min.min(value);
                sums.max = sums.max.max(value);
                sums.total += value;
                sums.trusted += 1;
                sums.good += u64::from(reading.quality() == Quality::Good);
            }
        }
        hours
            .into_iter()
            .filter_map(|(hour, s)| {
                let at = Timestamp::from_timestamp(hour * 3600, 0)?;
                Self::new(at, s.min, s.max, s.total / s.trusted as f64, s.all, s.trusted, s.good)
            })
            .collect()
    }

    pub fn at(&self) -> Timestamp {
        self.at
    }
    pub fn min(&self) -> f64 {
        self.min
    }
    pub fn max(&self) -> f64 {
        self.max
    }
    pub fn mean(&self) -> f64 {
        self.mean
    }
    /// How far the hour's mean is trusted: 1 all good ..= 0.5 all uncertain.
    pub fn weight(&self) -> f64 {
        self.weight
    }
    /// Share of the hour's readings that were good; uncertain count half, bad nothing.
    pub fn quality(&self) -> f64 {
        self.quality
    }
}

struct Sums {
    min: f64,
    max: f64,
    total: f64,
    all: u64,
    trusted: u64,
    good: u64,
}

impl Default for Sums {
    fn default() -> Self {
        Self { min: f64::INFINITY, max: f64::NEG_INFINITY, total: 0.0, all: 0, trusted: 0, good: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{SignalNo, StatusCode};
    use proptest::prelude::*;

    fn reading(second: i64, value: Option<f64>, status: u32) -> Reading {
        let at = Timestamp::from_timestamp(second, 0).unwrap();
        Reading {
            signal: SignalNo(1),
            value,
            status: StatusCode(status),
            source_time: at,
            server_time: None,
            receipt_time: at,
        }
    }

    #[test]
    fn uncertain_counts_half_and_bad_counts_against_quality_only() {
        let hours = Hourly::collect(&[
            reading(0, Some(10.0), 0),
            reading(60, Some(20.0), 0x4090_0000),
            // A bad reading that carries a number all the same.
            reading(120, Some(9_999.0), 0x8000_0000),
            reading(180, None, 0x8000_0000),
            reading(3_700, None, 0x8000_0000),
        ]);
        assert_eq!(hours.len(), 1);
        let h = hours[0];
        assert_eq!((h.min(), h.max(), h.mean()), (10.0, 20.0, 15.0));
        assert_eq!((h.weight(), h.quality()), (0.75, 0.375));
    }

    #[test]
    fn an_hour_without_numbers_is_none() {
        let at = Timestamp::UNIX_EPOCH;
        for (min, max, mean, all, trusted, good) in [
            (1.0, 2.0, 1.5, 5, 0, 0),
            (2.0, 1.0, 1.5, 5, 5, 5),
            (f64::NAN, 2.0, 1.5, 5, 5, 5),
            (1.0, f64::INFINITY, 1.5, 5, 5, 5),
            (1.0, 2.0, f64::NAN, 5, 5, 5),
            (1.0, 2.0, 1.5, 4, 5, 5),
            (1.0, 2.0, 1.5, 5, 4, 5),
        ] {
            assert_eq!(Hourly::new(at, min, max, mean, all, trusted, good), None);
        }
    }

    proptest! {
        #[test]
        fn bad_readings_never_reach_a_value(
            trusted in prop::collection::vec((0i64..20_000, -1e6f64..1e6), 1..50),
            bad in prop::collection::vec((0i64..20_000, prop::option::of(prop::num::f64::ANY)), 0..50),
        ) {
            let good: Vec<_> = trusted.iter().map(|(s, v)| reading(*s, Some(*v), 0)).collect();
            let mut mixed = good.clone();
            mixed.extend(bad.iter().map(|(s, v)| reading(*s, *v, 0x808C_0000)));
            let values = |h: Vec<Hourly>| h.iter().map(|h| (h.at, h.min, h.max, h.mean, h.weight)).collect::<Vec<_>>();
            prop_assert_eq!(values(Hourly::collect(&good)), values(Hourly::collect(&mixed)));
        }
    }
}
