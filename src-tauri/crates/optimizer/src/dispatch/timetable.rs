//! A plan as people read it: each engineer's days with the stops in their order and times.

use super::{
    plan::Plan,
    problem::Problem,
    route::{Around, drive},
};
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkDay {
    pub engineer: usize,
    pub day: u16,
    pub stops: Vec<Stop>,
    /// Back home, minute of the day.
    pub end: u32,
    pub travel_minutes: u32,
}

/// Times are minutes of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stop {
    /// `fetched`: with tools or parts from the depot stop before it.
    Work {
        order: usize,
        start: u32,
        fetched: bool,
    },
    Depot {
        depot: usize,
    },
}

pub(crate) fn days(problem: &Problem, plan: &Plan) -> Vec<WorkDay> {
    let busy = plan.days.iter().enumerate().filter(|(_, day)| !day.orders.is_empty());
    busy.map(|(s, day)| {
        let mut orders = day.orders.clone();
        let mut tour = day.tour.clone();
        if problem.is_plain {
            // Any sequence costs the same as long as a place is visited once.
            orders.sort_by_key(|o| (problem.jobs[*o as usize].place, *o));
            let around = Around { ready: &|_| Some(0), until: &|_| u32::MAX, fetches: &|_| false, depots: &[] };
            tour = drive(problem, s as u32, &orders, &around).expect("the hours of a plain day add up");
        }
        let work = |(o, start): (&u32, &u32)| {
            let order = *o as usize;
            Stop::Work { order, start: *start, fetched: plan.supply.is_fetched[order] }
        };
        let mut stops: Vec<Stop> = orders.iter().zip(&tour.starts).map(work).collect();
        if let Some((depot, at)) = tour.depot {
            stops.insert(at, Stop::Depot { depot });
        }
        let shift = &problem.shifts[s];
        WorkDay {
            engineer: shift.engineer as usize,
            day: shift.day,
            stops,
            end: tour.end,
            travel_minutes: tour.travel_minutes,
        }
    })
    .collect()
}
