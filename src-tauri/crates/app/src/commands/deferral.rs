//! What waiting costs (SPEC 7.2), for one asset: the failure model from the recorded lives, the costs from the cost
//! model, the curve over the days, the cheapest day, and why.

use super::cost_model;
use crate::{
    Caller,
    failures::{OrFailure, failure},
};
use domain::{Asset, AssetEvent, AssetId, CostModel, Currency, ErrorCode, Failure, Life, Message, Timestamp};
use optimizer::{
    deferral::{self, AfterFailure, Confidence, DeferralCosts, DeferralInput, Renewal},
    reliability::{
        FailureModel,
        fit::{Fit, Observation, fit_weibull},
    },
};
use rust_decimal::{Decimal, prelude::ToPrimitive};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct GetDeferral {
    pub asset_id: AssetId,
    /// Days that the curve covers; 1 to 730, default 180.
    pub horizon_days: Option<u32>,
}

/// Whose lives the failure model was fitted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LivesOf {
    Asset,
    Family,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReliabilityFit {
    pub lives_of: LivesOf,
    pub lives: u32,
    pub failures: u32,
    /// Age in days by which 63.2 % have failed.
    pub eta_days: f64,
    /// Above 1 the asset ages; below 1 it gets better with age.
    pub beta: f64,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// Amounts in the cost model's currency.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeferralPoint {
    pub days_deferred: f64,
    /// 0 ..= 1: probability to fail before that day.
    pub risk_increase: f64,
    pub expected_cost: f64,
    /// Above acting now, less what the longer life is worth.
    pub net_cost: f64,
    /// 90 %, from the fit's uncertainty alone.
    pub risk_interval: Option<Interval>,
    pub net_cost_interval: Option<Interval>,
}

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeferralAnswer {
    pub asset_id: AssetId,
    pub age_days: f64,
    pub fit: ReliabilityFit,
    pub currency: Currency,
    pub cost_model_version: u32,
    #[ts(type = "string")]
    pub planned_cost: Decimal,
    /// A failure with its downtime.
    #[ts(type = "string")]
    pub failure_cost: Decimal,
    pub curve: Vec<DeferralPoint>,
    pub cheapest: DeferralPoint,
    /// Days of age at which replacing is cheapest; none: run to failure.
    pub best_age_days: Option<f64>,
    /// Cost of a day of the best policy.
    pub cost_rate_per_day: f64,
    pub why: Vec<Message>,
}

/// Fewer failures than this say too little about the shape of a life: wide is the band, and easily wrong the day.
const LEAST_FAILURES: usize = 3;
const HORIZONS: std::ops::RangeInclusive<u32> = 1..=730;
const DEFAULT_HORIZON: u32 = 180;
/// Points of the curve, whole days apart; besides them the days that people ask for.
const POINTS: u32 = 90;
const ASKED_DAYS: [u32; 4] = [7, 30, 90, 365];
const CONFIDENCE: f64 = 0.9;

pub async fn get_deferral(caller: &Caller<'_>, request: GetDeferral) -> Result<DeferralAnswer, Failure> {
    if !caller.app.settings.optimization_engine_enabled {
        return Err(failure(ErrorCode::Locked, "optimization-switched-off"));
    }
    let horizon = request.horizon_days.unwrap_or(DEFAULT_HORIZON);
    if !HORIZONS.contains(&horizon) {
        return Err(crate::failures::invalid("config-number-out-of-range", "horizonDays"));
    }
    let plant = caller.plant()?;
    let now = caller.now();
    let (asset, family, (version, model)) = plant
        .store
        .read(|c| {
            let asset = store::asset::get(c, request.asset_id)?;
            let family = store::asset_event::of_family(c, asset.family)?;
            Ok((asset, family, cost_model::active(c)?))
        })
        .or_failure()?;
    let Known { fit, lives_of, lives, age_hours } = known(&asset, &family, now)?;
    let input = DeferralInput {
        model: FailureModel::Weibull(fit.weibull),
        age_hours,
        hours_per_day: deferral::HOURS_PER_DAY,
        costs: costs(&model, &asset),
        after_failure: AfterFailure::Replace,
        days: days(horizon),
        planned_days: Vec::new(),
        confidence: Some(Confidence { covariance: fit.covariance, level: CONFIDENCE }),
    };
    let answer =
        deferral::defer(&input).map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))?;
    let per_day = deferral::HOURS_PER_DAY;
    let (best_age_days, rate) = match answer.renewal {
        Renewal::ReplaceAt { age, rate } => (Some(age / per_day), rate),
        Renewal::RunToFailure { rate } => (None, rate),
    };
    Ok(DeferralAnswer {
        asset_id: asset.id,
        age_days: age_hours / per_day,
        fit: ReliabilityFit {
            lives_of,
            lives: lives as u32,
            failures: fit.failures as u32,
            eta_days: fit.weibull.eta / per_day,
            beta: fit.weibull.beta,
        },
        currency: model.currency,
        cost_model_version: version,
        planned_cost: model.planned(asset.family),
        failure_cost: model.consequence(asset.family),
        curve: answer.curve.iter().map(point).collect(),
        cheapest: point(&answer.cheapest),
        best_age_days,
        cost_rate_per_day: rate * per_day,
        why: answer.why,
    })
}

struct Known {
    fit: Fit,
    lives_of: LivesOf,
    lives: usize,
    age_hours: f64,
}

/// The asset's own lives where they tell of enough failures, else those of its family; too few are said, not guessed.
fn known(asset: &Asset, family: &[(Asset, Vec<AssetEvent>)], now: Timestamp) -> Result<Known, Failure> {
    let all: Vec<(AssetId, Vec<Life>, Option<f64>)> = family
        .iter()
        .map(|(member, events)| {
            let (lives, age) = domain::asset_event::lives(events, installed(member), now);
            (member.id, lives, age)
        })
        .collect();
    let own = all.iter().find(|(id, ..)| *id == asset.id);
    let age_hours =
        own.and_then(|(.., age)| *age).ok_or_else(|| failure(ErrorCode::Invalid, "deferral-age-unknown"))?;
    let of_asset: Vec<Life> = own.map(|(_, lives, _)| lives.clone()).unwrap_or_default();
    let of_family: Vec<Life> = all.iter().flat_map(|(_, lives, _)| lives.iter().copied()).collect();
    let failures = |lives: &[Life]| lives.iter().filter(|l| l.failed).count();
    let (lives_of, lives) = if failures(&of_asset) >= LEAST_FAILURES {
        (LivesOf::Asset, of_asset)
    } else if failures(&of_family) >= LEAST_FAILURES {
        (LivesOf::Family, of_family)
    } else {
        let message = Message::new("deferral-history-short")
            .with("failures", failures(&of_family) as f64)
            .with("needed", LEAST_FAILURES as f64);
        return Err(Failure::new(ErrorCode::Invalid, message));
    };
    let observations: Vec<Observation> =
        lives.iter().map(|l| Observation { entry: 0.0, exit: l.hours, failed: l.failed }).collect();
    let fit = fit_weibull(&observations)
        .map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))?;
    Ok(Known { fit, lives_of, lives: observations.len(), age_hours })
}

fn installed(asset: &Asset) -> Option<Timestamp> {
    asset.installed_on?.and_hms_opt(0, 0, 0).map(|at| at.and_utc())
}

fn costs(model: &CostModel, asset: &Asset) -> DeferralCosts {
    let of = model.of(asset.family);
    let float = |amount: Decimal| amount.to_f64().unwrap_or(f64::NAN);
    DeferralCosts {
        planned: float(of.planned_cost),
        unplanned: float(of.unplanned_cost),
        downtime_per_hour: float(model.downtime_of(asset.family)),
        planned_downtime_hours: float(of.planned_hours),
        unplanned_downtime_hours: float(of.unplanned_hours),
        damage_growth_per_day: 0.0,
        planned_growth_per_day: 0.0,
    }
}

/// Whole days, from today to the horizon, about [`POINTS`] of them.
fn days(horizon: u32) -> Vec<f64> {
    let step = horizon.div_ceil(POINTS).max(1);
    let mut days: Vec<u32> = (0..=horizon).step_by(step as usize).chain([horizon]).collect();
    days.extend(ASKED_DAYS.into_iter().filter(|day| *day < horizon));
    days.sort_unstable();
    days.dedup();
    days.into_iter().map(f64::from).collect()
}

fn point(point: &deferral::DeferralPoint) -> DeferralPoint {
    let interval = |(low, high): (f64, f64)| Interval { low, high };
    DeferralPoint {
        days_deferred: point.days_deferred,
        risk_increase: point.risk_increase,
        expected_cost: point.expected_cost,
        net_cost: point.net_cost,
        risk_interval: point.band.map(|b| interval(b.risk_increase)),
        net_cost_interval: point.band.map(|b| interval(b.net_cost)),
    }
}

#[cfg(test)]
mod tests {
    use super::days;

    #[test]
    fn the_curve_goes_from_today_to_the_horizon_in_whole_days() {
        for horizon in [1, 7, 89, 90, 91, 180, 365, 730] {
            let days = days(horizon);
            assert_eq!((days[0], days[days.len() - 1]), (0.0, f64::from(horizon)));
            assert!(days.len() <= 96 && days.windows(2).all(|w| w[0] < w[1] && w[1].fract() == 0.0), "{horizon}");
        }
    }
}
