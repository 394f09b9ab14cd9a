//! OPC UA values as readings: number and status as they came, all three times kept.

use domain::{RawReading, RawValue, SignalNo, StatusCode as Status, Timestamp};
use opcua::types::{DataValue, DateTime, Variant, VariantTypeId};

/// Scalars of number types; the wide integers lose what f64 can't hold.
pub(crate) fn number(value: &Variant) -> Option<f64> {
    Some(match value {
        Variant::SByte(v) => f64::from(*v),
        Variant::Byte(v) => f64::from(*v),
        Variant::Int16(v) => f64::from(*v),
        Variant::UInt16(v) => f64::from(*v),
        Variant::Int32(v) => f64::from(*v),
        Variant::UInt32(v) => f64::from(*v),
        Variant::Int64(v) => *v as f64,
        Variant::UInt64(v) => *v as f64,
        Variant::Float(v) => f64::from(*v),
        Variant::Double(v) => *v,
        _ => return None,
    })
}

pub(crate) fn raw_value(value: Option<&Variant>) -> RawValue {
    let Some(value) = value else { return RawValue::Null };
    if let Some(number) = number(value) {
        return RawValue::Number(number);
    }
    match value {
        Variant::Empty => RawValue::Null,
        Variant::Boolean(v) => RawValue::Boolean(*v),
        Variant::String(v) if v.is_null() => RawValue::Null,
        Variant::String(v) => RawValue::Text(v.to_string()),
        Variant::LocalizedText(v) => RawValue::Text(v.text.to_string()),
        Variant::QualifiedName(v) => RawValue::Text(v.name.to_string()),
        Variant::DateTime(v) => RawValue::Text(v.to_rfc3339()),
        Variant::Guid(v) => RawValue::Text(v.to_string()),
        Variant::NodeId(v) => RawValue::Text(v.to_string()),
        Variant::Variant(v) => raw_value(Some(v)),
        other => RawValue::Other(type_name(other)),
    }
}

/// `Double`, `Double[4]`, `Range`.
pub(crate) fn type_name(value: &Variant) -> String {
    match value {
        Variant::Array(array) => format!("{}[{}]", array.value_type, array.values.len()),
        Variant::ExtensionObject(object) => object.type_name().unwrap_or("structure").to_owned(),
        Variant::Variant(inner) => type_name(inner),
        other => match other.type_id() {
            VariantTypeId::Scalar(scalar) => scalar.to_string(),
            _ => "Null".to_owned(),
        },
    }
}

/// 1970 and 9999 in microseconds: before is OPC UA's zero (1601), after its end of time; nothing was measured then.
const SOME_TIME: std::ops::Range<i64> = 0..253_370_764_800_000_000;

/// Microseconds; `None` where OPC UA leaves the time out.
pub(crate) fn time(of: Option<&DateTime>) -> Option<Timestamp> {
    let micros = of?.as_chrono().timestamp_micros();
    Timestamp::from_timestamp_micros(micros).filter(|_| SOME_TIME.contains(&micros))
}

pub(crate) fn status(value: &DataValue) -> Status {
    Status(value.status.map_or(0, |s| s.bits()))
}

/// Source time, else server time, else receipt time.
pub(crate) fn reading(signal: SignalNo, value: &DataValue, receipt_time: Timestamp) -> RawReading {
    let server_time = time(value.server_timestamp.as_ref());
    RawReading {
        signal,
        value: raw_value(value.value.as_ref()),
        status: status(value),
        source_time: time(value.source_timestamp.as_ref()).or(server_time).unwrap_or(receipt_time),
        server_time,
        receipt_time,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_numbers_even_those_that_are_none() {
        for (value, expected) in [
            (Variant::from(-7i8), -7.0),
            (Variant::from(9_007_199_254_740_992i64), 9_007_199_254_740_992.0),
            (Variant::from(u64::MAX), u64::MAX as f64),
            (Variant::from(1.5f32), 1.5),
            (Variant::from(f64::INFINITY), f64::INFINITY),
        ] {
            assert_eq!(raw_value(Some(&value)), RawValue::Number(expected));
        }
        assert!(matches!(raw_value(Some(&Variant::from(f64::NAN))), RawValue::Number(n) if n.is_nan()));
        assert_eq!(raw_value(Some(&Variant::from(true))), RawValue::Boolean(true));
        assert_eq!(raw_value(None), RawValue::Null);
        assert_eq!(raw_value(Some(&Variant::from("on"))), RawValue::Text("on".into()));
        let array = Variant::from(vec![1.0f64, 2.0]);
        assert_eq!(raw_value(Some(&array)), RawValue::Other("Double[2]".into()));
    }

    #[test]
    fn all_times_and_the_whole_status_are_kept() {
        let at = |seconds: i64| Timestamp::from_timestamp(seconds, 123_456_789).unwrap();
        let mut value = DataValue::new_now(1.0f64);
        value.status = Some(opcua::types::StatusCode::from(0x4090_0480));
        value.source_timestamp = Some(DateTime::from(at(1_700_000_000)));
        value.server_timestamp = Some(DateTime::from(at(1_700_000_001)));
        let reading = super::reading(SignalNo(3), &value, at(1_700_000_002));
        assert_eq!(reading.status, Status(0x4090_0480));
        assert_eq!(reading.source_time.timestamp_micros(), 1_700_000_000_123_456);
        assert_eq!(reading.server_time.unwrap().timestamp(), 1_700_000_001);
        value.source_timestamp = Some(DateTime::null());
        assert_eq!(super::reading(SignalNo(3), &value, at(0)).source_time.timestamp(), 1_700_000_001);
        value.server_timestamp = None;
        assert_eq!(super::reading(SignalNo(3), &value, at(5)).source_time, at(5));
    }
}
