//! The input as the checker reads it.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Input {
    pub days: u16,
    pub places: usize,
    pub travel: Travel,
    pub engineers: Vec<Engineer>,
    pub orders: Vec<Order>,
    pub depots: Vec<Depot>,
    pub precedences: Vec<Precedence>,
    #[serde(default)]
    pub same_engineer: Vec<(usize, usize)>,
    pub locks: Vec<Lock>,
    pub costs: Costs,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Travel {
    RoundTrips(Vec<Vec<u32>>),
    Between(Vec<Vec<u32>>),
}

#[derive(Deserialize)]
pub struct Engineer {
    pub home: usize,
    pub skills: Vec<(u32, u8)>,
    pub tools: Vec<u32>,
    pub parts: Vec<(u32, u32)>,
    pub shifts: Vec<Option<Shift>>,
}

#[derive(Deserialize)]
pub struct Shift {
    pub start: u32,
    pub end: u32,
}

#[derive(Deserialize)]
pub struct Order {
    pub place: usize,
    pub minutes: u32,
    pub skills: Vec<(u32, u8)>,
    pub tools: Vec<u32>,
    pub parts: Vec<(u32, u32)>,
    pub release: u16,
    pub due: i32,
    pub window: Option<(u32, u32)>,
    pub weight: f64,
    #[serde(default)]
    pub engineer: Option<usize>,
}

#[derive(Deserialize)]
pub struct Depot {
    pub place: usize,
    pub tools: Vec<u32>,
    pub parts: Vec<(u32, u32, u16)>,
    pub minutes: u32,
}

#[derive(Deserialize)]
pub struct Precedence {
    pub before: usize,
    pub after: usize,
}

#[derive(Deserialize)]
pub struct Lock {
    pub order: usize,
    pub engineer: Option<usize>,
    pub day: Option<u16>,
}

#[derive(Deserialize)]
pub struct Costs {
    pub weight_per_late_day: f64,
    pub weight_per_waiting_day: f64,
    pub travel_per_hour: f64,
    pub weight_if_unassigned: f64,
}

impl Order {
    /// What was late before the plan began is late whether it is done or not.
    pub fn cost_if_left_out(&self, costs: &Costs) -> f64 {
        self.weight * (costs.weight_if_unassigned + costs.weight_per_late_day * f64::from((-self.due).max(0)))
    }

    pub fn cost_on(&self, day: u16, costs: &Costs) -> f64 {
        let late = i32::from(day) - self.due;
        let waited = i32::from(day) - i32::from(self.release);
        self.weight
            * (costs.weight_per_late_day * f64::from(late.max(0)) + costs.weight_per_waiting_day * f64::from(waited))
    }
}

impl Input {
    /// Shortest ways between places, over others where that is shorter (one search from each place).
    pub fn ways(&self) -> Vec<Vec<u32>> {
        let Travel::Between(minutes) = &self.travel else { return Vec::new() };
        (0..self.places).map(|from| shortest(minutes, from)).collect()
    }
}

/// Dijkstra without a heap: there are few places.
fn shortest(minutes: &[Vec<u32>], from: usize) -> Vec<u32> {
    let mut known = minutes[from].clone();
    known[from] = 0;
    let mut open: Vec<usize> = (0..minutes.len()).collect();
    while let Some(at) = open.iter().copied().min_by_key(|p| known[*p]) {
        open.retain(|p| *p != at);
        for to in &open {
            known[*to] = known[*to].min(known[at].saturating_add(minutes[at][*to]));
        }
    }
    known
}
