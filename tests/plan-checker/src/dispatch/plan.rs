//! The plan as the checker reads it.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Plan {
    pub days: Vec<WorkDay>,
    pub unassigned: Vec<Unassigned>,
    pub objective: f64,
    pub bound: Option<f64>,
    pub status: String,
    pub assigned_orders: usize,
    pub estimated_hours: f64,
    pub fairness: Option<Fairness>,
}

#[derive(Deserialize)]
pub struct WorkDay {
    pub engineer: usize,
    pub day: u16,
    pub stops: Vec<Stop>,
    pub end: u32,
    pub travel_minutes: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    Work { order: usize, start: u32, fetched: bool },
    Depot { depot: usize },
}

#[derive(Deserialize)]
pub struct Unassigned {
    pub order: usize,
}

#[derive(Deserialize)]
pub struct Fairness {
    pub greatest_hours: f64,
}

impl WorkDay {
    /// Orders with whether their parts were fetched.
    pub fn orders(&self) -> impl Iterator<Item = (usize, bool)> {
        self.stops.iter().filter_map(|s| match s {
            Stop::Work { order, fetched, .. } => Some((*order, *fetched)),
            Stop::Depot { .. } => None,
        })
    }

    pub fn depot(&self) -> Option<usize> {
        self.stops.iter().find_map(|s| match s {
            Stop::Depot { depot } => Some(*depot),
            Stop::Work { .. } => None,
        })
    }
}
