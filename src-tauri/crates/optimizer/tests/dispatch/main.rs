//! Dispatch, every plan judged by the independent checker; optima of small inputs by trying everything.

#![allow(clippy::unwrap_used)]

mod brute;
mod conflicts;
mod made;

use made::{Size, judge, plain, rich, solve};
use optimizer::budget::Budget;
use optimizer::dispatch::{
    ConflictKind, DispatchError, DispatchInput, Lock, Precedence, Status, Threads, Travel, dispatch,
};
use std::{cell::Cell, time::Instant};

#[test]
fn plans_of_the_plain_family_are_valid_and_near_their_bound() {
    for seed in 1..=4 {
        let input = plain(Size { engineers: 8, orders: 50, days: 6, sites: 9 }, seed);
        let (plan, verdict) = solve(&input, 60);
        assert!(verdict.assigned.len() > 25, "seed {seed}: {} orders done", verdict.assigned.len());
        assert!(plan.gap().unwrap() < 0.06, "seed {seed}: gap {:?}", plan.gap());
    }
}

#[test]
fn plans_with_routes_windows_parts_and_precedence_are_valid() {
    for seed in 1..=6 {
        let input = rich(Size { engineers: 5, orders: 24, days: 4, sites: 7 }, seed);
        let (plan, verdict) = solve(&input, 5);
        assert!(verdict.assigned.len() > 5, "seed {seed}: {} orders done", verdict.assigned.len());
        assert!(plan.bound.unwrap() <= verdict.objective + 1e-3);
    }
}

#[test]
fn what_one_engineer_is_to_do_is_done_by_one_engineer_or_left_out() {
    let (mut together, mut left) = (0, 0);
    for seed in 1..=8 {
        let mut input = rich(Size { engineers: 5, orders: 24, days: 4, sites: 7 }, seed);
        input.orders.iter_mut().for_each(|o| (o.window, o.skills) = (None, vec![o.skills[0]]));
        // Parts that follow one another, and pairs that only share the engineer; one order is of somebody.
        input.precedences = vec![Precedence { before: 0, after: 1 }, Precedence { before: 1, after: 2 }];
        input.same_engineer = vec![(0, 1), (0, 2), (10, 11), (12, 13)];
        let skill = input.orders[0].skills.clone();
        input.orders[..3].iter_mut().for_each(|o| o.skills.clone_from(&skill));
        input.orders[20].engineer = Some(3);
        let (plan, verdict) = solve(&input, 5);
        assert!(plan.status != Status::Optimal, "seed {seed}: days depend on each other, nothing is proven");
        assert!(plan.bound.unwrap() <= verdict.objective + 1e-3, "seed {seed}");
        for (a, b) in &input.same_engineer {
            match (verdict.assigned.get(a), verdict.assigned.get(b)) {
                (Some(a), Some(b)) => {
                    assert_eq!(a.0, b.0, "seed {seed}");
                    together += 1;
                }
                _ => left += 1,
            }
        }
        assert!(verdict.assigned.get(&20).is_none_or(|(engineer, _)| *engineer == 3), "seed {seed}");
    }
    assert!(together > left, "{together} pairs done, {left} not");
    let mut wrong = rich(Size { engineers: 2, orders: 5, days: 2, sites: 3 }, 1);
    wrong.same_engineer = vec![(1, 1)];
    let budget = Budget::of_steps(1);
    assert!(dispatch(&wrong, &budget, Threads::One, &mut |_| {}).is_err());
}

#[test]
fn what_is_called_optimal_is() {
    let mut proven = 0;
    for seed in 1..=12 {
        let input = plain(Size { engineers: 2, orders: 5, days: 2, sites: 3 }, seed);
        let (plan, verdict) = solve(&input, 150);
        let best = brute::optimum(&input);
        assert!(verdict.objective >= best - 1e-6 && plan.bound.unwrap() <= best + 1e-6, "seed {seed}");
        if plan.status == Status::Optimal {
            proven += 1;
            assert!((verdict.objective - best).abs() < 1e-4, "seed {seed}: {} is not {best}", verdict.objective);
        }
    }
    assert!(proven >= 10, "only {proven} of 12 were proven");
}

/// What was due before the plan begins is late by its true days, whether it is done or not: forty days late is done too.
#[test]
fn overdue_orders_cost_their_true_lateness_and_are_not_left_out_for_it() {
    for seed in 1..=4 {
        let mut input = plain(Size { engineers: 2, orders: 5, days: 2, sites: 3 }, seed);
        for (o, order) in input.orders.iter_mut().enumerate() {
            (order.release, order.due) = (0, -40 - o as i32);
        }
        let (plan, verdict) = solve(&input, 150);
        let best = brute::optimum(&input);
        assert!(verdict.objective >= best - 1e-6 && plan.bound.unwrap() <= best + 1e-6, "seed {seed}");
        if plan.status == Status::Optimal {
            assert!((verdict.objective - best).abs() < 1e-4, "seed {seed}: {} is not {best}", verdict.objective);
        }
        let sunk: f64 =
            input.orders.iter().map(|o| o.weight * input.costs.weight_per_late_day * f64::from(-o.due)).sum();
        assert!(verdict.objective >= sunk, "seed {seed}: {} is less than {sunk}", verdict.objective);
        // What is past costs the same whatever is done: the best plan is that of orders due on the first day.
        input.orders.iter_mut().for_each(|order| order.due = 0);
        let fresh = brute::optimum(&input);
        assert!((best - fresh - sunk).abs() < 1e-6, "seed {seed}: {best} is not {fresh} and {sunk}");
    }
}

/// Routes, windows and tools without parts and precedence can be proven too; with them the bound must still hold.
#[test]
fn bounds_of_routes_hold_against_trying_everything() {
    for seed in 1..=10 {
        let mut input = rich(Size { engineers: 2, orders: 5, days: 2, sites: 3 }, seed);
        input.precedences.clear();
        input.orders.iter_mut().for_each(|o| o.parts.clear());
        let (plan, verdict) = solve(&input, 150);
        let best = brute::optimum(&input);
        assert!(verdict.objective >= best - 1e-6 && plan.bound.unwrap() <= best + 1e-6, "seed {seed}");
        if plan.status == Status::Optimal {
            assert!((verdict.objective - best).abs() < 1e-4, "seed {seed}: {} is not {best}", verdict.objective);
        }
    }
}

#[test]
fn the_same_input_seed_and_rounds_give_the_same_bytes() {
    let bytes = |seed| {
        let mut input = plain(Size { engineers: 6, orders: 40, days: 5, sites: 6 }, 3);
        input.seed = seed;
        serde_json::to_string(&solve(&input, 60).0).unwrap()
    };
    assert_eq!(bytes(1), bytes(1));
    let routed = || serde_json::to_string(&solve(&rich(Size { engineers: 4, orders: 20, days: 3, sites: 5 }, 2), 15).0);
    assert_eq!(routed().unwrap(), routed().unwrap());
}

#[test]
fn a_time_limit_and_a_cancel_are_kept_and_leave_a_valid_plan() {
    let input = plain(Size { engineers: 30, orders: 300, days: 10, sites: 20 }, 5);
    let begun = Instant::now();
    let clock = || begun.elapsed().as_secs_f64();
    let cancelled_at = Cell::new(f64::INFINITY);
    let is_cancelled = || {
        if clock() > 1.0 {
            cancelled_at.set(cancelled_at.get().min(clock()));
        }
        clock() > 1.0
    };
    let budget = Budget {
        iterations: None,
        seconds: Some(60.0),
        clock: &clock,
        wall_per_second: &|| 1.0,
        is_cancelled: &is_cancelled,
    };
    let plan = dispatch(&input, &budget, Threads::Two, &mut |_| {}).unwrap();
    assert!(matches!(plan.status, Status::Cancelled | Status::Optimal), "{:?}", plan.status);
    assert!(clock() - cancelled_at.get() < 0.5, "the answer took {} s", clock() - cancelled_at.get());
    judge(&input, &plan);
}

#[test]
fn progress_only_gets_better() {
    let input = plain(Size { engineers: 8, orders: 60, days: 7, sites: 9 }, 2);
    let budget = Budget::of_steps(40);
    let (mut cost, mut bound, mut heard) = (f64::INFINITY, f64::NEG_INFINITY, 0);
    dispatch(&input, &budget, Threads::One, &mut |p| {
        heard += 1;
        assert!(p.objective <= cost && p.bound.is_none_or(|b| b >= bound));
        cost = p.objective;
        bound = p.bound.unwrap_or(bound);
    })
    .unwrap();
    assert!(heard > 3);
}

#[test]
fn locked_decisions_are_kept() {
    let mut input = plain(Size { engineers: 6, orders: 40, days: 5, sites: 6 }, 7);
    let (free, _) = solve(&input, 40);
    // Whatever engineer 0 does becomes somebody else's, on other days where possible.
    let theirs: Vec<usize> = (0..input.orders.len()).filter(|o| may_do(&input, 1, *o)).take(2).collect();
    input.locks = theirs.iter().map(|o| Lock { order: *o, engineer: Some(1), day: None }).collect();
    let (locked, verdict) = solve(&input, 40);
    assert!(theirs.iter().all(|o| verdict.assigned[o].0 == 1));
    assert!(locked.objective >= free.bound.unwrap());
}

fn may_do(input: &DispatchInput, engineer: usize, order: usize) -> bool {
    let e = &input.engineers[engineer];
    let o = &input.orders[order];
    let free = e.shifts.iter().skip(usize::from(o.release)).any(|s| s.is_some_and(|s| s.minutes() > o.minutes + 96));
    free && o.skills.iter().all(|(skill, level)| e.skills.iter().any(|(s, l)| s == skill && l >= level))
}

fn conflict_of(input: &DispatchInput) -> (Vec<usize>, ConflictKind) {
    let budget = Budget::of_steps(1);
    match dispatch(input, &budget, Threads::One, &mut |_| {}) {
        Err(DispatchError::Conflict(c)) => {
            assert!(c.is_smallest);
            (c.orders, c.kind)
        }
        other => panic!("{other:?}"),
    }
}

/// An easy input: one engineer who can do everything, one site half an hour away, eight hours each day.
fn easy() -> DispatchInput {
    let mut input = plain(Size { engineers: 1, orders: 6, days: 2, sites: 1 }, 1);
    input.travel = Travel::RoundTrips(vec![vec![60, 0]]);
    for shift in &mut input.engineers[0].shifts {
        *shift = Some(optimizer::dispatch::Shift { start: 480, end: 960 });
    }
    input.engineers[0].skills = vec![(0, 2)];
    for o in &mut input.orders {
        o.skills = vec![(0, 1)];
        o.minutes = 180;
        o.release = 0;
        o.weight = 50.0;
    }
    input
}

#[test]
fn the_smallest_conflicting_set_is_named() {
    let mut input = easy();
    let lock = |order| Lock { order, engineer: None, day: Some(0) };
    // 60 + 180 + 180 fit into 480 minutes, a third does not; order 5 with its 300 minutes fits with none of them.
    input.locks = vec![lock(0), lock(1), lock(2)];
    assert_eq!(conflict_of(&input), (vec![0, 1, 2], ConflictKind::Hours));
    input.orders[5].minutes = 300;
    input.locks.push(lock(5));
    assert_eq!(conflict_of(&input), (vec![0, 5], ConflictKind::Hours));
    input.orders[4].minutes = 500;
    input.locks.push(lock(4));
    assert_eq!(conflict_of(&input), (vec![4], ConflictKind::Alone));
    // Of one alone: what it fails of.
    let told = |locks: &[Lock], change: &dyn Fn(&mut DispatchInput)| {
        let mut input = easy();
        input.locks = locks.to_vec();
        change(&mut input);
        let budget = Budget::of_steps(1);
        let failed = dispatch(&input, &budget, Threads::One, &mut |_| {}).unwrap_err();
        let message = failed.message(&input);
        assert_eq!(message.args["orders"], input.orders[0].id.as_str().into());
        message.id
    };
    let at = |engineer, day| Lock { order: 0, engineer, day };
    let both = at(Some(0), Some(0));
    assert_eq!(told(&[both, at(None, Some(1))], &|_| {}), "dispatch-conflict-twice");
    assert_eq!(told(&[both], &|i| i.orders[0].release = 1), "dispatch-conflict-early");
    assert_eq!(told(&[both], &|i| i.engineers[0].skills.clear()), "dispatch-conflict-skill");
    assert_eq!(told(&[both], &|i| i.engineers[0].shifts[0] = None), "dispatch-conflict-off");
    assert_eq!(told(&[both], &|i| i.orders[0].minutes = 1_000), "dispatch-conflict-alone");
    let mut input = easy();
    input.precedences = [(0, 1), (1, 2), (2, 0), (3, 4)].map(|(before, after)| Precedence { before, after }).to_vec();
    let (mut circle, kind) = conflict_of(&input);
    circle.sort_unstable();
    assert_eq!((circle, kind), (vec![0, 1, 2], ConflictKind::Circle));
    let mut input = easy();
    input.precedences = vec![Precedence { before: 3, after: 4 }];
    input.locks =
        vec![Lock { order: 3, engineer: None, day: Some(1) }, Lock { order: 4, engineer: None, day: Some(0) }];
    assert_eq!(conflict_of(&input), (vec![3, 4], ConflictKind::Backwards));
    let mut input = easy();
    input.engineers[0].parts = vec![(9, 3)];
    input.orders.iter_mut().for_each(|o| o.parts = vec![(9, 1)]);
    input.orders[2].parts = vec![(9, 3)];
    input.locks = (0..4).map(|order| Lock { order, engineer: None, day: None }).collect();
    assert_eq!(conflict_of(&input).1, ConflictKind::Parts { part: 9 });
    assert_eq!(conflict_of(&input).0.len(), 2);
}

#[test]
fn each_order_left_out_has_its_reason_and_what_would_change_it() {
    let reasons = |change: &dyn Fn(&mut DispatchInput)| {
        let mut input = easy();
        input.orders.truncate(1);
        change(&mut input);
        let (plan, _) = solve(&input, 5);
        let u = plan.unassigned.iter().find(|u| u.order == 0).expect("order 0 is left out");
        (u.reason.id.clone(), u.remedy.id.clone())
    };
    let check = |change: &dyn Fn(&mut DispatchInput), reason: &str, remedy: &str| {
        assert_eq!(reasons(change), (reason.into(), remedy.into()));
    };
    check(&|i| i.orders[0].skills = vec![(0, 3)], "dispatch-no-skill", "dispatch-remedy-skill");
    check(&|i| i.orders[0].parts = vec![(4, 1)], "dispatch-no-part", "dispatch-remedy-part");
    check(&|i| i.orders[0].tools = vec![4], "dispatch-no-tool", "dispatch-remedy-tool");
    check(&|i| i.orders[0].minutes = 450, "dispatch-no-time", "dispatch-remedy-longer-shift");
    check(&|i| i.orders[0].window = Some((0, 300)), "dispatch-no-time", "dispatch-remedy-window");
    check(&|i| i.orders[0].weight = 0.1, "dispatch-cheaper-to-wait", "dispatch-remedy-weight");
    check(
        &|i| {
            i.orders = easy().orders;
            i.orders[0].weight = 1.0;
            i.orders[0].minutes = 240;
        },
        "dispatch-crowded-out",
        "dispatch-remedy-longer-shift",
    );
}

#[test]
fn the_second_stage_levels_the_loads_within_its_price() {
    let mut levelled = 0;
    for seed in 1..=4 {
        let mut input = plain(Size { engineers: 8, orders: 60, days: 7, sites: 9 }, seed);
        input.fairness = Some(0.05);
        let (plan, verdict) = solve(&input, 60);
        let fairness = plan.fairness.unwrap();
        assert!(fairness.greatest_hours <= fairness.greatest_hours_before);
        assert!(verdict.objective <= fairness.cost_before * 1.05 + 1e-6);
        levelled += usize::from(fairness.greatest_hours < fairness.greatest_hours_before);
    }
    assert!(levelled >= 2, "levelled {levelled} of 4");
}

/// The checker is no rubber stamp: a plan bent in any of these ways is refused.
#[test]
fn bent_plans_are_refused() {
    let input = rich(Size { engineers: 5, orders: 30, days: 4, sites: 7 }, 1);
    let (plan, verdict) = solve(&input, 10);
    let input = serde_json::to_value(&input).unwrap();
    let plan = serde_json::to_value(&plan).unwrap();
    // Of one engineer, and done by two; of somebody, and done by another.
    let (one, (by, _)) = verdict.assigned.iter().next().unwrap();
    let (other, _) = verdict.assigned.iter().find(|(_, (engineer, _))| engineer != by).unwrap();
    let mut tied = input.clone();
    tied["same_engineer"] = serde_json::json!([[one, other]]);
    assert!(plan_checker::dispatch::check(&tied, &plan).is_err());
    let mut held = input.clone();
    held["orders"][*one]["engineer"] = ((by + 1) % 5).into();
    assert!(plan_checker::dispatch::check(&held, &plan).is_err());
    let refused = |bend: &dyn Fn(&mut serde_json::Value)| {
        let mut bent = plan.clone();
        bend(&mut bent);
        assert_ne!(bent, plan, "nothing was bent");
        assert!(plan_checker::dispatch::check(&input, &bent).is_err());
    };
    let busiest =
        plan["days"].as_array().unwrap().iter().enumerate().max_by_key(|(_, d)| d["stops"].as_array().unwrap().len());
    let at = busiest.unwrap().0;
    refused(&|p| p["objective"] = (p["objective"].as_f64().unwrap() - 1.0).into());
    refused(&|p| p["bound"] = (p["objective"].as_f64().unwrap() + 1.0).into());
    refused(&|p| p["days"][at]["engineer"] = ((p["days"][at]["engineer"].as_u64().unwrap() + 1) % 5).into());
    refused(&|p| {
        p["days"][at]["stops"].as_array_mut().unwrap().pop();
    });
    refused(&|p| p["days"][at]["stops"].as_array_mut().unwrap().reverse());
    refused(&|p| p["days"][at]["end"] = 1.into());
    refused(&|p| {
        let twice = p["days"][at].clone();
        p["days"].as_array_mut().unwrap().push(twice);
    });
}

#[test]
fn input_that_is_none_is_refused() {
    let refused = |bend: &dyn Fn(&mut DispatchInput)| {
        let mut input = easy();
        bend(&mut input);
        let budget = Budget::of_steps(1);
        assert!(matches!(dispatch(&input, &budget, Threads::One, &mut |_| {}), Err(DispatchError::Input(_))));
    };
    refused(&|i| i.days = 3);
    refused(&|i| i.orders[0].place = 99);
    refused(&|i| i.orders[0].weight = f64::NAN);
    refused(&|i| i.orders[0].minutes = 0);
    refused(&|i| i.engineers[0].shifts[0] = Some(optimizer::dispatch::Shift { start: 500, end: 500 }));
    refused(&|i| i.travel = Travel::RoundTrips(vec![]));
    refused(&|i| i.locks = vec![Lock { order: 9, engineer: None, day: None }]);
    refused(&|i| i.precedences = vec![Precedence { before: 1, after: 1 }]);
    refused(&|i| i.costs.travel_per_hour = -1.0);
}
