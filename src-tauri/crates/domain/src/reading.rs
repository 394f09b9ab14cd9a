//! A value from the plant, first as the source gave it (`RawReading`), then as the metric's (`Reading`).
//! Quality, source time, server time and receipt time stay with it all the way to the screen and the score.

use crate::{Quality, SignalNo, StatusCode, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a source can say. Only `Number` and `Boolean` become a reading's value; the rest is kept for the preview.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum RawValue {
    /// May be NaN or infinite as the source sent it; the conversion turns those into bad quality.
    /// JSON has no such numbers: they read `null` there.
    Number(f64),
    Boolean(bool),
    Text(String),
    /// A type that is no scalar: its name (`Double[3]`, `ServerStatusDataType`).
    Other(String),
    Null,
}

impl RawValue {
    /// The number it stands for: booleans are 0 and 1; text, structures, null, NaN and infinities are none.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Self::Number(n) if n.is_finite() => Some(*n),
            Self::Boolean(b) => Some(f64::from(u8::from(*b))),
            _ => None,
        }
    }
}

/// One value of a tag as the source gave it.
#[derive(Debug, Clone, PartialEq)]
pub struct RawReading {
    /// Which subscription it belongs to.
    pub signal: SignalNo,
    pub value: RawValue,
    pub status: StatusCode,
    /// When the value was true at its origin. Where the source gives none it is the server's, else the receipt time.
    pub source_time: Timestamp,
    /// When the server saw it, where told.
    pub server_time: Option<Timestamp>,
    /// When it reached this machine.
    pub receipt_time: Timestamp,
}

/// One value of a signal in the metric's unit. `value` is `None` exactly where there is no number to trust or show.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    pub signal: SignalNo,
    pub value: Option<f64>,
    pub status: StatusCode,
    pub source_time: Timestamp,
    pub server_time: Option<Timestamp>,
    pub receipt_time: Timestamp,
}

impl Reading {
    pub fn quality(&self) -> Quality {
        self.status.quality()
    }
}
