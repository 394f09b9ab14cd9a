//! What a table in a file says, row by row, whatever kind of file it is: `text.rs` and the workbooks of mappings make these
//! rows.

use crate::failures::failure;
use domain::{ErrorCode, Failure, Message};

/// The columns of a kind of table.
pub(crate) struct Form {
    pub columns: &'static [&'static str],
    /// Those without which a row means nothing; the others have defaults.
    pub needed: &'static [&'static str],
    /// Says which of them is missing.
    pub missing: &'static str,
}

impl Form {
    /// A row in which nothing is written yet.
    pub fn cells(&self) -> Cells {
        vec![None; self.columns.len()]
    }
}

/// More than a refinery has. A sheet that is longer is not a list of anything that is imported.
pub(crate) const MOST_ROWS: usize = 500_000;

/// One row that says something; rows of empty cells, which Excel leaves at the end of a sheet, are none.
pub(crate) struct Row {
    /// Of the file, counted from 1: where the row begins.
    pub line: u32,
    pub problem: Option<Failure>,
    columns: &'static [&'static str],
    cells: Cells,
    has_decimal_commas: bool,
}

/// One place for each column of the form.
pub(crate) type Cells = Vec<Option<Box<str>>>;

impl Row {
    pub fn new(line: u32, problem: Option<Failure>, form: &Form, cells: Cells, has_decimal_commas: bool) -> Self {
        Self { line, problem, columns: form.columns, cells, has_decimal_commas }
    }

    /// Exactly as written; empty where the column is absent.
    pub fn exact(&self, column: &str) -> &str {
        self.columns.iter().position(|c| *c == column).and_then(|i| self.cells[i].as_deref()).unwrap_or_default()
    }

    /// Without the spaces around it.
    pub fn word(&self, column: &str) -> &str {
        self.exact(column).trim()
    }

    /// A number's text with a decimal point. Where lists are separated by semicolons the comma is the decimal mark.
    pub fn number(&self, column: &str) -> String {
        let text = self.word(column);
        let is_comma_a_point = self.has_decimal_commas && !text.contains('.') && text.matches(',').count() == 1;
        if is_comma_a_point { text.replace(',', ".") } else { text.to_owned() }
    }
}

/// Which of the file's columns is which of ours. Refused where one that is needed is missing, or one is there twice:
/// nobody could say which of the two counts.
pub(crate) struct Header {
    places: Vec<Option<usize>>,
}

impl Header {
    pub fn read<'a>(names: impl Iterator<Item = &'a str>, form: &Form) -> Result<Self, Failure> {
        let columns = form.columns;
        let named = |name: &str| columns.iter().position(|c| c.eq_ignore_ascii_case(name.trim()));
        let places: Vec<Option<usize>> = names.map(named).collect();
        let has = |column: &str| places.iter().flatten().any(|i| columns[*i] == column);
        if let Some(missing) = form.needed.iter().find(|column| !has(column)) {
            let message = Message::new(form.missing).with("column", *missing);
            return Err(Failure::new(ErrorCode::Invalid, message));
        }
        for (at, place) in places.iter().enumerate() {
            if let Some(i) = place
                && places[..at].contains(place)
            {
                let message = Message::new("csv-column-twice").with("column", columns[*i]);
                return Err(Failure::new(ErrorCode::Invalid, message));
            }
        }
        Ok(Self { places })
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Where in the form's columns the file's column belongs; none for a column that is not ours.
    pub fn place(&self, column: usize) -> Option<usize> {
        self.places.get(column).copied().flatten()
    }
}

pub(crate) fn too_many_rows() -> Failure {
    let message = Message::new("csv-too-many-rows").with("most", MOST_ROWS as f64);
    Failure::new(ErrorCode::Invalid, message)
}

pub(crate) fn unreadable(id: &str, why: impl std::fmt::Display) -> Failure {
    failure(ErrorCode::Invalid, id).detail(why)
}
