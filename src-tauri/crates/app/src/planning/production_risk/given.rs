//! Given scenarios into hours out: a loss is so many hours at what an hour out costs, a probability so many of the hours that a
//! repair takes, from the first day on that the line names.

use super::RiskParameters;
use crate::planning::in_currency;
use chrono::NaiveDate;
use domain::{Asset, AssetId, CostModel, ErrorCode, Failure, Message};
use optimizer::risk::GivenOutage;
use rust_decimal::{Decimal, prelude::ToPrimitive};
use std::collections::HashMap;
use store::risk_scenario::{GivenLine, GivenLoss};

pub(super) struct Given {
    /// By scenario.
    pub outages: Vec<Vec<GivenOutage>>,
    /// Lines of assets that are not in the plan, or of days outside it.
    pub elsewhere: u32,
}

const HOURS_PER_DAY: f64 = 24.0;
/// What the days hold is compared with a loss to the cent.
const ROUNDING: f64 = 1e-6;

/// A loss that is more than the days of its line can lose is refused: it would be counted short.
pub(super) fn outages(
    scenarios: &[Vec<GivenLine>],
    (assets, place): (&[Asset], &HashMap<AssetId, usize>),
    model: &CostModel,
    p: &RiskParameters,
    first_day: NaiveDate,
) -> Result<Given, Failure> {
    let horizon = f64::from(p.periods * p.period_days) * HOURS_PER_DAY;
    let mut given = Given { outages: Vec::new(), elsewhere: 0 };
    for lines in scenarios {
        let mut outages = Vec::new();
        for line in lines {
            let begins = (line.from - first_day).num_days() as f64 * HOURS_PER_DAY;
            let ends = ((line.until - first_day).num_days() + 1) as f64 * HOURS_PER_DAY;
            let Some(asset) = place.get(&line.asset_id).copied().filter(|_| ends > 0.0 && begins < horizon) else {
                given.elsewhere += 1;
                continue;
            };
            let hours = hours(line, &assets[asset], model, ends - begins)?;
            let (from, until) = (begins.max(0.0), (begins + hours).min(horizon));
            if until > from {
                outages.push(GivenOutage { asset, from, until });
            }
        }
        given.outages.push(outages);
    }
    Ok(given)
}

fn hours(line: &GivenLine, asset: &Asset, model: &CostModel, most: f64) -> Result<f64, Failure> {
    let float = |d: Decimal| d.to_f64().unwrap_or(f64::NAN);
    let an_hour = float(model.downtime_of(asset.family));
    match line.loss {
        GivenLoss::Probability(probability) => {
            Ok((probability * float(model.of(asset.family).unplanned_hours)).min(most))
        }
        GivenLoss::Money(loss) if loss <= an_hour * most * (1.0 + ROUNDING) => {
            Ok(if an_hour > 0.0 { loss / an_hour } else { 0.0 })
        }
        GivenLoss::Money(_) => {
            let message = Message::new("risk-scenario-loss-beyond")
                .with("scenario", line.scenario.as_str())
                .with("asset", asset.tag_code.as_str())
                .with("day", line.from.to_string())
                .with("most", an_hour * most);
            Err(Failure::new(ErrorCode::Invalid, in_currency(message, model.currency)))
        }
    }
}
