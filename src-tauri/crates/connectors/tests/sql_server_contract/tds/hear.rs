//! What a client says: LOGIN7 (MS-TDS 2.2.6.4), SQLBatch (2.2.6.7), RPCRequest (2.2.6.6).

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

#[derive(Clone, Debug, PartialEq)]
pub struct Login {
    pub user: String,
    pub password: String,
    pub application: String,
    pub database: String,
    /// ApplicationIntent=ReadOnly.
    pub comes_to_read: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Parameter {
    Text(String),
    Integer(i64),
    /// `datetime2`: a wall-clock time.
    Wall(NaiveDateTime),
    /// `datetimeoffset`: its time in UTC.
    Instant(NaiveDateTime),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    pub text: String,
    pub is_batch: bool,
    /// As declared to sp_executesql: `@P1 bigint,@P2 nvarchar(4000)`.
    pub declared: String,
    pub parameters: Vec<Parameter>,
}

pub fn login(message: &[u8]) -> Login {
    let field = |at: usize| {
        let offset = usize::from(u16::from_le_bytes([message[at], message[at + 1]]));
        let length = usize::from(u16::from_le_bytes([message[at + 2], message[at + 3]])) * 2;
        message[offset..offset + length].to_vec()
    };
    // Nibbles changed places and XOR 0xA5: hidden from the eye, not from anybody who listens.
    let password: Vec<u8> = field(44).into_iter().map(|b| (b ^ 0xA5).rotate_left(4)).collect();
    Login {
        user: utf16(&field(40)),
        password: utf16(&password),
        application: utf16(&field(48)),
        database: utf16(&field(68)),
        comes_to_read: message[26] & 0x20 != 0,
    }
}

pub fn batch(message: &[u8]) -> Asked {
    let text = utf16(&message[headers(message)..]);
    Asked { text, is_batch: true, declared: String::new(), parameters: Vec::new() }
}

/// sp_executesql alone: the statement, the declaration, then the parameters.
pub fn rpc(message: &[u8]) -> Asked {
    let mut reader = Reader { bytes: message, at: headers(message) };
    assert_eq!((reader.u16(), reader.u16()), (0xFFFF, 10), "sp_executesql by its number");
    reader.u16();
    let mut values = Vec::new();
    while reader.at < message.len() {
        let name = usize::from(reader.u8());
        reader.take(name * 2);
        reader.u8();
        values.push(reader.value());
    }
    let mut values = values.into_iter();
    let mut text = || match values.next() {
        Some(Parameter::Text(text)) => text,
        other => panic!("a statement and a declaration, not {other:?}"),
    };
    let (text, declared) = (text(), text());
    Asked { text, is_batch: false, declared, parameters: values.collect() }
}

fn headers(message: &[u8]) -> usize {
    u32::from_le_bytes(message[..4].try_into().unwrap()) as usize
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> = bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
    String::from_utf16(&units).unwrap()
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, count: usize) -> &[u8] {
        self.at += count;
        &self.bytes[self.at - count..self.at]
    }
    fn u8(&mut self) -> u8 {
        self.take(1)[0]
    }
    fn u16(&mut self) -> u16 {
        u16::from_le_bytes(self.take(2).try_into().unwrap())
    }
    fn u32(&mut self) -> u32 {
        u32::from_le_bytes(self.take(4).try_into().unwrap())
    }

    fn value(&mut self) -> Parameter {
        match self.u8() {
            // NVARCHAR, in one piece or in parts.
            0xE7 => {
                let most = self.u16();
                self.take(5);
                if most != 0xFFFF {
                    let length = usize::from(self.u16());
                    return Parameter::Text(utf16(self.take(length)));
                }
                self.take(8);
                let mut whole = Vec::new();
                loop {
                    match self.u32() as usize {
                        0 => return Parameter::Text(utf16(&whole)),
                        length => whole.extend(self.take(length).to_vec()),
                    }
                }
            }
            0x26 => {
                let size = self.u8();
                assert_eq!((size, self.u8()), (8, 8), "a bigint");
                Parameter::Integer(i64::from_le_bytes(self.take(8).try_into().unwrap()))
            }
            0x2A => {
                assert_eq!((self.u8(), self.u8()), (7, 8), "datetime2(7)");
                Parameter::Wall(self.time())
            }
            0x2B => {
                assert_eq!((self.u8(), self.u8()), (7, 10), "datetimeoffset(7)");
                let utc = self.time();
                self.take(2);
                Parameter::Instant(utc)
            }
            other => panic!("a parameter of type 0x{other:02X}"),
        }
    }

    /// Tenths of microseconds of the day in five bytes, days since the year 1 in three.
    fn time(&mut self) -> NaiveDateTime {
        let number = |bytes: &[u8]| bytes.iter().rev().fold(0i64, |sum, b| sum << 8 | i64::from(*b));
        let (ticks, days) = (number(self.take(5)), number(self.take(3)));
        let day = NaiveDate::from_ymd_opt(1, 1, 1).unwrap() + TimeDelta::days(days);
        day.and_hms_opt(0, 0, 0).unwrap() + TimeDelta::nanoseconds(ticks * 100)
    }
}
