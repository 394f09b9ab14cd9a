//! Scenarios drawn anew from the recipe in docs/optimization.md and the published generator (xoshiro256++ seeded by SplitMix64,
//! Blackman and Vigna), with the closed form of the Weibull life where the optimizer bisects; and the hours out that follow.

use super::input::{Asset, Failure, Input, Intervention, Lives, Scenarios};

/// Failures of one asset within one horizon beyond this many are not drawn.
const MOST_LIVES: usize = 64;

/// By asset and scenario.
pub fn lives(input: &Input) -> Vec<Vec<Lives>> {
    let horizon: f64 = input.period_hours.iter().sum();
    match &input.scenarios {
        Scenarios::Given(given) => {
            (0..input.assets.len()).map(|a| given.iter().map(|s| s[a].clone()).collect()).collect()
        }
        Scenarios::Drawn(count) => drawn(input, *count, horizon),
        Scenarios::DrawnAndGiven { drawn: first, given } => {
            let mut all = drawn(input, first + given.len(), horizon);
            for (asset, lives) in all.iter_mut().enumerate() {
                for (life, outages) in lives[*first..].iter_mut().zip(given) {
                    let mine: Vec<(f64, f64)> =
                        outages.iter().filter(|o| o.asset == asset).map(|o| (o.from, o.until)).collect();
                    if !mine.is_empty() {
                        // What a person says of it stands in the place of its own failures, until it is renewed.
                        *life = Lives { present: None, after_repair: Vec::new(), outages: mine, ..life.clone() };
                    }
                }
            }
            all
        }
    }
}

fn drawn(input: &Input, count: usize, horizon: f64) -> Vec<Vec<Lives>> {
    let of_asset = |(a, asset): (u64, &Asset)| {
        let mut random = Xoshiro::seeded(input.seed ^ (a + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        (0..count).map(|_| draw(asset, horizon, &mut random)).collect()
    };
    (0u64..).zip(&input.assets).map(of_asset).collect()
}

fn draw(asset: &Asset, horizon: f64, random: &mut Xoshiro) -> Lives {
    let present = life(asset, asset.age_hours, horizon, random);
    let mut renewed = || {
        let (mut all, mut sum) = (Vec::new(), 0.0);
        while sum < horizon && all.len() < MOST_LIVES {
            let one = life(asset, 0.0, horizon, random);
            sum += one.unwrap_or(f64::INFINITY) + asset.repair_hours;
            all.push(one);
        }
        all
    };
    Lives { present, after_repair: renewed(), after_intervention: renewed(), outages: Vec::new() }
}

/// `H(age + life) - H(age)` is an exponential draw; none beyond the horizon.
fn life(asset: &Asset, age: f64, horizon: f64, random: &mut Xoshiro) -> Option<f64> {
    let drawn = -(1.0 - random.unit()).ln();
    let Failure::Weibull { eta, beta } = asset.failure;
    let so_far = (age / eta).powf(beta);
    let life = eta * (so_far + drawn).powf(1.0 / beta) - age;
    (life <= horizon).then_some(life)
}

struct Xoshiro([u64; 4]);

impl Xoshiro {
    fn seeded(mut state: u64) -> Self {
        let mut split_mix = || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            z ^ (z >> 31)
        };
        Self([split_mix(), split_mix(), split_mix(), split_mix()])
    }

    fn unit(&mut self) -> f64 {
        let [a, b, c, d] = self.0;
        let result = a.wrapping_add(d).rotate_left(23).wrapping_add(a);
        let (c2, d2) = (c ^ a, d ^ b);
        self.0 = [a ^ d2, b ^ c2, c2 ^ (b << 17), d2.rotate_left(45)];
        (result >> 11) as f64 / 9_007_199_254_740_992.0
    }
}

/// Stretches in which the asset is out, in hours from now.
pub fn outages(lives: &Lives, asset: &Asset, work: Option<(&Intervention, f64)>, horizon: f64) -> Vec<(f64, f64)> {
    let hours = |life: Option<f64>| life.unwrap_or(f64::INFINITY);
    let begin = work.map_or(horizon, |(_, begin)| begin);
    let mut out: Vec<(f64, f64)> = lives
        .outages
        .iter()
        .map(|(from, until)| (*from, until.min(begin)))
        .filter(|(from, until)| from < until)
        .collect();
    let mut fails = hours(lives.present);
    let mut repaired = lives.after_repair.iter();
    while fails < begin {
        let back = fails + asset.repair_hours;
        // Work that begins ends a repair that is under way.
        out.push((fails, back.min(begin)));
        fails = back + repaired.next().map_or(f64::INFINITY, |l| hours(*l));
    }
    if let Some((v, begin)) = work {
        let mut now = begin + v.hours_out;
        out.push((begin, now));
        for life in &lives.after_intervention {
            let fails = now + hours(*life);
            if fails >= horizon {
                break;
            }
            now = fails + asset.repair_hours;
            out.push((fails, now));
        }
    }
    out
}

/// How much of `from .. until` is covered.
pub fn covered(out: &[(f64, f64)], from: f64, until: f64) -> f64 {
    out.iter().map(|(a, b)| (b.min(until) - a.max(from)).max(0.0)).sum()
}
