//! Putting unserved visits back: one after another at the cheapest place, now and then blinking at it (Christiaens, Vanden
//! Berghe 2020), in an order drawn anew each time.

use super::{
    net::{Net, Stop},
    state::State,
};
use crate::random::Random;

const BLINK: f64 = 0.01;

pub(crate) fn recreate(net: &Net, state: &mut State, random: &mut Random) {
    let mut waiting = std::mem::take(&mut state.unserved);
    order(net, &mut waiting, random);
    for visit in waiting {
        // Leaving it out is a choice like any other.
        let mut least = net.input.visits[visit as usize].unserved_cost;
        let mut choice = None;
        for t in &net.able[visit as usize] {
            for way in state.best(net, visit, *t as usize).0 {
                if way.cost >= least {
                    break;
                }
                if random.unit() < BLINK {
                    continue;
                }
                least = way.cost;
                choice = Some((*t as usize, way));
                break;
            }
        }
        match choice {
            Some((t, way)) if state.put(net, visit, t, way) => {}
            _ => state.unserved.push(visit),
        }
    }
    state.measure(net);
}

fn order(net: &Net, visits: &mut [Stop], random: &mut Random) {
    random.shuffle(visits);
    let visit = |v: &Stop| &net.input.visits[*v as usize];
    let mut by = |key: &dyn Fn(&Stop) -> f64| visits.sort_by(|a, b| key(a).total_cmp(&key(b)));
    match random.below(11) {
        0..=3 => {}
        4 | 5 => by(&|v| visit(v).window.until - visit(v).window.from),
        6 => by(&|v| visit(v).window.from),
        7 => by(&|v| -visit(v).window.until),
        8 => by(&|v| net.able[*v as usize].len() as f64),
        9 => by(&|v| -f64::from(visit(v).tools.count_ones() + visit(v).parts.iter().sum::<u32>())),
        _ => by(&|v| net.input.store.map_or(0.0, |_| -net.travel(net.store(), *v))),
    }
}
