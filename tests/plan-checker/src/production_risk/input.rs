//! The input as the checker reads it. Infinite hours are `null` in JSON.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Input {
    pub period_hours: Vec<f64>,
    pub assets: Vec<Asset>,
    pub parallel: Vec<Parallel>,
    pub interventions: Vec<Intervention>,
    pub crews: Vec<Crew>,
    pub budget: Option<f64>,
    pub exclusions: Vec<Exclusion>,
    pub scenarios: Scenarios,
    pub tail: Tail,
    pub quantile: f64,
    pub tail_share: f64,
    pub seed: u64,
}

#[derive(Deserialize)]
pub struct Asset {
    pub failure: Failure,
    pub age_hours: f64,
    pub repair_hours: f64,
    pub loss_per_hour: Vec<f64>,
}

/// Only the failure model that the product draws from.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Failure {
    Weibull { eta: f64, beta: f64 },
}

#[derive(Deserialize)]
pub struct Parallel {
    pub assets: Vec<usize>,
    pub spare: u32,
    pub loss_per_hour: Vec<f64>,
    pub most_in_work: Option<u32>,
}

#[derive(Deserialize)]
pub struct Intervention {
    pub asset: usize,
    pub periods: usize,
    pub hours_out: f64,
    pub cost: f64,
    pub crews: Vec<(usize, f64)>,
    pub earliest: usize,
    pub latest: usize,
    pub is_required: bool,
    pub locked: Option<Lock>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Lock {
    Starts(usize),
    NotDone,
}

#[derive(Deserialize)]
pub struct Crew {
    pub available: Vec<f64>,
}

#[derive(Deserialize)]
pub struct Exclusion {
    pub assets: (usize, usize),
    pub periods: Option<Vec<usize>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scenarios {
    Drawn(usize),
    Given(Vec<Vec<Lives>>),
    DrawnAndGiven { drawn: usize, given: Vec<Vec<Outage>> },
}

/// Out from one hour of the plan to another, where the asset is left alone.
#[derive(Deserialize, Clone, Copy)]
pub struct Outage {
    pub asset: usize,
    pub from: f64,
    pub until: f64,
}

#[derive(Deserialize, Clone)]
pub struct Lives {
    pub present: Option<f64>,
    pub after_repair: Vec<Option<f64>>,
    pub after_intervention: Vec<Option<f64>>,
    #[serde(default)]
    pub outages: Vec<(f64, f64)>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Tail {
    QuantileExcess,
    TailMeanExcess,
}

#[derive(Deserialize)]
pub struct Plan {
    pub status: String,
    pub current_risk: Figure,
    pub optimized_risk: Figure,
    pub risk_reduction: f64,
    pub bound: Option<f64>,
    pub schedule: Vec<Scheduled>,
    pub not_done: Vec<NotDone>,
    pub before: Vec<Risk>,
    pub after: Vec<Risk>,
}

#[derive(Deserialize, Debug, Clone, Copy)]
pub struct Figure {
    pub mean: f64,
    pub tail: f64,
    pub weighed: f64,
}

#[derive(Deserialize)]
pub struct Scheduled {
    pub intervention: usize,
    pub period: usize,
}

#[derive(Deserialize)]
pub struct NotDone {
    pub intervention: usize,
}

#[derive(Deserialize, Debug, Clone, Copy)]
pub struct Risk {
    pub mean: f64,
    pub tail: f64,
}
