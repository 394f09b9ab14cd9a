//! An instance of the ROADEF/EURO challenge 2020 (RTE, "Grid operation-based outage maintenance planning") as the
//! optimizer's risk problem. Each intervention is a job, each start a choice; resources are limits; risk depends on the
//! start. `alpha / T` weighs the means, `(1 - alpha) / T` the excess of the quantile.

use super::json::{Malformed, Read, Reader};
use optimizer::risk::{Choice, Exclusion, Job, Limit, RiskProblem, Tail, Use};
use std::collections::HashMap;

pub struct Instance {
    pub problem: RiskProblem,
    /// Of the jobs.
    pub names: Vec<String>,
}

/// As the file has it; what refers to names is resolved at the end.
#[derive(Default)]
struct Raw {
    periods: usize,
    scenarios: Vec<usize>,
    quantile: f64,
    alpha: f64,
    resources: Vec<(String, Limit)>,
    seasons: HashMap<String, Vec<u32>>,
    exclusions: Vec<[String; 3]>,
    names: Vec<String>,
    interventions: Vec<Intervention>,
}

/// Used in a period (from 0) when begun at a start (from 1).
struct Amount {
    period: u32,
    start: u32,
    amount: f64,
}

#[derive(Default)]
struct Intervention {
    last_start: usize,
    durations: Vec<f64>,
    /// By resource.
    workload: Vec<(String, Vec<Amount>)>,
    /// Where the values of (period, start) begin in `risk`, and how many they are.
    places: HashMap<(u32, u32), (usize, usize)>,
    risk: Vec<f64>,
    job: Job,
}

pub fn read(text: &[u8]) -> Result<Instance, Box<dyn std::error::Error + Send + Sync>> {
    let mut raw = Raw::default();
    Reader::new(text).object(|r, key| member(&mut raw, r, key))?;
    if raw.periods == 0 || raw.scenarios.len() != raw.periods {
        return Err("T and Scenarios_number do not fit each other".into());
    }
    let limits: HashMap<&str, u32> =
        raw.resources.iter().enumerate().map(|(i, (name, _))| (name.as_str(), i as u32)).collect();
    let jobs: HashMap<&str, usize> = raw.names.iter().enumerate().map(|(i, n)| (n.as_str(), i)).collect();
    let mut exclusions = Vec::new();
    for [a, b, season] in &raw.exclusions {
        let job = |name: &str| jobs.get(name).copied().ok_or_else(|| format!("exclusion of unknown {name}"));
        let periods = raw.seasons.get(season).ok_or_else(|| format!("unknown season {season}"))?;
        exclusions.push(Exclusion { jobs: (job(a)?, job(b)?), periods: periods.clone() });
    }
    let mut built = Vec::new();
    for mut i in raw.interventions {
        for (resource, amounts) in std::mem::take(&mut i.workload) {
            let limit = *limits.get(resource.as_str()).ok_or_else(|| format!("unknown resource {resource}"))?;
            for Amount { period, start, amount } in amounts {
                let choices = &mut i.job.choices;
                if let Some(c) = choices.iter_mut().find(|c| c.label == start)
                    && (c.busy.0..c.busy.1).contains(&period)
                {
                    c.uses.push(Use { limit, period, amount });
                }
            }
        }
        built.push(i.job);
    }
    for (job, name) in built.iter().zip(&raw.names) {
        check_risk(job, &raw.scenarios).ok_or_else(|| format!("{name}: not one risk for each scenario"))?;
    }
    let share = 1.0 / raw.periods as f64;
    let problem = RiskProblem {
        base: raw.scenarios.iter().map(|s| vec![0.0; *s]).collect(),
        scenarios: raw.scenarios,
        quantile: raw.quantile,
        tail: Tail::QuantileExcess,
        mean_weight: raw.alpha * share,
        tail_weight: (1.0 - raw.alpha) * share,
        jobs: built,
        limits: raw.resources.into_iter().map(|(_, l)| l).collect(),
        exclusions,
        groups: Vec::new(),
    };
    Ok(Instance { problem, names: raw.names })
}

fn member(raw: &mut Raw, r: &mut Reader, key: &str) -> Read<()> {
    match key {
        "T" => raw.periods = r.number()? as usize,
        "Quantile" => raw.quantile = r.number()?,
        "Alpha" => raw.alpha = r.number()?,
        "Scenarios_number" => raw.scenarios = r.numbers()?.into_iter().map(|s| s as usize).collect(),
        "Resources" => r.object(|r, name| {
            let mut limit = Limit { least: Vec::new(), most: Vec::new() };
            r.object(|r, key| match key {
                "max" => r.put(&mut limit.most),
                "min" => r.put(&mut limit.least),
                _ => r.skip(),
            })?;
            raw.resources.push((name.into(), limit));
            Ok(())
        })?,
        "Seasons" => r.object(|r, name| {
            let periods = r.numbers()?.into_iter().map(period).collect::<Read<_>>()?;
            raw.seasons.insert(name.into(), periods);
            Ok(())
        })?,
        "Exclusions" => r.object(|r, _| {
            let mut three: Vec<String> = Vec::new();
            r.list(|r| {
                three.push(r.string()?.into());
                Ok(())
            })?;
            raw.exclusions.extend(<[String; 3]>::try_from(three).ok());
            Ok(())
        })?,
        "Interventions" => r.object(|r, name| {
            raw.names.push(name.into());
            raw.interventions.push(intervention(r)?);
            Ok(())
        })?,
        _ => r.skip()?,
    }
    Ok(())
}

fn intervention(r: &mut Reader) -> Read<Intervention> {
    let mut i = Intervention::default();
    r.object(|r, key| match key {
        "tmax" => {
            i.last_start = r.number()? as usize;
            Ok(())
        }
        "Delta" => r.put(&mut i.durations),
        "workload" => r.object(|r, resource| {
            let mut amounts = Vec::new();
            r.object(|r, period| {
                let period = whole(period)? - 1;
                r.object(|r, start| {
                    let amount = r.number()?;
                    if amount != 0.0 {
                        amounts.push(Amount { period, start: whole(start)?, amount });
                    }
                    Ok(())
                })
            })?;
            i.workload.push((resource.into(), amounts));
            Ok(())
        }),
        "risk" => r.object(|r, period| {
            let period = whole(period)? - 1;
            r.object(|r, start| {
                let at = i.risk.len();
                let risk = &mut i.risk;
                r.put(risk)?;
                i.places.insert((period, whole(start)?), (at, i.risk.len() - at));
                Ok(())
            })
        }),
        _ => r.skip(),
    })?;
    i.job = job(&i)?;
    // The file's order is by period; the job's is by start. Only one of them is kept.
    i.risk = Vec::new();
    i.places = HashMap::new();
    Ok(i)
}

fn job(i: &Intervention) -> Read<Job> {
    let mut job = Job { risk: Vec::with_capacity(i.risk.len()), ..Job::default() };
    for start in 1..=i.last_start.min(i.durations.len()) {
        let from = start as u32 - 1;
        let until = from + duration(i.durations[start - 1])?;
        if until as usize > i.durations.len() {
            continue;
        }
        let risk_at = job.risk.len();
        for period in from..until {
            let (at, count) = *i.places.get(&(period, start as u32)).ok_or_else(no_risk)?;
            job.risk.extend_from_slice(&i.risk[at..at + count]);
        }
        let choice = Choice { label: start as u32, from, until, risk_at, busy: (from, until), ..Choice::default() };
        job.choices.push(choice);
    }
    Ok(job)
}

/// Every choice has as many values as its periods have scenarios: one list that is too short would shift all behind it.
fn check_risk(job: &Job, scenarios: &[usize]) -> Option<()> {
    let ends = job.choices.iter().skip(1).map(|c| c.risk_at).chain([job.risk.len()]);
    for (choice, end) in job.choices.iter().zip(ends) {
        let values = scenarios.get(choice.from as usize..choice.until as usize)?.iter().sum::<usize>();
        (end - choice.risk_at == values).then_some(())?;
    }
    Some(())
}

fn no_risk() -> Malformed {
    Malformed::of("a risk for every period of every start")
}

/// Periods and starts are counted from 1.
fn whole(text: &str) -> Read<u32> {
    text.trim().parse().ok().filter(|n| *n > 0).ok_or_else(|| Malformed::of("a whole number from 1 on as name"))
}

/// Of values: how many periods something takes.
fn duration(number: f64) -> Read<u32> {
    match number >= 1.0 && number <= f64::from(u16::MAX) && number.fract() == 0.0 {
        true => Ok(number as u32),
        false => Err(Malformed::of("a duration in whole periods from 1 on")),
    }
}

/// Of values: a period, from 0.
fn period(number: f64) -> Read<u32> {
    match number >= 1.0 && number <= f64::from(u32::MAX) {
        true => Ok(number as u32 - 1),
        false => Err(Malformed::of("a period from 1 on")),
    }
}
