//! Inputs made from a seed, and the budget of a test.

use optimizer::budget::Budget;
use optimizer::dispatch::{
    CostRates, Depot, Dispatch, DispatchInput, Engineer, Order, Precedence, Shift, Threads, Travel, dispatch,
};
use plan_checker::dispatch::{Verdict, check};

/// SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % u64::from(n)) as u32
    }
}

pub struct Size {
    pub engineers: usize,
    pub orders: usize,
    pub days: u16,
    pub sites: usize,
}

/// Hours a day and round trips, nothing else.
pub fn plain(size: Size, seed: u64) -> DispatchInput {
    let mut dice = Dice(seed);
    let places = size.sites + 1;
    let engineers = (0..size.engineers)
        .map(|i| Engineer {
            id: format!("E{i}"),
            home: size.sites,
            skills: vec![(dice.below(3), 2), (3, 1)],
            tools: Vec::new(),
            parts: Vec::new(),
            shifts: (0..size.days)
                .map(|_| (dice.below(6) > 0).then(|| Shift { start: 480, end: 480 + 360 + 60 * dice.below(3) }))
                .collect(),
        })
        .collect();
    let orders = (0..size.orders)
        .map(|i| {
            let release = dice.below(u32::from(size.days)) as u16 / 2;
            Order {
                id: format!("W{i}"),
                place: dice.below(size.sites as u32) as usize,
                minutes: 60 * (1 + dice.below(4)),
                skills: vec![(dice.below(4), 1)],
                tools: Vec::new(),
                parts: Vec::new(),
                release,
                due: i32::from(release) + dice.below(4) as i32,
                window: None,
                weight: 5.0 + f64::from(dice.below(600)) / 10.0,
                engineer: None,
            }
        })
        .collect();
    let row =
        |dice: &mut Dice| (0..places).map(|p| if p == size.sites { 0 } else { 12 + 6 * dice.below(15) }).collect();
    DispatchInput {
        days: size.days,
        places,
        travel: Travel::RoundTrips((0..size.engineers).map(|_| row(&mut dice)).collect()),
        engineers,
        orders,
        depots: Vec::new(),
        precedences: Vec::new(),
        same_engineer: Vec::new(),
        locks: Vec::new(),
        costs: CostRates::default(),
        fairness: None,
        seed,
    }
}

/// Ways between places in a square, windows, tools, parts, a depot and precedence.
pub fn rich(size: Size, seed: u64) -> DispatchInput {
    let mut dice = Dice(seed ^ 0xabcd);
    let mut input = plain(size, seed);
    let at: Vec<(i64, i64)> =
        (0..=input.places).map(|_| (i64::from(dice.below(60)), i64::from(dice.below(60)))).collect();
    // One way in seven is closed for a detour, and some lead only one way.
    let minutes = |a: usize, b: usize, dice: &mut Dice| {
        let straight = (at[a].0 - at[b].0).abs() + (at[a].1 - at[b].1).abs();
        if a == b { 0 } else { straight as u32 * (1 + u32::from(dice.below(7) == 0)) + dice.below(3) }
    };
    input.places += 1;
    let rows = (0..input.places).map(|a| (0..input.places).map(|b| minutes(a, b, &mut dice)).collect()).collect();
    input.travel = Travel::Between(rows);
    input.depots = vec![Depot {
        place: input.places - 1,
        tools: vec![1],
        parts: vec![(7, 2, 0), (7, 3, 1), (8, 4, 0)],
        minutes: 15,
    }];
    for e in &mut input.engineers {
        e.tools = if dice.below(2) == 0 { vec![1] } else { vec![] };
        e.parts = vec![(7, dice.below(2)), (8, dice.below(3))];
    }
    for o in &mut input.orders {
        o.tools = if dice.below(4) == 0 { vec![1] } else { vec![] };
        o.parts = match dice.below(5) {
            0 => vec![(7, 1)],
            1 => vec![(8, 1 + dice.below(2))],
            _ => vec![],
        };
        o.window = (dice.below(3) == 0).then(|| {
            let earliest = 480 + 30 * dice.below(8);
            (earliest, earliest + 60 * (1 + dice.below(4)))
        });
    }
    let pairs = input.orders.len() / 6;
    input.precedences = (0..pairs).map(|i| Precedence { before: 2 * i, after: 2 * i + 1 }).collect();
    input
}

/// Solved with that many rounds, and judged: the plan and the checker's verdict.
pub fn solve(input: &DispatchInput, rounds: u64) -> (Dispatch, Verdict) {
    let budget = Budget::of_steps(rounds);
    let plan = dispatch(input, &budget, Threads::One, &mut |_| {}).unwrap();
    let verdict = judge(input, &plan);
    (plan, verdict)
}

pub fn judge(input: &DispatchInput, plan: &Dispatch) -> Verdict {
    let (input, plan) = (serde_json::to_value(input).unwrap(), serde_json::to_value(plan).unwrap());
    check(&input, &plan).unwrap_or_else(|wrong| panic!("{}\n{plan}", wrong.join("\n")))
}
