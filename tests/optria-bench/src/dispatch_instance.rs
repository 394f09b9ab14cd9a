//! The instances of `gen_dispatch.py` as the product's own input: hours are tenths, so minutes are multiples of six.

use crate::Outcome;
use optimizer::dispatch::{CostRates, DispatchInput, Engineer, Order, Shift, Travel};
use serde::Deserialize;

#[derive(Deserialize)]
pub struct Instance {
    #[serde(rename = "D")]
    days: u16,
    #[serde(rename = "P")]
    places: usize,
    seed: u64,
    engineers: Vec<InstanceEngineer>,
    orders: Vec<InstanceOrder>,
    /// `[engineer][place]`, hours there and back.
    travel: Vec<Vec<f64>>,
}

#[derive(Deserialize)]
struct InstanceEngineer {
    home: usize,
    skills: Vec<u32>,
    hours: Vec<f64>,
}

#[derive(Deserialize)]
struct InstanceOrder {
    site: usize,
    skill: u32,
    dur: f64,
    release: u16,
    due: u16,
    w: f64,
}

/// No shift, work or way is longer; more places than this no file has.
const DAY_HOURS: f64 = 24.0;
const MOST_PLACES: usize = 1_000_000;

impl Instance {
    /// What is no instance is refused with the line that is wrong; what is left of it the optimizer checks itself.
    pub fn input(&self) -> Outcome<DispatchInput> {
        if self.places > MOST_PLACES {
            return Err(format!("P is {}; at most {MOST_PLACES} places can be planned with", self.places).into());
        }
        if self.travel.len() != self.engineers.len() {
            return Err(format!("travel has {} rows for {} engineers", self.travel.len(), self.engineers.len()).into());
        }
        // Homes are places of their own, beyond the sites; round trips already know the way.
        let mut homes: Vec<usize> = self.engineers.iter().map(|e| e.home).collect();
        homes.sort_unstable();
        homes.dedup();
        let home = |e: &InstanceEngineer| self.places + homes.partition_point(|h| *h < e.home);
        let engineers = self.engineers.iter().enumerate().map(|(i, e)| {
            let shift = |h: &f64| {
                let minutes = minutes(*h, || format!("hours of engineer {i}"))?;
                Ok((minutes > 0).then_some(Shift { start: 480, end: 480 + minutes }))
            };
            Ok(Engineer {
                id: i.to_string(),
                home: home(e),
                skills: e.skills.iter().map(|s| (*s, 1)).collect(),
                tools: Vec::new(),
                parts: Vec::new(),
                shifts: e.hours.iter().map(shift).collect::<Outcome<_>>()?,
            })
        });
        let orders = self.orders.iter().enumerate().map(|(i, o)| {
            if o.site >= self.places {
                return Err(format!("order {i} is at site {}, there are {}", o.site, self.places).into());
            }
            Ok(Order {
                id: i.to_string(),
                place: o.site,
                minutes: minutes(o.dur, || format!("dur of order {i}"))?,
                skills: vec![(o.skill, 1)],
                tools: Vec::new(),
                parts: Vec::new(),
                release: o.release,
                due: i32::from(o.due),
                window: None,
                weight: o.w,
                engineer: None,
            })
        });
        let travel = self.travel.iter().enumerate().map(|(e, row)| {
            if row.len() != self.places {
                return Err(format!("travel of engineer {e} has {} places of {}", row.len(), self.places).into());
            }
            let mut minutes: Vec<u32> =
                row.iter().map(|h| minutes(*h, || format!("travel of engineer {e}"))).collect::<Outcome<_>>()?;
            minutes.resize(self.places + homes.len(), 0);
            Ok(minutes)
        });
        Ok(DispatchInput {
            days: self.days,
            places: self.places + homes.len(),
            engineers: engineers.collect::<Outcome<_>>()?,
            orders: orders.collect::<Outcome<_>>()?,
            travel: Travel::RoundTrips(travel.collect::<Outcome<_>>()?),
            depots: Vec::new(),
            precedences: Vec::new(),
            same_engineer: Vec::new(),
            locks: Vec::new(),
            costs: CostRates::default(),
            fairness: None,
            seed: self.seed,
        })
    }
}

fn minutes(hours: f64, what: impl Fn() -> String) -> Outcome<u32> {
    match (0.0..=DAY_HOURS).contains(&hours) {
        true => Ok((hours * 60.0).round() as u32),
        false => Err(format!("{}: {hours} is not from 0 to {DAY_HOURS} hours", what()).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use optimizer::{
        budget::Budget,
        dispatch::{Threads, dispatch},
    };
    use serde_json::{Value, json};

    fn small() -> Value {
        json!({
            "D": 2, "P": 2, "seed": 1,
            "engineers": [{ "home": 0, "skills": [1], "hours": [8.0, 6.0] }],
            "orders": [{ "site": 1, "skill": 1, "dur": 2.0, "release": 0, "due": 1, "w": 20.0 }],
            "travel": [[0.5, 1.0]],
        })
    }

    fn input(instance: &Value) -> Outcome<DispatchInput> {
        serde_json::from_value::<Instance>(instance.clone())?.input()
    }

    /// A file of somebody else's is answered or refused, whatever is in it.
    #[test]
    fn what_is_no_instance_is_refused_and_never_breaks_the_bench() {
        assert_eq!(input(&small()).unwrap().orders[0].minutes, 120);
        let wrong: [(&str, Value, &str); 13] = [
            ("/engineers/0/hours/0", json!(1e300), "hours of engineer 0"),
            ("/engineers/0/hours/0", json!(-8.0), "hours of engineer 0"),
            ("/orders/0/dur", json!(1e308), "dur of order 0"),
            ("/orders/0/dur", json!(-3.0), "dur of order 0"),
            ("/travel/0/0", json!(-1.0), "travel of engineer 0"),
            ("/travel/0/0", json!(1e200), "travel of engineer 0"),
            ("/travel/0", json!([0.5]), "has 1 places of 2"),
            ("/travel", json!([]), "0 rows for 1 engineers"),
            ("/P", json!(1u64 << 62), "at most"),
            ("/P", json!(900_000), "has 2 places of 900000"),
            ("/orders/0/site", json!(2), "site 2"),
            ("/D", json!(-1), "invalid value"),
            ("/engineers/0/home", json!(-1), "invalid value"),
        ];
        for (at, value, told) in wrong {
            let mut instance = small();
            *instance.pointer_mut(at).unwrap() = value;
            let failed = input(&instance).map(|_| ()).unwrap_err().to_string();
            assert!(failed.contains(told), "{at}: {failed}");
        }
        // A home far away is a home like another; a shift longer than what is left of its day the optimizer refuses.
        let mut instance = small();
        instance["engineers"][0]["home"] = json!(u64::MAX);
        assert_eq!(input(&instance).unwrap().places, 3);
        instance["engineers"][0]["hours"][0] = json!(24.0);
        let budget = Budget::of_steps(1);
        assert!(dispatch(&input(&instance).unwrap(), &budget, Threads::One, &mut |_| {}).is_err());
    }
}
