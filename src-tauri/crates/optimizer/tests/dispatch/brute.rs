//! The optimum of a tiny input, by trying every assignment and every sequence. Knows hours, skills, tools from a depot,
//! windows and ways; no parts, no precedence.

use optimizer::dispatch::{DispatchInput, Travel};

pub fn optimum(input: &DispatchInput) -> f64 {
    let days: Vec<(usize, u16)> =
        (0..input.engineers.len()).flat_map(|e| (0..input.days).map(move |d| (e, d))).collect();
    let mut best = f64::INFINITY;
    let mut chosen = vec![0; input.orders.len()];
    loop {
        let cost: Option<f64> = days
            .iter()
            .enumerate()
            .map(|(i, (e, d))| {
                let orders: Vec<usize> = (0..chosen.len()).filter(|o| chosen[*o] == i + 1).collect();
                day(input, *e, *d, &orders)
            })
            .sum();
        let left_out: f64 = (0..chosen.len())
            .filter(|o| chosen[*o] == 0)
            .map(|o| {
                let overdue = f64::from((-input.orders[o].due).max(0));
                let rate = input.costs.weight_if_unassigned + input.costs.weight_per_late_day * overdue;
                input.orders[o].weight * rate
            })
            .sum();
        best = best.min(cost.map_or(f64::INFINITY, |c| c + left_out));
        // The next assignment, as a counter.
        let Some(at) = chosen.iter().position(|c| *c < days.len()) else { return best };
        chosen[at] += 1;
        chosen[..at].fill(0);
    }
}

/// The cheapest way to do these orders on that day; None where there is none.
fn day(input: &DispatchInput, engineer: usize, day: u16, orders: &[usize]) -> Option<f64> {
    if orders.is_empty() {
        return Some(0.0);
    }
    let e = &input.engineers[engineer];
    let shift = e.shifts[usize::from(day)]?;
    let skilled = |o: &usize| {
        let order = &input.orders[*o];
        order.release <= day && order.skills.iter().all(|(s, l)| e.skills.iter().any(|(x, y)| x == s && y >= l))
    };
    if !orders.iter().all(skilled) {
        return None;
    }
    let work: f64 = orders.iter().map(|o| input.orders[*o].cost_on(day, &input.costs)).sum();
    let travel = match &input.travel {
        Travel::RoundTrips(minutes) => {
            let mut places: Vec<usize> = orders.iter().map(|o| input.orders[*o].place).collect();
            places.sort_unstable();
            places.dedup();
            let travel: u32 = places.iter().map(|p| minutes[engineer][*p]).sum();
            let hours: u32 = orders.iter().map(|o| input.orders[*o].minutes).sum();
            (travel + hours <= shift.end - shift.start).then_some(travel)?
        }
        Travel::Between(minutes) => {
            let ways = closed(minutes);
            sequences(orders)
                .into_iter()
                .filter_map(|s| tour(input, &ways, engineer, (shift.start, shift.end), &s))
                .min()?
        }
    };
    Some(work + f64::from(travel) / 60.0 * input.costs.travel_per_hour)
}

/// Minutes of travel of the tour, with or without the depot anywhere in it.
fn tour(input: &DispatchInput, ways: &[Vec<u32>], engineer: usize, shift: (u32, u32), orders: &[usize]) -> Option<u32> {
    let e = &input.engineers[engineer];
    let with_depot = (0..orders.len()).map(Some);
    std::iter::once(None)
        .chain(with_depot)
        .filter_map(|depot| {
            let (mut now, mut at, mut travel, mut been) = (shift.0, e.home, 0, false);
            for (i, o) in orders.iter().enumerate() {
                let order = &input.orders[*o];
                if depot == Some(i) {
                    travel += ways[at][input.depots[0].place];
                    now += ways[at][input.depots[0].place] + input.depots[0].minutes;
                    at = input.depots[0].place;
                    been = true;
                }
                if !order.tools.iter().all(|t| e.tools.contains(t) || (been && input.depots[0].tools.contains(t))) {
                    return None;
                }
                travel += ways[at][order.place];
                now += ways[at][order.place];
                at = order.place;
                if let Some((earliest, latest)) = order.window {
                    now = now.max(earliest);
                    if now > latest {
                        return None;
                    }
                }
                now += order.minutes;
            }
            travel += ways[at][e.home];
            (now + ways[at][e.home] <= shift.1).then_some(travel)
        })
        .min()
}

fn closed(minutes: &[Vec<u32>]) -> Vec<Vec<u32>> {
    let mut ways = minutes.to_vec();
    for k in 0..ways.len() {
        for i in 0..ways.len() {
            for j in 0..ways.len() {
                ways[i][j] = ways[i][j].min(ways[i][k] + ways[k][j]);
            }
        }
    }
    ways
}

fn sequences(orders: &[usize]) -> Vec<Vec<usize>> {
    if orders.len() <= 1 {
        return vec![orders.to_vec()];
    }
    let mut all = Vec::new();
    for (i, first) in orders.iter().enumerate() {
        let mut rest = orders.to_vec();
        rest.remove(i);
        for mut tail in sequences(&rest) {
            tail.insert(0, *first);
            all.push(tail);
        }
    }
    all
}
