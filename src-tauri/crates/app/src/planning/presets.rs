//! Where a person begins: a few sets of parameters a model, each for one thing that matters most.

use super::{DeferralFleetParameters, DispatchParameters, Effort, RiskParameters, RunRequest, dispatch::DispatchRates};
use domain::{CostModel, Message};
use serde::Serialize;
use ts_rs::TS;

#[derive(Debug, Clone, Serialize, TS)]
pub struct Preset {
    /// `balanced`
    pub id: String,
    pub name: Message,
    pub about: Message,
    pub request: RunRequest,
}

/// The first is what a person gets who changes nothing. Rates are told against those of the cost model.
pub fn of(model: &str, costs: &CostModel) -> Vec<Preset> {
    match model {
        domain::run::DISPATCH => dispatch(DispatchRates::of(&costs.dispatch)),
        domain::run::PRODUCTION_RISK => production_risk(),
        domain::run::DEFERRAL_FLEET => {
            let long = DeferralFleetParameters { horizons: [30, 90, 180, 365, 730], ..Default::default() };
            vec![
                preset("deferral-year", RunRequest::DeferralFleet(DeferralFleetParameters::default())),
                preset("deferral-two-years", RunRequest::DeferralFleet(long)),
            ]
        }
        _ => Vec::new(),
    }
}

fn preset(id: &str, request: RunRequest) -> Preset {
    Preset {
        id: id.into(),
        name: Message::new(format!("preset-{id}")),
        about: Message::new(format!("preset-{id}-about")),
        request,
    }
}

fn dispatch(rates: DispatchRates) -> Vec<Preset> {
    let usual = DispatchParameters::default();
    let with = |rates: DispatchRates| DispatchParameters { rates: Some(rates), ..usual.clone() };
    let fair = DispatchParameters { fairness: Some(0.01), ..usual.clone() };
    let quick = DispatchParameters { effort: Effort::Seconds(2.0), ..usual.clone() };
    let repeatable = DispatchParameters { effort: Effort::Rounds(200), ..usual.clone() };
    [
        ("dispatch-balanced", usual.clone()),
        ("dispatch-due-dates", with(DispatchRates { late_day: 4.0 * rates.late_day, ..rates })),
        (
            "dispatch-travel",
            with(DispatchRates { travel_hour: 4.0 * rates.travel_hour, travel_km: 4.0 * rates.travel_km, ..rates }),
        ),
        ("dispatch-fair", fair),
        ("dispatch-quick", quick),
        ("dispatch-repeatable", repeatable),
    ]
    .map(|(id, p)| preset(id, RunRequest::WorkforceDispatch(p)))
    .into()
}

fn production_risk() -> Vec<Preset> {
    let usual = RiskParameters::default();
    [
        ("risk-balanced", usual.clone()),
        ("risk-bad-years", RiskParameters { tail_share: Some(0.75), quantile: 0.95, ..usual.clone() }),
        ("risk-mean", RiskParameters { tail_share: Some(0.0), ..usual.clone() }),
        ("risk-year", RiskParameters { periods: 12, period_days: 30, ..usual.clone() }),
        ("risk-repeatable", RiskParameters { effort: Effort::Rounds(200), ..usual }),
    ]
    .map(|(id, p)| preset(id, RunRequest::ProductionRisk(p)))
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::is_translated;

    #[test]
    fn every_preset_has_its_words_in_both_languages() {
        let models = [domain::run::DISPATCH, domain::run::PRODUCTION_RISK, domain::run::DEFERRAL_FLEET];
        for preset in models.into_iter().flat_map(|model| of(model, &CostModel::default())) {
            assert!(is_translated(&preset.name.id) && is_translated(&preset.about.id), "{}", preset.id);
        }
        assert!(of("maintenance_prioritization", &CostModel::default()).is_empty());
    }
}
