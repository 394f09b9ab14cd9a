//! What a prioritization proposes. The sum of a priority (SPEC 7.1) stands here, once: it is computed when
//! assets are ranked, and again, from the same numbers, whenever a rank is shown.

use crate::{AssetId, Message, PersonId, RecommendationId, RunId, Timestamp, WorkOrderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a recommendation stands. What can't be is not sayable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "status", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum RecommendationStatus {
    Proposed,
    Accepted { by: PersonId, at: Timestamp, work_order_id: WorkOrderId },
    Rejected { by: PersonId, at: Timestamp, reason: String },
}

/// The terms of `priority = (100 - health) * 0.4 + failure_probability * 100 * 0.4 + criticality_weight * 10`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PriorityTerms {
    pub health: f64,
    pub failure_probability: f64,
    pub criticality_weight: f64,
    pub health_term: f64,
    pub probability_term: f64,
    pub criticality_term: f64,
}

impl PriorityTerms {
    pub const HEALTH_SHARE: f64 = 0.4;
    pub const PROBABILITY_SHARE: f64 = 0.4;
    pub const POINTS_PER_WEIGHT: f64 = 10.0;

    /// Health 0..=100, failure probability 0..=1.
    pub fn of(health: f64, failure_probability: f64, criticality_weight: f64) -> Self {
        Self {
            health,
            failure_probability,
            criticality_weight,
            health_term: (100.0 - health) * Self::HEALTH_SHARE,
            probability_term: failure_probability * 100.0 * Self::PROBABILITY_SHARE,
            criticality_term: criticality_weight * Self::POINTS_PER_WEIGHT,
        }
    }

    /// The terms added in the order of the formula.
    pub fn priority(&self) -> f64 {
        self.health_term + self.probability_term + self.criticality_term
    }
}

/// How soon something is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Urgency {
    Immediate,
    SevenDays,
    Monitor,
}

impl Urgency {
    pub const ALL: [Self; 3] = [Self::Immediate, Self::SevenDays, Self::Monitor];

    /// What to do, in words.
    pub fn action(self) -> Message {
        Message::new(match self {
            Self::Immediate => "action-immediate",
            Self::SevenDays => "action-schedule-7-days",
            Self::Monitor => "action-monitor",
        })
    }
}

/// Below this share of good readings a rank carries a caution.
pub const CAUTION_BELOW_DATA_QUALITY: f64 = 0.5;

/// What is said of a rank whose score stands on few good readings.
pub fn data_quality_caution(data_quality: f64) -> Option<Message> {
    (data_quality < CAUTION_BELOW_DATA_QUALITY)
        .then(|| Message::new("optimization-caution-data-quality").with("share", (data_quality * 100.0).round()))
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Recommendation {
    pub id: RecommendationId,
    pub run_id: RunId,
    /// 1 is first.
    #[ts(type = "number")]
    pub rank: u64,
    pub asset_id: AssetId,
    pub priority: f64,
    pub terms: PriorityTerms,
    /// What to do: `action-immediate` ("Immediate maintenance required").
    pub action: Message,
    /// Why: the factors that weigh most.
    pub why: Vec<Message>,
    #[serde(flatten)]
    pub status: RecommendationStatus,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_on_few_good_readings_carries_a_caution() {
        let caution = data_quality_caution(0.304).expect("below half");
        assert_eq!(caution, Message::new("optimization-caution-data-quality").with("share", 30.0));
        assert_eq!(data_quality_caution(CAUTION_BELOW_DATA_QUALITY), None);
    }
}
