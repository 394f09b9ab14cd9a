//! The instances of `gen_dispatch.py` as the product's own input: hours are tenths, so minutes are multiples of six.

use optimizer::dispatch::{CostRates, DispatchInput, Engineer, Order, Shift, Travel};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Instance {
    #[serde(rename = "D")]
    days: u16,
    #[serde(rename = "P")]
    places: usize,
    seed: u64,
    engineers: Vec<InstanceEngineer>,
    orders: Vec<InstanceOrder>,
    /// `[engineer][place]`, hours there and back.
    travel: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct InstanceEngineer {
    home: usize,
    skills: Vec<u32>,
    hours: Vec<f64>,
}

#[derive(Deserialize)]
struct InstanceOrder {
    site: usize,
    skill: u32,
    dur: f64,
    release: u16,
    due: u16,
    w: f64,
}

impl Instance {
    pub fn input(&self) -> DispatchInput {
        let engineer = |(i, e): (usize, &InstanceEngineer)| Engineer {
            id: i.to_string(),
            // Homes are places of their own, beyond the sites; round trips already know the way.
            home: self.places + e.home,
            skills: e.skills.iter().map(|s| (*s, 1)).collect(),
            tools: Vec::new(),
            parts: Vec::new(),
            shifts: e.hours.iter().map(|h| (*h > 0.0).then(|| Shift { start: 480, end: 480 + minutes(*h) })).collect(),
        };
        let order = |(i, o): (usize, &InstanceOrder)| Order {
            id: i.to_string(),
            place: o.site,
            minutes: minutes(o.dur),
            skills: vec![(o.skill, 1)],
            tools: Vec::new(),
            parts: Vec::new(),
            release: o.release,
            due: i32::from(o.due),
            window: None,
            weight: o.w,
            engineer: None,
        };
        let homes = self.engineers.iter().map(|e| e.home + 1).max().unwrap_or(0);
        let row = |row: &Vec<f64>| {
            let mut minutes: Vec<u32> = row.iter().map(|h| minutes(*h)).collect();
            minutes.resize(self.places + homes, 0);
            minutes
        };
        DispatchInput {
            days: self.days,
            places: self.places + homes,
            travel: Travel::RoundTrips(self.travel.iter().map(row).collect()),
            engineers: self.engineers.iter().enumerate().map(engineer).collect(),
            orders: self.orders.iter().enumerate().map(order).collect(),
            depots: Vec::new(),
            precedences: Vec::new(),
            same_engineer: Vec::new(),
            locks: Vec::new(),
            costs: CostRates::default(),
            fairness: None,
            seed: self.seed,
        }
    }
}

fn minutes(hours: f64) -> u32 {
    (hours * 60.0).round() as u32
}
