//! What work asks for besides hours: a skill of who does it, a tool, a spare part. The tenant's own list.

use crate::{Family, ResourceId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ResourceKind {
    Skill,
    Tool,
    Part,
}

impl ResourceKind {
    pub const ALL: [Self; 3] = [Self::Skill, Self::Tool, Self::Part];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Skill => "skill",
            Self::Tool => "tool",
            Self::Part => "part",
        }
    }
}

impl std::str::FromStr for ResourceKind {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|k| k.as_str() == s).ok_or_else(|| format!("no such kind of resource: {s}"))
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Resource {
    pub id: ResourceId,
    pub kind: ResourceKind,
    /// Short; unique within its kind: `MECH`.
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    /// Of a skill: an order on an asset of these families asks for it where nobody said what the order needs.
    pub families: Vec<Family>,
    /// Counted up with every change.
    #[ts(type = "number")]
    pub version: i64,
}

/// A skill and how well it is mastered: 1 (assists) to 5 (teaches).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SkillLevel {
    pub skill_id: ResourceId,
    pub level: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PartCount {
    pub part_id: ResourceId,
    pub count: u32,
}
