//! Production risk: does the schedule keep every limit, and is the risk what the plan claims? Every scenario is lived through
//! again, stretch by stretch.

#[cfg(test)]
mod bent;
mod input;
mod lives;

use input::{Figure, Input, Lock, Plan, Risk, Tail};
use serde_json::Value;

/// What the checker found out by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    pub current: f64,
    pub optimized: f64,
    /// Intervention and period.
    pub done: Vec<(usize, usize)>,
}

/// Limits may be missed by this much (as the official ROADEF checker has it); figures by this share.
const LIMIT: f64 = 1e-5;
const ROUNDING: f64 = 1e-6;
/// Parallel equipment is looked at in eighths of a period.
const SLICES: usize = 8;

/// The verdict, or everything that is wrong.
pub fn check(input: &Value, plan: &Value) -> Result<Verdict, Vec<String>> {
    let (input, plan): (Input, Plan) =
        match (serde_json::from_value(input.clone()), serde_json::from_value(plan.clone())) {
            (Ok(input), Ok(plan)) => (input, plan),
            (Err(e), _) | (_, Err(e)) => return Err(vec![format!("unreadable: {e}")]),
        };
    let mut wrong = Vec::new();
    let done: Vec<(usize, usize)> = plan.schedule.iter().map(|s| (s.intervention, s.period)).collect();
    // Nothing follows from work that is not there, or never begins.
    for (i, period) in &done {
        if *i >= input.interventions.len() || *period >= input.period_hours.len() {
            wrong.push(format!("intervention {i} in period {period} does not exist"));
        }
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    if matches!(plan.status.as_str(), "optimal" | "feasible") {
        promises(&input, &done, &mut wrong);
        limits(&input, &done, &mut wrong);
    }
    accounted(&input, &plan, &done, &mut wrong);
    let before = risks(&input, &[]);
    let after = risks(&input, &done);
    same("before", &plan.before, &before, &mut wrong);
    same("after", &plan.after, &after, &mut wrong);
    let (current, optimized) = (weighed(&input, &before), weighed(&input, &after));
    figure("current risk", &plan.current_risk, &before, current, &mut wrong);
    figure("optimized risk", &plan.optimized_risk, &after, optimized, &mut wrong);
    if !is_close(plan.risk_reduction, current - optimized, current) {
        wrong.push(format!("claims to reduce by {} and reduces by {}", plan.risk_reduction, current - optimized));
    }
    let least = |b: f64| b <= optimized + ROUNDING * current.abs().max(1.0);
    if plan.status == "feasible" || plan.status == "optimal" {
        if plan.bound.is_some_and(|b| !least(b)) {
            wrong.push(format!("claims that nothing is below {:?} and costs {optimized}", plan.bound));
        }
        if plan.status == "optimal" && plan.bound.is_none_or(|b| !is_close(b, optimized, current)) {
            wrong.push(format!("claims to be optimal with the bound {:?} and costs {optimized}", plan.bound));
        }
    }
    if wrong.is_empty() { Ok(Verdict { current, optimized, done }) } else { Err(wrong) }
}

fn is_close(a: f64, b: f64, scale: f64) -> bool {
    (a - b).abs() <= ROUNDING * scale.abs().max(1.0)
}

/// Windows, locks, what is required, one intervention an asset.
fn promises(input: &Input, done: &[(usize, usize)], wrong: &mut Vec<String>) {
    for (i, period) in done {
        let v = &input.interventions[*i];
        if *period < v.earliest || *period > v.latest || period + v.periods.max(1) > input.period_hours.len() {
            wrong.push(format!("intervention {i} starts in period {period}, outside its window"));
        }
        let others = done.iter().filter(|(o, _)| input.interventions.get(*o).is_some_and(|o| o.asset == v.asset));
        if others.count() > 1 {
            wrong.push(format!("asset {} is worked on twice", v.asset));
        }
    }
    for (i, v) in input.interventions.iter().enumerate() {
        let at = done.iter().find(|(d, _)| *d == i).map(|(_, p)| *p);
        let of_asset = done.iter().any(|(d, _)| input.interventions.get(*d).is_some_and(|d| d.asset == v.asset));
        match v.locked {
            Some(Lock::Starts(p)) if at != Some(p) => wrong.push(format!("intervention {i} is locked to period {p}")),
            Some(Lock::NotDone) if at.is_some() => wrong.push(format!("intervention {i} is locked out and done")),
            _ if v.is_required && v.locked != Some(Lock::NotDone) && !of_asset => {
                wrong.push(format!("intervention {i} is required and nothing is done on its asset"));
            }
            _ => {}
        }
    }
}

/// Crews, budget, members in work, exclusions.
fn limits(input: &Input, done: &[(usize, usize)], wrong: &mut Vec<String>) {
    let at_work = |asset: usize, period: usize| {
        done.iter().any(|(i, from)| {
            let v = &input.interventions[*i];
            v.asset == asset && (*from..from + v.periods.max(1)).contains(&period)
        })
    };
    for period in 0..input.period_hours.len() {
        for (c, crew) in input.crews.iter().enumerate() {
            let busy = done
                .iter()
                .filter(|(i, from)| (*from..from + input.interventions[*i].periods.max(1)).contains(&period));
            let used: f64 =
                busy.flat_map(|(i, _)| &input.interventions[*i].crews).filter(|(of, _)| *of == c).map(|u| u.1).sum();
            if used > crew.available[period] + LIMIT {
                wrong.push(format!("crew {c} works {used} in period {period} and has {}", crew.available[period]));
            }
        }
        for (g, group) in input.parallel.iter().enumerate() {
            let in_work = group.assets.iter().filter(|a| at_work(**a, period)).count();
            if group.most_in_work.is_some_and(|most| in_work > most as usize) {
                wrong.push(format!("{in_work} members of group {g} are in work in period {period}"));
            }
        }
        for e in &input.exclusions {
            let holds = e.periods.as_ref().is_none_or(|p| p.contains(&period));
            if holds && at_work(e.assets.0, period) && at_work(e.assets.1, period) {
                wrong.push(format!("assets {:?} are in work together in period {period}", e.assets));
            }
        }
    }
    let cost: f64 = done.iter().map(|(i, _)| input.interventions[*i].cost).sum();
    if input.budget.is_some_and(|b| cost > b + LIMIT) {
        wrong.push(format!("the work costs {cost}, the budget is {:?}", input.budget));
    }
}

/// Every intervention is in the schedule or told to be left out, never both.
fn accounted(input: &Input, plan: &Plan, done: &[(usize, usize)], wrong: &mut Vec<String>) {
    for i in 0..input.interventions.len() {
        let is_done = done.iter().any(|(d, _)| *d == i);
        let is_told = plan.not_done.iter().any(|n| n.intervention == i);
        if is_done == is_told {
            wrong.push(format!("intervention {i}: done is {is_done}, told to be left out is {is_told}"));
        }
    }
}

/// Mean and tail of each period under a schedule.
fn risks(input: &Input, done: &[(usize, usize)]) -> Vec<Risk> {
    let lives = lives::lives(input);
    let scenarios = lives.first().map_or(0, Vec::len);
    let mut begins = vec![0.0];
    for hours in &input.period_hours {
        begins.push(begins[begins.len() - 1] + hours);
    }
    let horizon = begins[begins.len() - 1];
    let grouped = |asset: usize| input.parallel.iter().any(|g| g.assets.contains(&asset));
    let mut money = vec![vec![0.0; scenarios]; input.period_hours.len()];
    for s in 0..scenarios {
        let out: Vec<Vec<(f64, f64)>> = (0..input.assets.len())
            .map(|a| {
                let work = done.iter().find(|(i, _)| input.interventions.get(*i).is_some_and(|v| v.asset == a));
                let work = work.map(|(i, period)| (&input.interventions[*i], begins[*period]));
                lives::outages(&lives[a][s], &input.assets[a], work, horizon)
            })
            .collect();
        for (p, of_period) in money.iter_mut().enumerate() {
            let (from, length) = (begins[p], input.period_hours[p]);
            for (a, asset) in input.assets.iter().enumerate().filter(|(a, _)| !grouped(*a)) {
                of_period[s] += asset.loss_per_hour[p] * lives::covered(&out[a], from, from + length);
            }
            for group in &input.parallel {
                for slice in 0..SLICES {
                    let width = length / SLICES as f64;
                    let begin = from + slice as f64 * width;
                    let down = |a: &usize| lives::covered(&out[*a], begin, begin + width) / width;
                    let short = (group.assets.iter().map(down).sum::<f64>() - f64::from(group.spare)).max(0.0);
                    of_period[s] += short * width * group.loss_per_hour[p];
                }
            }
        }
    }
    money.into_iter().map(|values| risk(input, values)).collect()
}

fn risk(input: &Input, mut values: Vec<f64>) -> Risk {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    values.sort_by(f64::total_cmp);
    let rank = ((input.quantile * count - 1e-9).ceil() as usize).clamp(1, values.len());
    let quantile = values[rank - 1];
    let beyond = match input.tail {
        Tail::TailMeanExcess if input.quantile < 1.0 => {
            let over: f64 = values[rank..].iter().map(|v| v - quantile).sum();
            quantile + over / ((1.0 - input.quantile) * count)
        }
        Tail::TailMeanExcess | Tail::QuantileExcess => quantile,
    };
    Risk { mean, tail: (beyond - mean).max(0.0) }
}

fn weighed(input: &Input, risks: &[Risk]) -> f64 {
    risks.iter().map(|r| (1.0 - input.tail_share) * r.mean + input.tail_share * r.tail).sum()
}

fn same(what: &str, claimed: &[Risk], found: &[Risk], wrong: &mut Vec<String>) {
    if claimed.len() != found.len() {
        wrong.push(format!("{what}: {} periods are told, there are {}", claimed.len(), found.len()));
    }
    let scale = found.iter().map(|r| r.mean + r.tail).fold(0.0, f64::max);
    for (p, (c, f)) in claimed.iter().zip(found).enumerate() {
        if !is_close(c.mean, f.mean, scale) || !is_close(c.tail, f.tail, scale) {
            wrong.push(format!("{what}, period {p}: claims {c:?}, it is {f:?}"));
        }
    }
}

fn figure(what: &str, claimed: &Figure, found: &[Risk], weighed: f64, wrong: &mut Vec<String>) {
    let (mean, tail) = (found.iter().map(|r| r.mean).sum::<f64>(), found.iter().map(|r| r.tail).sum::<f64>());
    let is_right = is_close(claimed.mean, mean, mean)
        && is_close(claimed.tail, tail, mean + tail)
        && is_close(claimed.weighed, weighed, mean + tail);
    if !is_right {
        wrong.push(format!("{what}: claims {claimed:?}, it is mean {mean}, tail {tail}, weighed {weighed}"));
    }
}
