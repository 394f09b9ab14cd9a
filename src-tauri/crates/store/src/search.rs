//! Search in lists: what a person types is folded, split into words, and every word must occur somewhere.
//! Words of three letters or more are found through a trigram index, shorter ones by looking at the folded text.

use domain::fold_for_search;
use rusqlite::types::Value;

/// The words of what was typed, folded; none where there is nothing to look for.
pub(crate) fn words(typed: Option<&str>) -> Vec<String> {
    fold_for_search(typed.unwrap_or_default()).split_whitespace().map(str::to_owned).collect()
}

/// A condition under construction: SQL text and the values bound to its parameters, in order.
#[derive(Default)]
pub(crate) struct Conditions {
    sql: Vec<String>,
    pub(crate) values: Vec<Value>,
}

impl Conditions {
    /// `condition` has one `?` per value.
    pub(crate) fn add(&mut self, condition: impl Into<String>, values: impl IntoIterator<Item = Value>) {
        self.sql.push(condition.into());
        self.values.extend(values);
    }

    /// Every word must occur in the place: (FTS5 table, row number, folded text), each as SQL.
    pub(crate) fn add_words(&mut self, words: &[String], place: (&str, &str, &str)) {
        for word in words {
            let (condition, value) = occurs(word, place);
            self.add(condition, [value]);
        }
    }

    /// ` WHERE ...`, or nothing.
    pub(crate) fn sql(&self) -> String {
        if self.sql.is_empty() { String::new() } else { format!(" WHERE {}", self.sql.join(" AND ")) }
    }
}

/// That a folded word occurs: SQL with one `?`, and its value.
pub(crate) fn occurs(word: &str, (index, number, text): (&str, &str, &str)) -> (String, Value) {
    if word.chars().count() >= 3 {
        let phrase = format!("\"{}\"", word.replace('"', "\"\""));
        (format!("{number} IN (SELECT rowid FROM {index} WHERE {index} MATCH ?)"), Value::Text(phrase))
    } else {
        (format!("instr({text}, ?) > 0"), Value::Text(word.to_owned()))
    }
}
