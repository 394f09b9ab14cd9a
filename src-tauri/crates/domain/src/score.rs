//! How well an asset is, how sure we are, and why.

use crate::{AssetId, Message, ScoreId, Timestamp};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScoreMethod {
    /// Robust deviation from learned normal behaviour, distance to limits, and trend (docs/scoring.md).
    RobustDeviationV1,
}

impl ScoreMethod {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RobustDeviationV1 => "robust_deviation_v1",
        }
    }
}

impl std::str::FromStr for ScoreMethod {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        match s {
            "robust_deviation_v1" => Ok(Self::RobustDeviationV1),
            other => Err(format!("no such method: {other}")),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FactorKind {
    /// Away from learned normal behaviour.
    Deviation,
    /// Near or beyond an alarm limit.
    Limit,
    /// Moving toward a limit.
    Trend,
}

/// One reason for a score. Contributions of a score's factors add up to `100 - health`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Factor {
    pub metric: String,
    pub kind: FactorKind,
    /// Points of health it costs, 0..=100.
    pub contribution: f64,
    /// Why, in words, with value and unit.
    pub explanation: Message,
}

/// A score, or the honest word that there is none. "Insufficient data" is a result.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "outcome", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum ScoreOutcome {
    Scored {
        /// 0 (failed) ..= 100 (as new).
        health: f64,
        /// 0..=1 over `horizon_days`.
        failure_probability: f64,
        horizon_days: u32,
        /// 0 normal ..= 1 never seen.
        anomaly: f64,
        /// Where a trend toward a limit tells it.
        remaining_life_days: Option<f64>,
        factors: Vec<Factor>,
        /// Share of the wanted readings that were there and good, 0..=1.
        data_quality: f64,
    },
    InsufficientData {
        reason: Message,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Score {
    pub id: ScoreId,
    pub asset_id: AssetId,
    pub at: Timestamp,
    pub method: ScoreMethod,
    #[serde(flatten)]
    pub outcome: ScoreOutcome,
}

impl Score {
    pub fn health(&self) -> Option<f64> {
        match self.outcome {
            ScoreOutcome::Scored { health, .. } => Some(health),
            ScoreOutcome::InsufficientData { .. } => None,
        }
    }
}
