//! What a collection of Oracle's REST framework answers: `items`, and whether there are more. `totalResults` is not asked
//! for, and `offset` only among rows of one time: Oracle's own notes call both unreliable beyond some thousand rows.

use crate::json_row::Row;
use serde_json::Value;

/// Oracle answers no more than 499 rows to a question, whatever is asked for.
pub(crate) const MOST_ROWS: usize = 499;

#[derive(Debug, PartialEq)]
pub(crate) struct Page {
    pub rows: Vec<Row>,
    /// By Oracle's word, or since the page is full: some resources say "no more" too early.
    pub is_more: bool,
}

#[derive(Debug, PartialEq)]
pub(crate) enum Unreadable {
    /// A page for people, or words.
    NoJson,
    /// Half an answer.
    Cut(String),
    Shapeless,
}

/// `asked`: rows that were asked for; the server may give fewer, and says how many it gives at most.
pub(crate) fn rows(body: &[u8], asked: usize) -> Result<Page, Unreadable> {
    let mut whole = json(body)?;
    let Value::Array(items) = whole["items"].take() else { return Err(Unreadable::Shapeless) };
    let rows: Option<Vec<Row>> = items.into_iter().map(object).collect();
    let rows = rows.ok_or(Unreadable::Shapeless)?;
    let given = whole["limit"].as_u64().map_or(asked, |limit| asked.min(limit as usize)).max(1);
    let is_more = !rows.is_empty() && (whole["hasMore"] == true || rows.len() >= given);
    Ok(Page { rows, is_more })
}

pub(crate) fn one(body: &[u8]) -> Result<Row, Unreadable> {
    object(json(body)?).ok_or(Unreadable::Shapeless)
}

pub(crate) fn json(body: &[u8]) -> Result<Value, Unreadable> {
    if body.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'<') {
        return Err(Unreadable::NoJson);
    }
    let whole: Value = serde_json::from_slice(body).map_err(|e| match e.is_eof() {
        true => Unreadable::Cut(e.to_string()),
        false => Unreadable::NoJson,
    })?;
    if whole.is_object() { Ok(whole) } else { Err(Unreadable::Shapeless) }
}

fn object(value: Value) -> Option<Row> {
    match value {
        Value::Object(row) => Some(row),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_whether_more_follows() {
        for (body, asked, count, is_more) in [
            (r#"{"items":[{"a":1},{"a":2}],"count":2,"hasMore":true,"limit":2,"offset":0}"#, 2, 2, true),
            (r#"{"items":[{"a":1}],"count":1,"hasMore":false,"limit":2,"offset":0}"#, 2, 1, false),
            // It gives 25 at most, and says wrongly that these are all.
            (r#"{"items":[{"a":1},{"a":2}],"hasMore":false,"limit":2}"#, 200, 2, true),
            (r#"{"items":[],"count":0,"hasMore":true}"#, 200, 0, false),
            (r#"{"items":[{"a":1}]}"#, 200, 1, false),
        ] {
            let page = rows(body.as_bytes(), asked).unwrap();
            assert_eq!((page.rows.len(), page.is_more), (count, is_more), "{body}");
        }
    }

    #[test]
    fn what_is_no_answer_is_told_apart() {
        for (body, expected) in [
            ("<!DOCTYPE html><html>Sign in</html>", Unreadable::NoJson),
            ("down", Unreadable::NoJson),
            ("[]", Unreadable::Shapeless),
            (r#"{"status":"ok"}"#, Unreadable::Shapeless),
            (r#"{"items":[1]}"#, Unreadable::Shapeless),
        ] {
            assert_eq!(rows(body.as_bytes(), 10).unwrap_err(), expected, "{body}");
        }
        assert!(matches!(rows(br#"{"items":[{"a":"#, 10), Err(Unreadable::Cut(_))));
    }
}
