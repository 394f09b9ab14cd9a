//! A timed value as a reading. A digital state is never a number: a state of the system (no data, point created, I/O
//! time-out) is bad quality, a state of the point is text.

use super::model::TimedValue;
use chrono::{DateTime, NaiveDateTime, SubsecRound};
use domain::{RawReading, RawValue, SignalNo, StatusCode, Timestamp};
use serde_json::Value;

const BAD: StatusCode = StatusCode(0x8000_0000);
const UNCERTAIN: StatusCode = StatusCode(0x4000_0000);
/// Uncertain_SubstituteValue
const SUBSTITUTED: StatusCode = StatusCode(0x4091_0000);

/// States of the system set and the status code that says the same (OPC UA Part 4, table 177).
const STATES: [(&str, u32); 17] = [
    ("No Data", 0x809B_0000),
    ("Pt Created", 0x8032_0000),
    ("I/O Timeout", 0x8031_0000),
    ("Comm Fail", 0x8031_0000),
    ("Not Connect", 0x808A_0000),
    ("Bad Input", 0x808C_0000),
    ("Bad Output", 0x808C_0000),
    ("Configure", 0x8089_0000),
    ("Scan Off", 0x808D_0000),
    ("Scan Timeout", 0x8031_0000),
    ("Shutdown", 0x808D_0000),
    ("Out of Serv", 0x808D_0000),
    ("Equip Fail", 0x808B_0000),
    ("Failed", 0x808B_0000),
    ("Over Range", 0x803C_0000),
    ("Under Range", 0x803C_0000),
    ("Inp OutRange", 0x803C_0000),
];

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Valued {
    pub time: Timestamp,
    pub value: RawValue,
    pub status: StatusCode,
}

impl Valued {
    pub fn reading(self, signal: SignalNo, receipt_time: Timestamp) -> RawReading {
        RawReading {
            signal,
            value: self.value,
            status: self.status,
            source_time: self.time,
            server_time: None,
            receipt_time,
        }
    }
}

/// `None` where there is no time: it says nothing of any moment.
pub(crate) fn valued(of: &TimedValue) -> Option<Valued> {
    let time = time(&of.timestamp)?;
    let is_good = of.good.unwrap_or(true);
    let (value, state) = raw(&of.value);
    let status = match state {
        Some(status) => status,
        None if !is_good => BAD,
        None if value == RawValue::Null => StatusCode::BAD_NO_DATA,
        None if of.questionable => UNCERTAIN,
        None if of.substituted => SUBSTITUTED,
        None => StatusCode::GOOD,
    };
    // Behind bad quality there is no number to trust.
    let value = if status.quality() == domain::Quality::Bad { RawValue::Null } else { value };
    Some(Valued { time, value, status })
}

/// The value, and where it is a state of the system what that says.
fn raw(value: &Value) -> (RawValue, Option<StatusCode>) {
    match value {
        Value::Null => (RawValue::Null, None),
        Value::Bool(b) => (RawValue::Boolean(*b), None),
        Value::Number(n) => (n.as_f64().map_or(RawValue::Null, RawValue::Number), None),
        Value::String(text) => (RawValue::Text(text.clone()), None),
        Value::Object(fields) => {
            let name = fields.get("Name").and_then(Value::as_str).unwrap_or_default();
            match fields.get("IsSystem").and_then(Value::as_bool) {
                Some(true) => (RawValue::Null, Some(of_state(name))),
                _ => (RawValue::Text(name.to_owned()), None),
            }
        }
        Value::Array(items) => (RawValue::Other(format!("array[{}]", items.len())), None),
    }
}

fn of_state(name: &str) -> StatusCode {
    STATES.iter().find(|(state, _)| *state == name).map_or(BAD, |(_, code)| StatusCode(*code))
}

/// PI Web API tells UTC to 100 ns; the store keeps microseconds. A time without a zone is UTC.
pub(crate) fn time(text: &str) -> Option<Timestamp> {
    let instant = DateTime::parse_from_rfc3339(text).map(|t| t.to_utc());
    let instant = instant.or_else(|_| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").map(|t| t.and_utc()));
    instant.ok().map(|t| t.trunc_subsecs(6))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Quality::{Bad, Good, Uncertain};
    use serde_json::json;

    fn read(value: Value) -> Option<Valued> {
        valued(&serde_json::from_value(value).unwrap())
    }

    #[test]
    fn a_digital_state_is_never_a_number_and_flags_become_quality() {
        let at = "2026-11-30T09:00:00.1234567Z";
        for (given, value, quality) in [
            (json!({"Timestamp": at, "Value": 12.5, "Good": true}), RawValue::Number(12.5), Good),
            (json!({"Timestamp": at, "Value": 7}), RawValue::Number(7.0), Good),
            (json!({"Timestamp": at, "Value": true, "Good": true}), RawValue::Boolean(true), Good),
            (json!({"Timestamp": at, "Value": 12.5, "Good": false}), RawValue::Null, Bad),
            (
                json!({"Timestamp": at, "Value": 12.5, "Good": true, "Questionable": true}),
                RawValue::Number(12.5),
                Uncertain,
            ),
            (
                json!({"Timestamp": at, "Value": 12.5, "Good": true, "Substituted": true}),
                RawValue::Number(12.5),
                Uncertain,
            ),
            (json!({"Timestamp": at, "Value": null, "Good": true}), RawValue::Null, Bad),
            (
                json!({"Timestamp": at, "Value": {"Name": "Pt Created", "Value": 253, "IsSystem": true}, "Good": false}),
                RawValue::Null,
                Bad,
            ),
            // A system state is bad even where the flag says otherwise.
            (
                json!({"Timestamp": at, "Value": {"Name": "I/O Timeout", "Value": 246, "IsSystem": true}, "Good": true}),
                RawValue::Null,
                Bad,
            ),
            (
                json!({"Timestamp": at, "Value": {"Name": "OPEN", "Value": 1, "IsSystem": false}, "Good": true}),
                RawValue::Text("OPEN".into()),
                Good,
            ),
        ] {
            let found = read(given.clone()).unwrap();
            assert_eq!((found.value, found.status.quality()), (value, quality), "{given}");
        }
        let created = json!({"Timestamp": at, "Value": {"Name": "Pt Created", "Value": 253, "IsSystem": true}});
        assert_eq!(read(created).unwrap().status, StatusCode(0x8032_0000));
        assert_eq!(read(json!({"Value": 1.0})), None);
    }

    #[test]
    fn times_are_utc_in_microseconds_whatever_their_zone() {
        let expected: Timestamp = "2026-11-30T09:00:00.123456Z".parse().unwrap();
        for text in [
            "2026-11-30T09:00:00.1234567Z",
            "2026-11-30T12:00:00.1234567+03:00",
            "2026-11-30T09:00:00.1234567",
            "2026-11-30T01:00:00.123456-08:00",
        ] {
            assert_eq!(time(text), Some(expected), "{text}");
        }
        assert_eq!(time("2026-11-30T09:00:00Z").unwrap().timestamp(), 1_796_029_200);
        assert_eq!(time("yesterday"), None);
    }
}
