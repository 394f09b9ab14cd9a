//! A sheet: the readings of an append, ordered by signal and packed, as many as go on one page of the file.
//!
//! Row by row each reading costs a statement, a key and a record header; packed it costs some twenty bytes. Small sheets
//! rather than one for an append: a page that is destroyed takes only its own readings along.
//!
//! A reading is: how far its signal is from the one before, what follows (`HAS_*`), how far its source time is from the
//! one before, the value (8 bytes, little-endian), the status, the server's and the receipt time as differences to the
//! source time. Numbers are LEB128 varints, those with a sign in zigzag.

use super::row::Row;
use crate::{Result, StoreError};

/// A page of 4,096 bytes, less what the cipher keeps of it, the page's own head, and the columns beside the readings.
const MOST_BYTES: usize = 3_900;
/// No reading takes more: 10 + 1 + 10 + 8 + 5 + 10 + 10.
const LONGEST: usize = 54;

const HAS_VALUE: u8 = 1;
const HAS_STATUS: u8 = 2;
const HAS_SERVER_TIME: u8 = 4;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    pub n: usize,
    pub first_signal: i64,
    pub last_signal: i64,
    pub bytes: Vec<u8>,
}

/// Readings ordered by signal as sheets.
pub(super) fn pack(readings: &[(i64, Row)]) -> Vec<Sheet> {
    let mut sheets = Vec::new();
    let mut rest = readings;
    while let Some(((first_signal, _), _)) = rest.split_first() {
        let mut bytes = Vec::with_capacity(MOST_BYTES.min(rest.len() * LONGEST));
        let (mut n, mut signal, mut ts) = (0, *first_signal, 0);
        for (of, row) in rest {
            if bytes.len() + LONGEST > MOST_BYTES {
                break;
            }
            put(&mut bytes, of.wrapping_sub(signal) as u64);
            put_row(&mut bytes, row, ts);
            (n, signal, ts) = (n + 1, *of, row.ts);
        }
        rest = &rest[n..];
        sheets.push(Sheet { n, first_signal: *first_signal, last_signal: signal, bytes });
    }
    sheets
}

fn put_row(bytes: &mut Vec<u8>, row: &Row, before: i64) {
    let flag = |is_set: bool, flag: u8| if is_set { flag } else { 0 };
    bytes.push(
        flag(row.value.is_some(), HAS_VALUE)
            | flag(row.status != 0, HAS_STATUS)
            | flag(row.server_delta.is_some(), HAS_SERVER_TIME),
    );
    put_signed(bytes, row.ts.wrapping_sub(before));
    if let Some(value) = row.value {
        bytes.extend(value.to_le_bytes());
    }
    if row.status != 0 {
        put(bytes, row.status.into());
    }
    if let Some(delta) = row.server_delta {
        put_signed(bytes, delta);
    }
    put_signed(bytes, row.receipt_delta);
}

fn put(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn put_signed(bytes: &mut Vec<u8>, number: i64) {
    put(bytes, ((number << 1) ^ (number >> 63)) as u64);
}

/// Gives every reading of a sheet, in its order, to `each`.
pub(super) fn unpack(bytes: &[u8], first_signal: i64, mut each: impl FnMut(i64, Row)) -> Result<()> {
    let mut rest = Rest(bytes);
    let (mut signal, mut ts) = (first_signal, 0i64);
    while !rest.0.is_empty() {
        signal = signal.wrapping_add(rest.number()? as i64);
        let row = rest.row(ts)?;
        ts = row.ts;
        each(signal, row);
    }
    Ok(())
}

struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn row(&mut self, before: i64) -> Result<Row> {
        let flags = self.take::<1>()?[0];
        let has = |flag: u8| flags & flag != 0;
        Ok(Row {
            ts: before.wrapping_add(self.signed()?),
            value: if has(HAS_VALUE) { Some(f64::from_le_bytes(self.take()?)) } else { None },
            status: if has(HAS_STATUS) { u32::try_from(self.number()?).map_err(|_| spoiled())? } else { 0 },
            server_delta: if has(HAS_SERVER_TIME) { Some(self.signed()?) } else { None },
            receipt_delta: self.signed()?,
        })
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk().ok_or_else(spoiled)?;
        self.0 = rest;
        Ok(*taken)
    }

    fn number(&mut self) -> Result<u64> {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let [byte] = self.take()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(spoiled())
    }

    fn signed(&mut self) -> Result<i64> {
        let number = self.number()?;
        Ok((number >> 1) as i64 ^ -((number & 1) as i64))
    }
}

fn spoiled() -> StoreError {
    StoreError::Unreadable("a sheet of the spool ends in the middle of a reading".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn row() -> impl Strategy<Value = Row> {
        let usual = (1_750_000_000_000_000i64..1_750_000_100_000_000, -5_000i64..5_000);
        let times = prop_oneof![8 => usual, 1 => (any::<i64>(), any::<i64>())];
        let value = prop_oneof![8 => any::<f64>().prop_map(Some), 1 => Just(None)];
        let status = prop_oneof![8 => Just(0u32), 1 => any::<u32>()];
        (times, value, status, proptest::option::of(any::<i64>())).prop_map(
            |((ts, receipt_delta), value, status, server_delta)| Row {
                ts,
                value: value.filter(|v| v.is_finite()),
                status,
                server_delta,
                receipt_delta,
            },
        )
    }

    fn unpacked(sheets: &[Sheet]) -> Vec<(i64, Row)> {
        let mut all = Vec::new();
        for sheet in sheets {
            let before = all.len();
            unpack(&sheet.bytes, sheet.first_signal, |signal, row| all.push((signal, row))).unwrap();
            assert_eq!(all.len() - before, sheet.n);
            assert_eq!((all[before].0, all[all.len() - 1].0), (sheet.first_signal, sheet.last_signal));
        }
        all
    }

    proptest! {
        #[test]
        fn what_was_packed_comes_out_as_it_went_in(mut readings in proptest::collection::vec((any::<i64>(), row()), 0..600)) {
            readings.sort_by_key(|(signal, _)| *signal);
            let sheets = pack(&readings);
            prop_assert!(sheets.iter().all(|s| s.bytes.len() <= MOST_BYTES));
            prop_assert_eq!(unpacked(&sheets), readings);
        }
    }

    #[test]
    fn a_reading_of_a_usual_kind_takes_twenty_bytes() {
        let readings: Vec<(i64, Row)> = (1..=10_000)
            .map(|signal| {
                let ts = 1_750_000_000_000_000 + signal * 37;
                (signal, Row { ts, value: Some(0.1), status: 0, server_delta: Some(1_000), receipt_delta: 250_000 })
            })
            .collect();
        let bytes: usize = pack(&readings).iter().map(|s| s.bytes.len()).sum();
        assert!(bytes < 200_000, "{bytes}");
    }

    #[test]
    fn a_sheet_that_was_cut_off_is_an_error_and_no_reading() {
        let row = Row { ts: 5, value: Some(1.0), status: 0x8000_0000, server_delta: None, receipt_delta: 7 };
        let sheet = pack(&[(3, row)]).remove(0);
        for end in 1..sheet.bytes.len() {
            assert!(unpack(&sheet.bytes[..end], 3, |_, _| panic!("half a reading")).is_err());
        }
    }
}
