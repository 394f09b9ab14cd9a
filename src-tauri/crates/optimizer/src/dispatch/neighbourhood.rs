//! Large neighbourhoods: some dozens of shifts that have to do with each other are emptied and filled again by a dive.

use super::{
    dive::{Dive, Pace, Part},
    nearness::near_places,
    plan::{NOBODY, Plan},
    pricing::Pricer,
    problem::{Cost, Problem},
};
use crate::random::Random;

pub(crate) struct Neighbourhoods<'p, 'i> {
    problem: &'p Problem<'i>,
    near: Vec<Vec<u32>>,
    at_place: Vec<Vec<u32>>,
}

/// How large a neighbourhood, how patient the dive, and how much worse the plan may become.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Effort {
    pub size: usize,
    pub pace: Pace,
    pub threshold: Cost,
}

impl<'p, 'i> Neighbourhoods<'p, 'i> {
    pub fn new(problem: &'p Problem<'i>) -> Self {
        let mut at_place = vec![Vec::new(); problem.input.places];
        for (o, job) in problem.jobs.iter().enumerate() {
            at_place[job.place as usize].push(o as u32);
        }
        Self { problem, near: near_places(problem), at_place }
    }

    /// Shifts to empty: those that serve places near a seed's, and free ones that could.
    fn choose(&self, plan: &Plan, random: &mut Random, size: usize) -> Vec<u32> {
        let problem = self.problem;
        let seed = random.below(problem.jobs.len());
        let place = problem.jobs[seed].place as usize;
        let mut is_in = vec![false; problem.shifts.len()];
        let mut shifts = Vec::new();
        let days = i32::from(problem.input.days);
        let middle = match plan.shift_of[seed] {
            NOBODY => random.below(days as usize) as i32,
            shift => i32::from(problem.shifts[shift as usize].day),
        };
        let span = 1 + random.below(days as usize) as i32;
        let mut add = |shift: u32, shifts: &mut Vec<u32>| {
            if !std::mem::replace(&mut is_in[shift as usize], true) {
                shifts.push(shift);
            }
        };
        for p in &self.near[place] {
            for o in &self.at_place[*p as usize] {
                let shift = plan.shift_of[*o as usize];
                if shift != NOBODY && (i32::from(problem.shifts[shift as usize].day) - middle).abs() <= span {
                    add(shift, &mut shifts);
                }
            }
            if shifts.len() >= size {
                break;
            }
        }
        // Others that could take one of the orders, whatever they do now.
        let served: Vec<u32> = shifts.iter().flat_map(|s| plan.days[*s as usize].orders.iter().copied()).collect();
        for _ in 0..size {
            let Some(o) = served.get(random.below(served.len())) else { break };
            let candidates = &problem.candidates[*o as usize];
            // The cheaper half: the rest is late for no reason.
            let c = candidates[random.below(candidates.len().div_ceil(2))];
            if plan.days[c.shift as usize].orders.is_empty() || random.below(4) == 0 {
                add(c.shift, &mut shifts);
            }
        }
        shifts
    }

    /// One neighbourhood: emptied, filled again, and kept unless it is too much worse.
    pub fn visit(
        &self,
        plan: &mut Plan,
        (pricer, random): (&mut Pricer, &mut Random),
        prices: &mut [f64],
        effort: Effort,
        is_over: &dyn Fn() -> bool,
    ) {
        let shifts = self.choose(plan, random, effort.size);
        let mut trial = plan.clone();
        for s in &shifts {
            for o in &plan.days[*s as usize].orders {
                trial.remove(self.problem, *o);
            }
        }
        let orders: Vec<u32> =
            (0..trial.shift_of.len() as u32).filter(|o| trial.shift_of[*o as usize] == NOBODY).collect();
        let part = Part::of(self.problem, &shifts, orders.clone());
        let kept: Vec<f64> = orders.iter().map(|o| prices[*o as usize]).collect();
        let fixed = Dive { problem: self.problem, pricer, random, is_over }.run(part, prices, effort.pace);
        for (o, price) in orders.iter().zip(kept) {
            prices[*o as usize] = price;
        }
        trial.take_days(self.problem, &fixed);
        trial.fill(self.problem);
        if trial.cost < plan.cost + effort.threshold.max(1) {
            *plan = trial;
        }
    }
}
