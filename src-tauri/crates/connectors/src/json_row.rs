//! Values of a row as web services write them in JSON. What is absent, null or empty is `None`.

use serde_json::{Map, Value};

pub(crate) type Row = Map<String, Value>;

/// Trimmed, `None` where it is empty.
pub(crate) fn text(row: &Row, field: &str) -> Option<String> {
    let text = row.get(field)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Also the `X` that older fields of SAP have for it, and `Y`, which Oracle's have.
pub(crate) fn flag(row: &Row, field: &str) -> bool {
    match row.get(field) {
        Some(Value::Bool(yes)) => *yes,
        Some(Value::String(text)) => matches!(text.trim(), "X" | "x" | "true" | "Y"),
        _ => false,
    }
}

/// Some write numbers as text so that no digit is lost.
pub(crate) fn number(row: &Row, field: &str) -> Option<f64> {
    let number = match row.get(field)? {
        Value::Number(n) => n.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_flags_and_texts_are_read_in_each_writing() {
        let row = |value: Value| json!({"f": value}).as_object().unwrap().clone();
        let read = |value: Value| number(&row(value), "f");
        assert_eq!(
            [read(json!("1.50")), read(json!(1.5)), read(json!("")), read(json!("NaN")), read(json!(true))],
            [Some(1.5), Some(1.5), None, None, None]
        );
        let is = |value: Value| flag(&row(value), "f");
        assert_eq!([is(json!(true)), is(json!("X")), is(json!("Y")), is(json!(""))], [true, true, true, false]);
        assert!(!is(json!(null)) && !is(json!("N")));
        assert_eq!([text(&row(json!(" a ")), "f"), text(&row(json!("  ")), "f")], [Some("a".into()), None]);
    }
}
