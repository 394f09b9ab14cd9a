//! Why an order is left out, and what would change it.

use super::{
    plan::{NOBODY, Plan},
    problem::{Problem, currency, has_skills},
    rich,
};
use domain::Message;
use serde::Serialize;

/// An order that nobody does, with the reason and the least change that would bring it in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unassigned {
    pub order: usize,
    pub reason: Message,
    pub remedy: Message,
}

pub(crate) fn unassigned(problem: &Problem, plan: &Plan) -> Vec<Unassigned> {
    (0..problem.jobs.len())
        .filter(|o| plan.shift_of[*o] == NOBODY)
        .map(|order| {
            let (reason, remedy) = why(problem, plan, order);
            Unassigned { order, reason, remedy }
        })
        .collect()
}

fn why(problem: &Problem, plan: &Plan, order: usize) -> (Message, Message) {
    let (input, o) = (problem.input, &problem.input.orders[order]);
    let skilled: Vec<usize> =
        (0..input.engineers.len()).filter(|e| has_skills(&input.engineers[*e].skills, &o.skills)).collect();
    if skilled.is_empty() {
        let short = |wanted: &&(u32, u8)| {
            !input.engineers.iter().any(|e| e.skills.iter().any(|(s, l)| *s == wanted.0 && *l >= wanted.1))
        };
        // Each skill may be there, but with nobody all of them.
        let (skill, level) = o.skills.iter().find(short).or(o.skills.first()).copied().unwrap_or((0, 0));
        let with = |id: &str| Message::new(id).with("skill", f64::from(skill)).with("level", f64::from(level));
        return (with("dispatch-no-skill"), with("dispatch-remedy-skill"));
    }
    if let Some((part, missing)) = missing_part(problem, order) {
        let with = |id: &str| Message::new(id).with("part", f64::from(part)).with("missing", f64::from(missing));
        return (with("dispatch-no-part"), with("dispatch-remedy-part"));
    }
    let carried = |t: &&u32| {
        !input.depots.iter().any(|d| d.tools.contains(t))
            && !skilled.iter().any(|e| input.engineers[*e].tools.contains(t))
    };
    if let Some(tool) = o.tools.iter().find(carried) {
        let with = |id: &str| Message::new(id).with("tool", f64::from(*tool));
        return (with("dispatch-no-tool"), with("dispatch-remedy-tool"));
    }
    if let Some(before) = problem.before[order].iter().find(|b| plan.shift_of[**b as usize] == NOBODY) {
        let id = input.orders[*before as usize].id.as_str();
        return (
            Message::new("dispatch-waits-for").with("order", id),
            Message::new("dispatch-remedy-first").with("order", id),
        );
    }
    if problem.candidates[order].is_empty() {
        return no_time(problem, order, &skilled);
    }
    let open = problem.candidates[order].iter().filter_map(|c| plan.insertion(problem, order as u32, *c)).min();
    match open {
        Some(cost) => cheaper_to_wait(problem, order, cost),
        None => crowded_out(problem, plan, order),
    }
}

/// A part of which vans and depots together never hold enough.
fn missing_part(problem: &Problem, order: usize) -> Option<(u32, u32)> {
    let input = problem.input;
    input.orders[order].parts.iter().find_map(|(part, n)| {
        let van = input.engineers.iter().flat_map(|e| e.parts.iter().filter(|p| p.0 == *part).map(|p| p.1)).max();
        let depot =
            input.depots.iter().map(|d| d.parts.iter().filter(|p| p.0 == *part).map(|p| p.1).sum::<u32>()).max();
        let most = van.unwrap_or(0).max(depot.unwrap_or(0));
        (most < *n).then(|| (*part, n - most))
    })
}

fn no_time(problem: &Problem, order: usize, skilled: &[usize]) -> (Message, Message) {
    let (input, o) = (problem.input, &problem.input.orders[order]);
    let shifts = skilled.iter().flat_map(|e| {
        let days = input.engineers[*e].shifts.iter().enumerate().skip(usize::from(o.release));
        days.filter_map(move |(d, s)| s.map(|s| (*e, d, s.minutes())))
    });
    let needs = |e: usize| o.minutes + problem.setups[e * input.places + o.place].minutes;
    let nearest = shifts.min_by_key(|(e, d, minutes)| (needs(*e).saturating_sub(*minutes), *d, *e));
    let reason = Message::new("dispatch-no-time").with("minutes", f64::from(o.minutes));
    let remedy = match nearest {
        None => Message::new("dispatch-remedy-shift").with("engineer", input.engineers[skilled[0]].id.as_str()),
        Some((e, d, minutes)) if needs(e) > minutes => Message::new("dispatch-remedy-longer-shift")
            .with("engineer", input.engineers[e].id.as_str())
            .with("day", (d + 1) as f64)
            .with("minutes", f64::from(needs(e) - minutes)),
        Some(_) => Message::new("dispatch-remedy-window"),
    };
    (reason, remedy)
}

/// There is room, but it costs more than leaving it out.
fn cheaper_to_wait(problem: &Problem, order: usize, cost: i64) -> (Message, Message) {
    let out = problem.jobs[order].unassigned;
    let reason =
        Message::new("dispatch-cheaper-to-wait").with("cost", currency(cost)).with("unassigned", currency(out));
    let factor = if out > 0 { cost as f64 / out as f64 } else { f64::INFINITY };
    let weight = problem.input.orders[order].weight * factor;
    (reason, Message::new("dispatch-remedy-weight").with("weight", (weight * 10.0).ceil() / 10.0))
}

/// Everybody who could is busy with what costs less: the fewest minutes more that would do.
fn crowded_out(problem: &Problem, plan: &Plan, order: usize) -> (Message, Message) {
    let job = problem.jobs[order];
    let tied = rich::done_by(plan, problem, order as u32);
    let is_theirs = |c: &&super::problem::Candidate| {
        tied.is_none_or(|(engineer, _)| problem.shifts[c.shift as usize].engineer == engineer)
    };
    let short = |c: &&super::problem::Candidate| {
        let setup = problem.setup(c.shift, job.place).minutes;
        let day = &plan.days[c.shift as usize];
        let work: u32 = day.orders.iter().map(|o| problem.jobs[*o as usize].minutes).sum();
        let load = if problem.is_plain { day.load } else { work + day.tour.travel_minutes };
        (load + job.minutes + setup).saturating_sub(problem.shifts[c.shift as usize].capacity)
    };
    let reason = match tied {
        None => Message::new("dispatch-crowded-out").with("candidates", problem.candidates[order].len() as f64),
        Some((engineer, mate)) => Message::new("dispatch-same-engineer-full")
            .with("engineer", problem.input.engineers[engineer as usize].id.as_str())
            .with("order", problem.input.orders[mate as usize].id.as_str()),
    };
    let remedy = match problem.candidates[order].iter().filter(is_theirs).min_by_key(|c| (short(c), c.cost, c.shift)) {
        Some(c) if short(&c) > 0 => {
            let shift = &problem.shifts[c.shift as usize];
            Message::new("dispatch-remedy-longer-shift")
                .with("engineer", problem.input.engineers[shift.engineer as usize].id.as_str())
                .with("day", f64::from(shift.day) + 1.0)
                .with("minutes", f64::from(short(&c)))
        }
        _ => Message::new("dispatch-remedy-window"),
    };
    (reason, remedy)
}
