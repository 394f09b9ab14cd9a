//! A whole plant at once: the optimum and the horizons of each asset, in one pass without allocation per horizon.

use super::{Renewal, RenewalCosts, age_replacement};
use crate::reliability::{FailureModel, uptime_over};

/// Renewal costs of one asset, all in.
pub type AssetCosts = RenewalCosts;

/// An asset as the batch sees it. The model's parameters were checked when it was made; the rest is not checked again:
/// ages and costs must be positive and finite.
#[derive(Debug, Clone, PartialEq)]
pub struct AssetOnShelf {
    pub model: FailureModel,
    pub age_hours: f64,
    pub costs: AssetCosts,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeferredAsset<const N: usize> {
    pub renewal: Renewal,
    pub risk_increase: [f64; N],
    pub expected_cost: [f64; N],
    pub net_cost: [f64; N],
}

/// `hours`: the horizons, the same for all assets.
pub fn defer_many<const N: usize>(assets: &[AssetOnShelf], hours: &[f64; N]) -> Vec<DeferredAsset<N>> {
    assets.iter().map(|a| one(a, hours)).collect()
}

fn one<const N: usize>(asset: &AssetOnShelf, hours: &[f64; N]) -> DeferredAsset<N> {
    let renewal = age_replacement(&asset.model, asset.costs);
    let (g, saving) = (renewal.rate(), asset.costs.failure - asset.costs.planned);
    let age = asset.age_hours;
    let x = asset.model.cumulative_hazard(age);
    let mut answer = DeferredAsset { renewal, risk_increase: [0.0; N], expected_cost: [0.0; N], net_cost: [0.0; N] };
    for (i, d) in hours.iter().enumerate() {
        let (grown, uptime) = uptime_over(&asset.model, age, *d, x);
        let failure = -(-grown).exp_m1();
        answer.risk_increase[i] = failure;
        answer.expected_cost[i] = asset.costs.planned + saving * failure;
        answer.net_cost[i] = saving * failure - g * uptime;
    }
    answer
}
