//! The model's input and what its numbers mean: indexes of people, places, skills, tools and parts.

use super::{
    DispatchParameters, DispatchRates, Facts,
    booked::Booked,
    choice::{Choice, Chosen, choose},
    ways,
};
use crate::planning::dispatch_view::{DispatchOrder, LeftOut, Quantities, Rated};
use chrono::NaiveDate;
use domain::{
    CostModel, Criticality, Engineer, EngineerId, Failure, Message, Resource, ResourceId, ResourceKind, Site, SiteId,
    Timestamp, WorkOrderId,
};
use optimizer::dispatch::{Depot, DispatchInput, Engineer as Worker, Lock, Order, Precedence, Shift, Travel};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The input with the plant's words for its indexes.
pub struct Built {
    pub input: DispatchInput,
    pub first_day: NaiveDate,
    pub engineers: Vec<Engineer>,
    pub sites: Vec<Site>,
    pub orders: Vec<DispatchOrder>,
    /// By order: as it was when the plan was made.
    pub seen: Vec<SeenOrder>,
    /// Codes of skills, tools and parts, by the number that the input gives them.
    pub codes: HashMap<(ResourceKind, u32), String>,
    /// Sites of the input's depots.
    pub depots: Vec<SiteId>,
    pub left_out: Vec<LeftOut>,
    pub assumptions: Vec<Message>,
    pub cost_model: CostModel,
    /// With nothing rated yet.
    pub rated: Rated,
}

/// By what an order is known to have changed since.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SeenOrder {
    pub updated_at: Timestamp,
    /// 0: nobody had said what it needs.
    pub needs_version: i64,
}

/// A day on which nothing is late within any plan.
const NEVER_LATE: i32 = 10_000;

pub fn build(facts: Facts, p: &DispatchParameters, first_day: NaiveDate) -> Result<Built, Failure> {
    let numbers = Numbers::new(&facts);
    let is_of_site = |site: SiteId| p.site_ids.as_ref().is_none_or(|all| all.contains(&site));
    let engineers: Vec<Engineer> = facts.engineers.iter().filter(|e| is_of_site(e.home_site_id)).cloned().collect();
    check_locks(p, &engineers, first_day)?;
    let Choice { chosen, left_out, mut assumptions } = choose(&facts, p, first_day, &engineers);
    if let Some(at) = p.locks.iter().position(|l| !chosen.iter().any(|c| c.order.id == l.work_order_id)) {
        return Err(impossible(at));
    }

    let booked = Booked::new(&facts, |id| chosen.iter().any(|c| c.order.id == id));
    let of_plan: BTreeSet<EngineerId> = engineers.iter().map(|e| e.id).collect();
    let days = first_day..first_day + chrono::Duration::days(i64::from(p.days));
    match booked.count(&of_plan, days.clone()) {
        0 => {}
        count => assumptions.push(Message::new("dispatch-booked").with("count", count)),
    }
    let is_placed =
        |id: SiteId| facts.sites.iter().any(|s| s.id == id && s.latitude.is_some() && s.longitude.is_some());
    let mut promised = booked.sites(&of_plan, days);
    // A way home that cannot be told stops no plan.
    promised.retain(|site| is_placed(*site) && engineers.iter().all(|e| is_placed(e.home_site_id)));
    let place_of = places(&facts, &engineers, &chosen, &promised);
    let sites: Vec<&Site> = {
        let mut by_place: Vec<&Site> = facts.sites.iter().filter(|s| place_of.contains_key(&s.id)).collect();
        by_place.sort_by_key(|s| place_of[&s.id]);
        by_place
    };
    let minutes = ways::minutes(&sites, p)?;
    let shift_on = |e: &Engineer, day: NaiveDate| {
        let shift = e.shift_on(day)?;
        let way_home = |site: SiteId| place_of.get(&site).map_or(0, |at| minutes[*at][place_of[&e.home_site_id]]);
        booked.left((e.id, day), Shift { start: shift.start, end: shift.end }, way_home)
    };
    let worker = |e: &Engineer| Worker {
        id: e.code.clone(),
        home: place_of[&e.home_site_id],
        skills: e.skills.iter().filter_map(|s| Some((numbers.of(s.skill_id)?, s.level))).collect(),
        tools: e.tools.iter().filter_map(|t| numbers.of(*t)).collect(),
        parts: e.parts.iter().filter_map(|p| Some((numbers.of(p.part_id)?, p.count))).collect(),
        shifts: (0..p.days).map(|d| shift_on(e, first_day + chrono::Duration::days(i64::from(d)))).collect(),
    };
    let is_chosen: BTreeSet<WorkOrderId> = chosen.iter().map(|c| c.order.id).collect();
    let done_elsewhere = |c: &Chosen| {
        let id = c.needs.same_engineer_as.filter(|id| !is_chosen.contains(id))?;
        facts.doers.get(&id).copied()
    };
    match chosen.iter().filter_map(done_elsewhere).filter(|id| !of_plan.contains(id)).count() {
        0 => {}
        count => assumptions.push(Message::new("dispatch-same-engineer-gone").with("count", count)),
    }
    let due = |day: NaiveDate| (day - first_day).num_days().clamp(-i64::from(NEVER_LATE), i64::from(NEVER_LATE)) as i32;
    let days_from = |day: NaiveDate| due(day).max(0) as u16;
    let order = |c: &Chosen| Order {
        id: c.order.number.clone(),
        place: place_of[&c.told.site_id],
        minutes: c.told.minutes,
        skills: c.needs.skills.iter().filter_map(|s| Some((numbers.of(s.skill_id)?, s.level))).collect(),
        tools: c.needs.tools.iter().filter_map(|t| numbers.of(*t)).collect(),
        parts: c.needs.parts.iter().filter_map(|p| Some((numbers.of(p.part_id)?, p.count))).collect(),
        release: c.release,
        due: c.order.due_on.map_or(NEVER_LATE, due),
        window: c.needs.window.map(|w| (w.earliest, w.latest)),
        weight: weight(&facts.cost_model, c.order.priority),
        engineer: done_elsewhere(c).and_then(|id| engineers.iter().position(|e| e.id == id)),
    };
    let at = |id: WorkOrderId| chosen.iter().position(|c| c.order.id == id);
    // One engineer does both: whoever gets them, or who has the one that is no order of this plan.
    let same_engineer =
        chosen.iter().enumerate().filter_map(|(order, c)| Some((at(c.needs.same_engineer_as?)?, order))).collect();
    let depots: Vec<&domain::Depot> = facts.depots.iter().filter(|d| place_of.contains_key(&d.site_id)).collect();
    let precedences = chosen.iter().enumerate().flat_map(|(after, c)| {
        let before = c.needs.after.iter().filter_map(|id| at(*id)).collect::<Vec<_>>();
        before.into_iter().map(move |before| Precedence { before, after })
    });
    let locks = chosen.iter().enumerate().filter_map(|(order, c)| {
        let (engineer, day) = c.decided?;
        Some(Lock {
            order,
            // Each is of the plan: locks were checked, and what is kept of somebody else is no order of it.
            engineer: engineer.and_then(|id| engineers.iter().position(|e| e.id == id)),
            day: day.map(|d| days_from(d).min(p.days - 1)),
        })
    });
    let rates = p.rates.unwrap_or_else(|| DispatchRates::of(&facts.cost_model.dispatch));
    let workers = engineers.iter().map(worker).collect();
    let input = DispatchInput {
        days: p.days,
        places: sites.len(),
        travel: Travel::Between(minutes),
        engineers: workers,
        orders: chosen.iter().map(order).collect(),
        depots: depots
            .iter()
            .map(|d| Depot {
                place: place_of[&d.site_id],
                tools: d.tools.iter().filter_map(|t| numbers.of(*t)).collect(),
                parts: d
                    .stock
                    .iter()
                    .filter_map(|s| Some((numbers.of(s.part_id)?, s.count, s.from.map_or(0, days_from))))
                    .collect(),
                minutes: d.loading_minutes,
            })
            .collect(),
        precedences: precedences.collect(),
        same_engineer,
        locks: locks.collect(),
        costs: rates.at_speed(p.speed_kmh),
        fairness: p.fairness,
        seed: p.seed,
    };
    let depots = depots.iter().map(|d| d.site_id).collect();
    let sites = sites.into_iter().cloned().collect();
    let seen = chosen.iter().map(|c| SeenOrder { updated_at: c.order.updated_at, needs_version: c.needs_version });
    let seen = seen.collect();
    let orders = chosen.into_iter().map(|c| c.told).collect();
    let codes = numbers.codes;
    Ok(Built {
        input,
        first_day,
        engineers,
        sites,
        orders,
        seen,
        codes,
        depots,
        left_out,
        assumptions,
        cost_model: facts.cost_model,
        rated: Rated { rates, are_own: p.rates.is_some(), speed_kmh: p.speed_kmh, quantities: Quantities::default() },
    })
}

/// A decision for somebody who is not there, or a day that is not in the plan, could not be kept.
fn check_locks(p: &DispatchParameters, engineers: &[Engineer], first_day: NaiveDate) -> Result<(), Failure> {
    let is_there = |day: NaiveDate| (0..i64::from(p.days)).contains(&(day - first_day).num_days());
    let is_off = |l: &super::DispatchLock| {
        l.engineer_id.is_some_and(|id| !engineers.iter().any(|e| e.id == id)) || l.day.is_some_and(|d| !is_there(d))
    };
    match p.locks.iter().position(is_off) {
        None => Ok(()),
        Some(at) => Err(impossible(at)),
    }
}

fn impossible(lock: usize) -> Failure {
    Failure::new(domain::ErrorCode::Invalid, Message::new("dispatch-lock-impossible").with("row", lock + 1))
}

/// The weight of an order's priority: the cost model's for that criticality.
pub fn weight(model: &CostModel, priority: Criticality) -> f64 {
    model.weights.of(priority)
}

/// The sites where somebody lives or is promised to be, something is to be done or something is kept, each with its number.
fn places(
    facts: &Facts,
    engineers: &[Engineer],
    chosen: &[Chosen],
    promised: &BTreeSet<SiteId>,
) -> BTreeMap<SiteId, usize> {
    let wanted = |site: &SiteId| {
        engineers.iter().any(|e| e.home_site_id == *site)
            || chosen.iter().any(|c| c.told.site_id == *site)
            || facts.depots.iter().any(|d| d.site_id == *site)
            || promised.contains(site)
    };
    facts.sites.iter().map(|s| s.id).filter(wanted).enumerate().map(|(i, id)| (id, i)).collect()
}

/// Numbers of skills, tools and parts within the input: by code, so that they do not depend on ids.
struct Numbers {
    of: HashMap<ResourceId, u32>,
    codes: HashMap<(ResourceKind, u32), String>,
}

impl Numbers {
    fn new(facts: &Facts) -> Self {
        let mut all: Vec<&Resource> = facts.resources.values().collect();
        all.sort_by(|a, b| (a.kind, &a.code, a.id).cmp(&(b.kind, &b.code, b.id)));
        let numbered = || (0u32..).zip(&all);
        Self {
            of: numbered().map(|(n, r)| (r.id, n)).collect(),
            codes: numbered().map(|(n, r)| ((r.kind, n), r.code.clone())).collect(),
        }
    }

    fn of(&self, id: ResourceId) -> Option<u32> {
        self.of.get(&id).copied()
    }
}
