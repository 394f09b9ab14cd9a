//! What a work order asks for besides its hours, when it may begin, what must be over before it; and when a person has
//! decided that who does it.

use crate::{
    EngineerId, Message, PartCount, PersonId, ResourceId, RunId, SkillLevel, Timestamp, WorkOrderId, engineer,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use ts_rs::TS;

/// Earliest and latest start within a day, in minutes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StartWindow {
    pub earliest: u32,
    pub latest: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkNeeds {
    /// All of them, by the one who does the work.
    pub skills: Vec<SkillLevel>,
    pub tools: Vec<ResourceId>,
    /// Used up by the work.
    pub parts: Vec<PartCount>,
    pub not_before: Option<NaiveDate>,
    pub window: Option<StartWindow>,
    /// Orders that must be over first.
    pub after: Vec<WorkOrderId>,
    /// Whoever does that order does this one too.
    pub same_engineer_as: Option<WorkOrderId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WorkNeedsError {
    #[error("a level is not from 1 to 5")]
    Level,
    #[error("a part is asked for 0 times, or twice")]
    Parts,
    #[error("the window ends before it begins, or is not within a day")]
    Window,
    #[error("an order can't wait for itself, nor be done by whoever does it")]
    AfterItself,
}

impl WorkNeedsError {
    /// What a person is told (`locales/*/workforce.ftl`).
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Level => "engineer-level-wrong",
            Self::Parts => "work-needs-parts-wrong",
            Self::Window => "work-needs-window-wrong",
            Self::AfterItself => "work-needs-after-itself",
        })
    }
}

impl WorkNeeds {
    /// `order`: whose needs they are.
    pub fn check(&self, order: WorkOrderId) -> Result<(), WorkNeedsError> {
        if self.skills.iter().any(|s| !(1..=5).contains(&s.level)) {
            return Err(WorkNeedsError::Level);
        }
        let twice = |i: usize| self.parts[..i].iter().any(|p| p.part_id == self.parts[i].part_id);
        if (0..self.parts.len()).any(|i| self.parts[i].count == 0 || twice(i)) {
            return Err(WorkNeedsError::Parts);
        }
        if self.window.is_some_and(|w| w.earliest > w.latest || w.latest > engineer::DAY_MINUTES) {
            return Err(WorkNeedsError::Window);
        }
        if self.after.contains(&order) || self.same_engineer_as == Some(order) {
            return Err(WorkNeedsError::AfterItself);
        }
        Ok(())
    }
}

/// A decision: that engineer, that day, from when to when (minutes of the day).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct WorkSchedule {
    pub work_order_id: WorkOrderId,
    pub engineer_id: EngineerId,
    pub day: NaiveDate,
    pub start: u32,
    pub end: u32,
    /// The plan that it was accepted from.
    pub run_id: Option<RunId>,
    pub decided_by: PersonId,
    pub decided_at: Timestamp,
}

/// Where spare parts and tools are kept: the store of a site. One visit serves a day's work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Depot {
    pub site_id: crate::SiteId,
    pub loading_minutes: u32,
    pub tools: Vec<ResourceId>,
    pub stock: Vec<Stock>,
    /// Counted up with every change.
    #[ts(type = "number")]
    pub version: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Stock {
    pub part_id: ResourceId,
    pub count: u32,
    /// There from this day on; none: now.
    pub from: Option<NaiveDate>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_asked_for_is_refused() {
        let (order, part_id, skill_id) = (WorkOrderId::new(), ResourceId::new(), ResourceId::new());
        let parts = |counts: &[u32]| WorkNeeds {
            parts: counts.iter().map(|count| PartCount { part_id, count: *count }).collect(),
            ..WorkNeeds::default()
        };
        let window =
            |earliest, latest| WorkNeeds { window: Some(StartWindow { earliest, latest }), ..WorkNeeds::default() };
        let check = |needs: WorkNeeds| needs.check(order).err();
        assert_eq!(check(WorkNeeds::default()), None);
        assert_eq!((check(parts(&[2])), check(parts(&[0]))), (None, Some(WorkNeedsError::Parts)));
        assert_eq!(check(parts(&[1, 1])), Some(WorkNeedsError::Parts));
        assert_eq!((check(window(0, 1_440)), check(window(600, 599))), (None, Some(WorkNeedsError::Window)));
        let skills = vec![SkillLevel { skill_id, level: 0 }];
        assert_eq!(check(WorkNeeds { skills, ..WorkNeeds::default() }), Some(WorkNeedsError::Level));
        assert_eq!(check(WorkNeeds { after: vec![order], ..WorkNeeds::default() }), Some(WorkNeedsError::AfterItself));
    }
}
