//! Repeatable randomness: every number is a hash of (key, place), so a value at a moment never depends on what was
//! asked before. SplitMix64 (Steele, Lea and Flood, 2014) as the mixer.

/// One round of SplitMix64: every input bit reaches every output bit.
pub fn mix(mut z: u64) -> u64 {
    z = z.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The key of a name under a seed.
pub fn key(seed: u64, name: &str) -> u64 {
    name.bytes().fold(mix(seed), |k, b| mix(k ^ u64::from(b)))
}

/// Uniform in [0, 1) at a whole-numbered place.
pub fn uniform(key: u64, place: i64) -> f64 {
    (mix(key ^ mix(place as u64)) >> 11) as f64 / (1u64 << 53) as f64
}

/// Close to normal with mean 0 and deviation 1 (sum of four uniforms), bounded by 3.5.
pub fn white(key: u64, place: i64) -> f64 {
    let bits = mix(key ^ mix(place as u64));
    let sum: u64 = (0..4).map(|i| (bits >> (16 * i)) & 0xFFFF).sum();
    (sum as f64 / 65_536.0 - 2.0) * 3f64.sqrt()
}

/// Continuous, within about -1..1, wandering over `period_ms` (value noise, smoothstep between lattice points).
pub fn wander(key: u64, ms: i64, period_ms: i64) -> f64 {
    let place = ms.div_euclid(period_ms);
    let x = ms.rem_euclid(period_ms) as f64 / period_ms as f64;
    let ease = x * x * (3.0 - 2.0 * x);
    let (a, b) = (uniform(key, place), uniform(key, place + 1));
    2.0 * (a + (b - a) * ease) - 1.0
}

/// Within -1..1: held for `hold_ms`, then ramped to the next level over the first `ramp_ms` of it. Set-point steps.
pub fn steps(key: u64, ms: i64, hold_ms: i64, ramp_ms: i64) -> f64 {
    let place = ms.div_euclid(hold_ms);
    let x = (ms.rem_euclid(hold_ms) as f64 / ramp_ms as f64).min(1.0);
    let (before, now) = (uniform(key, place - 1), uniform(key, place));
    2.0 * (before + (now - before) * x) - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_noise_has_mean_zero_and_deviation_one() {
        let n = 20_000;
        let values: Vec<f64> = (0..n).map(|i| white(7, i)).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        let deviation = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / n as f64).sqrt();
        assert!(mean.abs() < 0.03 && (deviation - 1.0).abs() < 0.03, "{mean} {deviation}");
    }

    #[test]
    fn wandering_and_steps_have_no_jumps() {
        for ms in (-100_000..100_000).step_by(37) {
            assert!((wander(3, ms + 1, 10_000) - wander(3, ms, 10_000)).abs() < 0.001);
            assert!((steps(3, ms + 1, 10_000, 2_000) - steps(3, ms, 10_000, 2_000)).abs() < 0.002);
        }
    }
}
