//! Routes against an independent judge: every plan is re-validated from the input alone, and small problems are solved a
//! second time by trying everything.

#![allow(clippy::unwrap_used)]

use optimizer::budget::Budget;
use optimizer::routing::{
    Call, RoutingError, RoutingInput, RoutingPlan, Store, Technician, Visit, Window, plan_routes,
};

/// A generator of its own, so that the tests share nothing with the search.
struct Lcg(u64);

impl Lcg {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn steps(n: u64, plan: impl FnOnce(&Budget) -> RoutingPlan) -> RoutingPlan {
    plan(&Budget {
        iterations: Some(n),
        seconds: None,
        clock: &|| panic!("a run bound by steps looks at no clock"),
        wall_per_second: &|| 1.0,
        is_cancelled: &|| false,
    })
}

fn solve(input: &RoutingInput, seed: u64, n: u64) -> RoutingPlan {
    steps(n, |budget| plan_routes(input, seed, budget, &mut |_| {}).unwrap())
}

/// Two technicians, five visits on a grid, two skills, two tools, one kind of part, a store, and windows.
fn small(seed: u64) -> RoutingInput {
    let mut r = Lcg(seed);
    let places: Vec<(f64, f64)> = (0..8).map(|_| (r.below(30) as f64, r.below(30) as f64)).collect();
    let travel = places.iter().map(|a| places.iter().map(|b| (a.0 - b.0).hypot(a.1 - b.1)).collect()).collect();
    let technicians = (0..2).map(|i| Technician {
        start: i,
        end: i,
        shift: Window { from: 0.0, until: 200.0 },
        skills: [0b01, 0b11][i],
        tools: r.below(4),
        parts: vec![r.below(3) as u32],
    });
    let technicians = technicians.collect();
    let visits = (0..5).map(|i| {
        let from = r.below(100) as f64;
        Visit {
            place: 3 + i,
            window: Window { from, until: from + 20.0 + r.below(60) as f64 },
            service: 5.0 + r.below(10) as f64,
            skills: 1 + r.below(2),
            tools: if r.below(3) == 0 { 1 + r.below(2) } else { 0 },
            parts: vec![r.below(2) as u32],
            unserved_cost: if i == 4 { 25.0 } else { 1_000.0 },
        }
    });
    let visits = visits.collect();
    let store = Some(Store { place: 2, window: Window { from: 0.0, until: 200.0 }, service: 3.0 });
    RoutingInput { travel, technicians, visits, store }
}

const STORE: usize = usize::MAX;

/// Working time of a technician who makes these calls; `None` where that is not possible. Written from the problem's words:
/// earliest times forward, then the departure as late as the return allows.
fn judge(input: &RoutingInput, technician: usize, calls: &[usize]) -> Option<f64> {
    let t = &input.technicians[technician];
    if calls.is_empty() {
        return Some(0.0);
    }
    let mut stock = t.parts.clone();
    let mut stops = vec![(t.start, t.shift, 0.0)];
    let mut has_fetched = false;
    for call in calls {
        if *call == STORE {
            let s = input.store.as_ref()?;
            has_fetched = true;
            stops.push((s.place, s.window, s.service));
            continue;
        }
        let v = &input.visits[*call];
        if v.skills & !t.skills != 0 || (!has_fetched && v.tools & !t.tools != 0) {
            return None;
        }
        if !has_fetched {
            for (left, need) in stock.iter_mut().zip(&v.parts) {
                *left = left.checked_sub(*need)?;
            }
        }
        stops.push((v.place, v.window, v.service));
    }
    stops.push((t.end, t.shift, 0.0));
    let mut clock = t.shift.from;
    for pair in stops.windows(2) {
        clock = (clock + pair[0].2 + input.travel[pair[0].0][pair[1].0]).max(pair[1].1.from);
        if clock > pair[1].1.until + 1e-6 {
            return None;
        }
    }
    let returns = clock;
    let mut latest = returns;
    for pair in stops.windows(2).rev() {
        latest = (latest - pair[0].2 - input.travel[pair[0].0][pair[1].0]).min(pair[0].1.until);
    }
    Some(returns - latest)
}

/// Least working time of a technician for exactly these visits, in any order, with the store anywhere or nowhere.
fn least(input: &RoutingInput, technician: usize, visits: &[usize]) -> Option<f64> {
    fn orders(rest: &mut Vec<usize>, order: &mut Vec<usize>, each: &mut dyn FnMut(&[usize])) {
        if rest.is_empty() {
            each(order);
        }
        for i in 0..rest.len() {
            let v = rest.remove(i);
            order.push(v);
            orders(rest, order, each);
            order.pop();
            rest.insert(i, v);
        }
    }
    let mut best: Option<f64> = None;
    orders(&mut visits.to_vec(), &mut Vec::new(), &mut |order| {
        for store in 0..=order.len() + 1 {
            let mut calls = order.to_vec();
            if store <= order.len() {
                calls.insert(store, STORE);
            }
            if let Some(time) = judge(input, technician, &calls) {
                best = Some(best.map_or(time, |b: f64| b.min(time)));
            }
        }
    });
    best
}

/// Tries every assignment of five visits to nobody or one of two.
fn optimum(input: &RoutingInput) -> f64 {
    let mut best = f64::INFINITY;
    for code in 0..3usize.pow(5) {
        let who = |v: usize| code / 3usize.pow(v as u32) % 3;
        let left: f64 = (0..5).filter(|v| who(*v) == 0).map(|v| input.visits[v].unserved_cost).sum();
        let mine = |t: usize| (0..5).filter(|v| who(*v) == t + 1).collect::<Vec<_>>();
        if let (Some(a), Some(b)) = (least(input, 0, &mine(0)), least(input, 1, &mine(1))) {
            best = best.min(a + b + left);
        }
    }
    best
}

/// The plan's own figures against the judge's, and its clock times against the windows.
fn check(input: &RoutingInput, plan: &RoutingPlan) {
    let mut seen = vec![0; input.visits.len()];
    let mut total = 0.0;
    for route in &plan.routes {
        let calls: Vec<usize> = route
            .calls
            .iter()
            .map(|c| match c {
                Call::Visit { visit, .. } => *visit,
                Call::Store { .. } => STORE,
            })
            .collect();
        calls.iter().filter(|c| **c != STORE).for_each(|c| seen[*c] += 1);
        let time = judge(input, route.technician, &calls).expect("a planned route can be driven");
        assert!((route.returns - route.departs - time).abs() < 1e-6, "{route:?} takes {time}");
        total += time;
        let (mut at, mut free) = (input.technicians[route.technician].start, route.departs);
        for call in &route.calls {
            let (place, window, service, begins) = match call {
                Call::Visit { visit, begins } => {
                    let v = &input.visits[*visit];
                    (v.place, v.window, v.service, *begins)
                }
                Call::Store { begins } => {
                    let s = input.store.as_ref().unwrap();
                    (s.place, s.window, s.service, *begins)
                }
            };
            assert!(begins + 1e-6 >= free + input.travel[at][place], "{route:?}");
            assert!(begins + 1e-6 >= window.from && begins <= window.until + 1e-6, "{route:?}");
            (at, free) = (place, begins + service);
        }
    }
    plan.unserved.iter().for_each(|v| seen[*v] += 1);
    assert!(seen.iter().all(|n| *n == 1), "{seen:?}");
    let left: f64 = plan.unserved.iter().map(|v| input.visits[*v].unserved_cost).sum();
    assert!((plan.working_time - total).abs() < 1e-6 && (plan.objective - total - left).abs() < 1e-6);
}

#[test]
fn small_plans_are_the_best_there_are() {
    let (mut fetched, mut unserved) = (0, 0);
    for seed in 0..40 {
        let input = small(seed);
        let plan = solve(&input, 1, 3_000);
        check(&input, &plan);
        let best = optimum(&input);
        assert!((plan.objective - best).abs() < 1e-6, "seed {seed}: {} where {best} is possible", plan.objective);
        fetched += plan.routes.iter().flat_map(|r| &r.calls).filter(|c| matches!(c, Call::Store { .. })).count();
        unserved += plan.unserved.len();
    }
    // The cases are no cases where nothing has to be fetched or left out.
    assert!(fetched > 10 && unserved > 10, "{fetched} {unserved}");
}

#[test]
fn the_same_seed_and_steps_give_the_same_plan() {
    let input = small(3);
    assert_eq!(solve(&input, 9, 2_000), solve(&input, 9, 2_000));
}

#[test]
fn one_technician_s_day_is_put_into_its_best_order() {
    let mut input = small(5);
    input.technicians.truncate(1);
    input.visits.iter_mut().for_each(|v| {
        (v.skills, v.tools, v.parts) = (1, 0, vec![0]);
        v.window = Window { from: 0.0, until: 190.0 };
        v.unserved_cost = 1e6;
    });
    let plan = solve(&input, 1, 2_000);
    check(&input, &plan);
    assert!(plan.unserved.is_empty());
    assert!((plan.objective - least(&input, 0, &[0, 1, 2, 3, 4]).unwrap()).abs() < 1e-6);
}

#[test]
fn a_visit_that_nobody_can_make_stays_unserved() {
    let mut input = small(1);
    input.visits[0].skills = 0b100;
    let plan = solve(&input, 1, 500);
    assert!(plan.unserved.contains(&0));
    check(&input, &plan);
}

#[test]
fn what_is_no_input_is_refused() {
    let refused = |change: &dyn Fn(&mut RoutingInput)| {
        let mut input = small(0);
        change(&mut input);
        input.check().unwrap_err()
    };
    assert!(matches!(refused(&|i| i.travel[0][1] = f64::NAN), RoutingError::Travel { from: 0, to: 1, .. }));
    assert!(matches!(refused(&|i| i.travel[2].truncate(1)), RoutingError::NotSquare { row: 2, .. }));
    assert!(matches!(
        refused(&|i| i.visits[1].place = 99),
        RoutingError::Place { whose: "visit", index: 1, place: 99 }
    ));
    assert!(matches!(refused(&|i| i.technicians[0].shift.until = -1.0), RoutingError::Number { field: "shift", .. }));
    assert!(matches!(refused(&|i| i.visits[2].parts = vec![]), RoutingError::Parts { index: 2, given: 0, .. }));
}

#[test]
fn forty_visits_in_narrow_windows_are_all_accounted_for() {
    let mut r = Lcg(77);
    let places: Vec<(f64, f64)> = (0..48).map(|_| (r.below(60) as f64, r.below(60) as f64)).collect();
    let travel = places.iter().map(|a| places.iter().map(|b| (a.0 - b.0).hypot(a.1 - b.1)).collect()).collect();
    let technicians = (0..7).map(|i| Technician {
        start: i,
        end: i,
        // Some begin late: what one can drive, another cannot.
        shift: Window { from: 60.0 * (i % 3) as f64, until: 400.0 },
        skills: 0b111,
        tools: r.below(4),
        parts: vec![r.below(3) as u32],
    });
    let technicians = technicians.collect();
    let visits = (0..40).map(|i| {
        let from = r.below(300) as f64;
        Visit {
            place: 8 + i,
            window: Window { from, until: from + 15.0 },
            service: 10.0,
            skills: 1 << r.below(3),
            tools: r.below(4),
            parts: vec![r.below(2) as u32],
            unserved_cost: 500.0,
        }
    });
    let visits = visits.collect();
    let store = Some(Store { place: 7, window: Window { from: 0.0, until: 400.0 }, service: 0.0 });
    let input = RoutingInput { travel, technicians, visits, store };
    for seed in 0..4 {
        check(&input, &solve(&input, seed, 1_500));
    }
}
