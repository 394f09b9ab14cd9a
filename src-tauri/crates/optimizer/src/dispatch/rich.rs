//! Insertion and removal beyond the plain family: the best position in the day's tour, the depot stop, parts, and work that
//! must be done before or after. Precedence and parts tie shifts together, so a tour is checked against the whole plan.

use super::{
    plan::{NOBODY, Plan},
    problem::{Cost, Problem},
    route::{Around, Tour, drive, must_fetch},
    supply::Supply,
};

pub(crate) struct Insertion {
    pub added_travel: Cost,
    sequence: Vec<u32>,
    tour: Tour,
    is_fetched: bool,
}

/// The cheapest position in that shift; None where there is none.
pub(crate) fn insertion(plan: &Plan, problem: &Problem, order: u32, shift: u32) -> Option<Insertion> {
    let engineer = problem.shifts[shift as usize].engineer as usize;
    let is_fetched = must_fetch(problem.input, engineer, order as usize)
        || !plan.supply.van_can_give(problem.input, engineer, order as usize);
    let day = &plan.days[shift as usize];
    let mut best: Option<(Tour, usize)> = None;
    let mut sequence = Vec::with_capacity(day.orders.len() + 1);
    for at in 0..=day.orders.len() {
        sequence.clear();
        sequence.extend_from_slice(&day.orders[..at]);
        sequence.push(order);
        sequence.extend_from_slice(&day.orders[at..]);
        let fetched = |o: u32| if o == order { is_fetched } else { plan.supply.is_fetched[o as usize] };
        if let Some(tour) = tour_of(plan, problem, shift, &sequence, &fetched, &plan.supply)
            && best.as_ref().is_none_or(|(b, _)| (tour.cost, tour.end) < (b.cost, b.end))
        {
            best = Some((tour, at));
        }
    }
    let (tour, at) = best?;
    let mut sequence = day.orders.clone();
    sequence.insert(at, order);
    Some(Insertion { added_travel: tour.cost - day.tour.cost, sequence, tour, is_fetched })
}

/// Where `insertion` says.
pub(crate) fn insert(plan: &mut Plan, problem: &Problem, order: u32, shift: u32) {
    let Some(found) = insertion(plan, problem, order, shift) else { return };
    let at = &problem.shifts[shift as usize];
    release_depot(plan, problem, shift);
    if !found.is_fetched {
        plan.supply.take_from_van(problem.input, at.engineer as usize, order as usize);
    }
    plan.supply.is_fetched[order as usize] = found.is_fetched;
    plan.cost += found.added_travel + problem.cost_on(order as usize, at.day) - problem.jobs[order as usize].unassigned;
    let day = &mut plan.days[shift as usize];
    day.orders = found.sequence;
    day.tour = found.tour;
    plan.shift_of[order as usize] = shift;
    occupy_depot(plan, problem, shift);
}

/// With all that must come after it. A shorter tour is never later, as ways are closed under detours.
pub(crate) fn remove(plan: &mut Plan, problem: &Problem, order: u32) {
    for next in &problem.after[order as usize] {
        if plan.shift_of[*next as usize] != NOBODY {
            remove(plan, problem, *next);
        }
    }
    let shift = plan.shift_of[order as usize];
    if shift == NOBODY {
        return;
    }
    let at = problem.shifts[shift as usize];
    release_depot(plan, problem, shift);
    if !plan.supply.is_fetched[order as usize] {
        plan.supply.give_back_to_van(problem.input, at.engineer as usize, order as usize);
    }
    plan.shift_of[order as usize] = NOBODY;
    let before = plan.days[shift as usize].tour.cost;
    let mut sequence = std::mem::take(&mut plan.days[shift as usize].orders);
    sequence.retain(|o| *o != order);
    let fetched = |o: u32| plan.supply.is_fetched[o as usize];
    let tour = tour_of(plan, problem, shift, &sequence, &fetched, &plan.supply)
        .expect("without one of its stops a tour can still be driven");
    plan.cost += problem.jobs[order as usize].unassigned - problem.cost_on(order as usize, at.day);
    plan.cost += tour.cost - before;
    let day = &mut plan.days[shift as usize];
    day.orders = sequence;
    day.tour = tour;
    occupy_depot(plan, problem, shift);
}

fn occupy_depot(plan: &mut Plan, problem: &Problem, shift: u32) {
    if let Some((depot, _)) = plan.days[shift as usize].tour.depot {
        let fetched = fetched_of(plan, shift);
        plan.supply.take_from_depot(problem.input, depot, problem.shifts[shift as usize].day, &fetched);
    }
}

fn release_depot(plan: &mut Plan, problem: &Problem, shift: u32) {
    if let Some((depot, _)) = plan.days[shift as usize].tour.depot {
        let fetched = fetched_of(plan, shift);
        plan.supply.give_back_to_depot(problem.input, depot, problem.shifts[shift as usize].day, &fetched);
    }
}

fn fetched_of(plan: &Plan, shift: u32) -> Vec<u32> {
    let fetched = |o: &&u32| plan.supply.is_fetched[**o as usize];
    plan.days[shift as usize].orders.iter().filter(fetched).copied().collect()
}

/// The tour in that sequence, checked against supply and against the rest of the plan.
fn tour_of(
    plan: &Plan,
    problem: &Problem,
    shift: u32,
    sequence: &[u32],
    fetched: &dyn Fn(u32) -> bool,
    supply: &Supply,
) -> Option<Tour> {
    let (here, input) = (&problem.shifts[shift as usize], problem.input);
    let place_of = |o: u32| sequence.iter().position(|x| *x == o);
    for (i, o) in sequence.iter().enumerate() {
        if done_by(plan, problem, *o).is_some_and(|(engineer, _)| engineer != here.engineer) {
            return None;
        }
        if problem.before[*o as usize].iter().any(|b| place_of(*b).is_some_and(|at| at > i)) {
            return None;
        }
    }
    let wanted: Vec<u32> = sequence.iter().copied().filter(|o| fetched(*o)).collect();
    let depots = if wanted.is_empty() { Vec::new() } else { depots_for(plan, problem, shift, &wanted, supply) };
    let ready = |o: u32| {
        problem.before[o as usize].iter().try_fold(0, |ready, b| {
            if place_of(*b).is_some() {
                return Some(ready);
            }
            let other = plan.shift_of[*b as usize];
            if other == NOBODY {
                return None;
            }
            match problem.shifts[other as usize].day.cmp(&here.day) {
                std::cmp::Ordering::Less => Some(ready),
                std::cmp::Ordering::Equal => Some(ready.max(start_of(plan, *b)? + input.orders[*b as usize].minutes)),
                std::cmp::Ordering::Greater => None,
            }
        })
    };
    let until = |o: u32| {
        let of = |a: &u32| {
            let other = plan.shift_of[*a as usize];
            if other == NOBODY || place_of(*a).is_some() {
                return u32::MAX;
            }
            match problem.shifts[other as usize].day.cmp(&here.day) {
                std::cmp::Ordering::Less => 0,
                std::cmp::Ordering::Equal => start_of(plan, *a).unwrap_or(0),
                std::cmp::Ordering::Greater => u32::MAX,
            }
        };
        problem.after[o as usize].iter().map(of).min().unwrap_or(u32::MAX)
    };
    drive(problem, shift, sequence, &Around { ready: &ready, until: &until, fetches: fetched, depots: &depots })
}

/// The engineer who does another order that one engineer does with this one, and that order.
pub(crate) fn done_by(plan: &Plan, problem: &Problem, order: u32) -> Option<(u32, u32)> {
    let placed = |m: &&u32| plan.shift_of[**m as usize] != NOBODY;
    let mate = *problem.mates[order as usize].iter().find(placed)?;
    Some((problem.shifts[plan.shift_of[mate as usize] as usize].engineer, mate))
}

/// Depots that have every tool and can give every part which those orders need.
fn depots_for(plan: &Plan, problem: &Problem, shift: u32, wanted: &[u32], supply: &Supply) -> Vec<usize> {
    let (here, input) = (&problem.shifts[shift as usize], problem.input);
    let mut rest = supply.clone();
    if let Some((depot, _)) = plan.days[shift as usize].tour.depot
        && plan.days[shift as usize].orders.iter().any(|o| supply.is_fetched[*o as usize])
    {
        rest.give_back_to_depot(input, depot, here.day, &fetched_of(plan, shift));
    }
    let engineer = &input.engineers[here.engineer as usize];
    let has_tools = |depot: usize| {
        let all = wanted.iter().flat_map(|o| &input.orders[*o as usize].tools);
        all.into_iter().all(|t| engineer.tools.contains(t) || input.depots[depot].tools.contains(t))
    };
    (0..input.depots.len()).filter(|d| has_tools(*d) && rest.depot_can_give(input, *d, here.day, wanted)).collect()
}

/// Start of an order that is in the plan, minute of its day.
pub(crate) fn start_of(plan: &Plan, order: u32) -> Option<u32> {
    let day = plan.days.get(plan.shift_of[order as usize] as usize)?;
    let at = day.orders.iter().position(|o| *o == order)?;
    day.tour.starts.get(at).copied()
}

/// What a listed day really costs in its best sequence; None where no sequence can be driven.
/// Only where days do not depend on each other (no precedence, no parts).
pub(crate) fn true_cost(problem: &Problem, pattern: &super::volume::Pattern) -> Option<f64> {
    let class = &problem.classes[pattern.class as usize];
    let shift = *class.shifts.first()?;
    let travel = best_sequence(problem, shift, &pattern.orders)?.cost;
    let work: Cost = pattern.orders.iter().map(|o| problem.cost_on(*o as usize, class.day)).sum();
    Some(super::problem::currency(travel + work))
}

/// The cheapest tour over all sequences of these orders, depots with endless stock.
pub(crate) fn best_sequence(problem: &Problem, shift: u32, orders: &[u32]) -> Option<Tour> {
    let engineer = problem.shifts[shift as usize].engineer as usize;
    let fetches = |o: u32| must_fetch(problem.input, engineer, o as usize);
    let all: Vec<usize> = (0..problem.input.depots.len())
        .filter(|d| {
            let tools = orders.iter().flat_map(|o| &problem.input.orders[*o as usize].tools);
            let has = |t: &u32| {
                problem.input.engineers[engineer].tools.contains(t) || problem.input.depots[*d].tools.contains(t)
            };
            tools.into_iter().all(has)
        })
        .collect();
    let around = Around { ready: &|_| Some(0), until: &|_| u32::MAX, fetches: &fetches, depots: &all };
    let mut sequence = orders.to_vec();
    let mut best: Option<Tour> = None;
    permute(&mut sequence, 0, &mut |s| {
        if let Some(tour) = drive(problem, shift, s, &around)
            && best.as_ref().is_none_or(|b| tour.cost < b.cost)
        {
            best = Some(tour);
        }
    });
    best
}

fn permute(list: &mut [u32], at: usize, visit: &mut dyn FnMut(&[u32])) {
    if at + 1 >= list.len() {
        visit(list);
        return;
    }
    for i in at..list.len() {
        list.swap(at, i);
        permute(list, at + 1, visit);
        list.swap(at, i);
    }
}
