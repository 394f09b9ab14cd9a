//! One engineer's day: skills, tools, hours, windows, and the way between the stops.

use super::{Done, Input, Stop, Travel, WorkDay};
use std::collections::BTreeMap;

/// Drives the day stop by stop and notes what is wrong; answers the minutes of travel.
pub fn check(
    input: &Input,
    ways: &[Vec<u32>],
    day: &WorkDay,
    done: &mut BTreeMap<usize, Done>,
    wrong: &mut Vec<String>,
) -> u32 {
    let name = format!("engineer {} day {}", day.engineer, day.day);
    let Some(engineer) = input.engineers.get(day.engineer) else {
        wrong.push(format!("{name}: there is no such engineer"));
        return 0;
    };
    let Some(Some(shift)) = engineer.shifts.get(usize::from(day.day)) else {
        wrong.push(format!("{name}: a day off"));
        return 0;
    };
    let way = |from: usize, to: usize| -> u32 {
        match &input.travel {
            _ if from == to => 0,
            Travel::Between(_) => ways[from][to],
            // Half a round trip each way; the odd minute is on the way out.
            Travel::RoundTrips(minutes) => {
                let row = &minutes[day.engineer];
                let back = if from == engineer.home { 0 } else { row[from] / 2 };
                let out = if to == engineer.home { 0 } else { row[to] - row[to] / 2 };
                back + out
            }
        }
    };
    let (mut now, mut at, mut travelled) = (shift.start, engineer.home, 0);
    let mut depots = Vec::new();
    for stop in &day.stops {
        let place = match stop {
            Stop::Work { order, .. } => input.orders.get(*order).map(|o| o.place),
            Stop::Depot { depot } => input.depots.get(*depot).map(|d| d.place),
        };
        let Some(place) = place else {
            wrong.push(format!("{name}: a stop that does not exist"));
            continue;
        };
        travelled += way(at, place);
        now += way(at, place);
        at = place;
        match *stop {
            Stop::Depot { depot } => {
                now += input.depots[depot].minutes;
                depots.push(depot);
            }
            Stop::Work { order: o, start, fetched } => {
                let order = &input.orders[o];
                if start < now {
                    wrong.push(format!("{name}: order {o} begins at {start}, nobody is there before {now}"));
                }
                if day.day < order.release {
                    wrong.push(format!("{name}: order {o} is not released before day {}", order.release));
                }
                if order.window.is_some_and(|(earliest, latest)| start < earliest || start > latest) {
                    wrong.push(format!("{name}: order {o} begins at {start}, outside its window"));
                }
                let has = |(skill, level): &(u32, u8)| engineer.skills.iter().any(|(s, l)| s == skill && l >= level);
                if !order.skills.iter().all(has) {
                    wrong.push(format!("{name}: order {o} needs a skill that is not there"));
                }
                if fetched && depots.is_empty() {
                    wrong.push(format!("{name}: order {o} has fetched parts before any depot"));
                }
                let from_depot = |t: &u32| fetched && depots.iter().any(|d| input.depots[*d].tools.contains(t));
                if !order.tools.iter().all(|t| engineer.tools.contains(t) || from_depot(t)) {
                    wrong.push(format!("{name}: order {o} needs a tool that is not there"));
                }
                now = start + order.minutes;
                let this = Done { engineer: day.engineer, day: day.day, start, end: now, is_fetched: fetched };
                if done.insert(o, this).is_some() {
                    wrong.push(format!("{name}: order {o} is done twice"));
                }
            }
        }
    }
    travelled += way(at, engineer.home);
    now += way(at, engineer.home);
    if depots.len() > 1 {
        wrong.push(format!("{name}: more than one stop at a depot"));
    }
    if now > shift.end {
        wrong.push(format!("{name}: home at {now}, the shift ends at {}", shift.end));
    }
    if day.end != now || day.travel_minutes != travelled {
        wrong.push(format!(
            "{name}: says home at {} after {} minutes of travel; it is {now} after {travelled}",
            day.end, day.travel_minutes
        ));
    }
    travelled
}
