//! The incomplete gamma function in the two scaled forms that a Weibull life needs. Neither over- nor underflows where the
//! survival itself is still a number. DLMF 8.7.1 (series) and 8.9.2 (continued fraction, evaluated by Lentz).

/// Where a term no longer changes the sum.
const NEGLIGIBLE: f64 = 1e-17;
const MOST_TERMS: usize = 10_000;
const TINY: f64 = 1e-300;

/// Lanczos coefficients for g = 7 (Godfrey); relative error below 1e-15 for positive arguments.
const LANCZOS_G: f64 = 7.0;
const LANCZOS: [f64; 9] = [
    0.999_999_999_999_809_9,
    676.520_368_121_885_1,
    -1_259.139_216_722_402_8,
    771.323_428_777_653_1,
    -176.615_029_162_140_6,
    12.507_343_278_686_905,
    -0.138_571_095_265_720_12,
    9.984_369_578_019_572e-6,
    1.505_632_735_149_311_6e-7,
];

/// Gamma(x) for x >= 1/2.
pub fn gamma(x: f64) -> f64 {
    let x = x - 1.0;
    let mut sum = LANCZOS[0];
    for (i, c) in LANCZOS.iter().enumerate().skip(1) {
        sum += c / (x + i as f64);
    }
    let t = x + LANCZOS_G + 0.5;
    (2.0 * std::f64::consts::PI).sqrt() * t.powf(x + 0.5) * (-t).exp() * sum
}

/// `a * x^-a * e^x * lower_gamma(a, x)`: 1 at x = 0, rising. Meant for x up to about a + 1.
pub fn lower_scaled(a: f64, x: f64) -> f64 {
    let (mut term, mut sum, mut n) = (1.0, 1.0, a);
    for _ in 0..MOST_TERMS {
        n += 1.0;
        term *= x / n;
        sum += term;
        if term < sum * NEGLIGIBLE {
            break;
        }
    }
    sum
}

/// `x^-a * e^x * upper_gamma(a, x)`, for x of about a + 1 and more.
pub fn upper_scaled(a: f64, x: f64) -> f64 {
    let mut b = x + 1.0 - a;
    let mut c = 1.0 / TINY;
    // Zero where x = a - 1: Lentz goes on from a tiny number in its place.
    let mut d = 1.0 / if b.abs() < TINY { TINY } else { b };
    let mut h = d;
    for i in 1..MOST_TERMS {
        let i = i as f64;
        let an = -i * (i - a);
        b += 2.0;
        d = an * d + b;
        d = if d.abs() < TINY { TINY } else { d };
        c = b + an / c;
        c = if c.abs() < TINY { TINY } else { c };
        d = 1.0 / d;
        let step = d * c;
        h *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    h
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(got: f64, want: f64) {
        assert!((got / want - 1.0).abs() < 1e-13, "{got} is not {want}");
    }

    #[test]
    fn known_values() {
        close(gamma(0.5), std::f64::consts::PI.sqrt());
        close(gamma(5.0), 24.0);
        close(gamma(1.4), 0.887_263_817_503_075_3);
        // For a = 1 both are elementary: (1 - e^-x) e^x / x and 1 / x.
        close(lower_scaled(1.0, 0.7), (0.7_f64.exp() - 1.0) / 0.7);
        close(upper_scaled(1.0, 3.0), 1.0 / 3.0);
    }

    #[test]
    fn both_forms_add_up_to_the_whole() {
        for a in [0.2, 0.4545, 0.77, 1.0, 1.9] {
            for x in [0.9_f64, 1.5, 2.5, 4.0] {
                let scale = x.powf(a) * (-x).exp();
                let sum = lower_scaled(a, x) * scale / a + upper_scaled(a, x) * scale;
                close(sum, gamma(a + 1.0) / a);
            }
        }
    }
}
