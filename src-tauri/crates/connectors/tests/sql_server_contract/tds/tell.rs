//! What the server says: tokens of a response (MS-TDS 2.2.7), and values of a few types (2.2.5.4, 2.2.5.5).

use chrono::{NaiveDate, NaiveDateTime, Timelike};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    NVarchar,
    Varchar,
    Char,
    Float,
    Bit,
    Int,
    /// decimal(18, 4)
    Decimal,
    Money,
    Datetime,
    SmallDatetime,
    Datetime2,
    DatetimeOffset,
    Date,
    Uniqueidentifier,
    Varbinary,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Float(f64),
    Bit(bool),
    Int(i32),
    /// In ten-thousandths.
    Exact(i64),
    /// A wall-clock time, as the column's type keeps it.
    Time(NaiveDateTime),
    /// In UTC, and minutes of the zone it is kept in.
    Offset(NaiveDateTime, i16),
    Bytes(Vec<u8>),
}

const COLLATION: [u8; 5] = [0x09, 0x04, 0xD0, 0x00, 0x34];

pub const DONE: u8 = 0xFD;
pub const DONE_FINAL: u16 = 0x00;
pub const DONE_ERROR: u16 = 0x02;
pub const DONE_ATTENTION: u16 = 0x20;

pub fn done(status: u16) -> Vec<u8> {
    let mut token = vec![DONE];
    token.extend(status.to_le_bytes());
    token.extend([0; 10]);
    token
}

pub fn error(number: u32, state: u8, class: u8, text: &str) -> Vec<u8> {
    let mut body = number.to_le_bytes().to_vec();
    body.extend([state, class]);
    body.extend((text.encode_utf16().count() as u16).to_le_bytes());
    body.extend(utf16(text));
    body.extend(short("SQLCONTRACT"));
    body.extend(short(""));
    body.extend(1u32.to_le_bytes());
    sized(0xAA, &body)
}

pub fn login_accepted() -> Vec<u8> {
    let mut body = vec![1];
    body.extend(0x7400_0004u32.to_be_bytes());
    body.extend(short("Microsoft SQL Server"));
    body.extend([16, 0, 0, 0]);
    sized(0xAD, &body)
}

/// ENVCHANGE 20: go there instead.
pub fn sent_on(host: &str, port: u16) -> Vec<u8> {
    let mut place = vec![0];
    place.extend(port.to_le_bytes());
    place.extend((host.encode_utf16().count() as u16).to_le_bytes());
    place.extend(utf16(host));
    let mut body = vec![20];
    body.extend((place.len() as u16).to_le_bytes());
    body.extend(place);
    body.extend([0, 0]);
    sized(0xE3, &body)
}

/// ENVCHANGE 8 and 10: a transaction has begun, was rolled back.
pub fn transaction(begins: bool) -> Vec<u8> {
    let id = [1, 0, 0, 0, 0x35, 0, 0, 0];
    let mut body = vec![if begins { 8 } else { 10 }];
    match begins {
        true => {
            body.push(8);
            body.extend(id);
            body.push(0);
        }
        false => {
            body.extend([0, 8]);
            body.extend(id);
        }
    }
    sized(0xE3, &body)
}

pub fn rows(columns: &[Column], rows: &[Vec<Value>]) -> Vec<u8> {
    let mut tokens = vec![0x81];
    tokens.extend((columns.len() as u16).to_le_bytes());
    for column in columns {
        tokens.extend([0, 0, 0, 0, 0x09, 0x00]);
        tokens.extend(kind(column.kind));
        tokens.extend(short(column.name));
    }
    for row in rows {
        tokens.push(0xD1);
        for (column, value) in columns.iter().zip(row) {
            tokens.extend(cell(column.kind, value));
        }
    }
    tokens
}

fn kind(kind: Kind) -> Vec<u8> {
    let text = |number: u8, most: u16| {
        let mut all = vec![number];
        all.extend(most.to_le_bytes());
        all.extend(COLLATION);
        all
    };
    match kind {
        Kind::NVarchar => text(0xE7, 8_000),
        Kind::Varchar => text(0xA7, 8_000),
        Kind::Char => text(0xAF, 20),
        Kind::Float => vec![0x6D, 8],
        Kind::Bit => vec![0x68, 1],
        Kind::Int => vec![0x26, 4],
        Kind::Decimal => vec![0x6A, 9, 18, 4],
        Kind::Money => vec![0x6E, 8],
        Kind::Datetime => vec![0x6F, 8],
        Kind::SmallDatetime => vec![0x6F, 4],
        Kind::Datetime2 => vec![0x2A, 7],
        Kind::DatetimeOffset => vec![0x2B, 7],
        Kind::Date => vec![0x28],
        Kind::Uniqueidentifier => vec![0x24, 16],
        Kind::Varbinary => {
            let mut all = vec![0xA5];
            all.extend(8_000u16.to_le_bytes());
            all
        }
    }
}

fn cell(kind: Kind, value: &Value) -> Vec<u8> {
    let long = |bytes: &[u8]| [&(bytes.len() as u16).to_le_bytes(), bytes].concat();
    let brief = |bytes: &[u8]| [&[bytes.len() as u8], bytes].concat();
    match (kind, value) {
        (Kind::NVarchar | Kind::Varchar | Kind::Char | Kind::Varbinary, Value::Null) => vec![0xFF, 0xFF],
        (_, Value::Null) => vec![0],
        (Kind::NVarchar, Value::Text(text)) => long(&utf16(text)),
        (Kind::Varchar, Value::Text(text)) => long(text.as_bytes()),
        (Kind::Char, Value::Text(text)) => long(format!("{text:20}").as_bytes()),
        (Kind::Varbinary, Value::Bytes(bytes)) => long(bytes),
        (Kind::Uniqueidentifier, Value::Bytes(bytes)) => brief(bytes),
        (Kind::Float, Value::Float(n)) => brief(&n.to_le_bytes()),
        (Kind::Bit, Value::Bit(is_set)) => brief(&[u8::from(*is_set)]),
        (Kind::Int, Value::Int(n)) => brief(&n.to_le_bytes()),
        (Kind::Decimal, Value::Exact(n)) => {
            brief(&[&[u8::from(*n >= 0)], n.unsigned_abs().to_le_bytes().as_slice()].concat())
        }
        (Kind::Money, Value::Exact(n)) => {
            brief(&[((n >> 32) as i32).to_le_bytes(), (*n as u32).to_le_bytes()].concat())
        }
        (Kind::Datetime, Value::Time(time)) => {
            let ticks = (nanoseconds(*time) * 3 + 5_000_000) / 10_000_000;
            brief(&[(days(*time, 1900) as i32).to_le_bytes(), (ticks as u32).to_le_bytes()].concat())
        }
        (Kind::SmallDatetime, Value::Time(time)) => {
            let minutes = (nanoseconds(*time) / 60_000_000_000) as u16;
            brief(&[(days(*time, 1900) as u16).to_le_bytes(), minutes.to_le_bytes()].concat())
        }
        (Kind::Datetime2, Value::Time(time)) => brief(&fine(*time)),
        (Kind::Date, Value::Time(time)) => brief(&days(*time, 1).to_le_bytes()[..3]),
        (Kind::DatetimeOffset, Value::Offset(utc, minutes)) => {
            brief(&[fine(*utc).as_slice(), &minutes.to_le_bytes()].concat())
        }
        (kind, value) => panic!("{kind:?} can't hold {value:?}"),
    }
}

fn days(time: NaiveDateTime, since: i32) -> i64 {
    (time.date() - NaiveDate::from_ymd_opt(since, 1, 1).unwrap()).num_days()
}

fn nanoseconds(time: NaiveDateTime) -> u64 {
    u64::from(time.num_seconds_from_midnight()) * 1_000_000_000 + u64::from(time.nanosecond())
}

fn fine(time: NaiveDateTime) -> Vec<u8> {
    [&(nanoseconds(time) / 100).to_le_bytes()[..5], &days(time, 1).to_le_bytes()[..3]].concat()
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn short(text: &str) -> Vec<u8> {
    [vec![text.encode_utf16().count() as u8], utf16(text)].concat()
}

fn sized(token: u8, body: &[u8]) -> Vec<u8> {
    [&[token], (body.len() as u16).to_le_bytes().as_slice(), body].concat()
}
