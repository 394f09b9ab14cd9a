//! Orders that follow one another, the last of them locked: the fewest whose times already leave it none. A chain is followed
//! by its length; how early its last order can be over only ever gets later with each order before it.

use super::{
    conflict::{Conflict, ConflictKind},
    problem::Problem,
};

/// Day and minute.
type Moment = (u16, u32);

/// The end of an order at its earliest; None where it has no time at all.
type End = Option<Moment>;

#[derive(Clone, Copy)]
struct Reached {
    end: End,
    /// The order before it in the chain.
    from: Option<usize>,
}

/// There is no circle in the orders.
pub(crate) fn broken(problem: &Problem) -> Option<Conflict> {
    let orders = problem.jobs.len();
    let alone = |o| Reached { end: earliest_end(problem, o, (0, 0)), from: None };
    // By length of the chain, then order; None where no chain of that length ends there.
    let mut lengths: Vec<Vec<Option<Reached>>> = vec![(0..orders).map(|o| Some(alone(o))).collect()];
    loop {
        let shorter = &lengths[lengths.len() - 1];
        let mut longer: Vec<Option<Reached>> = vec![None; orders];
        for p in &problem.input.precedences {
            let Some(before) = shorter[p.before] else { continue };
            let end = before.end.and_then(|from| earliest_end(problem, p.after, from));
            let is_later = |known: Reached| known.end.is_some() && (end.is_none() || end > known.end);
            if longer[p.after].is_none_or(is_later) {
                longer[p.after] = Some(Reached { end, from: Some(p.before) });
            }
        }
        if longer.iter().all(Option::is_none) {
            return None;
        }
        lengths.push(longer);
        let last = &lengths[lengths.len() - 1];
        let is_stuck = |o: &usize| problem.jobs[*o].is_locked && last[*o].is_some_and(|r| r.end.is_none());
        if let Some(stuck) = (0..orders).find(is_stuck) {
            return Some(told(&lengths, stuck));
        }
    }
}

/// The chain from its first order to the one that has no time.
fn told(lengths: &[Vec<Option<Reached>>], stuck: usize) -> Conflict {
    let mut chain = vec![stuck];
    let mut first_end = None;
    for reached in lengths.iter().rev() {
        let Some(here) = reached[chain[chain.len() - 1]] else { break };
        first_end = here.end;
        match here.from {
            Some(before) => chain.push(before),
            None => break,
        }
    }
    chain.reverse();
    let kind = if first_end.is_none() { ConflictKind::First } else { ConflictKind::Backwards };
    Conflict { orders: chain, kind, is_smallest: true }
}

/// Of the times that shifts, locks, release and window leave: the earliest end of the order if it begins at `from` or later.
fn earliest_end(problem: &Problem, order: usize, from: Moment) -> End {
    let o = &problem.input.orders[order];
    let (opens, closes) = o.window.unwrap_or((0, u32::MAX));
    let ends = problem.candidates[order].iter().filter_map(|c| {
        let at = &problem.shifts[c.shift as usize];
        let shift = problem.input.engineers[at.engineer as usize].shifts[usize::from(at.day)]?;
        let not_before = match at.day.cmp(&from.0) {
            std::cmp::Ordering::Less => return None,
            std::cmp::Ordering::Equal => from.1,
            std::cmp::Ordering::Greater => 0,
        };
        let start = shift.start.max(opens).max(not_before);
        (start <= closes && start + o.minutes <= shift.end).then_some((at.day, start + o.minutes))
    });
    ends.min()
}
