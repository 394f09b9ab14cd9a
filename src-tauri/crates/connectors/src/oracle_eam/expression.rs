//! What is asked for: `q` in the syntax that Oracle's framework has since version 2 (comparisons, `and`, `or`, `LIKE`).

use super::value;
use domain::Timestamp;

/// `code` was checked when the configuration was read: nothing in it ends the text.
pub(crate) fn equals(field: &str, code: &str) -> String {
    format!("{field} = '{code}'")
}

/// `codes` as for [`equals`], or [plain](is_plain).
pub(crate) fn one_of(field: &str, codes: &[&str]) -> String {
    match codes {
        [one] => equals(field, one),
        several => format!("({})", several.iter().map(|c| equals(field, c)).collect::<Vec<_>>().join(" or ")),
    }
}

/// Nothing in it ends the text or is read as a part of the question.
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ' | '/' | '#'))
}

pub(crate) fn after(field: &str, id: u64) -> String {
    format!("{field} > {id}")
}

pub(crate) fn since(field: &str, at: Timestamp) -> String {
    format!("{field} >= '{}'", value::written(at))
}

/// One of the fields contains the text. What is neither letter nor digit is any one character to Oracle, so that nothing
/// of it is read as a part of the question; whoever asks compares what comes.
pub(crate) fn contains(fields: &[&str], text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.');
    let pattern: String = text.chars().map(|c| if plain(c) { c } else { '_' }).collect();
    let one = |field: &&str| format!("{field} LIKE '%{pattern}%'");
    format!("({})", fields.iter().map(one).collect::<Vec<_>>().join(" or "))
}

pub(crate) fn all(conditions: &[String]) -> String {
    conditions.join(" and ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_written_as_the_framework_reads_it() {
        let at = "2026-11-30T10:00:00.250Z".parse().unwrap();
        let whole = all(&[equals("OrganizationCode", "M1"), since("LastUpdateDate", at), after("AssetId", 300_000)]);
        assert_eq!(
            whole,
            "OrganizationCode = 'M1' and LastUpdateDate >= '2026-11-30T10:00:00.250+00:00' and AssetId > 300000"
        );
    }

    #[test]
    fn one_of_several_numbers_is_asked_for() {
        assert_eq!(one_of("WorkOrderNumber", &["7"]), "WorkOrderNumber = '7'");
        assert_eq!(one_of("WorkOrderNumber", &["7", "M1-8"]), "(WorkOrderNumber = '7' or WorkOrderNumber = 'M1-8')");
        assert!(is_plain("M1-8/2") && !is_plain("x' or 'a'='a") && !is_plain("a;b"));
    }

    #[test]
    fn nothing_that_is_searched_for_ends_its_text() {
        let asked = contains(&["Description", "AssetNumber"], "x' or 'a'='a;\\\"%");
        assert_eq!(asked, "(Description LIKE '%x_ or _a___a____%' or AssetNumber LIKE '%x_ or _a___a____%')");
        assert_eq!(contains(&["A"], "مضخة 7"), "(A LIKE '%مضخة 7%')");
    }
}
