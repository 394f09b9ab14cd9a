//! What dispatch is asked: who works when, with which skills, tools and parts, and what there is to do. Times are minutes
//! (of the day where a moment is meant), days count from 0, people and places are indexes into their lists.

use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DispatchInput {
    /// Length of the horizon.
    pub days: u16,
    /// How many places there are: sites, depots and homes.
    pub places: usize,
    pub travel: Travel,
    pub engineers: Vec<Engineer>,
    pub orders: Vec<Order>,
    pub depots: Vec<Depot>,
    pub precedences: Vec<Precedence>,
    /// Pairs of orders that one engineer does, whoever it is; work of several days is such parts, one after the other.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same_engineer: Vec<(usize, usize)>,
    pub locks: Vec<Lock>,
    pub costs: CostRates,
    /// Then, at a cost of at most this share above the best found, the greatest load is made least. None: not asked.
    pub fairness: Option<f64>,
    pub seed: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Travel {
    /// `[engineer][place]`: from home and back, paid once a day and place, in whatever order the places are visited.
    RoundTrips(Vec<Vec<u32>>),
    /// `[from][to]`: the order of the visits matters; a day begins and ends at home.
    Between(Vec<Vec<u32>>),
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Engineer {
    pub id: String,
    pub home: usize,
    /// Skill and level; a skill that is not listed is not had.
    pub skills: Vec<(u32, u8)>,
    /// Tools always in the van.
    pub tools: Vec<u32>,
    /// Parts in the van on the first morning, with their number.
    pub parts: Vec<(u32, u32)>,
    /// One a day of the horizon; None is a day off.
    pub shifts: Vec<Option<Shift>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Shift {
    pub start: u32,
    pub end: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Order {
    pub id: String,
    pub place: usize,
    pub minutes: u32,
    /// Skill and least level, all of them.
    pub skills: Vec<(u32, u8)>,
    pub tools: Vec<u32>,
    /// Part and number, used up by the work.
    pub parts: Vec<(u32, u32)>,
    /// Not before this day.
    pub release: u16,
    /// Late after this day; below 0 where it was due before the first day.
    pub due: i32,
    /// Earliest and latest start within a day.
    pub window: Option<(u32, u32)>,
    /// Priority; all costs of waiting grow with it.
    pub weight: f64,
    /// Nobody else may do it. None: anybody who can.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engineer: Option<usize>,
}

/// Where tools and parts can be fetched; one visit serves a whole day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Depot {
    pub place: usize,
    pub tools: Vec<u32>,
    /// Part, number and the day from which they are there.
    pub parts: Vec<(u32, u32, u16)>,
    /// Minutes to load.
    pub minutes: u32,
}

/// `after` begins when `before` has ended, on the same day or later. If `before` is not done, neither is `after`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Precedence {
    pub before: usize,
    pub after: usize,
}

/// A decision taken by a person: the order must be done, by that engineer and on that day as far as they are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Lock {
    pub order: usize,
    pub engineer: Option<usize>,
    pub day: Option<u16>,
}

/// Costs in the cost model's currency; those with "weight" are multiplied by the order's.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CostRates {
    pub weight_per_late_day: f64,
    pub weight_per_waiting_day: f64,
    pub travel_per_hour: f64,
    pub weight_if_unassigned: f64,
}

impl Default for CostRates {
    fn default() -> Self {
        Self {
            weight_per_late_day: 0.10,
            weight_per_waiting_day: 0.005,
            travel_per_hour: 2.0,
            weight_if_unassigned: 3.0,
        }
    }
}

impl Shift {
    pub fn minutes(&self) -> u32 {
        self.end - self.start
    }
}

impl Order {
    pub fn days_late(&self, day: u16) -> i32 {
        (i32::from(day) - self.due).max(0)
    }

    /// Cost of leaving it out. The days that an overdue order is late before the plan begins count here as they do on every
    /// day of it, so nothing old is cheaper left out for being old.
    pub fn cost_if_left_out(&self, rates: &CostRates) -> f64 {
        let late = f64::from(self.days_late(0));
        self.weight * (rates.weight_if_unassigned + rates.weight_per_late_day * late)
    }

    /// Cost of doing it on that day, which is not before its release.
    pub fn cost_on(&self, day: u16, rates: &CostRates) -> f64 {
        let late = f64::from(self.days_late(day));
        let waited = f64::from(day.saturating_sub(self.release));
        self.weight * (rates.weight_per_late_day * late + rates.weight_per_waiting_day * waited)
    }
}
