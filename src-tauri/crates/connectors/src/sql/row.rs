//! What a column holds, in one form for all databases, and a row of it as a reading.

use super::quality::QualityCodes;
use domain::{RawReading, RawValue, SignalNo, StatusCode, Timestamp};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Cell {
    Null,
    Number(f64),
    Boolean(bool),
    Text(String),
    Time(Timestamp),
    /// Name of a type that is none of these.
    Other(String),
}

/// A row of `tag, time, value` and where there is one `quality`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub tag: String,
    pub time: Timestamp,
    pub value: RawValue,
    pub status: StatusCode,
}

impl Row {
    /// A row without a tag or a time says nothing of anything.
    pub fn of(cells: Vec<Cell>, codes: QualityCodes) -> Option<Self> {
        let mut cells = cells.into_iter();
        let tag = match cells.next()? {
            Cell::Text(tag) => tag,
            Cell::Number(id) => id.to_string(),
            _ => return None,
        };
        let Cell::Time(time) = cells.next()? else { return None };
        let value = value_of(cells.next()?);
        let told = cells.next().map_or(StatusCode::GOOD, |quality| codes.status(&quality));
        let status = if value == RawValue::Null && told == StatusCode::GOOD { StatusCode::BAD_NO_DATA } else { told };
        Some(Self { tag, time, value, status })
    }

    pub fn reading(&self, signal: SignalNo, receipt_time: Timestamp) -> RawReading {
        RawReading {
            signal,
            value: self.value.clone(),
            status: self.status,
            source_time: self.time,
            server_time: None,
            receipt_time,
        }
    }
}

/// Numbers that a table keeps as text are numbers; other text stays text, which has bad quality later on.
fn value_of(cell: Cell) -> RawValue {
    match cell {
        Cell::Null => RawValue::Null,
        Cell::Number(number) => RawValue::Number(number),
        Cell::Boolean(boolean) => RawValue::Boolean(boolean),
        Cell::Text(text) => match text.trim().parse::<f64>() {
            Ok(number) if number.is_finite() => RawValue::Number(number),
            _ => RawValue::Text(text),
        },
        Cell::Time(_) => RawValue::Other("timestamp".into()),
        Cell::Other(name) => RawValue::Other(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(value: Cell, quality: Option<Cell>) -> Option<(RawValue, StatusCode)> {
        let mut cells = vec![Cell::Text("TI-1".into()), Cell::Time(Timestamp::default()), value];
        cells.extend(quality);
        Row::of(cells, QualityCodes::Opc).map(|r| (r.value, r.status))
    }

    #[test]
    fn null_is_no_data_and_text_is_a_number_only_where_it_is_one() {
        let good = StatusCode::GOOD;
        assert_eq!(row(Cell::Number(1.5), None), Some((RawValue::Number(1.5), good)));
        assert_eq!(row(Cell::Null, None), Some((RawValue::Null, StatusCode::BAD_NO_DATA)));
        assert_eq!(row(Cell::Text(" 7.25 ".into()), None), Some((RawValue::Number(7.25), good)));
        assert_eq!(row(Cell::Text("NaN".into()), None), Some((RawValue::Text("NaN".into()), good)));
        assert_eq!(row(Cell::Text("I/O Timeout".into()), None), Some((RawValue::Text("I/O Timeout".into()), good)));
        assert_eq!(row(Cell::Number(1.0), Some(Cell::Number(0.0))).unwrap().1, StatusCode(0x8000_0000));
        assert_eq!(Row::of(vec![Cell::Null, Cell::Null, Cell::Null], QualityCodes::Opc), None);
    }
}
