//! From the solver's plan to the plan in the plant's words, with what it proposes.

use super::{
    DispatchDetail, DispatchFairness, DispatchOrder, DispatchPlan, DispatchStop, EngineerDay, EngineerPlan, LeftOut,
    Quantities, Rated, SitePoint,
};
use crate::{
    planning::{dispatch::Built, horizon, in_currency, json},
    runs::{Outcome, gap},
};
use domain::{
    Failure, Message, Proposal, RecommendationId, RecommendationStatus, ResourceKind, RunId, RunResult,
    message::MessageArg,
};
use optimizer::dispatch::{Dispatch, Status, Stop};
use std::collections::BTreeMap;

pub fn outcome(built: &Built, plan: &Dispatch) -> Result<Outcome, Failure> {
    let mut proposals: Vec<(DispatchDetail, Proposal)> = Vec::new();
    let view = view(built, plan, &mut proposals);
    let statistics = BTreeMap::from([
        ("orders".to_owned(), built.input.orders.len() as f64),
        ("engineers".to_owned(), built.input.engineers.len() as f64),
        ("firstPlanSeconds".to_owned(), plan.first_plan_seconds),
        ("hours".to_owned(), plan.estimated_hours),
    ]);
    let status = match plan.status {
        Status::Optimal => "optimal",
        Status::Feasible | Status::Cancelled => "feasible",
    };
    Ok(Outcome {
        result: RunResult {
            objective: Some(plan.objective),
            bound: plan.bound,
            gap: view.gap,
            solver_status: Some(status.into()),
            statistics,
        },
        planned: plan.assigned_orders as u64,
        left_out: view.unassigned.len() as u64,
        plan: json(plan)?,
        view: json(&view)?,
        proposals: proposals.into_iter().map(|(_, proposal)| proposal).collect(),
    })
}

fn view(built: &Built, plan: &Dispatch, proposals: &mut Vec<(DispatchDetail, Proposal)>) -> DispatchPlan {
    let mut quantities = Quantities::default();
    let input = &built.input;
    let rates = &input.costs;
    let mut engineers: Vec<EngineerPlan> = (0..built.engineers.len()).map(|e| empty_plan(built, e)).collect();
    for work_day in &plan.days {
        let day = horizon::day(built.first_day, i64::from(work_day.day));
        let Some(shift) = input.engineers[work_day.engineer].shifts[usize::from(work_day.day)] else { continue };
        let (mut at, mut now) = (input.engineers[work_day.engineer].home, shift.start);
        let mut stops = Vec::new();
        let mut sequence = 0;
        for stop in &work_day.stops {
            match *stop {
                Stop::Depot { depot } => {
                    let d = &input.depots[depot];
                    let travel = built.way(at, d.place);
                    let start = now + travel;
                    (at, now) = (d.place, start + d.minutes);
                    let site = &built.sites[d.place];
                    stops.push(DispatchStop::Depot {
                        site_id: site.id,
                        site_code: site.code.clone(),
                        start,
                        end: now,
                        travel_before: travel,
                    });
                }
                Stop::Work { order, start, fetched } => {
                    sequence += 1;
                    let (o, told) = (&input.orders[order], &built.orders[order]);
                    let travel = built.way(at, o.place);
                    (at, now) = (o.place, start + o.minutes);
                    let late_days = f64::from(o.days_late(work_day.day));
                    let waited = f64::from(work_day.day.saturating_sub(o.release));
                    quantities.late_days += o.weight * late_days;
                    quantities.waiting_days += o.weight * waited;
                    let detail = DispatchDetail {
                        engineer_id: built.engineers[work_day.engineer].id,
                        engineer_code: built.engineers[work_day.engineer].code.clone(),
                        day,
                        start,
                        end: now,
                        sequence,
                        seen: Some(built.seen[order]),
                    };
                    let why = why(built, order, work_day.day);
                    let saving = o.cost_if_left_out(rates) - o.cost_on(work_day.day, rates);
                    let proposal = proposal(told, &detail, why.clone(), saving);
                    proposals.push((detail, proposal));
                    stops.push(DispatchStop::Work {
                        // By its place in the list of proposals so far; the final rank is put in below.
                        rank: proposals.len() as u32,
                        proposal_id: None,
                        status: None,
                        order: told.clone(),
                        start,
                        end: now,
                        travel_before: travel,
                        is_late: told.due_on.is_some_and(|due| day > due),
                        is_fetched: fetched,
                        is_locked: input.locks.iter().any(|l| l.order == order),
                        why,
                    });
                }
            }
        }
        quantities.travel_hours += f64::from(work_day.travel_minutes) / 60.0;
        let of = &mut engineers[work_day.engineer];
        let work: u32 = work_day
            .stops
            .iter()
            .map(|s| match s {
                Stop::Work { order, .. } => input.orders[*order].minutes,
                Stop::Depot { .. } => 0,
            })
            .sum();
        of.orders += sequence;
        of.travel_hours += f64::from(work_day.travel_minutes) / 60.0;
        of.hours += f64::from(work + work_day.travel_minutes) / 60.0;
        of.work_days.push(EngineerDay {
            day,
            shift_start: shift.start,
            shift_end: shift.end,
            end: work_day.end,
            travel_minutes: work_day.travel_minutes,
            stops,
        });
    }
    rank(proposals, &mut engineers);
    let unassigned = plan.unassigned.iter().map(|u| {
        let o = &input.orders[u.order];
        quantities.left_out += o.weight;
        quantities.left_out_late_days += o.weight * f64::from(o.days_late(0));
        LeftOut {
            order: built.orders[u.order].clone(),
            reason: in_words(built, &u.reason),
            remedy: in_words(built, &u.remedy),
        }
    });
    let unassigned = unassigned.collect::<Vec<_>>().into_iter().chain(built.left_out.iter().cloned()).collect();
    DispatchPlan {
        currency: built.cost_model.currency,
        first_day: built.first_day,
        days: input.days,
        sites: built
            .sites
            .iter()
            .map(|s| SitePoint {
                site_id: s.id,
                code: s.code.clone(),
                name_en: s.name_en.clone(),
                name_ar: s.name_ar.clone(),
                latitude: s.latitude,
                longitude: s.longitude,
            })
            .collect(),
        engineers,
        unassigned,
        costs: quantities.at(rates),
        rated: Some(Rated { quantities, ..built.rated }),
        objective: plan.objective,
        bound: plan.bound,
        gap: plan.bound.and_then(|b| gap(plan.objective, b)),
        fairness: plan.fairness.map(|f| DispatchFairness {
            greatest_hours_before: f.greatest_hours_before,
            greatest_hours: f.greatest_hours,
            cost_before: f.cost_before,
        }),
        assumptions: built.assumptions.clone(),
    }
}

/// With the hours that the plan could use: what is promised to orders outside it is not among them.
fn empty_plan(built: &Built, engineer: usize) -> EngineerPlan {
    let e = &built.engineers[engineer];
    let days = (0..i64::from(built.input.days)).map(|d| horizon::day(built.first_day, d));
    let shifts: Vec<_> = days.zip(built.input.engineers[engineer].shifts.iter().copied()).collect();
    EngineerPlan {
        engineer_id: e.id,
        code: e.code.clone(),
        name_en: e.name_en.clone(),
        name_ar: e.name_ar.clone(),
        home_site_id: e.home_site_id,
        orders: 0,
        hours: 0.0,
        travel_hours: 0.0,
        shift_hours: shifts.iter().filter_map(|(_, s)| *s).map(|s| f64::from(s.minutes()) / 60.0).sum(),
        work_days: Vec::new(),
        off_days: shifts.iter().filter(|(_, s)| s.is_none()).map(|(day, _)| *day).collect(),
    }
}

/// By day, start and engineer; the stops learn the rank of their proposal.
fn rank(proposals: &mut Vec<(DispatchDetail, Proposal)>, engineers: &mut [EngineerPlan]) {
    let mut order: Vec<usize> = (0..proposals.len()).collect();
    let key = |i: &usize| (&proposals[*i].0.day, proposals[*i].0.start, &proposals[*i].0.engineer_code);
    order.sort_by(|a, b| key(a).cmp(&key(b)));
    let mut rank_of = vec![0u32; proposals.len()];
    for (rank, i) in (1u32..).zip(&order) {
        rank_of[*i] = rank;
    }
    for stop in engineers.iter_mut().flat_map(|e| &mut e.work_days).flat_map(|d| &mut d.stops) {
        if let DispatchStop::Work { rank, .. } = stop {
            *rank = rank_of[*rank as usize - 1];
        }
    }
    let mut ranked: Vec<_> = std::mem::take(proposals).into_iter().map(Some).collect();
    proposals.extend(order.into_iter().filter_map(|i| ranked[i].take()));
}

fn proposal(told: &DispatchOrder, detail: &DispatchDetail, why: Vec<Message>, saving: f64) -> Proposal {
    Proposal {
        // Given when the run is kept.
        id: RecommendationId(uuid::Uuid::nil()),
        run_id: RunId(uuid::Uuid::nil()),
        rank: 0,
        asset_id: told.asset_id,
        work_order_id: Some(told.work_order_id),
        action: Message::new("dispatch-action")
            .with("engineer", detail.engineer_code.as_str())
            .with("day", detail.day.to_string())
            .with("start", horizon::clock(detail.start)),
        why,
        saving: Some(saving),
        detail: serde_json::to_value(detail).unwrap_or_default(),
        status: RecommendationStatus::Proposed,
    }
}

/// Why this engineer and this day.
fn why(built: &Built, order: usize, day: u16) -> Vec<Message> {
    let (o, told) = (&built.input.orders[order], &built.orders[order]);
    let mut why = Vec::new();
    let is_locked = built.input.locks.iter().any(|l| l.order == order);
    if is_locked {
        why.push(Message::new("dispatch-why-locked"));
    }
    let has = |e: &&optimizer::dispatch::Engineer| {
        o.skills.iter().all(|(skill, level)| e.skills.iter().any(|(s, l)| s == skill && l >= level))
    };
    let able = built.input.engineers.iter().filter(has).count();
    why.push(match able {
        1 => Message::new("dispatch-why-only-one"),
        n => Message::new("dispatch-why-one-of").with("count", n),
    });
    let works = |d: &u16| {
        let on = |e: &optimizer::dispatch::Engineer| has(&e) && e.shifts[usize::from(*d)].is_some();
        built.input.engineers.iter().any(on)
    };
    let is_first_chance = (o.release..day).all(|d| !works(&d));
    let date = horizon::day(built.first_day, i64::from(day));
    match told.due_on.map(|due| (date - due).num_days()) {
        Some(late) if late > 0 => {
            let id = match (is_locked, is_first_chance) {
                (true, _) => "dispatch-why-after-due",
                (false, true) => "dispatch-why-first-chance",
                (false, false) => "dispatch-why-late",
            };
            why.push(Message::new(id).with("days", late as f64));
        }
        Some(early) => why.push(Message::new("dispatch-why-in-time").with("days", -early as f64)),
        None => {}
    }
    let mate = built.input.same_engineer.iter().find(|(_, other)| *other == order).map(|(first, _)| *first);
    if let Some(first) = mate {
        why.push(Message::new("dispatch-why-same-engineer").with("order", built.orders[first].number.as_str()));
    } else if o.engineer.is_some() {
        why.push(Message::new("dispatch-why-same-engineer-before"));
    }
    if told.is_assumed {
        why.push(Message::new("dispatch-why-assumed"));
    }
    why
}

/// The optimizer names skills, tools, parts and days by number, and amounts without their currency; people know codes and dates.
fn in_words(built: &Built, message: &Message) -> Message {
    let mut message = in_currency(message.clone(), built.cost_model.currency);
    for (name, kind) in [("skill", ResourceKind::Skill), ("tool", ResourceKind::Tool), ("part", ResourceKind::Part)] {
        if let Some(MessageArg::Number(n)) = message.args.get(name)
            && let Some(code) = built.codes.get(&(kind, *n as u32))
        {
            message.args.insert(name.into(), code.as_str().into());
        }
    }
    if let Some(MessageArg::Number(day)) = message.args.get("day") {
        let date = horizon::day(built.first_day, *day as i64 - 1);
        message.args.insert("day".into(), date.to_string().into());
    }
    message
}

impl Built {
    fn way(&self, from: usize, to: usize) -> u32 {
        use optimizer::dispatch::Travel;
        match &self.input.travel {
            _ if from == to => 0,
            Travel::Between(minutes) | Travel::RoundTrips(minutes) => minutes[from][to],
        }
    }
}
