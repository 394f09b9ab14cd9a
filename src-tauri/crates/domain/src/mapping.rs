//! Which tag feeds which metric, and how its values become the metric's.
//!
//! `internal = convert(external * scale + offset, from source unit, to metric unit)`. Scale and offset are exact decimals
//! as a person typed them; the product with an f64 reading is f64.

use crate::{IntegrationId, MappingId, MetricId, RawReading, Reading, SignalNo, StatusCode, Unit, UnitError};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SignalMapping {
    pub id: MappingId,
    pub signal: SignalNo,
    pub integration_id: IntegrationId,
    pub metric_id: MetricId,
    /// The source's name of the tag. For OPC UA with the namespace by URI: `nsu=urn:plant;s=FIC-101.PV`.
    pub external_tag: String,
    /// UCUM code of the values that the source sends (after scale and offset).
    pub source_unit: String,
    /// Exact; never 0. Default 1.
    #[ts(type = "string")]
    pub scale: Decimal,
    /// Exact. Default 0.
    #[ts(type = "string")]
    pub offset: Decimal,
    pub is_active: bool,
    /// How often the source should sample, milliseconds. `None`: the integration's default.
    pub sampling_interval_ms: Option<u32>,
    /// Absolute deadband in the source's raw unit. `None`: none.
    pub deadband: Option<f64>,
}

#[derive(Debug, Clone, PartialEq, Error)]
pub enum ConversionError {
    #[error("a scale of 0 would turn every reading into the offset")]
    ScaleIsZero,
    #[error(transparent)]
    Unit(#[from] UnitError),
}

/// A mapping's arithmetic, checked once, applied to every reading.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conversion {
    scale: f64,
    offset: f64,
    factor: f64,
    shift: f64,
}

impl Conversion {
    /// Fails where the scale is 0, a unit is unknown, or the two units are of different dimensions.
    pub fn new(scale: Decimal, offset: Decimal, source_unit: &str, metric_unit: &str) -> Result<Self, ConversionError> {
        if scale.is_zero() {
            return Err(ConversionError::ScaleIsZero);
        }
        let (factor, shift) = Unit::parse(source_unit)?.conversion_to(&Unit::parse(metric_unit)?)?;
        let float = |d: Decimal| d.to_f64().unwrap_or(f64::NAN);
        Ok(Self { scale: float(scale), offset: float(offset), factor, shift })
    }

    pub fn apply(&self, external: f64) -> f64 {
        (external * self.scale + self.offset) * self.factor + self.shift
    }

    /// Turns a raw reading into the metric's. A value that is no finite number becomes none, with a bad status
    /// (unless the source's own status already is bad, which is then kept). Bad readings carry no value.
    pub fn resolve(&self, raw: &RawReading) -> Reading {
        let number = raw.value.as_number();
        let converted = number.map(|n| self.apply(n)).filter(|v| v.is_finite());
        let status = match (raw.status.quality(), number, converted) {
            (crate::Quality::Bad, _, _) => raw.status,
            (_, _, Some(_)) => raw.status,
            (_, Some(_), None) => StatusCode::BAD_OUT_OF_RANGE,
            (_, None, None) => match raw.value {
                crate::RawValue::Number(_) => StatusCode::BAD_OUT_OF_RANGE,
                crate::RawValue::Null => StatusCode::BAD_NO_DATA,
                _ => StatusCode::BAD_TYPE_MISMATCH,
            },
        };
        let value = if status.quality() == crate::Quality::Bad { None } else { converted };
        Reading {
            signal: raw.signal,
            value,
            status,
            source_time: raw.source_time,
            server_time: raw.server_time,
            receipt_time: raw.receipt_time,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Quality, RawValue};
    use std::str::FromStr;

    fn raw(value: RawValue, status: u32) -> RawReading {
        RawReading {
            signal: SignalNo(1),
            value,
            status: StatusCode(status),
            source_time: Default::default(),
            server_time: None,
            receipt_time: Default::default(),
        }
    }

    #[test]
    fn scale_and_offset_come_before_the_unit() {
        let c = Conversion::new(Decimal::from_str("0.1").unwrap(), Decimal::from(32), "[degF]", "Cel").unwrap();
        // raw 1800 -> 180 + 32 = 212 degF -> 100 Cel
        assert!((c.apply(1800.0) - 100.0).abs() < 1e-9);
    }

    #[test]
    fn a_scale_of_zero_and_a_wrong_dimension_are_refused() {
        assert_eq!(Conversion::new(Decimal::ZERO, Decimal::ZERO, "bar", "bar"), Err(ConversionError::ScaleIsZero));
        assert!(Conversion::new(Decimal::ONE, Decimal::ZERO, "bar", "Cel").is_err());
    }

    #[test]
    fn what_is_no_number_never_becomes_a_value() {
        let c = Conversion::new(Decimal::ONE, Decimal::ZERO, "1", "1").unwrap();
        for (value, status, expected_status) in [
            (RawValue::Number(f64::NAN), 0, StatusCode::BAD_OUT_OF_RANGE),
            (RawValue::Number(f64::INFINITY), 0, StatusCode::BAD_OUT_OF_RANGE),
            (RawValue::Number(f64::NEG_INFINITY), 0, StatusCode::BAD_OUT_OF_RANGE),
            (RawValue::Text("I/O Timeout".into()), 0, StatusCode::BAD_TYPE_MISMATCH),
            (RawValue::Other("Double[3]".into()), 0, StatusCode::BAD_TYPE_MISMATCH),
            (RawValue::Null, 0, StatusCode::BAD_NO_DATA),
            (RawValue::Number(5.0), 0x800C_0000, StatusCode(0x800C_0000)),
        ] {
            let r = c.resolve(&raw(value.clone(), status));
            assert_eq!((r.value, r.status, r.quality()), (None, expected_status, Quality::Bad), "{value:?}");
        }
        let r = c.resolve(&raw(RawValue::Number(5.0), 0x4090_0000));
        assert_eq!((r.value, r.quality()), (Some(5.0), Quality::Uncertain));
        assert_eq!(c.resolve(&raw(RawValue::Boolean(true), 0)).value, Some(1.0));
    }

    #[test]
    fn a_conversion_that_leaves_f64_is_bad() {
        let c = Conversion::new(Decimal::from(1000), Decimal::ZERO, "1", "1").unwrap();
        assert_eq!(c.resolve(&raw(RawValue::Number(f64::MAX), 0)).status, StatusCode::BAD_OUT_OF_RANGE);
    }
}
