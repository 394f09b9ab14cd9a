//! Units by their UCUM codes: parsed, checked by dimension, converted exactly enough, offset units right.
//!
//! A unit is a product of powers of atoms with SI prefixes (`mm/s`, `m3/h`, `kW.h`, `kg/(m.s2)` is written `kg/m/s2`).
//! Special units with an offset (`Cel`, `[degF]`) and gauge pressure (`bar{gauge}`) stand alone.
//! Source: The Unified Code for Units of Measure, version 2.1, tables 2 to 5; the atoms a plant uses, not all.

use thiserror::Error;

/// Exponents of metre, gram, second, kelvin, ampere, mole, candela, radian.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Dimension(pub [i8; 8]);

#[derive(Debug, Clone, PartialEq, Error)]
pub enum UnitError {
    #[error("no such unit: {0:?} (UCUM codes are expected: Cel, bar, mm/s, m3/h)")]
    Unknown(String),
    #[error("{from} and {to} measure different things")]
    Dimension { from: String, to: String },
}

/// A parsed unit: `si = value * factor + shift` in coherent SI (with gram as base of mass).
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    code: String,
    factor: f64,
    shift: f64,
    dimension: Dimension,
}

const M: usize = 0;
const G: usize = 1;
const S: usize = 2;
const K: usize = 3;
const A: usize = 4;
const MOL: usize = 5;
const CD: usize = 6;
const RAD: usize = 7;

const fn dim(pairs: &[(usize, i8)]) -> Dimension {
    let mut d = [0i8; 8];
    let mut i = 0;
    while i < pairs.len() {
        d[pairs[i].0] = pairs[i].1;
        i += 1;
    }
    Dimension(d)
}

/// Code, factor to coherent SI, dimension, whether it takes SI prefixes.
const ATOMS: &[(&str, f64, Dimension, bool)] = &[
    ("1", 1.0, dim(&[]), false),
    ("%", 0.01, dim(&[]), false),
    ("[ppth]", 1e-3, dim(&[]), false),
    ("[ppm]", 1e-6, dim(&[]), false),
    ("[ppb]", 1e-9, dim(&[]), false),
    ("m", 1.0, dim(&[(M, 1)]), true),
    ("g", 1.0, dim(&[(G, 1)]), true),
    ("s", 1.0, dim(&[(S, 1)]), true),
    ("K", 1.0, dim(&[(K, 1)]), true),
    ("A", 1.0, dim(&[(A, 1)]), true),
    ("mol", 1.0, dim(&[(MOL, 1)]), true),
    ("cd", 1.0, dim(&[(CD, 1)]), true),
    ("rad", 1.0, dim(&[(RAD, 1)]), true),
    ("deg", std::f64::consts::PI / 180.0, dim(&[(RAD, 1)]), false),
    // One revolution is 2 pi rad in SI, but rotating machines count cycles: rpm is 1/min and converts to Hz.
    ("{rev}", 1.0, dim(&[]), false),
    ("{count}", 1.0, dim(&[]), false),
    ("Hz", 1.0, dim(&[(S, -1)]), true),
    ("N", 1e3, dim(&[(M, 1), (G, 1), (S, -2)]), true),
    ("Pa", 1e3, dim(&[(M, -1), (G, 1), (S, -2)]), true),
    ("J", 1e3, dim(&[(M, 2), (G, 1), (S, -2)]), true),
    ("W", 1e3, dim(&[(M, 2), (G, 1), (S, -3)]), true),
    ("V", 1e3, dim(&[(M, 2), (G, 1), (S, -3), (A, -1)]), true),
    ("Ohm", 1e3, dim(&[(M, 2), (G, 1), (S, -3), (A, -2)]), true),
    ("S", 1e-3, dim(&[(M, -2), (G, -1), (S, 3), (A, 2)]), true),
    ("F", 1e-3, dim(&[(M, -2), (G, -1), (S, 4), (A, 2)]), true),
    ("C", 1.0, dim(&[(S, 1), (A, 1)]), true),
    ("Wb", 1e3, dim(&[(M, 2), (G, 1), (S, -2), (A, -1)]), true),
    ("T", 1e3, dim(&[(G, 1), (S, -2), (A, -1)]), true),
    ("H", 1e3, dim(&[(M, 2), (G, 1), (S, -2), (A, -2)]), true),
    // Reactive and apparent power: watts by dimension, kept apart by name only in the plant's habit.
    ("VAR", 1e3, dim(&[(M, 2), (G, 1), (S, -3)]), true),
    ("bar", 1e8, dim(&[(M, -1), (G, 1), (S, -2)]), true),
    ("atm", 101_325.0 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)]), false),
    ("[psi]", 6_894.757_293_168_361 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)]), false),
    ("m[Hg]", 133_322.387_415 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)]), true),
    ("m[H2O]", 9_806.65 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)]), true),
    ("[in_i'H2O]", 249.088_91 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)]), false),
    ("min", 60.0, dim(&[(S, 1)]), false),
    ("h", 3_600.0, dim(&[(S, 1)]), false),
    ("d", 86_400.0, dim(&[(S, 1)]), false),
    ("wk", 604_800.0, dim(&[(S, 1)]), false),
    ("a", 31_557_600.0, dim(&[(S, 1)]), false),
    ("l", 1e-3, dim(&[(M, 3)]), true),
    ("L", 1e-3, dim(&[(M, 3)]), true),
    ("t", 1e6, dim(&[(G, 1)]), true),
    ("eV", 1.602_176_634e-16, dim(&[(M, 2), (G, 1), (S, -2)]), true),
    ("[g]", 9.806_65, dim(&[(M, 1), (S, -2)]), false),
    ("[in_i]", 0.025_4, dim(&[(M, 1)]), false),
    ("[ft_i]", 0.304_8, dim(&[(M, 1)]), false),
    ("[mi_i]", 1_609.344, dim(&[(M, 1)]), false),
    ("[mil_i]", 2.54e-5, dim(&[(M, 1)]), false),
    ("[lb_av]", 453.592_37, dim(&[(G, 1)]), false),
    ("[lbf_av]", 4.448_221_615_260_5 * 1e3, dim(&[(M, 1), (G, 1), (S, -2)]), false),
    ("[gal_us]", 3.785_411_784e-3, dim(&[(M, 3)]), false),
    ("[bbl_us]", 0.158_987_294_928, dim(&[(M, 3)]), false),
    ("[cft_i]", 0.028_316_846_592, dim(&[(M, 3)]), false),
    ("[cin_i]", 1.638_706_4e-5, dim(&[(M, 3)]), false),
    ("[HP]", 745.699_871_582_270_2 * 1e3, dim(&[(M, 2), (G, 1), (S, -3)]), false),
    ("[Btu]", 1_055.055_852_62 * 1e3, dim(&[(M, 2), (G, 1), (S, -2)]), false),
    ("cal", 4_184.0, dim(&[(M, 2), (G, 1), (S, -2)]), true),
    ("P", 100.0, dim(&[(M, -1), (G, 1), (S, -1)]), true),
    ("St", 1e-4, dim(&[(M, 2), (S, -1)]), true),
    ("lm", 1.0, dim(&[(CD, 1)]), true),
    ("lx", 1.0, dim(&[(CD, 1), (M, -2)]), true),
];

/// Units that stand alone because zero is not zero: code, factor, shift, dimension.
const OFFSET_UNITS: &[(&str, f64, f64, Dimension)] = &[
    ("Cel", 1.0, 273.15, dim(&[(K, 1)])),
    ("[degF]", 5.0 / 9.0, 459.67 * 5.0 / 9.0, dim(&[(K, 1)])),
    ("[degR]", 5.0 / 9.0, 0.0, dim(&[(K, 1)])),
    ("bar{gauge}", 1e8, 101_325.0 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)])),
    ("kPa{gauge}", 1e6, 101_325.0 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)])),
    ("MPa{gauge}", 1e9, 101_325.0 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)])),
    ("[psi]{gauge}", 6_894.757_293_168_361 * 1e3, 101_325.0 * 1e3, dim(&[(M, -1), (G, 1), (S, -2)])),
];

const PREFIXES: &[(&str, f64)] = &[
    ("da", 1e1),
    ("Y", 1e24),
    ("Z", 1e21),
    ("E", 1e18),
    ("P", 1e15),
    ("T", 1e12),
    ("G", 1e9),
    ("M", 1e6),
    ("k", 1e3),
    ("h", 1e2),
    ("d", 1e-1),
    ("c", 1e-2),
    ("m", 1e-3),
    ("u", 1e-6),
    ("n", 1e-9),
    ("p", 1e-12),
    ("f", 1e-15),
];

/// What people offer in lists: the codes that a plant uses most, in a sensible order.
pub const COMMON_UNITS: &[&str] = &[
    "1",
    "%",
    "Cel",
    "K",
    "[degF]",
    "bar",
    "bar{gauge}",
    "kPa",
    "kPa{gauge}",
    "MPa",
    "mbar",
    "[psi]",
    "[psi]{gauge}",
    "mm/s",
    "um",
    "[g]",
    "m/s2",
    "m3/h",
    "m3/s",
    "l/min",
    "l/s",
    "t/h",
    "kg/s",
    "kg/h",
    "[gal_us]/min",
    "[bbl_us]/d",
    "m",
    "mm",
    "Hz",
    "{rev}/min",
    "A",
    "mA",
    "V",
    "kV",
    "W",
    "kW",
    "MW",
    "kW.h",
    "VAR",
    "kVAR",
    "J",
    "kJ",
    "N.m",
    "uS/cm",
    "[ppm]",
    "mg/l",
    "kg/m3",
    "cP",
    "s",
    "min",
    "h",
    "d",
    "deg",
    "{count}",
];

impl Unit {
    pub fn parse(code: &str) -> Result<Self, UnitError> {
        let code = code.trim();
        if let Some((_, factor, shift, dimension)) = OFFSET_UNITS.iter().find(|u| u.0 == code) {
            return Ok(Self { code: code.into(), factor: *factor, shift: *shift, dimension: *dimension });
        }
        let unknown = || UnitError::Unknown(code.to_owned());
        let (mut factor, mut dimension) = (1.0, Dimension::default());
        for (divides, term) in terms(code).ok_or_else(unknown)? {
            let (f, d, power) = parse_term(term).ok_or_else(unknown)?;
            let power = if divides { -power } else { power };
            factor *= f.powi(i32::from(power));
            for (sum, exponent) in dimension.0.iter_mut().zip(d.0) {
                *sum = exponent.checked_mul(power).and_then(|p| sum.checked_add(p)).ok_or_else(unknown)?;
            }
        }
        if !(factor.is_finite() && factor > 0.0) {
            return Err(unknown());
        }
        Ok(Self { code: code.into(), factor, shift: 0.0, dimension })
    }

    pub fn code(&self) -> &str {
        &self.code
    }

    pub fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// `(factor, shift)` with `target = value * factor + shift`. Equal codes give exactly `(1, 0)`.
    pub fn conversion_to(&self, target: &Self) -> Result<(f64, f64), UnitError> {
        if self.dimension != target.dimension {
            return Err(UnitError::Dimension { from: self.code.clone(), to: target.code.clone() });
        }
        if self.code == target.code {
            return Ok((1.0, 0.0));
        }
        Ok((self.factor / target.factor, (self.shift - target.shift) / target.factor))
    }
}

/// Splits `a.b/c` into its terms; a term after `/` divides.
fn terms(code: &str) -> Option<Vec<(bool, &str)>> {
    let mut out = Vec::new();
    let (mut start, mut divides, mut depth) = (0, false, 0i32);
    for (i, c) in code.char_indices() {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth -= 1,
            '.' | '/' if depth == 0 => {
                // A leading slash (`/min`) is UCUM's own way to write a reciprocal.
                if i > start {
                    out.push((divides, &code[start..i]));
                } else if !(i == 0 && c == '/') {
                    return None;
                }
                (start, divides) = (i + 1, c == '/');
            }
            _ => {}
        }
        if depth < 0 {
            return None;
        }
    }
    if depth != 0 || start >= code.len() {
        return None;
    }
    out.push((divides, &code[start..]));
    Some(out)
}

/// `mm3` -> (1e-3, metre, 3).
fn parse_term(term: &str) -> Option<(f64, Dimension, i8)> {
    if let Some((_, f, d, _)) = ATOMS.iter().find(|a| a.0 == term) {
        return Some((*f, *d, 1));
    }
    let digits = term.len() - term.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (mut symbol, exponent) = term.split_at(term.len() - digits);
    let mut power: i8 = if exponent.is_empty() { 1 } else { exponent.parse().ok()? };
    if !exponent.is_empty() && symbol.ends_with(['-', '+']) {
        if symbol.ends_with('-') {
            power = -power;
        }
        symbol = &symbol[..symbol.len() - 1];
    }
    if let Some((_, f, d, _)) = ATOMS.iter().find(|a| a.0 == symbol) {
        return Some((*f, *d, power));
    }
    PREFIXES.iter().find_map(|(prefix, scale)| {
        let rest = symbol.strip_prefix(prefix)?;
        ATOMS.iter().find(|a| a.3 && a.0 == rest).map(|(_, f, d, _)| (f * scale, *d, power))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn convert(value: f64, from: &str, to: &str) -> Result<f64, UnitError> {
        let (f, s) = Unit::parse(from)?.conversion_to(&Unit::parse(to)?)?;
        Ok(value * f + s)
    }

    #[test]
    fn known_conversions() {
        for (value, from, to, expected) in [
            (212.0, "[degF]", "Cel", 100.0),
            (-40.0, "[degF]", "Cel", -40.0),
            (0.0, "Cel", "K", 273.15),
            (100.0, "Cel", "[degF]", 212.0),
            (14.503_773_773_020_923, "[psi]", "bar", 1.0),
            (0.0, "bar{gauge}", "bar", 1.013_25),
            (1.0, "MPa", "bar", 10.0),
            (3.6, "m3/h", "l/s", 1.0),
            (1.0, "[bbl_us]", "l", 158.987_294_928),
            (1.0, "kW.h", "MJ", 3.6),
            (25.4, "mm/s", "[in_i]/s", 1.0),
            (3000.0, "{rev}/min", "Hz", 50.0),
            (3000.0, "/min", "Hz", 50.0),
            (1.0, "m[H2O]", "kPa", 9.806_65),
            (1.0, "kg/m3", "g/l", 1.0),
            (1.0, "cP", "mPa.s", 1.0),
            (50.0, "%", "1", 0.5),
            (1.0, "m.s-1", "m/s", 1.0),
        ] {
            let got = convert(value, from, to).unwrap();
            assert!(
                (got - expected).abs() <= 1e-9 * expected.abs().max(1.0),
                "{value} {from} -> {got} {to}, not {expected}"
            );
        }
    }

    #[test]
    fn different_dimensions_are_refused_and_nonsense_is_unknown() {
        for (from, to) in [("bar", "Cel"), ("m", "m2"), ("kW", "kW.h"), ("A", "V"), ("%", "Cel")] {
            assert!(matches!(convert(1.0, from, to), Err(UnitError::Dimension { .. })), "{from} {to}");
        }
        for code in [
            "", " ", "°C", "degC", "furlong", "m//s", "m..s", "m/", ".m", "[degF]/s", "m99999", "{", "Cel2", "mCel",
            "k%",
        ] {
            assert!(matches!(Unit::parse(code), Err(UnitError::Unknown(_))), "{code:?}");
        }
    }

    #[test]
    fn every_common_unit_parses() {
        for code in COMMON_UNITS {
            Unit::parse(code).unwrap();
        }
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same(value in -1e6f64..1e6, a in 0..COMMON_UNITS.len(), b in 0..COMMON_UNITS.len()) {
            if let Ok(there) = convert(value, COMMON_UNITS[a], COMMON_UNITS[b]) {
                let back = convert(there, COMMON_UNITS[b], COMMON_UNITS[a]).unwrap();
                prop_assert!((back - value).abs() <= 1e-6 * value.abs().max(1.0));
            }
        }

        #[test]
        fn any_text_parses_or_is_refused_without_panic(code in "\\PC{0,20}") {
            let _ = Unit::parse(&code);
        }
    }
}
