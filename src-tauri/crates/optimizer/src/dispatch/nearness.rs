//! Which places lie near each other, as far as the input tells: by travel between them, else by how alike they are to every
//! engineer's round trips.

use super::{input::Travel, problem::Problem};

/// Of each place that has orders: all such places, nearest first, itself leading.
pub(crate) fn near_places(problem: &Problem) -> Vec<Vec<u32>> {
    let mut with_orders: Vec<u32> = problem.jobs.iter().map(|j| j.place).collect();
    with_orders.sort_unstable();
    with_orders.dedup();
    let distance = |a: u32, b: u32| -> u64 {
        let (a, b) = (a as usize, b as usize);
        match &problem.input.travel {
            Travel::Between(minutes) => u64::from(minutes[a][b]) + u64::from(minutes[b][a]),
            Travel::RoundTrips(minutes) => minutes.iter().map(|row| u64::from(row[a].abs_diff(row[b]))).sum(),
        }
    };
    let mut near = vec![Vec::new(); problem.input.places];
    for &a in &with_orders {
        let mut others: Vec<(bool, u64, u32)> = with_orders.iter().map(|b| (*b != a, distance(a, *b), *b)).collect();
        others.sort_unstable();
        near[a as usize] = others.into_iter().map(|(_, _, b)| b).collect();
    }
    near
}
