//! Plans out of prices: while the volume algorithm runs on what is still free, the days it keeps choosing are fixed, a few
//! at a time, and prices adapt to what is left. Works on the whole problem and on any part of it (some shifts, some orders).

use super::{
    pricing::Pricer,
    problem::{Class, ClassPlace, Problem, currency},
};
use crate::random::Random;

/// How a dive goes about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// Price updates before the first days are fixed.
    pub first: usize,
    /// Price updates between fixings.
    pub between: usize,
    /// Share of the days left that are fixed at a time.
    pub share: f64,
    /// 0 fixes the days chosen most often, above 0 others now and then.
    pub noise: f64,
}

/// What is free.
pub(crate) struct Part {
    pub classes: Vec<Class>,
    pub orders: Vec<u32>,
}

/// A day that was fixed: the shift and its orders.
pub(crate) type FixedDay = (u32, Vec<u32>);

/// How much of the remembered choice of days is renewed by each new one.
const MEMORY: f64 = 0.15;

impl Part {
    /// Those shifts and orders.
    pub fn of(problem: &Problem, shifts: &[u32], orders: Vec<u32>) -> Self {
        let mut is_free = vec![false; problem.jobs.len()];
        for o in &orders {
            is_free[*o as usize] = true;
        }
        let mut by_class: Vec<(u32, u32)> = shifts.iter().map(|s| (problem.shifts[*s as usize].class, *s)).collect();
        by_class.sort_unstable();
        let mut classes: Vec<(u32, Class)> = Vec::new();
        for (c, shift) in by_class {
            if classes.last().is_none_or(|l| l.0 != c) {
                classes.push((c, free_part(&problem.classes[c as usize], &is_free)));
            }
            if let Some(last) = classes.last_mut() {
                last.1.shifts.push(shift);
            }
        }
        let classes = classes.into_iter().map(|(_, c)| c).filter(|c| !c.places.is_empty()).collect();
        Self { classes, orders }
    }

    pub fn whole(problem: &Problem) -> Self {
        let shifts: Vec<u32> = (0..problem.shifts.len() as u32).collect();
        Self::of(problem, &shifts, (0..problem.jobs.len() as u32).collect())
    }
}

fn free_part(class: &Class, is_free: &[bool]) -> Class {
    let places = class.places.iter().filter_map(|p| {
        let orders: Vec<(u32, f64)> = p.orders.iter().copied().filter(|(o, _)| is_free[*o as usize]).collect();
        (!orders.is_empty()).then_some(ClassPlace { setup: p.setup, orders })
    });
    Class { day: class.day, capacity: class.capacity, shifts: Vec::new(), places: places.collect() }
}

pub(crate) struct Dive<'a, 'p, 'i> {
    pub problem: &'p Problem<'i>,
    pub pricer: &'a mut Pricer,
    pub random: &'a mut Random,
    /// Asked between price updates; true ends the dive with what is fixed so far.
    pub is_over: &'a dyn Fn() -> bool,
}

impl Dive<'_, '_, '_> {
    /// Fixes days of the part until none is worth it. `prices`: one an order of the whole problem; changed on the way.
    pub fn run(&mut self, mut part: Part, prices: &mut [f64], pace: Pace) -> Vec<FixedDay> {
        let mut fixed = Vec::new();
        let mut is_free = vec![false; self.problem.jobs.len()];
        for o in &part.orders {
            is_free[*o as usize] = true;
        }
        let mut chosen: Vec<Vec<(Vec<u32>, f64)>> = part.classes.iter().map(|_| Vec::new()).collect();
        let mut excess = vec![0.0; self.problem.jobs.len()];
        let mut updates = pace.first;
        let mut step = 1.0;
        while !part.classes.is_empty() && !part.orders.is_empty() {
            for _ in 0..updates {
                self.update(&part, prices, &mut excess, &mut chosen, step);
                if (self.is_over)() {
                    return fixed;
                }
            }
            updates = pace.between;
            step = 0.6;
            let count = self.fix(&mut part, &mut chosen, &mut is_free, &mut fixed, pace);
            if count == 0 {
                break;
            }
        }
        fixed
    }

    /// Chooses the best day of every class at these prices, remembers it, and moves the prices.
    fn update(
        &mut self,
        part: &Part,
        prices: &mut [f64],
        excess: &mut [f64],
        chosen: &mut [Vec<(Vec<u32>, f64)>],
        step: f64,
    ) {
        let mut bound: f64 = part.orders.iter().map(|o| prices[*o as usize]).sum();
        for o in &part.orders {
            excess[*o as usize] -= MEMORY * (excess[*o as usize] + 1.0);
        }
        for (class, chosen) in part.classes.iter().zip(chosen) {
            let value = self.pricer.best(self.problem, class, prices);
            let times = class.shifts.len() as f64;
            bound -= value * times;
            chosen.iter_mut().for_each(|c| c.1 *= 1.0 - MEMORY);
            if value <= 0.0 {
                continue;
            }
            let orders = self.pricer.orders(self.problem, class, prices);
            for o in &orders {
                excess[*o as usize] += MEMORY * times;
            }
            match chosen.iter_mut().find(|c| c.0 == orders) {
                Some(known) => known.1 += MEMORY,
                None => {
                    chosen.retain(|c| c.1 > 0.01);
                    chosen.push((orders, MEMORY));
                }
            }
        }
        let norm: f64 = part.orders.iter().map(|o| excess[*o as usize].powi(2)).sum();
        let length = step * 0.01 * bound.abs().max(1.0) / norm.max(1.0);
        for o in &part.orders {
            let (o, most) = (*o as usize, currency(self.problem.jobs[*o as usize].unassigned));
            prices[o] = (prices[o] - length * excess[o]).clamp(0.0, most);
        }
    }

    fn fix(
        &mut self,
        part: &mut Part,
        chosen: &mut Vec<Vec<(Vec<u32>, f64)>>,
        is_free: &mut [bool],
        fixed: &mut Vec<FixedDay>,
        pace: Pace,
    ) -> usize {
        let mut ranked: Vec<(f64, usize, usize)> = Vec::new();
        for (c, list) in chosen.iter().enumerate() {
            for (i, (_, weight)) in list.iter().enumerate() {
                if *weight > 0.02 {
                    ranked.push((weight * (1.0 - pace.noise * self.random.unit()), c, i));
                }
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let left: usize = part.classes.iter().map(|c| c.shifts.len()).sum();
        let quota = ((left as f64 * pace.share) as usize).max(1);
        let mut count = 0;
        for (weight, c, i) in ranked {
            if count >= quota && weight < 0.95 {
                break;
            }
            let orders = &chosen[c][i].0;
            if orders.iter().any(|o| !is_free[*o as usize]) {
                continue;
            }
            let Some(shift) = part.classes[c].shifts.pop() else { continue };
            orders.iter().for_each(|o| is_free[*o as usize] = false);
            fixed.push((shift, orders.clone()));
            count += 1;
        }
        if count > 0 {
            part.orders.retain(|o| is_free[*o as usize]);
            let mut c = 0;
            let mut kept = Vec::with_capacity(part.classes.len());
            part.classes.retain_mut(|class| {
                let list = std::mem::take(&mut chosen[c]);
                c += 1;
                if class.shifts.is_empty() {
                    return false;
                }
                for place in &mut class.places {
                    place.orders.retain(|(o, _)| is_free[*o as usize]);
                }
                class.places.retain(|p| !p.orders.is_empty());
                if class.places.is_empty() {
                    return false;
                }
                kept.push(list.into_iter().filter(|(orders, _)| orders.iter().all(|o| is_free[*o as usize])).collect());
                true
            });
            *chosen = kept;
        }
        count
    }
}
