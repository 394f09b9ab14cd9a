//! The cases, by what the attacker wants.

mod blocking;
mod changing;
mod forging;
mod inferring;
mod reading;

use crate::Case;

/// Every case, with the name of its file.
pub fn all() -> Vec<(&'static str, &'static Case)> {
    let groups: [(&str, &[Case]); 5] = [
        ("reading", reading::CASES),
        ("changing", changing::CASES),
        ("forging", forging::CASES),
        ("inferring", inferring::CASES),
        ("blocking", blocking::CASES),
    ];
    groups.into_iter().flat_map(|(group, cases)| cases.iter().map(move |c| (group, c))).collect()
}
