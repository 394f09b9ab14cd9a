//! The table of `cargo xtask bench optimizer`: a line for each run of ours and of a peer, with what it found, what a checker
//! that is not ours made of it, and whether the target of the issue is held.

use serde_json::Value;

#[derive(Default)]
pub struct Line {
    pub case: String,
    pub who: String,
    /// CPU seconds that it might take.
    pub limit: Option<f64>,
    pub cost: Option<f64>,
    pub bound: Option<f64>,
    pub status: String,
    /// What the checker said.
    pub judged: String,
    pub first_plan: Option<f64>,
    pub cpu: Option<f64>,
    pub mib: Option<f64>,
    /// Seconds by the clock, where that is the target.
    pub seconds: Option<f64>,
    pub target: String,
    pub is_held: Option<bool>,
}

impl Line {
    /// As `optria-bench` printed it.
    pub fn ours(case: &str, limit: Option<f64>, result: &Value) -> Self {
        let number = |key: &str| result[key].as_f64();
        Self {
            case: case.into(),
            who: "optria".into(),
            limit,
            cost: number("objective"),
            bound: number("bound"),
            status: result["status"].as_str().unwrap_or_default().into(),
            first_plan: number("first_plan_seconds"),
            cpu: number("cpu_seconds"),
            mib: number("peak_mib"),
            seconds: number("seconds"),
            ..Self::default()
        }
    }

    /// One that did not run, and why.
    pub fn skipped(case: &str, who: &str, why: &str) -> Self {
        Self { case: case.into(), who: who.into(), status: format!("skipped: {why}"), ..Self::default() }
    }

    /// In hundredths of the cost.
    pub fn gap(&self) -> Option<f64> {
        let (cost, bound) = (self.cost?, self.bound?);
        (cost != 0.0).then(|| (cost - bound).max(0.0) / cost.abs() * 100.0)
    }

    #[must_use]
    pub fn wanted(self, target: &str, is_held: bool) -> Self {
        Self { target: target.into(), is_held: Some(is_held), ..self }
    }

    /// Nothing is said of what no checker has seen.
    #[must_use]
    pub fn wanted_if_judged(self, target: &str, is_held: bool) -> Self {
        let is_held = (!self.judged.starts_with(NOT_JUDGED)).then_some(is_held);
        Self { target: target.into(), is_held, ..self }
    }
}

/// What the checker's column begins with where it had no say.
pub const NOT_JUDGED: &str = "not judged";

const HEADS: [&str; 13] = [
    "case",
    "who",
    "limit, CPU s",
    "cost",
    "bound",
    "gap, %",
    "status",
    "judged",
    "first plan, s",
    "CPU s",
    "s",
    "MiB",
    "target",
];

/// Markdown.
pub fn table(lines: &[Line]) -> String {
    let number = |value: Option<f64>, digits: usize| value.map_or_else(String::new, |v| format!("{v:.digits$}"));
    let mut text = format!("| {} |\n|{}\n", HEADS.join(" | "), "---|".repeat(HEADS.len()));
    for l in lines {
        let target = match (l.is_held, l.target.as_str()) {
            (_, "") => String::new(),
            (Some(true), target) => format!("{target}: held"),
            (Some(false), target) => format!("{target}: **missed**"),
            (None, target) => target.to_owned(),
        };
        let cells = [
            l.case.clone(),
            l.who.clone(),
            number(l.limit, 0),
            number(l.cost, 4),
            number(l.bound, 4),
            number(l.gap(), 2),
            l.status.clone(),
            l.judged.clone(),
            number(l.first_plan, 3),
            number(l.cpu, 2),
            number(l.seconds, 3),
            number(l.mib, 0),
            target,
        ];
        text += &format!("| {} |\n", cells.map(|c| c.replace(['|', '\n'], " ")).join(" | "));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_has_every_column_and_says_whether_its_target_is_held() {
        let result = serde_json::json!({ "objective": 110.0, "bound": 99.0, "status": "feasible", "cpu_seconds": 2.0 });
        let held = Line::ours("case", Some(2.0), &result).wanted("12 %", true);
        assert_eq!(held.gap(), Some(10.0));
        let text = table(&[held, Line::skipped("case", "peer", "no | python")]);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines.iter().all(|l| l.matches('|').count() == HEADS.len() + 1), "{text}");
        assert!(lines[2].contains("12 %: held") && lines[3].contains("skipped: no   python"), "{text}");
        assert!(table(&[Line::default().wanted("x", false)]).contains("**missed**"));
        let unseen = Line { judged: format!("{NOT_JUDGED}: no python"), ..Line::default() };
        assert!(!table(&[unseen.wanted_if_judged("x", false)]).contains("missed"));
    }
}
