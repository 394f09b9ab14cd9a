//! What a maintenance system (SAP, Oracle EAM) calls a thing of the plant. An asset may be known there as an equipment or
//! as a functional location, by a number that people seldom see.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ObjectKind {
    Equipment,
    FunctionalLocation,
}

impl ObjectKind {
    pub const ALL: [Self; 2] = [Self::Equipment, Self::FunctionalLocation];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Equipment => "equipment",
            Self::FunctionalLocation => "functional_location",
        }
    }
}

impl std::str::FromStr for ObjectKind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|k| k.as_str() == s).ok_or_else(|| format!("no such kind of object: {s}"))
    }
}

/// The maintenance system's key of a thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ObjectRef {
    pub kind: ObjectKind,
    pub number: String,
}
