//! Which orders can be in the plan, with what a person decided of them; those that cannot, each with why; and what had to be
//! assumed.

use super::{DispatchParameters, Facts, booked::Booked};
use crate::planning::{
    dispatch_view::{DispatchOrder, LeftOut, NeededSkill},
    horizon,
};
use chrono::NaiveDate;
use domain::{Asset, Engineer, EngineerId, Message, SiteId, WorkNeeds, WorkOrder, WorkOrderId, WorkSchedule};

pub struct Choice {
    pub chosen: Vec<Chosen>,
    pub left_out: Vec<LeftOut>,
    pub assumptions: Vec<Message>,
}

/// The orders that can be in the plan, those that cannot with why, and what had to be assumed.
pub fn choose(facts: &Facts, p: &DispatchParameters, first_day: NaiveDate, engineers: &[Engineer]) -> Choice {
    let is_of_site = |site: SiteId| p.site_ids.as_ref().is_none_or(|all| all.contains(&site));
    let is_asked = |order: WorkOrderId| p.work_order_ids.as_ref().is_none_or(|all| all.contains(&order));
    let is_meant = |order: &WorkOrder, asset: &Asset| is_of_site(asset.site_id) && is_asked(order.id);
    let is_of_plan = |order: &WorkOrder, asset: &Asset| facts.is_plannable(order) && is_meant(order, asset);
    let outside = Booked::new(facts, |id| facts.orders.iter().any(|(o, asset)| o.id == id && is_of_plan(o, asset)));
    let mut chosen: Vec<Chosen> = Vec::new();
    let mut left_out = Vec::new();
    let (mut without_hours, mut without_needs) = (0usize, 0usize);
    let longest = longest_shift(p, first_day, engineers);
    for (order, asset) in &facts.orders {
        if !is_of_plan(order, asset) {
            continue;
        }
        let schedule = facts.schedules.get(&order.id).filter(|_| !p.include_scheduled);
        let lock = p.locks.iter().find(|l| l.work_order_id == order.id);
        let is_elsewhere = |s: &WorkSchedule| s.day < first_day || (s.day - first_day).num_days() >= i64::from(p.days);
        if lock.is_none() && schedule.is_some_and(|s| is_elsewhere(s) || outside.has(s.engineer_id, s.day)) {
            // Decided for another time, or between promises outside the plan: it stays as it is.
            continue;
        }
        let (needs, is_assumed) = facts.needs_of(order, asset);
        let hours = order.estimated_hours.filter(|h| *h > 0.0);
        without_hours += usize::from(hours.is_none());
        without_needs += usize::from(is_assumed);
        let minutes = (hours.unwrap_or(p.default_hours) * 60.0).round().max(1.0);
        let told = told(facts, order, asset, &needs, minutes, is_assumed);
        if lock.is_none()
            && let Some((reason, remedy)) = schedule.and_then(|s| kept_by_another(facts, engineers, s))
        {
            left_out.push(LeftOut { order: told, reason, remedy });
            continue;
        }
        let release = needs.not_before.map_or(0, |day| (day - first_day).num_days().max(0));
        if minutes > longest {
            // No day of anybody holds it: that is said before a search that could not find otherwise.
            let reason =
                Message::new("dispatch-too-long").with("hours", minutes / 60.0).with("longest", longest / 60.0);
            let parts = (minutes / longest).ceil().max(2.0);
            let remedy = Message::new("dispatch-remedy-split").with("parts", parts);
            left_out.push(LeftOut { order: told, reason, remedy });
        } else if release >= i64::from(p.days) {
            let day = needs.not_before.map(|d| d.to_string()).unwrap_or_default();
            let reason = Message::new("dispatch-not-released").with("day", day);
            left_out.push(LeftOut { order: told, reason, remedy: Message::new("dispatch-remedy-longer-plan") });
        } else {
            let decided = lock.map(|l| (l.engineer_id, l.day));
            let decided = decided.or(schedule.map(|s| (Some(s.engineer_id), Some(s.day))));
            let needs_version = facts.needs.get(&order.id).map_or(0, |(_, version)| *version);
            let release = release as u16;
            chosen.push(Chosen { order: order.clone(), told, needs, needs_version, release, decided });
        }
    }
    wait_for_others(facts, &mut chosen, &mut left_out);
    let mut assumptions = Vec::new();
    let of_others = |(order, asset): &&(WorkOrder, Asset)| {
        Facts::is_unbegun(order) && facts.owned.contains(&order.id) && is_meant(order, asset)
    };
    let owned = facts.orders.iter().filter(of_others).count();
    if owned > 0 {
        assumptions.push(Message::new("dispatch-owned-by-system").with("count", owned));
    }
    if without_hours > 0 {
        let message = Message::new("dispatch-assumed-hours").with("count", without_hours);
        assumptions.push(message.with("hours", p.default_hours));
    }
    if without_needs > 0 {
        assumptions.push(Message::new("dispatch-assumed-needs").with("count", without_needs));
    }
    Choice { chosen, left_out, assumptions }
}

/// In minutes, of anybody on any day of the plan. Where nobody works at all every order is tried, and told that.
fn longest_shift(p: &DispatchParameters, first_day: NaiveDate, engineers: &[Engineer]) -> f64 {
    let days = (0..i64::from(p.days)).map(|d| horizon::day(first_day, d));
    let shifts = days.flat_map(|day| engineers.iter().filter_map(move |e| e.shift_on(day)));
    shifts.map(|s| f64::from(s.end - s.start)).reduce(f64::max).unwrap_or(f64::INFINITY)
}

/// An order that can be in the plan.
pub struct Chosen {
    pub order: WorkOrder,
    pub told: DispatchOrder,
    pub needs: WorkNeeds,
    pub needs_version: i64,
    pub release: u16,
    /// What a person decided of it: now, or before and to be kept.
    pub decided: Option<(Option<EngineerId>, Option<NaiveDate>)>,
}

/// Why a schedule that is to be kept is none of this plan's: its engineer is of other sites, or no longer works. Nobody else
/// gets the order by that.
fn kept_by_another(facts: &Facts, engineers: &[Engineer], s: &WorkSchedule) -> Option<(Message, Message)> {
    if engineers.iter().any(|e| e.id == s.engineer_id) {
        return None;
    }
    let with = |id: &str, code: &str| {
        let reason = Message::new(id).with("engineer", code).with("day", s.day.to_string());
        (reason, Message::new(format!("{id}-remedy")))
    };
    Some(match facts.engineers.iter().find(|e| e.id == s.engineer_id) {
        Some(elsewhere) => with("dispatch-kept-elsewhere", &elsewhere.code),
        None => with("dispatch-kept-gone", facts.gone.get(&s.engineer_id).map_or("", String::as_str)),
    })
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
