//! A column of PostgreSQL as a cell, and what is bound as the server wants it.

use super::{
    relation::{Bound, Shape},
    row::Cell,
};
use crate::zone;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use tokio_postgres::{
    Column, Row,
    types::{ToSql, Type},
};

/// What the columns are, or the name of the type that can't be read: of the time, else of the value.
pub(crate) enum Unfit {
    Time(String),
    Value(String),
}

pub(crate) fn shape(columns: &[Column]) -> Result<Shape, Unfit> {
    let kind = |n: usize| columns.get(n).map_or(Type::UNKNOWN, |c| c.type_().clone());
    let (tag, time, value) = (kind(0), kind(1), kind(2));
    if ![Type::TIMESTAMPTZ, Type::TIMESTAMP, Type::DATE].contains(&time) {
        return Err(Unfit::Time(time.name().to_owned()));
    }
    let is_decimal = value == Type::NUMERIC;
    let is_readable = [
        Type::BOOL,
        Type::INT2,
        Type::INT4,
        Type::INT8,
        Type::FLOAT4,
        Type::FLOAT8,
        Type::TEXT,
        Type::VARCHAR,
        Type::BPCHAR,
    ];
    if !is_decimal && !is_readable.contains(&value) {
        return Err(Unfit::Value(value.name().to_owned()));
    }
    Ok(Shape {
        tag_is_text: [Type::TEXT, Type::VARCHAR, Type::BPCHAR].contains(&tag),
        value_is_decimal: is_decimal,
        time_is_instant: time == Type::TIMESTAMPTZ,
        ..Shape::default()
    })
}

pub(crate) fn cells(row: &Row, zone: Tz) -> Vec<Cell> {
    (0..row.len()).map(|n| cell(row, n, zone).unwrap_or(Cell::Null)).collect()
}

/// `None` is NULL, and what can't be read (infinite times).
fn cell(row: &Row, n: usize, zone: Tz) -> Option<Cell> {
    fn get<'a, T: tokio_postgres::types::FromSql<'a>>(row: &'a Row, n: usize) -> Option<T> {
        row.try_get::<_, Option<T>>(n).ok().flatten()
    }
    let number = |value: f64| Cell::Number(value);
    Some(match *row.columns().get(n)?.type_() {
        Type::BOOL => Cell::Boolean(get(row, n)?),
        Type::INT2 => number(get::<i16>(row, n)?.into()),
        Type::INT4 => number(get::<i32>(row, n)?.into()),
        Type::INT8 => number(get::<i64>(row, n)? as f64),
        Type::FLOAT4 => number(get::<f32>(row, n)?.into()),
        Type::FLOAT8 => number(get(row, n)?),
        Type::TEXT | Type::VARCHAR | Type::NAME => Cell::Text(get(row, n)?),
        // Padded with spaces to its length.
        Type::BPCHAR => Cell::Text(get::<String>(row, n)?.trim_end().to_owned()),
        Type::TIMESTAMPTZ => Cell::Time(get::<DateTime<Utc>>(row, n)?),
        Type::TIMESTAMP => Cell::Time(zone::to_instant(zone, get::<NaiveDateTime>(row, n)?)),
        Type::DATE => Cell::Time(zone::to_instant(zone, get::<NaiveDate>(row, n)?.and_time(NaiveTime::MIN))),
        ref other => Cell::Other(other.name().to_owned()),
    })
}

pub(crate) fn bound(values: &[Bound]) -> Vec<Box<dyn ToSql + Sync + Send>> {
    values
        .iter()
        .map(|value| -> Box<dyn ToSql + Sync + Send> {
            match value {
                Bound::Text(text) => Box::new(text.clone()),
                Bound::Time(time) => Box::new(*time),
                Bound::Count(count) => Box::new(*count),
            }
        })
        .collect()
}
