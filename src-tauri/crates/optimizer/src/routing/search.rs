//! The search: ruin and recreate under simulated annealing, in cycles; after each cycle the routes seen are put together
//! anew, and the next cycle starts from the best plan at a lower temperature.

use super::{
    net::{Net, Stop},
    pool::Pool,
    recreate::recreate,
    ruin::ruin,
    state::State,
};
use crate::{
    budget::{Budget, Stretch},
    exact::{GRACE_SECONDS, Limits},
    random::Random,
};

/// Temperatures in mean ways between neighbouring visits: of the first cycle's start, of a later one's, of every end.
const HOT: f64 = 10.0;
const WARM: f64 = 3.0;
const COLD: f64 = 0.05;
/// Share of the budget of the first cycle; the later ones share the rest evenly.
const FIRST_CYCLE: f64 = 0.4;
const LATER_CYCLES: usize = 4;
/// Share of a cycle for putting routes together, and its most nodes where steps are the limit.
const COMBINE_SHARE: f64 = 0.15;
const COMBINE_NODES: i32 = 500;
const POOL: usize = 120_000;
/// Routes of plans this close to the best are remembered.
const NEAR_BEST: f64 = 1.01;
/// How often two technicians exchange their routes before the ruin.
const SWAPS: f64 = 0.1;
/// Of a run without an iteration limit.
const UNBOUNDED: u64 = u64::MAX / 4;

pub(crate) struct Best {
    pub routes: Vec<Vec<Stop>>,
    pub cost: f64,
    pub iterations: u64,
    pub first_plan_seconds: f64,
}

pub(crate) fn search(net: &Net, seed: u64, budget: &Budget, report: &mut dyn FnMut(f64)) -> Best {
    let mut random = Random::seeded(seed);
    let mut state = State::empty(net);
    recreate(net, &mut state, &mut random);
    state.keep(net);
    let mut best = Best { routes: state.stops(), cost: state.cost, iterations: 0, first_plan_seconds: now(budget) };
    report(best.cost);
    let mut pool = Pool::new(POOL);
    let unit = typical_way(net);
    let (begun, whole) = (now(budget), budget.seconds_left());
    let mut used = 0.0;
    // What putting together took the last time is kept free for the next.
    let mut combining = whole * (1.0 - FIRST_CYCLE) / LATER_CYCLES as f64 * COMBINE_SHARE;
    for cycle in 0..=LATER_CYCLES {
        let share = if cycle == 0 { FIRST_CYCLE } else { (1.0 - FIRST_CYCLE) / LATER_CYCLES as f64 };
        used += share;
        let steps = budget.iterations.map_or(UNBOUNDED, |n| (n as f64 * share).ceil() as u64);
        let seconds = if budget.is_repeatable() { f64::INFINITY } else { begun + whole * used - now(budget) };
        let mut stretch = Stretch::new(budget, (seconds - combining).max(seconds * 0.3), steps);
        let from = unit * if cycle == 0 { HOT } else { WARM };
        anneal(net, &mut state, &mut best, &mut pool, &mut random, &mut stretch, (from, unit * COLD), report);
        best.iterations += stretch.done();
        if budget.is_cancelled() {
            break;
        }
        let before = now(budget);
        let left = begun + whole * used - before;
        let limits = Limits {
            seconds: if budget.is_repeatable() { f64::INFINITY } else { budget.wall_seconds(left.max(0.0)) },
            grace: GRACE_SECONDS,
            nodes: budget.is_repeatable().then_some(COMBINE_NODES),
            absolute_gap: 1e-6,
        };
        let clock = || budget.wall_seconds(now(budget));
        if let Some(routes) = pool.combine(net, best.cost, limits, &clock) {
            state.load(net, &routes);
            consider(net, &state, &mut best, report);
        }
        if !budget.is_repeatable() {
            combining = (now(budget) - before).clamp(whole * 0.01, whole * share * 0.3);
        }
        let routes = best.routes.clone();
        state.load(net, &routes);
    }
    best
}

#[allow(clippy::too_many_arguments)]
fn anneal(
    net: &Net,
    state: &mut State,
    best: &mut Best,
    pool: &mut Pool,
    random: &mut Random,
    stretch: &mut Stretch,
    (from, to): (f64, f64),
    report: &mut dyn FnMut(f64),
) {
    let mut out = Vec::new();
    while let Some(progress) = stretch.step() {
        let temperature = from * (to / from).powf(progress);
        let before = state.cost;
        let is_whole = random.unit() >= SWAPS || swap_technicians(net, state, random);
        if is_whole {
            ruin(net, state, random, &mut out);
            recreate(net, state, random);
        }
        if is_whole && state.cost < before - temperature * (1.0 - random.unit()).ln() {
            if state.cost < best.cost * NEAR_BEST {
                for t in state.changed() {
                    let route = &state.routes[*t as usize];
                    pool.add(net, *t as usize, &route.stops, route.duration, state.cost);
                }
            }
            state.keep(net);
            consider(net, state, best, report);
        } else {
            state.undo(net);
        }
    }
}

/// Two technicians take each other's route, or an idle one takes a route; false where either cannot be kept.
fn swap_technicians(net: &Net, state: &mut State, random: &mut Random) -> bool {
    let (a, b) = (random.below(net.technicians), random.below(net.technicians));
    if a == b {
        return false;
    }
    let (of_a, of_b) = (state.routes[a].stops.clone(), state.routes[b].stops.clone());
    let can = |t: usize, stops: &[Stop]| {
        stops.iter().all(|v| *v == net.store() || net.able[*v as usize].contains(&(t as u16)))
    };
    if of_a.is_empty() && of_b.is_empty() || !can(a, &of_b) || !can(b, &of_a) {
        return false;
    }
    // Both are given, whatever comes of the first: what is undone is undone for both.
    let (one, other) = (state.give(net, a, &of_b), state.give(net, b, &of_a));
    one && other
}

/// A repeatable run sees no clock.
fn now(budget: &Budget) -> f64 {
    if budget.is_repeatable() { 0.0 } else { budget.elapsed() }
}

fn consider(net: &Net, state: &State, best: &mut Best, report: &mut dyn FnMut(f64)) {
    debug_assert!(state.routes.len() == net.technicians);
    if state.cost < best.cost - 1e-9 {
        best.cost = state.cost;
        best.routes = state.stops();
        report(best.cost);
    }
}

/// Mean way from a visit to its fifth nearest.
fn typical_way(net: &Net) -> f64 {
    let ways = net.near.iter().map(|near| near.get(5.min(near.len() - 1)).map_or(0.0, |v| net.travel(near[0], *v)));
    (ways.sum::<f64>() / net.visits.max(1) as f64).max(1e-6)
}
