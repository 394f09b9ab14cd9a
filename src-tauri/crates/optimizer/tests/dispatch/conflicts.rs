//! Decisions that cannot be kept together, each for one known reason among many that can: exactly that set is named.

use crate::made::{Size, plain};
use optimizer::budget::Budget;
use optimizer::dispatch::{
    DispatchError, DispatchInput, Engineer, Lock, Order, Precedence, Shift, Threads, Travel, dispatch,
};

const WEEK: u16 = 5;

/// Three engineers of one skill each day from 08:00 to 16:00, twelve orders of two hours, no ways. Every decision that the
/// cases do not speak of is kept easily.
fn week() -> DispatchInput {
    let mut input = plain(Size { engineers: 3, orders: 12, days: WEEK, sites: 1 }, 1);
    let places = input.places;
    input.travel = Travel::Between(vec![vec![0; places]; places]);
    let engineer = |(i, e): (usize, Engineer)| Engineer {
        id: format!("E-{i}"),
        skills: vec![(0, 1)],
        shifts: vec![Some(Shift { start: 480, end: 960 }); usize::from(WEEK)],
        ..e
    };
    input.engineers = input.engineers.into_iter().enumerate().map(engineer).collect();
    let order = |o: Order| Order { skills: vec![(0, 1)], minutes: 120, release: 0, due: 4, ..o };
    input.orders = input.orders.into_iter().map(order).collect();
    input
}

fn at(order: usize, engineer: Option<usize>, day: Option<u16>) -> Lock {
    Lock { order, engineer, day }
}

/// Decisions beside the point: five orders on four days.
fn others() -> Vec<Lock> {
    vec![
        at(7, Some(1), Some(1)),
        at(8, Some(1), None),
        at(9, None, Some(4)),
        at(10, Some(2), Some(2)),
        at(11, Some(2), Some(3)),
    ]
}

fn named(input: &DispatchInput) -> (Vec<usize>, String) {
    let budget = Budget::of_steps(3);
    match dispatch(input, &budget, Threads::One, &mut |_| {}) {
        Err(error) => {
            let id = error.message(input).id;
            let DispatchError::Conflict(conflict) = error else { panic!("{error:?}") };
            assert!(conflict.is_smallest, "{conflict:?}");
            let mut orders = conflict.orders;
            orders.sort_unstable();
            (orders, id)
        }
        Ok(plan) => panic!("a plan was made all the same: {:?}", plan.unassigned),
    }
}

fn check(what: &str, orders: &[usize], id: &str, change: impl Fn(&mut DispatchInput)) {
    let mut input = week();
    input.locks = others();
    change(&mut input);
    assert_eq!(named(&input), (orders.to_vec(), format!("dispatch-conflict-{id}")), "{what}");
}

#[test]
fn the_smallest_set_is_named_for_each_cause() {
    check("five times two hours on one day of eight", &[0, 1, 2, 3, 4], "hours", |i| {
        i.locks.extend((0..5).map(|o| at(o, Some(0), Some(0))));
    });
    check("both begin at nine", &[2, 5], "hours", |i| {
        i.orders[2].window = Some((540, 540));
        i.orders[5].window = Some((540, 560));
        i.locks.extend((0..6).map(|o| at(o, Some(0), Some(if o % 3 == 2 { 0 } else { 1 }))));
    });
    check("a circle of three", &[1, 3, 6], "circle", |i| {
        i.precedences = [(1, 3), (3, 6), (6, 1), (0, 2)].map(|(before, after)| Precedence { before, after }).into();
    });
    check("the first is kept later than the last, one that is free lies between", &[0, 1, 2], "backwards", |i| {
        i.precedences = [(0, 1), (1, 2), (3, 4)].map(|(before, after)| Precedence { before, after }).into();
        i.locks.extend([at(0, None, Some(3)), at(2, None, Some(1)), at(3, None, Some(0)), at(4, None, Some(4))]);
    });
    check("what must come first may not begin before", &[0, 1], "backwards", |i| {
        i.orders[0].release = 3;
        i.precedences = vec![Precedence { before: 0, after: 1 }];
        i.locks.push(at(1, None, Some(2)));
    });
    check("nobody can do what must come first of three", &[0, 1, 2], "first", |i| {
        i.orders[0].skills = vec![(9, 1)];
        i.precedences = [(0, 1), (1, 2), (4, 2)].map(|(before, after)| Precedence { before, after }).into();
        i.locks.push(at(2, Some(0), None));
    });
    check("the same day, and the second begins before the first can be over", &[0, 1], "backwards", |i| {
        i.orders[0].window = Some((840, 840));
        i.orders[1].window = Some((480, 600));
        i.precedences = vec![Precedence { before: 0, after: 1 }];
        i.locks.extend([at(0, Some(0), Some(1)), at(1, Some(1), Some(1))]);
    });
    check("one engineer is to do both, and they are kept with two", &[3, 5], "engineers", |i| {
        i.same_engineer = vec![(3, 4), (4, 5), (0, 1)];
        i.locks.extend([at(3, Some(0), None), at(5, Some(2), None)]);
    });
    check("one part in the van, two days want it", &[0, 4], "parts", |i| {
        i.orders[0].parts = vec![(7, 1)];
        i.orders[4].parts = vec![(7, 1)];
        i.engineers[0].parts = vec![(7, 1)];
        i.engineers[1].parts = vec![(7, 5)];
        i.locks.extend([at(0, Some(0), Some(0)), at(4, Some(0), Some(3)), at(5, Some(0), Some(0))]);
    });
    check("the depot has its part only later", &[0], "alone", |i| {
        i.orders[0].parts = vec![(7, 1)];
        i.depots = vec![optimizer::dispatch::Depot { place: 0, tools: Vec::new(), parts: vec![(7, 1, 3)], minutes: 5 }];
        i.locks.push(at(0, Some(0), Some(1)));
    });
    check("two days with one engineer", &[0], "twice", |i| {
        i.locks.extend([at(0, Some(0), Some(1)), at(0, None, Some(2))]);
    });
}

/// What is not seen beforehand is not done in silence: no plan breaks a decision.
#[test]
fn a_plan_that_breaks_a_decision_is_never_given() {
    let mut input = week();
    // One engineer for both, who has no day with room for the second beside what is kept.
    input.same_engineer = vec![(0, 1)];
    input.orders[1].minutes = 480;
    input.locks = (2..7).map(|o| at(o, Some(0), Some(o as u16 - 2))).collect();
    input.locks.extend([at(0, Some(0), None), at(1, None, None)]);
    let budget = Budget::of_steps(3);
    let told = dispatch(&input, &budget, Threads::One, &mut |_| {}).map(|plan| plan.unassigned);
    let Err(DispatchError::Conflict(conflict)) = told else { panic!("{told:?}") };
    assert!(conflict.orders.contains(&1), "{conflict:?}");
}
