//! Statistics that a few wild values don't move: weighted quantiles, the median absolute deviation, Theil–Sen, Mann–Kendall.

/// MAD times this estimates the standard deviation of normal data: 1 / Phi^-1(3/4).
pub const MAD_TO_SIGMA: f64 = 1.482_602_218_505_602;

/// The weighted quantile `q` (0..=1) of values with positive weights: the least value at which the weights up to it reach
/// the share; the mean of two where the share falls exactly between them. Sorts its input. `None` of nothing.
pub fn quantile(pairs: &mut [(f64, f64)], q: f64) -> Option<f64> {
    pairs.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let wanted = pairs.iter().map(|p| p.1).sum::<f64>() * q;
    let mut sum = 0.0;
    for (i, (value, weight)) in pairs.iter().enumerate() {
        sum += weight;
        if (sum - wanted).abs() <= 1e-12 * wanted.max(1.0) {
            return Some(pairs.get(i + 1).map_or(*value, |next| (value + next.0) / 2.0));
        }
        if sum > wanted {
            return Some(*value);
        }
    }
    pairs.last().map(|p| p.0)
}

/// Median of plain values. `None` of nothing.
pub fn median(values: &mut [f64]) -> Option<f64> {
    let count = values.len();
    if count == 0 {
        return None;
    }
    let (below, upper, _) = values.select_nth_unstable_by(count / 2, f64::total_cmp);
    let upper = *upper;
    if count % 2 == 1 {
        return Some(upper);
    }
    let lower = below.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Some((lower + upper) / 2.0)
}

/// Mann–Kendall's Z for rising (positive) or falling values in the order of time, with the correction for ties and for
/// continuity (Kendall 1975). 0 of fewer than three values.
pub fn mann_kendall(values: &[f64]) -> f64 {
    let n = values.len();
    if n < 3 {
        return 0.0;
    }
    let mut s = 0i64;
    for (i, a) in values.iter().enumerate() {
        for b in &values[i + 1..] {
            s += i64::from(b > a) - i64::from(b < a);
        }
    }
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let spread = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let ties: f64 = sorted.chunk_by(|a, b| a == b).map(|group| spread(group.len() as f64)).sum();
    let variance = (spread(n as f64) - ties) / 18.0;
    if variance <= 0.0 {
        return 0.0;
    }
    (s - s.signum()) as f64 / variance.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_and_medians_of_known_values() {
        let plain = |values: &[f64], q| quantile(&mut values.iter().map(|v| (*v, 1.0)).collect::<Vec<_>>(), q);
        assert_eq!(plain(&[3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(plain(&[4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
        assert_eq!(plain(&[5.0], 0.01), Some(5.0));
        assert_eq!(plain(&[], 0.5), None);
        // Two uncertain values weigh as one good.
        assert_eq!(quantile(&mut [(1.0, 0.5), (2.0, 0.5), (9.0, 1.0), (10.0, 1.0)], 0.5), Some(9.0));
        assert_eq!(median(&mut [4.0, 1.0, 3.0, 2.0]), Some(2.5));
        assert_eq!(median(&mut [4.0, 1.0, 3.0]), Some(3.0));
        assert_eq!(median(&mut []), None);
    }

    #[test]
    fn mann_kendall_of_known_series() {
        // Seven rising values: S = 21, variance 44.33, Z = 20 / 6.658.
        let rising: Vec<f64> = (0..7).map(f64::from).collect();
        assert!((mann_kendall(&rising) - 3.003_757).abs() < 1e-5);
        assert!((mann_kendall(&rising.iter().rev().copied().collect::<Vec<_>>()) + 3.003_757).abs() < 1e-5);
        assert_eq!(mann_kendall(&[5.0; 9]), 0.0);
        assert_eq!(mann_kendall(&[1.0, 2.0]), 0.0);
        // With ties 1 2 2 3: S = 5, variance (156 - 18) / 18, Z = 4 / sqrt(7.667).
        assert!((mann_kendall(&[1.0, 2.0, 2.0, 3.0]) - 1.444_630).abs() < 1e-5);
    }
}
