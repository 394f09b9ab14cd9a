//! A dispatch plan as people read it: by engineer, day and sequence, what is left out with why and what would change it,
//! and what it costs. Kept with the run; what was decided since is put beside it when it is shown.

mod make;

use super::dispatch::{DispatchRates, SeenOrder};
use chrono::NaiveDate;
use domain::{AssetId, Criticality, Currency, EngineerId, Message, RecommendationId, RunId, SiteId, WorkOrderId};
use optimizer::dispatch::CostRates;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use store::recommendation::RecommendationState;
use ts_rs::TS;

pub use make::outcome;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct NeededSkill {
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub level: u8,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DispatchOrder {
    pub work_order_id: WorkOrderId,
    pub number: String,
    pub title_en: String,
    pub title_ar: String,
    pub asset_id: AssetId,
    pub asset_tag: String,
    pub asset_name_en: String,
    pub asset_name_ar: String,
    pub site_id: SiteId,
    pub site_code: String,
    pub priority: Criticality,
    pub minutes: u32,
    pub due_on: Option<NaiveDate>,
    pub not_before: Option<NaiveDate>,
    pub skills: Vec<NeededSkill>,
    /// Nobody said what it needs: the trade of its asset's family is taken.
    pub is_assumed: bool,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct LeftOut {
    pub order: DispatchOrder,
    pub reason: Message,
    /// The least change that would bring it in.
    pub remedy: Message,
}

/// Times are minutes of the day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[allow(clippy::large_enum_variant)]
pub enum DispatchStop {
    Work {
        /// Names its proposal.
        rank: u32,
        #[serde(default)]
        proposal_id: Option<RecommendationId>,
        /// None: its asset is gone.
        #[serde(default)]
        status: Option<RecommendationState>,
        order: DispatchOrder,
        start: u32,
        end: u32,
        travel_before: u32,
        is_late: bool,
        /// With tools or parts from the stop at the depot before it.
        is_fetched: bool,
        is_locked: bool,
        why: Vec<Message>,
    },
    Depot {
        site_id: SiteId,
        site_code: String,
        start: u32,
        end: u32,
        travel_before: u32,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EngineerDay {
    pub day: NaiveDate,
    pub shift_start: u32,
    pub shift_end: u32,
    /// Back home.
    pub end: u32,
    pub travel_minutes: u32,
    pub stops: Vec<DispatchStop>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct EngineerPlan {
    pub engineer_id: EngineerId,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub home_site_id: SiteId,
    pub orders: u32,
    /// Work and travel.
    pub hours: f64,
    pub travel_hours: f64,
    pub shift_hours: f64,
    pub work_days: Vec<EngineerDay>,
    pub off_days: Vec<NaiveDate>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct SitePoint {
    pub site_id: SiteId,
    pub code: String,
    pub name_en: String,
    pub name_ar: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DispatchCosts {
    pub late: f64,
    pub waiting: f64,
    pub travel: f64,
    pub unassigned: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DispatchFairness {
    /// Of who has most, over the plan.
    pub greatest_hours_before: f64,
    pub greatest_hours: f64,
    pub cost_before: f64,
}

/// What the plan's costs are made of: its quantities, and the rates that were put on them.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Rated {
    pub rates: DispatchRates,
    /// Given for this run; else the cost model's.
    pub are_own: bool,
    pub speed_kmh: f64,
    pub quantities: Quantities,
}

/// Days are multiplied by the weight of each order's priority.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Quantities {
    pub late_days: f64,
    pub waiting_days: f64,
    pub travel_hours: f64,
    /// The weights of what is left out, and the days that it was late before the plan begins.
    pub left_out: f64,
    pub left_out_late_days: f64,
}

impl Quantities {
    pub fn at(&self, rates: &CostRates) -> DispatchCosts {
        DispatchCosts {
            late: self.late_days * rates.weight_per_late_day,
            waiting: self.waiting_days * rates.weight_per_waiting_day,
            travel: self.travel_hours * rates.travel_per_hour,
            unassigned: self.left_out * rates.weight_if_unassigned
                + self.left_out_late_days * rates.weight_per_late_day,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DispatchPlan {
    pub currency: Currency,
    pub first_day: NaiveDate,
    pub days: u16,
    pub sites: Vec<SitePoint>,
    pub engineers: Vec<EngineerPlan>,
    pub unassigned: Vec<LeftOut>,
    pub costs: DispatchCosts,
    /// None: kept by a run of before this was told.
    #[serde(default)]
    pub rated: Option<Rated>,
    pub objective: f64,
    pub bound: Option<f64>,
    pub gap: Option<f64>,
    pub fairness: Option<DispatchFairness>,
    /// What was taken for want of data.
    pub assumptions: Vec<Message>,
}

/// What a proposal keeps of its order's place.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DispatchDetail {
    pub engineer_id: EngineerId,
    pub engineer_code: String,
    pub day: NaiveDate,
    pub start: u32,
    pub end: u32,
    /// From 1, within the engineer's day.
    pub sequence: u32,
    /// None: of a run from before this was kept.
    #[serde(default)]
    pub seen: Option<SeenOrder>,
}

impl DispatchPlan {
    /// Puts beside each stop what became of its proposal.
    pub fn put_decisions(&mut self, run: RunId, states: &[(u32, RecommendationState)]) {
        let states: BTreeMap<u32, RecommendationState> = states.iter().copied().collect();
        for stop in self.engineers.iter_mut().flat_map(|e| &mut e.work_days).flat_map(|d| &mut d.stops) {
            if let DispatchStop::Work { rank, proposal_id, status, .. } = stop {
                *proposal_id = Some(store::proposal::id_of(run, *rank));
                *status = states.get(rank).copied();
            }
        }
    }
}
