//! A column of SQL Server as a cell.

use super::{relation::Shape, row::Cell};
use crate::zone;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SubsecRound};
use chrono_tz::Tz;
use tiberius::{Column, ColumnData, ColumnType, FromSql, Row};

/// What the columns are, or the name of the type that can't be read: of the time, else of the value.
pub(crate) enum Unfit {
    Time(String),
    Value(String),
}

pub(crate) fn shape(columns: &[Column]) -> Result<Shape, Unfit> {
    use ColumnType as T;
    let kind = |n: usize| columns.get(n).map_or(T::Null, Column::column_type);
    let (tag, time, value) = (kind(0), kind(1), kind(2));
    if !is_time(time) {
        return Err(Unfit::Time(name_of(time)));
    }
    if !is_number(value) && !is_text(value) && value != T::SSVariant {
        return Err(Unfit::Value(name_of(value)));
    }
    Ok(Shape {
        tag_is_text: is_text(tag),
        value_is_decimal: false,
        time_is_instant: time == T::DatetimeOffsetn,
        time_is_coarse: matches!(time, T::Datetime | T::Datetimen | T::Datetime4),
        tag_is_narrow: matches!(tag, T::BigVarChar | T::BigChar),
    })
}

pub(crate) fn cells(row: &Row, zone: Tz) -> Vec<Cell> {
    row.cells().map(|(column, data)| cell(column.column_type(), data, zone)).collect()
}

fn cell(kind: ColumnType, data: &ColumnData<'static>, zone: Tz) -> Cell {
    use ColumnData as D;
    let read = match data {
        D::U8(n) => n.map(|n| Cell::Number(n.into())),
        D::I16(n) => n.map(|n| Cell::Number(n.into())),
        D::I32(n) => n.map(|n| Cell::Number(n.into())),
        D::I64(n) => n.map(|n| Cell::Number(n as f64)),
        D::F32(n) => n.map(|n| Cell::Number(n.into())),
        D::F64(n) => n.map(Cell::Number),
        D::Numeric(n) => n.map(|n| Cell::Number(n.into())),
        D::Bit(b) => b.map(Cell::Boolean),
        // Padded with spaces to its length.
        D::String(text) if matches!(kind, ColumnType::BigChar | ColumnType::NChar) => {
            text.as_ref().map(|t| Cell::Text(t.trim_end().to_owned()))
        }
        D::String(text) => text.as_ref().map(|t| Cell::Text(t.to_string())),
        // It travels in UTC (MS-TDS 2.2.5.5.1.8); read as DateTime<Utc> the driver (0.13) takes the offset off once more.
        D::DateTimeOffset(_) => read_as::<DateTime<FixedOffset>>(data).map(|time| Cell::Time(time.to_utc())),
        D::DateTime(_) | D::SmallDateTime(_) | D::DateTime2(_) => {
            read_as::<NaiveDateTime>(data).map(|wall| Cell::Time(zone::to_instant(zone, wall)))
        }
        D::Date(_) => {
            read_as::<NaiveDate>(data).map(|d| Cell::Time(zone::to_instant(zone, d.and_time(NaiveTime::MIN))))
        }
        D::Guid(inner) => inner.map(|_| Cell::Other(name_of(kind))),
        D::Binary(inner) => inner.as_ref().map(|_| Cell::Other(name_of(kind))),
        D::Xml(inner) => inner.as_ref().map(|_| Cell::Other(name_of(kind))),
        D::Time(inner) => inner.map(|_| Cell::Other(name_of(kind))),
    };
    match read {
        // Kept to the microsecond everywhere else.
        Some(Cell::Time(time)) => Cell::Time(time.trunc_subsecs(6)),
        Some(cell) => cell,
        None => Cell::Null,
    }
}

/// `None` is NULL, and a time that no calendar has.
fn read_as<'a, T: FromSql<'a>>(data: &'a ColumnData<'static>) -> Option<T> {
    T::from_sql(data).ok().flatten()
}

fn is_time(kind: ColumnType) -> bool {
    use ColumnType as T;
    matches!(kind, T::Datetime | T::Datetime4 | T::Datetimen | T::Datetime2 | T::DatetimeOffsetn | T::Daten)
}

fn is_number(kind: ColumnType) -> bool {
    use ColumnType as T;
    matches!(
        kind,
        T::Bit
            | T::Bitn
            | T::Int1
            | T::Int2
            | T::Int4
            | T::Int8
            | T::Intn
            | T::Float4
            | T::Float8
            | T::Floatn
            | T::Money
            | T::Money4
            | T::Decimaln
            | T::Numericn
    )
}

fn is_text(kind: ColumnType) -> bool {
    use ColumnType as T;
    matches!(kind, T::BigVarChar | T::BigChar | T::NVarchar | T::NChar)
}

/// As SQL Server calls it.
fn name_of(kind: ColumnType) -> String {
    use ColumnType as T;
    match kind {
        T::Guid => "uniqueidentifier".into(),
        T::BigVarBin => "varbinary".into(),
        T::BigBinary => "binary".into(),
        T::BigVarChar => "varchar".into(),
        T::BigChar => "char".into(),
        T::SSVariant => "sql_variant".into(),
        T::Udt => "CLR type".into(),
        T::Int1 => "tinyint".into(),
        T::Int2 => "smallint".into(),
        T::Int4 | T::Intn => "int".into(),
        T::Int8 => "bigint".into(),
        T::Float4 => "real".into(),
        T::Float8 => "float".into(),
        T::Money4 => "smallmoney".into(),
        other => format!("{other:?}").trim_end_matches('n').to_ascii_lowercase(),
    }
}
