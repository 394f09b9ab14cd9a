//! Scenarios: how long each asset lives, drawn from its failure model given its age, and how many hours of each period it is
//! then out under a decision.

use super::plant::{Intervention, Lives, ProductionRiskInput, RiskAsset, Scenarios};
use crate::{random::Random, reliability::FailureModel};

/// Failures of one asset within one horizon beyond this many are not drawn: it would be out most of the time.
const MOST_LIVES: usize = 64;

/// By asset and scenario. `None`: nobody waits for it any longer.
pub(crate) fn lives(input: &ProductionRiskInput, is_over: &dyn Fn() -> bool) -> Option<Vec<Vec<Lives>>> {
    let horizon: f64 = input.period_hours.iter().sum();
    let lives = match &input.scenarios {
        Scenarios::Given(given) => {
            (0..input.assets.len()).map(|a| given.iter().map(|scenario| scenario[a].clone()).collect()).collect()
        }
        Scenarios::Drawn(count) => drawn(input, *count, horizon, is_over)?,
        Scenarios::DrawnAndGiven { drawn: first, given } => {
            let mut lives = drawn(input, first + given.len(), horizon, is_over)?;
            for (s, outages) in (*first..).zip(given) {
                for outage in outages {
                    let of_asset = &mut lives[outage.asset][s];
                    (of_asset.present, of_asset.after_repair) = (f64::INFINITY, Vec::new());
                    of_asset.outages.push((outage.from, outage.until));
                }
            }
            lives
        }
    };
    Some(lives)
}

fn drawn(
    input: &ProductionRiskInput,
    count: usize,
    horizon: f64,
    is_over: &dyn Fn() -> bool,
) -> Option<Vec<Vec<Lives>>> {
    let assets = input.assets.iter().enumerate().map(|(a, asset)| {
        // A stream of its own: another asset more or less does not change this one's luck.
        let mut random = Random::seeded(input.seed ^ (a as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (!is_over()).then(|| (0..count).map(|_| draw(asset, horizon, &mut random)).collect())
    });
    assets.collect()
}

fn draw(asset: &RiskAsset, horizon: f64, random: &mut Random) -> Lives {
    let present = life(&asset.failure, asset.age_hours, horizon, random);
    let mut renewed = || {
        let (mut all, mut sum) = (Vec::new(), 0.0);
        while sum < horizon && all.len() < MOST_LIVES {
            let one = life(&asset.failure, 0.0, horizon, random);
            sum += one + asset.repair_hours;
            all.push(one);
        }
        all
    };
    Lives { present, after_repair: renewed(), after_intervention: renewed(), outages: Vec::new() }
}

/// Hours to the failure of an asset of this age; infinite beyond the horizon. The failure comes when the cumulative hazard
/// has grown by an exponential draw.
fn life(model: &FailureModel, age: f64, horizon: f64, random: &mut Random) -> f64 {
    let hazard = -(1.0 - random.unit()).ln();
    if model.hazard_over(age, horizon) < hazard {
        return f64::INFINITY;
    }
    let (mut low, mut high) = (0.0, horizon);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if model.hazard_over(age, middle) < hazard {
            low = middle;
        } else {
            high = middle;
        }
    }
    0.5 * (low + high)
}

/// Whether the asset fails, or is said to be out, within the horizon where it is left alone.
pub(crate) fn fails_within(lives: &Lives, horizon: f64) -> bool {
    lives.present < horizon || lives.outages.iter().any(|(from, _)| *from < horizon)
}

/// Hours out, by period, of an asset that is left alone or intervened on from the start of a period.
pub(crate) fn hours_out(
    lives: &Lives,
    asset: &RiskAsset,
    intervention: Option<(&Intervention, usize)>,
    begins: &[f64],
) -> Vec<f64> {
    let horizon = begins.last().copied().unwrap_or(0.0);
    let mut out = vec![0.0; begins.len() - 1];
    let (from, until) = match intervention {
        Some((v, start)) => (begins[start], begins[start] + v.hours_out),
        None => (horizon, horizon),
    };
    for (begin, end) in &lives.outages {
        spread(&mut out, begins, *begin, end.min(from));
    }
    // Until the intervention: a failure is repaired; the intervention waits for no repair, it ends it.
    let mut next = lives.present;
    let mut lives_left = lives.after_repair.iter();
    while next < from {
        let back = next + asset.repair_hours;
        spread(&mut out, begins, next, back.min(from));
        next = back + lives_left.next().copied().unwrap_or(f64::INFINITY);
    }
    if intervention.is_none() {
        return out;
    }
    spread(&mut out, begins, from, until);
    let mut clock = until;
    for life in &lives.after_intervention {
        let fails = clock + life;
        if fails >= horizon {
            break;
        }
        clock = fails + asset.repair_hours;
        spread(&mut out, begins, fails, clock);
    }
    out
}

fn spread(out: &mut [f64], begins: &[f64], from: f64, until: f64) {
    if until <= from {
        return;
    }
    let first = begins.partition_point(|b| *b <= from).saturating_sub(1);
    for (p, out) in out.iter_mut().enumerate().skip(first) {
        if begins[p] >= until {
            break;
        }
        *out += until.min(begins[p + 1]) - from.max(begins[p]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::AssetId;

    fn asset(repair_hours: f64) -> RiskAsset {
        let failure = FailureModel::weibull(1_000.0, 2.0).unwrap();
        RiskAsset { asset_id: AssetId::new(), failure, age_hours: 500.0, repair_hours, loss_per_hour: Vec::new() }
    }

    #[test]
    fn drawn_lives_fail_as_often_as_the_model_says() {
        let (asset, mut random) = (asset(10.0), Random::seeded(5));
        let draws = 40_000;
        let failed = (0..draws).filter(|_| life(&asset.failure, 500.0, 600.0, &mut random) < 100.0).count();
        // F(600|500; eta 1000, beta 2) = 0.1041658647, three standard deviations of 40,000 draws: 0.0046.
        assert!((failed as f64 / f64::from(draws) - 0.104_165_864_7).abs() < 0.0046, "{failed}");
    }

    #[test]
    fn hours_out_are_put_into_the_periods_they_fall_in() {
        let begins = [0.0, 100.0, 200.0, 300.0];
        let lives = Lives {
            present: 90.0,
            after_repair: vec![150.0],
            after_intervention: vec![40.0, 1e9],
            outages: Vec::new(),
        };
        let asset = asset(30.0);
        // Fails at 90, back at 120, fails again at 270, back at 300.
        assert_eq!(hours_out(&lives, &asset, None, &begins), [10.0, 20.0, 30.0]);
        let v = Intervention {
            asset: 0,
            periods: 1,
            hours_out: 24.0,
            cost: 0.0,
            crews: Vec::new(),
            earliest: 0,
            latest: 2,
            is_required: false,
            locked: None,
        };
        // At once: out 0 to 24, fails at 64, back at 94.
        assert_eq!(hours_out(&lives, &asset, Some((&v, 0)), &begins), [54.0, 0.0, 0.0]);
        // From 100: it failed at 90, the intervention ends the repair at 100, out to 124, fails at 164, back at 194.
        assert_eq!(hours_out(&lives, &asset, Some((&v, 1)), &begins), [10.0, 54.0, 0.0]);
    }
}
