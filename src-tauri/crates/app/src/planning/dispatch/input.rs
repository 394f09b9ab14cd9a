//! The model's input and what its numbers mean: indexes of people, places, skills, tools and parts; orders that cannot be
//! in the plan at all, each with why.

use super::{DispatchParameters, Facts, ways};
use crate::planning::dispatch_view::{DispatchOrder, LeftOut, NeededSkill};
use chrono::NaiveDate;
use domain::{
    Asset, CostModel, Criticality, Engineer, Failure, Message, Resource, ResourceId, ResourceKind, Site, SiteId,
    WorkNeeds, WorkOrder, WorkOrderId,
};
use optimizer::dispatch::{
    CostRates, Depot, DispatchInput, Engineer as Worker, Lock, Order, Precedence, Shift, Travel,
};
use std::collections::{BTreeMap, HashMap};

/// The input with the plant's words for its indexes.
pub struct Built {
    pub input: DispatchInput,
    pub first_day: NaiveDate,
    pub engineers: Vec<Engineer>,
    pub sites: Vec<Site>,
    pub orders: Vec<DispatchOrder>,
    /// Codes of skills, tools and parts, by the number that the input gives them.
    pub codes: HashMap<(ResourceKind, u32), String>,
    /// Sites of the input's depots.
    pub depots: Vec<SiteId>,
    pub left_out: Vec<LeftOut>,
    pub assumptions: Vec<Message>,
    pub cost_model: CostModel,
}

/// A day on which nothing is late within any plan.
const NEVER_LATE: u16 = 10_000;
const DAY_MINUTES: f64 = 24.0 * 60.0;

pub fn build(facts: Facts, p: &DispatchParameters, first_day: NaiveDate) -> Result<Built, Failure> {
    let numbers = Numbers::new(&facts);
    let is_of_site = |site: SiteId| p.site_ids.as_ref().is_none_or(|all| all.contains(&site));
    let engineers: Vec<Engineer> = facts.engineers.iter().filter(|e| is_of_site(e.home_site_id)).cloned().collect();
    check_locks(p, &engineers, first_day)?;
    let Choice { chosen, left_out, assumptions } = choose(&facts, p, first_day);
    if let Some(at) = p.locks.iter().position(|l| !chosen.iter().any(|c| c.order.id == l.work_order_id)) {
        return Err(impossible(at));
    }

    let place_of = places(&facts, &engineers, &chosen);
    let sites: Vec<&Site> = {
        let mut by_place: Vec<&Site> = facts.sites.iter().filter(|s| place_of.contains_key(&s.id)).collect();
        by_place.sort_by_key(|s| place_of[&s.id]);
        by_place
    };
    let travel = Travel::Between(ways::minutes(&sites, p)?);
    let worker = |e: &Engineer| Worker {
        id: e.code.clone(),
        home: place_of[&e.home_site_id],
        skills: e.skills.iter().filter_map(|s| Some((numbers.of(s.skill_id)?, s.level))).collect(),
        tools: e.tools.iter().filter_map(|t| numbers.of(*t)).collect(),
        parts: e.parts.iter().filter_map(|p| Some((numbers.of(p.part_id)?, p.count))).collect(),
        shifts: (0..p.days)
            .map(|d| e.shift_on(first_day + chrono::Duration::days(i64::from(d))))
            .map(|s| s.map(|s| Shift { start: s.start, end: s.end }))
            .collect(),
    };
    let days_from = |day: NaiveDate| (day - first_day).num_days().clamp(0, i64::from(NEVER_LATE)) as u16;
    let order = |c: &Chosen| Order {
        id: c.order.number.clone(),
        place: place_of[&c.told.site_id],
        minutes: c.told.minutes,
        skills: c.needs.skills.iter().filter_map(|s| Some((numbers.of(s.skill_id)?, s.level))).collect(),
        tools: c.needs.tools.iter().filter_map(|t| numbers.of(*t)).collect(),
        parts: c.needs.parts.iter().filter_map(|p| Some((numbers.of(p.part_id)?, p.count))).collect(),
        release: c.release,
        // What is overdue already is late by one day more with each day of the plan.
        due: c.order.due_on.map_or(NEVER_LATE, days_from),
        window: c.needs.window.map(|w| (w.earliest, w.latest)),
        weight: weight(&facts.cost_model, c.order.priority),
    };
    let depots: Vec<&domain::Depot> = facts.depots.iter().filter(|d| place_of.contains_key(&d.site_id)).collect();
    let at = |id: WorkOrderId| chosen.iter().position(|c| c.order.id == id);
    let precedences = chosen.iter().enumerate().flat_map(|(after, c)| {
        let before = c.needs.after.iter().filter_map(|id| at(*id)).collect::<Vec<_>>();
        before.into_iter().map(move |before| Precedence { before, after })
    });
    let locks = chosen.iter().enumerate().filter_map(|(order, c)| {
        let (engineer, day) = c.decided?;
        Some(Lock {
            order,
            engineer: engineer.and_then(|id| engineers.iter().position(|e| e.id == id)),
            day: day.map(|d| days_from(d).min(p.days - 1)),
        })
    });
    let input = DispatchInput {
        days: p.days,
        places: sites.len(),
        travel,
        engineers: engineers.iter().map(worker).collect(),
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
        locks: locks.collect(),
        costs: CostRates {
            weight_per_late_day: p.rates.late_day,
            weight_per_waiting_day: p.rates.waiting_day,
            travel_per_hour: p.rates.travel_hour,
            weight_if_unassigned: p.rates.unassigned,
        },
        fairness: p.fairness,
        seed: p.seed,
    };
    let depots = depots.iter().map(|d| d.site_id).collect();
    let sites = sites.into_iter().cloned().collect();
    let orders = chosen.into_iter().map(|c| c.told).collect();
    let codes = numbers.codes;
    Ok(Built {
        input,
        first_day,
        engineers,
        sites,
        orders,
        codes,
        depots,
        left_out,
        assumptions,
        cost_model: facts.cost_model,
    })
}

struct Choice {
    chosen: Vec<Chosen>,
    left_out: Vec<LeftOut>,
    assumptions: Vec<Message>,
}

/// The orders that can be in the plan, those that cannot with why, and what had to be assumed.
fn choose(facts: &Facts, p: &DispatchParameters, first_day: NaiveDate) -> Choice {
    let is_of_site = |site: SiteId| p.site_ids.as_ref().is_none_or(|all| all.contains(&site));
    let is_asked = |order: WorkOrderId| p.work_order_ids.as_ref().is_none_or(|all| all.contains(&order));
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut left_out = Vec::new();
    let (mut without_hours, mut without_needs) = (0usize, 0usize);
    for (order, asset) in &facts.orders {
        if !Facts::is_plannable(order) || !is_of_site(asset.site_id) || !is_asked(order.id) {
            continue;
        }
        let schedule = facts.schedules.get(&order.id).filter(|_| !p.include_scheduled);
        let lock = p.locks.iter().find(|l| l.work_order_id == order.id);
        if lock.is_none()
            && schedule.is_some_and(|s| s.day < first_day || (s.day - first_day).num_days() >= i64::from(p.days))
        {
            // Decided for another time: it stays there.
            continue;
        }
        let (needs, is_assumed) = facts.needs_of(order, asset);
        let hours = order.estimated_hours.filter(|h| *h > 0.0);
        without_hours += usize::from(hours.is_none());
        without_needs += usize::from(is_assumed);
        let minutes = (hours.unwrap_or(p.default_hours) * 60.0).round().max(1.0);
        let told = told(facts, order, asset, &needs, minutes, is_assumed);
        let release = needs.not_before.map_or(0, |day| (day - first_day).num_days().max(0));
        if minutes > DAY_MINUTES {
            let reason = Message::new("dispatch-too-long").with("hours", minutes / 60.0);
            left_out.push(LeftOut { order: told, reason, remedy: Message::new("dispatch-remedy-split") });
        } else if release >= i64::from(p.days) {
            let day = needs.not_before.map(|d| d.to_string()).unwrap_or_default();
            let reason = Message::new("dispatch-not-released").with("day", day);
            left_out.push(LeftOut { order: told, reason, remedy: Message::new("dispatch-remedy-longer-plan") });
        } else {
            let decided = lock.map(|l| (l.engineer_id, l.day));
            let decided = decided.or(schedule.map(|s| (Some(s.engineer_id), Some(s.day))));
            chosen.push(Chosen { order: order.clone(), told, needs, release: release as u16, decided });
        }
    }
    wait_for_others(facts, &mut chosen, &mut left_out);
    let mut assumptions = Vec::new();
    if without_hours > 0 {
        let message = Message::new("dispatch-assumed-hours").with("count", without_hours);
        assumptions.push(message.with("hours", p.default_hours));
    }
    if without_needs > 0 {
        assumptions.push(Message::new("dispatch-assumed-needs").with("count", without_needs));
    }
    Choice { chosen, left_out, assumptions }
}

struct Chosen {
    order: WorkOrder,
    told: DispatchOrder,
    needs: WorkNeeds,
    release: u16,
    decided: Option<(Option<domain::EngineerId>, Option<NaiveDate>)>,
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

/// Orders that wait for one which is unfinished and not in the plan are not in it either, and so on.
fn wait_for_others(facts: &Facts, chosen: &mut Vec<Chosen>, left_out: &mut Vec<LeftOut>) {
    loop {
        let blocking = |c: &Chosen| {
            let absent = |id: &&WorkOrderId| !chosen.iter().any(|other| other.order.id == **id);
            let unfinished = |id: &WorkOrderId| facts.orders.iter().find(|(o, _)| o.id == *id);
            c.needs.after.iter().filter(absent).find_map(unfinished).map(|(o, _)| o.number.clone())
        };
        let Some((at, number)) = chosen.iter().enumerate().find_map(|(i, c)| Some((i, blocking(c)?))) else { return };
        let waiting = chosen.remove(at);
        left_out.push(LeftOut {
            order: waiting.told,
            reason: Message::new("dispatch-waits-for").with("order", number.as_str()),
            remedy: Message::new("dispatch-remedy-first").with("order", number.as_str()),
        });
    }
}

/// The sites where somebody lives, something is to be done or something is kept, each with its number.
fn places(facts: &Facts, engineers: &[Engineer], chosen: &[Chosen]) -> BTreeMap<SiteId, usize> {
    let wanted = |site: &SiteId| {
        engineers.iter().any(|e| e.home_site_id == *site)
            || chosen.iter().any(|c| c.told.site_id == *site)
            || facts.depots.iter().any(|d| d.site_id == *site)
    };
    facts.sites.iter().map(|s| s.id).filter(wanted).enumerate().map(|(i, id)| (id, i)).collect()
}

fn told(
    facts: &Facts,
    order: &WorkOrder,
    asset: &Asset,
    needs: &WorkNeeds,
    minutes: f64,
    is_assumed: bool,
) -> DispatchOrder {
    let site_code = facts.sites.iter().find(|s| s.id == asset.site_id).map(|s| s.code.clone()).unwrap_or_default();
    let skill = |s: &domain::SkillLevel| {
        let resource = facts.resources.get(&s.skill_id)?;
        Some(NeededSkill {
            code: resource.code.clone(),
            name_en: resource.name_en.clone(),
            name_ar: resource.name_ar.clone(),
            level: s.level,
        })
    };
    DispatchOrder {
        work_order_id: order.id,
        number: order.number.clone(),
        title_en: order.title_en.clone(),
        title_ar: order.title_ar.clone(),
        asset_id: asset.id,
        asset_tag: asset.tag_code.clone(),
        asset_name_en: asset.name_en.clone(),
        asset_name_ar: asset.name_ar.clone(),
        site_id: asset.site_id,
        site_code,
        priority: order.priority,
        minutes: minutes as u32,
        due_on: order.due_on,
        not_before: needs.not_before,
        skills: needs.skills.iter().filter_map(skill).collect(),
        is_assumed,
    }
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
