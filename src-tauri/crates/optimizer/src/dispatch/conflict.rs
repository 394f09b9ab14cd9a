//! Locked decisions that cannot all be kept, and the smallest set of them that already cannot. Sets are tried by size, so
//! the first that fails is a smallest one; beyond a number of trials the set is only irreducible, which the answer says.
//! Orders that follow one another are looked at in `chain`.

use super::{
    chain,
    input::{DispatchInput, Lock},
    plan::Plan,
    problem::{Problem, has_skills},
    rich::best_sequence,
};
use domain::Message;
use std::collections::{BTreeMap, VecDeque, btree_map::Entry};

/// Orders whose locks (or precedence) exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    pub orders: Vec<usize>,
    pub kind: ConflictKind,
    /// Whether no smaller set conflicts.
    pub is_smallest: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConflictKind {
    /// The order cannot be done as locked, whatever else is done.
    Alone,
    /// Each waits for the next, in a circle.
    Circle,
    /// They follow one another, and the last must begin before the first can be over.
    Backwards,
    /// They follow one another, the last is locked, and nobody can do the first.
    First,
    /// One engineer is to do them, and they are locked to two.
    Engineers,
    /// Together they need more of a part than there is.
    Parts { part: u32 },
    /// They do not fit into the hours they are locked to.
    Hours,
    /// Nothing is proven: no plan was found that does them with all else that is locked.
    NotFound,
}

/// Feasibility questions asked at most, and steps of each.
const MOST_SETS: usize = 20_000;
const MOST_STEPS: usize = 200_000;

/// `is_over`: nobody waits any longer; what is found by then may not be a smallest set.
pub(crate) fn find(problem: &Problem, is_over: &dyn Fn() -> bool) -> Option<Conflict> {
    let mut locked: Vec<usize> = problem.input.locks.iter().map(|l| l.order).collect();
    locked.sort_unstable();
    locked.dedup();
    if let Some(conflict) = engineers(problem) {
        return Some(conflict);
    }
    if let Some(o) = locked.iter().find(|o| problem.candidates[**o].is_empty()) {
        return Some(Conflict { orders: vec![*o], kind: ConflictKind::Alone, is_smallest: true });
    }
    if let Some(orders) = circle(problem) {
        return Some(Conflict { orders, kind: ConflictKind::Circle, is_smallest: true });
    }
    chain::broken(problem).or_else(|| parts(problem, &locked)).or_else(|| hours(problem, &locked, is_over))
}

/// Why nobody can do a locked order as it is locked.
pub(crate) fn alone(input: &DispatchInput, order: usize) -> Message {
    let o = &input.orders[order];
    let locks: Vec<&Lock> = input.locks.iter().filter(|l| l.order == order).collect();
    let (who, when) = (locks.iter().find_map(|l| l.engineer), locks.iter().find_map(|l| l.day));
    let differs = |l: &&Lock| l.engineer.is_some_and(|e| Some(e) != who) || l.day.is_some_and(|d| Some(d) != when);
    if locks.iter().any(differs) {
        return Message::new("dispatch-conflict-twice");
    }
    if when.is_some_and(|day| day < o.release) {
        return Message::new("dispatch-conflict-early");
    }
    let Some(engineer) = who.map(|e| &input.engineers[e]) else { return Message::new("dispatch-conflict-alone") };
    let told = |id: &str| Message::new(id).with("engineer", engineer.id.as_str());
    if !has_skills(&engineer.skills, &o.skills) {
        return told("dispatch-conflict-skill");
    }
    match when {
        Some(day) if engineer.shifts[usize::from(day)].is_none() => told("dispatch-conflict-off"),
        _ => Message::new("dispatch-conflict-alone"),
    }
}

/// The shortest circle of precedences.
fn circle(problem: &Problem) -> Option<Vec<usize>> {
    let mut best: Option<Vec<usize>> = None;
    for start in 0..problem.jobs.len() {
        let mut from: BTreeMap<usize, usize> = BTreeMap::new();
        let mut queue = VecDeque::from([start]);
        'search: while let Some(o) = queue.pop_front() {
            for next in &problem.after[o] {
                let next = *next as usize;
                if next == start {
                    let mut path = vec![o];
                    while let Some(previous) = from.get(&path[path.len() - 1]) {
                        path.push(*previous);
                    }
                    path.reverse();
                    if best.as_ref().is_none_or(|b| path.len() < b.len()) {
                        best = Some(path);
                    }
                    break 'search;
                }
                if let Entry::Vacant(unknown) = from.entry(next) {
                    unknown.insert(o);
                    queue.push_back(next);
                }
            }
        }
    }
    best
}

/// Two of those whom one engineer is to do, kept with two.
fn engineers(problem: &Problem) -> Option<Conflict> {
    let whose = |o: u32| kept_with(problem.input, o as usize);
    (0..problem.jobs.len() as u32).find_map(|a| {
        let other = problem.mates[a as usize].iter().find(|b| whose(a).zip(whose(**b)).is_some_and(|(a, b)| a != b))?;
        let orders = vec![a as usize, *other as usize];
        Some(Conflict { orders, kind: ConflictKind::Engineers, is_smallest: true })
    })
}

/// Who must do the order if it is done.
fn kept_with(input: &DispatchInput, order: usize) -> Option<usize> {
    let locked = input.locks.iter().filter(|l| l.order == order).find_map(|l| l.engineer);
    locked.or(input.orders[order].engineer)
}

/// The fewest locked orders that want more of one part than there is for them: in all vans or in that of the one engineer they
/// are kept with, and in the depots by the day they are kept on.
fn parts(problem: &Problem, locked: &[usize]) -> Option<Conflict> {
    let input = problem.input;
    let mut wanted: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    for &o in locked {
        for (part, n) in &input.orders[o].parts {
            wanted.entry(*part).or_default().push((*n, o));
        }
    }
    let day_of = |o: usize| input.locks.iter().filter(|l| l.order == o).find_map(|l| l.day);
    let last = input.days.saturating_sub(1);
    let mut best: Option<Conflict> = None;
    for (part, mut list) in wanted {
        list.sort_by_key(|(n, o)| (std::cmp::Reverse(*n), *o));
        let mut people: Vec<Option<usize>> = list.iter().filter_map(|(_, o)| kept_with(input, *o)).map(Some).collect();
        let mut days: Vec<u16> = list.iter().filter_map(|(_, o)| day_of(*o)).chain([last]).collect();
        people.push(None);
        people.sort_unstable();
        people.dedup();
        days.sort_unstable();
        days.dedup();
        for (who, until) in people.iter().flat_map(|who| days.iter().map(move |day| (*who, *day))) {
            let theirs = list.iter().filter(|(_, o)| {
                (who.is_none() || kept_with(input, *o) == who)
                    && (until == last || day_of(*o).is_some_and(|d| d <= until))
            });
            let orders = too_many(theirs, supply(input, part, who, until));
            if let Some(orders) = orders.filter(|o| best.as_ref().is_none_or(|b| o.len() < b.orders.len())) {
                best = Some(Conflict { orders, kind: ConflictKind::Parts { part }, is_smallest: true });
            }
        }
    }
    best
}

/// What vans (or one of them) and depots hold of a part by a day.
fn supply(input: &DispatchInput, part: u32, who: Option<usize>, until: u16) -> u64 {
    let vans = input.engineers.iter().enumerate().filter(|(e, _)| who.is_none_or(|who| who == *e));
    let vans = vans.flat_map(|(_, e)| &e.parts).filter(|p| p.0 == part).map(|p| u64::from(p.1)).sum::<u64>();
    let depots = input.depots.iter().flat_map(|d| &d.parts).filter(|p| p.0 == part && p.2 <= until);
    vans + depots.map(|p| u64::from(p.1)).sum::<u64>()
}

/// The first of them, from who wants most, that want more than there is.
fn too_many<'l>(wanted: impl Iterator<Item = &'l (u32, usize)>, there: u64) -> Option<Vec<usize>> {
    let (mut sum, mut orders) = (0, Vec::new());
    for (n, order) in wanted {
        sum += u64::from(*n);
        orders.push(*order);
        if sum > there {
            orders.sort_unstable();
            return Some(orders);
        }
    }
    None
}

fn hours(problem: &Problem, locked: &[usize], is_over: &dyn Fn() -> bool) -> Option<Conflict> {
    let fits = |set: &[usize]| {
        let mut steps = 0;
        place(problem, set, 0, &mut BTreeMap::new(), &mut steps)
    };
    if fits(locked) {
        return None;
    }
    let (mut asked, mut size) = (0, 2);
    while size < locked.len() {
        let mut chosen = Vec::with_capacity(size);
        // Asked for no more once it is over.
        asked = if is_over() { MOST_SETS } else { asked };
        let fits_still = |set: &[usize]| is_over() || fits(set);
        match subsets(locked, size, 0, &mut chosen, &mut asked, &fits_still) {
            Some(orders) => return Some(Conflict { orders, kind: ConflictKind::Hours, is_smallest: true }),
            None if asked >= MOST_SETS => break,
            None => size += 1,
        }
    }
    // Too many to try them all: leave out one after the other while the rest still conflicts.
    let is_smallest = size >= locked.len() && !is_over();
    let mut orders = locked.to_vec();
    for o in locked.iter().take_while(|_| !is_over()) {
        let rest: Vec<usize> = orders.iter().copied().filter(|x| x != o).collect();
        if !fits(&rest) {
            orders = rest;
        }
    }
    Some(Conflict { orders, kind: ConflictKind::Hours, is_smallest })
}

fn subsets(
    all: &[usize],
    size: usize,
    from: usize,
    chosen: &mut Vec<usize>,
    asked: &mut usize,
    fits: &dyn Fn(&[usize]) -> bool,
) -> Option<Vec<usize>> {
    if chosen.len() == size {
        *asked += 1;
        return (!fits(chosen)).then(|| chosen.clone());
    }
    for i in from..all.len() {
        if *asked >= MOST_SETS {
            return None;
        }
        chosen.push(all[i]);
        let found = subsets(all, size, i + 1, chosen, asked, fits);
        chosen.pop();
        if found.is_some() {
            return found;
        }
    }
    None
}

/// Whether the orders from `at` on find room beside those placed. Says yes where it gives up: only proven conflicts count.
fn place(
    problem: &Problem,
    orders: &[usize],
    at: usize,
    days: &mut BTreeMap<u32, Vec<u32>>,
    steps: &mut usize,
) -> bool {
    let Some(&order) = orders.get(at) else { return true };
    for candidate in &problem.candidates[order] {
        *steps += 1;
        if *steps > MOST_STEPS {
            return true;
        }
        days.entry(candidate.shift).or_default().push(order as u32);
        if day_fits(problem, candidate.shift, &days[&candidate.shift]) && place(problem, orders, at + 1, days, steps) {
            return true;
        }
        if let Some(day) = days.get_mut(&candidate.shift) {
            day.pop();
        }
    }
    false
}

fn day_fits(problem: &Problem, shift: u32, orders: &[u32]) -> bool {
    /// Sequences of more orders than this are too many to try; the hours alone still count.
    const MOST_SEQUENCED: usize = 7;
    let mut places: Vec<u32> = orders.iter().map(|o| problem.jobs[*o as usize].place).collect();
    places.sort_unstable();
    places.dedup();
    let work: u32 = orders.iter().map(|o| problem.jobs[*o as usize].minutes).sum();
    let travel: u32 = places.iter().map(|p| problem.setup(shift, *p).minutes).sum();
    work + travel <= problem.shifts[shift as usize].capacity
        && (problem.is_plain || orders.len() > MOST_SEQUENCED || best_sequence(problem, shift, orders).is_some())
}

/// The locked orders in a plan of their own, each where it is cheapest among what its locks leave; those that found no
/// room this way stay undone and are tried again by the search.
pub(crate) fn locked_first(problem: &Problem) -> Plan {
    let mut plan = Plan::empty(problem);
    let mut locked: Vec<u32> = (0..problem.jobs.len() as u32).filter(|o| problem.jobs[*o as usize].is_locked).collect();
    locked.sort_by_key(|o| (problem.candidates[*o as usize].len(), *o));
    for o in locked {
        if let Some((shift, added)) = plan.cheapest(problem, o, || false) {
            plan.insert(problem, o, shift, added);
        }
    }
    plan
}
