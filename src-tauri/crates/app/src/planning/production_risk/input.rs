//! The model's input and what its indexes mean. Crews are trades: an engineer's hours count for the skill they master best.

use super::{
    RiskParameters, TailKind,
    given::{self, Given},
};
use crate::{
    commands::cost_model,
    failures::failure,
    planning::horizon,
    reliability::{Known, Unknown, fleet},
    risk_scenarios,
};
use chrono::NaiveDate;
use domain::{
    Asset, AssetId, AssetStatus, CostModel, Engineer, ErrorCode, Failure, Message, ParallelGroup, Resource,
    ResourceKind, Site, Timestamp, WorkOrderSource, WorkOrderType,
};
use optimizer::{
    reliability::FailureModel,
    risk::{Crew, Intervention, Lock, NotTogether, ParallelEquipment, ProductionRiskInput, RiskAsset, Scenarios, Tail},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::collections::HashMap;
use store::{risk_scenario::GivenLine, work_order::WorkOrderFilter};

/// All of the plant that the model looks at, read in one snapshot.
pub struct Facts {
    pub fleet: Vec<(Asset, Result<Known, Unknown>)>,
    pub groups: Vec<ParallelGroup>,
    pub engineers: Vec<Engineer>,
    pub skills: Vec<Resource>,
    pub sites: Vec<Site>,
    /// Assets with a renewal that was accepted and is not done, with the first day of its time.
    pub ordered: HashMap<AssetId, NaiveDate>,
    /// By given scenario.
    pub given: Vec<Vec<GivenLine>>,
    pub cost_model: CostModel,
    pub cost_model_version: u32,
}

impl Facts {
    /// Ages are those of that moment. The inner error names a given scenario that is not there.
    pub fn read(c: &store::Connection, given: &[String], as_of: Timestamp) -> store::Result<Result<Self, Failure>> {
        let (cost_model_version, cost_model) = cost_model::active(c)?;
        let mut scenarios = Vec::new();
        for name in given {
            match risk_scenarios::lines(c, name)? {
                Ok(lines) => scenarios.push(lines),
                Err(unknown) => return Ok(Err(unknown)),
            }
        }
        Ok(Ok(Self {
            fleet: fleet(c, as_of)?,
            groups: store::parallel_group::list(c)?,
            engineers: store::engineer::list_active(c)?,
            skills: store::resource::list(c, Some(ResourceKind::Skill))?,
            sites: store::site::list(c)?,
            ordered: ordered(c)?,
            given: scenarios,
            cost_model,
            cost_model_version,
        }))
    }
}

/// The input with the plant's words for its indexes.
pub struct Built {
    pub input: ProductionRiskInput,
    pub first_day: NaiveDate,
    pub period_days: u32,
    pub assets: Vec<Asset>,
    pub groups: Vec<ParallelGroup>,
    /// By crew.
    pub trades: Vec<Resource>,
    pub sites: Vec<Site>,
    pub without_model: Vec<(Asset, Message)>,
    /// Lines of given scenarios that say nothing to this plan: of other assets, or of other days.
    pub given_elsewhere: u32,
    pub given: Vec<String>,
    pub cost_model: CostModel,
}

/// When the plan begins.
#[derive(Debug, Clone, Copy)]
pub struct Begins {
    pub day: NaiveDate,
    /// From the moment of the facts' ages: assets are older by so much then.
    pub hours_ahead: f64,
}

pub fn build(facts: Facts, p: &RiskParameters, begins: Begins) -> Result<Built, Failure> {
    let first_day = begins.day;
    let periods = p.periods as usize;
    let period_hours = f64::from(p.period_days) * 24.0;
    let is_asked = |asset: &Asset| {
        matches!(asset.status, AssetStatus::InService | AssetStatus::Standby)
            && p.site_ids.as_ref().is_none_or(|all| all.contains(&asset.site_id))
    };
    let (mut assets, mut known, mut without_model) = (Vec::new(), Vec::new(), Vec::new());
    for (asset, life) in facts.fleet.into_iter().filter(|(asset, _)| is_asked(asset)) {
        match life {
            Ok(life) => {
                assets.push(asset);
                known.push(life);
            }
            Err(why) => without_model.push((asset, why.message())),
        }
    }
    let place: HashMap<AssetId, usize> = assets.iter().enumerate().map(|(i, a)| (a.id, i)).collect();
    let names = [
        (p.windows.iter().map(|w| w.asset_id).collect::<Vec<_>>(), "production-risk-window-unknown"),
        (p.locks.iter().map(|l| l.asset_id).collect(), "production-risk-lock-unknown"),
    ];
    for (ids, unknown) in names {
        if let Some(at) = ids.iter().position(|id| !place.contains_key(id)) {
            return Err(Failure::new(ErrorCode::Invalid, Message::new(unknown).with("row", at + 1)));
        }
    }
    let model = &facts.cost_model;
    let float = |d: Decimal| d.to_f64().unwrap_or(f64::NAN);
    let loss = |asset: &Asset| vec![float(model.downtime_of(asset.family)); periods];
    let risk_assets = assets.iter().zip(&known).map(|(asset, life)| RiskAsset {
        asset_id: asset.id,
        failure: FailureModel::Weibull(life.fit.weibull),
        age_hours: life.age_hours + begins.hours_ahead,
        repair_hours: float(model.of(asset.family).unplanned_hours),
        loss_per_hour: loss(asset),
    });
    // A group counts with those of its members whose life is known; the others are taken to run.
    let of_group = |g: &ParallelGroup| g.asset_ids.iter().filter_map(|id| place.get(id).copied()).collect::<Vec<_>>();
    let groups: Vec<ParallelGroup> = facts.groups.into_iter().filter(|g| !of_group(g).is_empty()).collect();
    let parallel = groups.iter().map(|g| {
        let members = of_group(g);
        ParallelEquipment {
            loss_per_hour: loss(&assets[members[0]]),
            assets: members,
            spare: g.spare,
            most_in_work: g.most_in_work,
        }
    });
    let trades: Vec<Resource> = facts.skills;
    let crews = trades.iter().map(|trade| Crew {
        name: trade.code.clone(),
        available: match p.crews.iter().flatten().find(|c| c.skill_id == trade.id) {
            Some(given) => given.hours.clone(),
            None => shift_hours(&facts.engineers, trade, p, first_day),
        },
    });
    let interventions = assets.iter().enumerate().map(|(a, asset)| {
        let of = model.of(asset.family);
        let hours_out = float(of.planned_hours);
        let length = ((hours_out / period_hours).ceil() as usize).clamp(1, periods);
        let window = p.windows.iter().find(|w| w.asset_id == asset.id);
        let lock = p.locks.iter().find(|l| l.asset_id == asset.id).map(|l| l.period);
        let ordered = facts.ordered.get(&asset.id).filter(|_| p.keep_ordered && lock.is_none());
        let ordered = ordered.map(|day| period_of(*day, first_day, p));
        // It stays in its period; with its whole length in the plan where it began in the last ones.
        let kept = ordered.map(|period| period.map(|at| at.min(p.periods - length as u32)));
        let span = kept.flatten().map(|at| (at as usize, at as usize));
        let (earliest, latest) =
            span.or(window.map(|w| (w.earliest as usize, w.latest as usize))).unwrap_or((0, periods - 1));
        let trade = trades.iter().position(|t| t.families.contains(&asset.family));
        Intervention {
            asset: a,
            periods: length,
            hours_out: hours_out.min(length as f64 * period_hours),
            cost: float(of.planned_cost),
            crews: trade.map(|t| (t, hours_out / length as f64)).into_iter().collect(),
            earliest,
            latest,
            is_required: window.is_some_and(|w| w.is_required),
            locked: lock.or(kept).map(|period| period.map_or(Lock::NotDone, |p| Lock::Starts(p as usize))),
        }
    });
    let exclusions = p.exclusions.iter().map(|e| {
        let at = |id: AssetId| {
            let unknown = || failure(ErrorCode::Invalid, "production-risk-excluded-unknown");
            place.get(&id).copied().ok_or_else(unknown)
        };
        let periods = e.periods.as_ref().map(|all| all.iter().map(|p| *p as usize).collect());
        Ok(NotTogether { assets: (at(e.asset_ids.0)?, at(e.asset_ids.1)?), periods })
    });
    let Given { outages, elsewhere } = given::outages(&facts.given, (&assets, &place), model, p, first_day)?;
    let scenarios = match outages.is_empty() {
        true => Scenarios::Drawn(p.scenarios as usize),
        false => Scenarios::DrawnAndGiven { drawn: p.scenarios as usize, given: outages },
    };
    let input = ProductionRiskInput {
        period_hours: vec![period_hours; periods],
        assets: risk_assets.collect(),
        parallel: parallel.collect(),
        interventions: interventions.collect(),
        crews: crews.collect(),
        budget: p.budget,
        exclusions: exclusions.collect::<Result<_, Failure>>()?,
        scenarios,
        tail: match p.tail {
            TailKind::QuantileExcess => Tail::QuantileExcess,
            TailKind::TailMeanExcess => Tail::TailMeanExcess,
        },
        quantile: p.quantile,
        tail_share: p.tail_share.unwrap_or_else(|| model.risk_appetite.tail_weight()),
        seed: p.seed,
    };
    Ok(Built {
        input,
        first_day,
        period_days: p.period_days,
        assets,
        groups,
        trades,
        sites: facts.sites,
        without_model,
        given_elsewhere: elsewhere,
        given: p.given_scenarios.clone(),
        cost_model: facts.cost_model,
    })
}

/// Preventive orders made of recommendations that are neither done nor cancelled: from the day before which they may not
/// begin, else the day they are due.
fn ordered(c: &store::Connection) -> store::Result<HashMap<AssetId, NaiveDate>> {
    let open = WorkOrderFilter { only_open: true, limit: u32::MAX, ..WorkOrderFilter::default() };
    let mut days = HashMap::new();
    for order in store::work_order::list(c, &open)?.items.into_iter().map(|row| row.work_order) {
        let is_renewal =
            order.kind == WorkOrderType::Preventive && matches!(order.source, WorkOrderSource::Recommendation { .. });
        let needs = if is_renewal { store::work_need::find(c, order.id)? } else { None };
        let begins = needs.and_then(|(needs, _)| needs.not_before).or(order.due_on);
        if let Some(day) = begins.filter(|_| is_renewal) {
            days.entry(order.asset_id).or_insert(day);
        }
    }
    Ok(days)
}

/// The period that holds a day, the first where it is over; none after the plan.
fn period_of(day: NaiveDate, first_day: NaiveDate, p: &RiskParameters) -> Option<u32> {
    let period = (day - first_day).num_days().max(0) / i64::from(p.period_days);
    u32::try_from(period).ok().filter(|period| *period < p.periods)
}

/// The share of the shift hours, by period, of those who master this trade best.
fn shift_hours(engineers: &[Engineer], trade: &Resource, p: &RiskParameters, first_day: NaiveDate) -> Vec<f64> {
    let is_theirs = |e: &&Engineer| {
        let best = e.skills.iter().max_by_key(|s| (s.level, std::cmp::Reverse(s.skill_id)));
        best.is_some_and(|s| s.skill_id == trade.id)
            && p.site_ids.as_ref().is_none_or(|all| all.contains(&e.home_site_id))
    };
    let theirs: Vec<&Engineer> = engineers.iter().filter(is_theirs).collect();
    let days = i64::from(p.period_days);
    (0..i64::from(p.periods))
        .map(|period| {
            let of_period = (0..days).map(|d| horizon::day(first_day, period * days + d));
            let minutes: u32 = of_period
                .flat_map(|day| theirs.iter().filter_map(move |e| e.shift_on(day)))
                .map(|s| s.end - s.start)
                .sum();
            f64::from(minutes) / 60.0 * p.crew_share
        })
        .collect()
}
