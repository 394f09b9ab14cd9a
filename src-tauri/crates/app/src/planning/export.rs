//! A plan as a table for a spreadsheet: one line an order, intervention or asset, headings and words in the asked language.

use super::{
    deferral_fleet::DeferralDetail,
    dispatch_view::{DispatchOrder, DispatchPlan, DispatchStop},
    horizon,
    risk_view::RiskPlan,
};
use crate::texts::{Language, render};
use domain::{Failure, Message, RecommendationStatus, asset_event::LifeBegan};
use store::{proposal::ProposalRow, recommendation::RecommendationRow};

/// Excel takes a file for UTF-8 only with this mark, and Arabic is unreadable without.
const BOM: &str = "\u{feff}";

struct Table {
    language: Language,
    lines: csv::Writer<Vec<u8>>,
}

impl Table {
    fn new(language: Language, headings: &[&str]) -> Result<Self, Failure> {
        let mut table = Self { language, lines: csv::Writer::from_writer(Vec::new()) };
        let headings: Vec<String> = headings.iter().map(|id| render(&Message::new(*id), language)).collect();
        table.line(headings)?;
        Ok(table)
    }

    fn line(&mut self, cells: Vec<String>) -> Result<(), Failure> {
        self.lines.write_record(cells.iter().map(|c| harmless(c))).map_err(broken)
    }

    fn name<'a>(&self, en: &'a str, ar: &'a str) -> &'a str {
        if self.language == Language::Arabic { ar } else { en }
    }

    fn words(&self, messages: &[Message]) -> String {
        messages.iter().map(|m| render(m, self.language)).collect::<Vec<_>>().join(" ")
    }

    fn text(self) -> Result<String, Failure> {
        let bytes = self.lines.into_inner().map_err(broken)?;
        let text = String::from_utf8(bytes).map_err(broken)?;
        Ok(format!("{BOM}{text}"))
    }
}

fn broken(e: impl std::fmt::Display) -> Failure {
    Failure::new(domain::ErrorCode::Internal, Message::new("internal")).detail(e)
}

/// A text that a spreadsheet would take for a formula is marked as text (OWASP, CSV injection).
fn harmless(cell: &str) -> String {
    let is_number = cell.parse::<f64>().is_ok();
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !is_number { format!("'{cell}") } else { cell.into() }
}

const RANKING: [&str; 16] = [
    "export-rank",
    "export-asset",
    "export-name",
    "export-site",
    "export-criticality",
    "export-priority-score",
    "export-health",
    "export-probability",
    "export-weight",
    "export-health-term",
    "export-probability-term",
    "export-criticality-term",
    "export-action",
    "export-why",
    "export-decision",
    "export-order",
];

/// `page` gives the rows from an offset on, by rank, and none after the last.
pub fn ranking(
    language: Language,
    page: &mut dyn FnMut(u32) -> Result<Vec<RecommendationRow>, Failure>,
) -> Result<String, Failure> {
    let mut table = Table::new(language, &RANKING)?;
    let mut offset = 0;
    loop {
        let rows = page(offset)?;
        if rows.is_empty() {
            return table.text();
        }
        offset += rows.len() as u32;
        for row in rows {
            let (r, terms) = (&row.recommendation, &row.recommendation.terms);
            let word = |id: String| render(&Message::new(id), language);
            let decision = match r.status {
                RecommendationStatus::Proposed => "proposed",
                RecommendationStatus::Accepted { .. } => "accepted",
                RecommendationStatus::Rejected { .. } => "rejected",
            };
            table.line(vec![
                r.rank.to_string(),
                row.asset_tag.clone(),
                table.name(&row.asset_name_en, &row.asset_name_ar).into(),
                row.site_code.clone(),
                word(format!("ui-criticality-{}", row.criticality.as_str())),
                // In full, so that the terms add up to the priority in the file too.
                r.priority.to_string(),
                terms.health.to_string(),
                terms.failure_probability.to_string(),
                terms.criticality_weight.to_string(),
                terms.health_term.to_string(),
                terms.probability_term.to_string(),
                terms.criticality_term.to_string(),
                render(&r.action, language),
                table.words(&r.why),
                word(format!("ui-recommendation-{decision}")),
                row.work_order_number.clone().unwrap_or_default(),
            ])?;
        }
    }
}

const DISPATCH: [&str; 13] = [
    "export-day",
    "export-engineer-code",
    "export-engineer",
    "export-start",
    "export-end",
    "export-order",
    "export-title",
    "export-asset",
    "export-site",
    "export-priority",
    "export-hours",
    "export-due",
    "export-why",
];

pub fn dispatch(plan: &DispatchPlan, language: Language) -> Result<String, Failure> {
    let mut table = Table::new(language, &DISPATCH)?;
    let order_cells = |table: &Table, o: &DispatchOrder| -> Vec<String> {
        vec![
            o.number.clone(),
            table.name(&o.title_en, &o.title_ar).into(),
            o.asset_tag.clone(),
            o.site_code.clone(),
            render(&Message::new(format!("ui-criticality-{}", o.priority.as_str())), table.language),
            format!("{:.2}", f64::from(o.minutes) / 60.0),
            o.due_on.map(|d| d.to_string()).unwrap_or_default(),
        ]
    };
    for engineer in &plan.engineers {
        for day in &engineer.work_days {
            for stop in &day.stops {
                if let DispatchStop::Work { order, start, end, why, .. } = stop {
                    let mut cells = vec![
                        day.day.to_string(),
                        engineer.code.clone(),
                        table.name(&engineer.name_en, &engineer.name_ar).into(),
                        horizon::clock(*start),
                        horizon::clock(*end),
                    ];
                    cells.extend(order_cells(&table, order));
                    cells.push(table.words(why));
                    table.line(cells)?;
                }
            }
        }
    }
    for left in &plan.unassigned {
        let mut cells = vec![String::new(); 5];
        cells.extend(order_cells(&table, &left.order));
        cells.push(table.words(&[left.reason.clone(), left.remedy.clone()]));
        table.line(cells)?;
    }
    table.text()
}

const RISK: [&str; 9] = [
    "export-from",
    "export-until",
    "export-asset",
    "export-name",
    "export-site",
    "export-hours",
    "export-cost",
    "export-saves",
    "export-why",
];

pub fn risk(plan: &RiskPlan, language: Language) -> Result<String, Failure> {
    let mut table = Table::new(language, &RISK)?;
    for s in &plan.schedule {
        let name = table.name(&s.asset.asset_name_en, &s.asset.asset_name_ar).to_owned();
        table.line(vec![
            s.from.to_string(),
            s.until.to_string(),
            s.asset.asset_tag.clone(),
            name,
            s.asset.site_code.clone(),
            format!("{:.1}", s.hours_out),
            format!("{:.0}", s.cost),
            format!("{:.0}", s.saves),
            table.words(&s.why),
        ])?;
    }
    for n in &plan.not_done {
        let name = table.name(&n.asset.asset_name_en, &n.asset.asset_name_ar).to_owned();
        let mut cells = vec![String::new(), String::new(), n.asset.asset_tag.clone(), name, n.asset.site_code.clone()];
        cells.extend([String::new(), String::new(), String::new(), table.words(std::slice::from_ref(&n.why))]);
        table.line(cells)?;
    }
    table.text()
}

const DEFERRAL: [&str; 12] = [
    "export-rank",
    "export-asset",
    "export-name",
    "export-site",
    "export-age",
    "export-age-since",
    "export-age-from",
    "export-best-age",
    "export-cheapest",
    "export-saves",
    "export-action",
    "export-why",
];

/// With the net cost of each horizon at the end.
pub fn deferral(rows: &[ProposalRow], horizons: &[u32], language: Language) -> Result<String, Failure> {
    let mut table = Table { language, lines: csv::Writer::from_writer(Vec::new()) };
    let mut headings: Vec<String> = DEFERRAL.iter().map(|id| render(&Message::new(*id), language)).collect();
    headings.extend(horizons.iter().map(|d| render(&Message::new("export-net-cost").with("days", *d), language)));
    table.line(headings)?;
    for row in rows {
        let detail: DeferralDetail = serde_json::from_value(row.proposal.detail.clone()).map_err(broken)?;
        let mut cells = vec![
            row.proposal.rank.to_string(),
            row.asset_tag.clone(),
            table.name(&row.asset_name_en, &row.asset_name_ar).into(),
            row.site_code.clone(),
            format!("{:.0}", detail.age_days),
            detail.age_since.map(|since| since.at.format("%Y-%m-%d").to_string()).unwrap_or_default(),
            detail.age_since.map(|since| began(since.began, language)).unwrap_or_default(),
            detail.best_age_days.map(|d| format!("{d:.0}")).unwrap_or_default(),
            format!("{:.0}", detail.cheapest_days),
            format!("{:.0}", row.proposal.saving.unwrap_or_default()),
            render(&row.proposal.action, language),
            table.words(&row.proposal.why),
        ];
        cells.extend(detail.points.iter().map(|p| format!("{:.0}", p.net_cost)));
        table.line(cells)?;
    }
    table.text()
}

fn began(with: LifeBegan, language: Language) -> String {
    let id = match with {
        LifeBegan::InstalledOn => "life-began-installed-on",
        LifeBegan::Installation => "life-began-installation",
        LifeBegan::Replacement => "life-began-replacement",
        LifeBegan::Overhaul => "life-began-overhaul",
        LifeBegan::Failure => "life-began-failure",
    };
    render(&Message::new(id), language)
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(harmless("=1+1"), "'=1+1");
        assert_eq!((harmless("-12.5").as_str(), harmless("P-101A").as_str()), ("-12.5", "P-101A"));
    }
}
