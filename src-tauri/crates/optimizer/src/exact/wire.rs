//! A model and its answer as bytes between two processes of the same executable: counts, then numbers, little-endian. It is
//! no file format: both ends are always of one version.

use super::{Answer, Column, Ending, GRACE_SECONDS, Limits, Model, Row};
use std::io::{self, Read};

/// Begins a question and an answer, so that a stray line on the pipe is not taken for one.
const MARK: u64 = 0x4F50_5452_4941_3031;

#[derive(Default)]
struct Bytes(Vec<u8>);

impl Bytes {
    fn whole(&mut self, value: u64) {
        self.0.extend_from_slice(&value.to_le_bytes());
    }

    fn number(&mut self, value: f64) {
        self.whole(value.to_bits());
    }

    fn numbers(&mut self, values: &[f64]) {
        self.whole(values.len() as u64);
        values.iter().for_each(|v| self.number(*v));
    }
}

/// Preceded by its own length.
pub(super) fn question(model: &Model, start: Option<&[f64]>, limits: Limits) -> Vec<u8> {
    let mut b = Bytes::default();
    b.whole(model.columns.len() as u64);
    for c in &model.columns {
        b.number(c.cost);
        b.number(c.lower);
        b.number(c.upper);
        b.whole(u64::from(c.is_integer));
    }
    b.whole(model.rows.len() as u64);
    for r in &model.rows {
        b.number(r.lower);
        b.number(r.upper);
        b.whole(r.terms.len() as u64);
        for (column, value) in &r.terms {
            b.whole(*column as u64);
            b.number(*value);
        }
    }
    b.whole(u64::from(start.is_some()));
    b.numbers(start.unwrap_or_default());
    b.number(limits.seconds);
    b.whole(limits.nodes.map_or(u64::MAX, |n| n as u64));
    b.number(limits.absolute_gap);
    let mut framed = Bytes::default();
    framed.whole(MARK);
    framed.whole(b.0.len() as u64);
    framed.0.extend_from_slice(&b.0);
    framed.0
}

pub(super) fn read_question(input: &mut impl Read) -> io::Result<(Model, Option<Vec<f64>>, Limits)> {
    let mut head = [0; 16];
    input.read_exact(&mut head)?;
    let mut head = Reader(&head);
    if head.whole() != Some(MARK) {
        return Err(io::ErrorKind::InvalidData.into());
    }
    let length = head.whole().ok_or(io::ErrorKind::InvalidData)?;
    let mut bytes = Vec::new();
    input.take(length).read_to_end(&mut bytes)?;
    Reader(&bytes).question().ok_or_else(|| io::ErrorKind::InvalidData.into())
}

pub(super) fn answer(answer: Option<&Answer>) -> Vec<u8> {
    let mut b = Bytes::default();
    b.whole(MARK);
    b.whole(u64::from(answer.is_some()));
    if let Some(a) = answer {
        b.whole(match a.ending {
            Ending::Optimal => 0,
            Ending::Infeasible => 1,
            Ending::Stopped => 2,
        });
        b.whole(u64::from(a.values.is_some()));
        b.numbers(a.values.as_deref().unwrap_or_default());
        b.number(a.bound);
        b.numbers(&a.duals);
    }
    b.0
}

/// None of what is no answer, or cut off.
pub(super) fn read_answer(bytes: &[u8]) -> Option<Answer> {
    let mut r = Reader(bytes);
    if r.whole()? != MARK || r.whole()? != 1 {
        return None;
    }
    let ending = match r.whole()? {
        0 => Ending::Optimal,
        1 => Ending::Infeasible,
        _ => Ending::Stopped,
    };
    let has_values = r.whole()? == 1;
    let values = r.numbers()?;
    Some(Answer { ending, values: has_values.then_some(values), bound: r.number()?, duals: r.numbers()? })
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn whole(&mut self) -> Option<u64> {
        let (eight, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*eight))
    }

    fn number(&mut self) -> Option<f64> {
        self.whole().map(f64::from_bits)
    }

    /// No more than the bytes that are left can hold.
    fn count(&mut self) -> Option<usize> {
        let count = usize::try_from(self.whole()?).ok()?;
        (count <= self.0.len() / 8).then_some(count)
    }

    fn numbers(&mut self) -> Option<Vec<f64>> {
        let count = self.count()?;
        (0..count).map(|_| self.number()).collect()
    }

    fn question(&mut self) -> Option<(Model, Option<Vec<f64>>, Limits)> {
        let columns = self.count()?;
        let column = |r: &mut Self| {
            let (cost, lower, upper) = (r.number()?, r.number()?, r.number()?);
            Some(Column { cost, lower, upper, is_integer: r.whole()? == 1 })
        };
        let columns = (0..columns).map(|_| column(self)).collect::<Option<_>>()?;
        let rows = self.count()?;
        let row = |r: &mut Self| {
            let (lower, upper, terms) = (r.number()?, r.number()?, r.count()?);
            let terms = (0..terms).map(|_| Some((usize::try_from(r.whole()?).ok()?, r.number()?)));
            Some(Row { lower, upper, terms: terms.collect::<Option<_>>()? })
        };
        let rows = (0..rows).map(|_| row(self)).collect::<Option<_>>()?;
        let has_start = self.whole()? == 1;
        let start = self.numbers()?;
        let (seconds, nodes) = (self.number()?, self.whole()?);
        let nodes = if nodes == u64::MAX { None } else { i32::try_from(nodes).ok() };
        // Who asked ends it; it knows its own limit alone.
        let limits = Limits { seconds, grace: GRACE_SECONDS, nodes, absolute_gap: self.number()? };
        Some((Model { columns, rows }, has_start.then_some(start), limits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_and_its_answer_come_over_as_they_were_sent() {
        let mut model = Model::default();
        let x = model.column(3.0, 0.0, f64::INFINITY, true);
        let y = model.column(-0.5, f64::NEG_INFINITY, 2.5, false);
        model.row(f64::NEG_INFINITY, 7.0, vec![(x, 1.0), (y, -1.0)]);
        model.row(1.0, 1.0, Vec::new());
        let limits = Limits { seconds: f64::INFINITY, grace: GRACE_SECONDS, nodes: Some(500), absolute_gap: 1e-6 };
        for start in [None, Some(vec![1.0, 0.25])] {
            let sent = question(&model, start.as_deref(), limits);
            let (got, begun, within) = read_question(&mut sent.as_slice()).unwrap();
            assert_eq!((format!("{got:?}"), begun), (format!("{model:?}"), start));
            assert_eq!((within.seconds, within.nodes, within.absolute_gap), (f64::INFINITY, Some(500), 1e-6));
            assert!(read_question(&mut &sent[..sent.len() - 1]).is_err());
        }
        let told = Answer { ending: Ending::Stopped, values: Some(vec![1.0, 2.0]), bound: -4.5, duals: vec![0.5] };
        let sent = answer(Some(&told));
        assert_eq!(format!("{:?}", read_answer(&sent)), format!("{:?}", Some(&told)));
        assert!(read_answer(&sent[..sent.len() - 4]).is_none() && read_answer(&answer(None)).is_none());
    }
}
