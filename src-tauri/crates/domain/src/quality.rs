//! Quality of a value, read from the source's own 32-bit status (OPC UA Part 4, 7.39; Part 8, Annex A).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    Good,
    Uncertain,
    Bad,
}

impl Quality {
    pub fn worst(self, other: Self) -> Self {
        self.max(other)
    }

    pub fn as_number(self) -> u8 {
        match self {
            Self::Good => 0,
            Self::Uncertain => 1,
            Self::Bad => 2,
        }
    }

    /// The inverse of [`Quality::as_number`]; anything else is bad.
    pub fn from_number(n: i64) -> Self {
        match n {
            0 => Self::Good,
            1 => Self::Uncertain,
            _ => Self::Bad,
        }
    }
}

/// An OPC UA status code, kept whole. Severity is its top two bits: 00 good, 01 uncertain, 10 and 11 bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct StatusCode(pub u32);

impl StatusCode {
    pub const GOOD: Self = Self(0);
    /// Bad_NoData: nothing to say about this moment.
    pub const BAD_NO_DATA: Self = Self(0x809B_0000);
    /// Bad_TypeMismatch: the tag's value is not a number.
    pub const BAD_TYPE_MISMATCH: Self = Self(0x8074_0000);
    /// Bad_OutOfRange: NaN, an infinity, or a value that leaves f64 when converted.
    pub const BAD_OUT_OF_RANGE: Self = Self(0x803C_0000);
    /// InfoType DataValue (bits 10-11 = 01) with the overflow bit (7): the queue of a monitored item overflowed.
    const INFO_DATA_VALUE: u32 = 0x0000_0400;
    const INFO_MASK: u32 = 0x0000_0C00;
    const OVERFLOW: u32 = 0x0000_0080;

    pub fn quality(self) -> Quality {
        match self.0 >> 30 {
            0 => Quality::Good,
            1 => Quality::Uncertain,
            _ => Quality::Bad,
        }
    }

    /// True where the server says that its queue overflowed before this value (OPC UA Part 4, 7.39.1).
    pub fn is_overflow(self) -> bool {
        self.0 & Self::INFO_MASK == Self::INFO_DATA_VALUE && self.0 & Self::OVERFLOW != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severity_bits_decide_quality() {
        for (code, expected) in [
            (0x0000_0000, Quality::Good),
            (0x0000_0480, Quality::Good),
            (0x4090_0000, Quality::Uncertain),
            (0x8000_0000, Quality::Bad),
            (0x803C_0000, Quality::Bad),
            // "0xC0 good" of old gateways is not good in OPC UA's 32 bits: the top bits are reserved, so bad.
            (0xC000_0000, Quality::Bad),
        ] {
            assert_eq!(StatusCode(code).quality(), expected, "{code:#x}");
        }
        assert!(StatusCode(0x0000_0480).is_overflow());
        assert!(!StatusCode(0x0000_0080).is_overflow());
        assert!(!StatusCode(0).is_overflow());
    }
}
