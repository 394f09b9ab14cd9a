//! What an OData service answers: rows, one row, and where the next page is. V2 wraps everything in `d`.

use super::{config::Version, edm::Row};
use serde_json::Value;

#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub rows: Vec<Row>,
    /// As the service told it: an address, or what follows one.
    pub next: Option<String>,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Unreadable {
    /// A page for people, or XML.
    NoOdata,
    /// Half an answer.
    Cut(String),
    /// The shape is that of the other version.
    Other(Version),
    /// JSON of no known shape.
    Shapeless,
}

pub(crate) fn rows(version: Version, body: &[u8]) -> Result<Page, Unreadable> {
    let (whole, next_field) = whole(version, body)?;
    let list = match (&whole, version) {
        (Value::Array(_), Version::V2) => whole.clone(),
        (_, Version::V2) => whole.get("results").cloned().unwrap_or(Value::Null),
        (_, Version::V4) => whole.get("value").cloned().unwrap_or(Value::Null),
    };
    let Value::Array(list) = list else { return Err(Unreadable::Shapeless) };
    let rows: Option<Vec<Row>> = list
        .into_iter()
        .map(|row| match row {
            Value::Object(row) => Some(row),
            _ => None,
        })
        .collect();
    let next = whole.get(next_field).and_then(Value::as_str).filter(|n| !n.is_empty()).map(str::to_owned);
    Ok(Page { rows: rows.ok_or(Unreadable::Shapeless)?, next })
}

pub(crate) fn one(version: Version, body: &[u8]) -> Result<Row, Unreadable> {
    match whole(version, body)?.0 {
        Value::Object(row) => Ok(row),
        _ => Err(Unreadable::Shapeless),
    }
}

/// Without the wrapping, and the name of the field with the next page's address.
fn whole(version: Version, body: &[u8]) -> Result<(Value, &'static str), Unreadable> {
    if body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<') {
        return Err(Unreadable::NoOdata);
    }
    let mut whole: Value = serde_json::from_slice(body).map_err(|e| match e.is_eof() {
        true => Unreadable::Cut(e.to_string()),
        false => Unreadable::NoOdata,
    })?;
    let is_v2 = whole.get("d").is_some_and(|d| d.is_object() || d.is_array());
    let is_v4 = whole.get("@odata.context").is_some() || whole.get("value").is_some_and(Value::is_array);
    match version {
        Version::V2 if is_v2 => Ok((whole["d"].take(), "__next")),
        Version::V2 if is_v4 => Err(Unreadable::Other(Version::V4)),
        Version::V4 if is_v2 => Err(Unreadable::Other(Version::V2)),
        Version::V4 if is_v4 => Ok((whole, "@odata.nextLink")),
        Version::V2 | Version::V4 => Err(Unreadable::Shapeless),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_both_versions_are_read() {
        let check = |version, body: &str, count, next: Option<&str>| {
            let page = rows(version, body.as_bytes()).unwrap();
            assert_eq!((page.rows.len(), page.next.as_deref()), (count, next), "{body}");
        };
        check(
            Version::V2,
            r#"{"d":{"results":[{"a":"1"},{"a":"2"}],"__next":"X?$skiptoken=2"}}"#,
            2,
            Some("X?$skiptoken=2"),
        );
        check(Version::V2, r#"{"d":{"results":[]}}"#, 0, None);
        check(Version::V2, r#"{"d":[{"a":"1"}]}"#, 1, None);
        check(
            Version::V4,
            r#"{"@odata.context":"$metadata","value":[{"a":1}],"@odata.nextLink":"X?$skiptoken=1"}"#,
            1,
            Some("X?$skiptoken=1"),
        );
        check(Version::V4, r#"{"value":[]}"#, 0, None);
        let one = one(Version::V2, br#"{"d":{"MaintenanceOrder":"4000001"}}"#).unwrap();
        assert_eq!(one["MaintenanceOrder"], "4000001");
    }

    #[test]
    fn what_is_no_answer_is_told_apart() {
        for (version, body, expected) in [
            (Version::V2, "<html>Sign in</html>", Unreadable::NoOdata),
            (Version::V2, "Service cannot be reached", Unreadable::NoOdata),
            (Version::V2, r#"{"value":[]}"#, Unreadable::Other(Version::V4)),
            (Version::V4, r#"{"d":{"results":[]}}"#, Unreadable::Other(Version::V2)),
            (Version::V2, r#"{"status":"ok"}"#, Unreadable::Shapeless),
            (Version::V2, r#"{"d":{"results":[1]}}"#, Unreadable::Shapeless),
            (Version::V2, r#"{"d":{"a":"1"}}"#, Unreadable::Shapeless),
        ] {
            assert_eq!(rows(version, body.as_bytes()).unwrap_err(), expected, "{body}");
        }
        let cut = rows(Version::V2, br#"{"d":{"results":[{"a":"#);
        assert!(matches!(cut, Err(Unreadable::Cut(_))), "{cut:?}");
    }
}
