//! What waiting costs (SPEC 7.2), for one asset: the failure model from the recorded lives, the costs from the cost
//! model, the curve over the days, the cheapest day, and why.

use super::{cost_model, runs::engine_is_on};
use crate::{
    Caller,
    failures::{OrFailure, out_of_range},
    planning::{horizon, in_currency},
    reliability::{AgeSince, FamilyLives, Known, LivesOf},
};
use chrono::NaiveDate;
use domain::{Asset, AssetId, CostModel, Currency, ErrorCode, Failure, Message};
use optimizer::{
    deferral::{self, AfterFailure, Confidence, DeferralCosts, DeferralInput, Renewal},
    reliability::FailureModel,
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

#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct ReliabilityFit {
    pub lives_of: LivesOf,
    pub lives: u32,
    pub failures: u32,
    /// Of the lives, those that were under way when the history began to be complete: observed from that age on.
    pub truncated: u32,
    /// The history is complete from that day on. None: from the installation on.
    pub history_since: Option<NaiveDate>,
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
    pub age_since: AgeSince,
    pub fit: ReliabilityFit,
    pub currency: Currency,
    pub cost_model_version: u32,
    #[ts(type = "string")]
    pub planned_cost: Decimal,
    /// A failure with its downtime.
    #[ts(type = "string")]
    pub failure_cost: Decimal,
    /// By so many hundredths the repair after a failure grows with each day of waiting.
    #[ts(type = "string")]
    pub damage_growth_percent: Decimal,
    pub curve: Vec<DeferralPoint>,
    pub cheapest: DeferralPoint,
    /// Days of age at which replacing is cheapest; none: run to failure.
    pub best_age_days: Option<f64>,
    /// Cost of a day of the best policy.
    pub cost_rate_per_day: f64,
    pub why: Vec<Message>,
}

const HORIZONS: std::ops::RangeInclusive<u32> = 1..=730;
const DEFAULT_HORIZON: u32 = 180;
/// Points of the curve, whole days apart; besides them the days that people ask for.
const POINTS: u32 = 90;
const ASKED_DAYS: [u32; 4] = [7, 30, 90, 365];
const CONFIDENCE: f64 = 0.9;

pub async fn get_deferral(caller: &Caller<'_>, request: GetDeferral) -> Result<DeferralAnswer, Failure> {
    engine_is_on(caller)?;
    let horizon = request.horizon_days.unwrap_or(DEFAULT_HORIZON);
    if !HORIZONS.contains(&horizon) {
        return Err(out_of_range("horizonDays", f64::from(*HORIZONS.start()), f64::from(*HORIZONS.end())));
    }
    let plant = caller.plant()?;
    let as_of = horizon::as_of(&plant, caller.now())?;
    let (asset, family, (version, model)) = plant
        .store
        .read(|c| {
            let asset = store::asset::get(c, request.asset_id)?;
            let family = store::asset_event::of_family(c, asset.family)?;
            Ok((asset, family, cost_model::active(c)?))
        })
        .or_failure()?;
    let Known { fit, lives_of, lives, truncated, age_hours, age_since } =
        FamilyLives::new(&family, model.history_since, as_of)
            .known(asset.id)
            .map_err(|e| Failure::new(ErrorCode::Invalid, e.message()).detail(format!("{e:?}")))?;
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
        age_since,
        fit: ReliabilityFit {
            lives_of,
            lives: lives as u32,
            failures: fit.failures as u32,
            truncated: truncated as u32,
            history_since: model.history_since,
            eta_days: fit.weibull.eta / per_day,
            beta: fit.weibull.beta,
        },
        currency: model.currency,
        cost_model_version: version,
        planned_cost: model.planned(asset.family),
        failure_cost: model.consequence(asset.family),
        damage_growth_percent: model.of(asset.family).damage_growth_percent,
        curve: answer.curve.iter().map(point).collect(),
        cheapest: point(&answer.cheapest),
        best_age_days,
        cost_rate_per_day: rate * per_day,
        why: answer.why.into_iter().map(|why| in_currency(why, model.currency)).collect(),
    })
}

pub(crate) fn costs(model: &CostModel, asset: &Asset) -> DeferralCosts {
    let of = model.of(asset.family);
    let float = |amount: Decimal| amount.to_f64().unwrap_or(f64::NAN);
    DeferralCosts {
        planned: float(of.planned_cost),
        unplanned: float(of.unplanned_cost),
        downtime_per_hour: float(model.downtime_of(asset.family)),
        planned_downtime_hours: float(of.planned_hours),
        unplanned_downtime_hours: float(of.unplanned_hours),
        damage_growth_per_day: float(of.damage_growth_percent) / 100.0,
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
