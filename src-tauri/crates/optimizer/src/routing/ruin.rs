//! Taking visits out: strings of neighbouring stops from neighbouring routes (Christiaens, Vanden Berghe 2020, "Slack
//! induction by string removals"), a whole route, or visits at random.

use super::{
    net::{Net, Stop},
    state::{NOWHERE, State},
};
use crate::random::Random;

/// Longest string (their L max) and visits taken on average (their c bar).
const LONGEST: f64 = 10.0;
const AVERAGE: f64 = 12.0;
/// How often a string keeps some stops in its middle, and how often one more of them.
const SPLIT: f64 = 0.5;
const SPLIT_DEPTH: f64 = 0.01;
const WHOLE_ROUTE: f64 = 0.05;
const SCATTERED: f64 = 0.05;

pub(crate) fn ruin(net: &Net, state: &mut State, random: &mut Random, out: &mut Vec<bool>) {
    out.clear();
    out.resize(net.visits, false);
    let chance = random.unit();
    if chance < WHOLE_ROUTE {
        whole_route(net, state, random);
    } else if chance < WHOLE_ROUTE + SCATTERED {
        scattered(net, state, random, out);
    } else {
        strings(net, state, random, out);
    }
}

fn strings(net: &Net, state: &mut State, random: &mut Random, out: &mut [bool]) {
    let used = state.routes.iter().filter(|r| !r.stops.is_empty()).count().max(1);
    let mean = (net.visits - state.unserved.len()) as f64 / used as f64;
    let longest = LONGEST.min(mean).max(1.0);
    let most = (4.0 * AVERAGE / (1.0 + longest) - 1.0).max(1.0);
    let count = (1.0 + random.unit() * most) as usize;
    let seed = random.below(net.visits);
    let mut ruined = 0;
    let mut done: [u16; 64] = [NOWHERE; 64];
    for i in 0..net.near[seed].len() {
        let centre = net.near[seed][i];
        let t = state.at[centre as usize];
        if t == NOWHERE || done[..ruined].contains(&t) {
            continue;
        }
        let route = &state.routes[t as usize];
        let visits = route.visits(net).count();
        let longest_here = (visits as f64).min(longest);
        let length = (1.0 + random.unit() * longest_here) as usize;
        mark(net, state, t as usize, centre, length.min(visits), random, out);
        state.take(net, t as usize, |v| out[v as usize]);
        done[ruined] = t;
        ruined += 1;
        if ruined >= count.min(done.len()) {
            break;
        }
    }
}

/// Marks `length` visits around `centre`, in one piece or with a kept piece in the middle.
fn mark(net: &Net, state: &State, t: usize, centre: Stop, length: usize, random: &mut Random, out: &mut [bool]) {
    let route: Vec<Stop> = state.routes[t].visits(net).collect();
    let at = route.iter().position(|v| *v == centre).unwrap_or(0);
    let mut kept = 0;
    if length > 1 && length < route.len() && random.unit() < SPLIT {
        kept = 1;
        while length + kept < route.len() && random.unit() < SPLIT_DEPTH {
            kept += 1;
        }
    }
    let whole = length + kept;
    let lowest = (at + 1).saturating_sub(whole);
    let highest = at.min(route.len() - whole);
    let from = lowest + random.below(highest - lowest + 1);
    let kept_from = from + if kept > 0 { random.below(length) + 1 } else { whole };
    for (i, v) in route.iter().enumerate().skip(from).take(whole) {
        out[*v as usize] = i < kept_from || i >= kept_from + kept;
    }
}

fn whole_route(net: &Net, state: &mut State, random: &mut Random) {
    let used: Vec<usize> = (0..net.technicians).filter(|t| !state.routes[*t].stops.is_empty()).collect();
    if !used.is_empty() {
        state.take(net, used[random.below(used.len())], |_| true);
    }
}

fn scattered(net: &Net, state: &mut State, random: &mut Random, out: &mut [bool]) {
    for _ in 0..1 + random.below(AVERAGE as usize) {
        out[random.below(net.visits)] = true;
    }
    for t in 0..net.technicians {
        if state.routes[t].stops.iter().any(|s| *s != net.store() && out[*s as usize]) {
            state.take(net, t, |v| out[v as usize]);
        }
    }
}
