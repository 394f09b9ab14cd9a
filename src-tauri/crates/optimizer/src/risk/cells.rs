//! What a schedule uses of the limits, each in each of its periods, and how far they are missed.

use super::problem::{LIMIT_TOLERANCE, RiskProblem, Use};

#[derive(Clone)]
pub(crate) struct Cells {
    cells: Vec<Cell>,
    /// By limit: its first cell.
    first: Vec<usize>,
    /// What was used where before it was tried otherwise, and how much more is missed so.
    before: Vec<(usize, f64)>,
    change: f64,
}

#[derive(Clone)]
struct Cell {
    least: f64,
    most: f64,
    used: f64,
    /// What a violation is measured in.
    unit: f64,
}

impl Cell {
    fn new(least: f64, most: f64) -> Self {
        Self { least, most, used: 0.0, unit: if most.is_finite() && most > 1.0 { most } else { 1.0 } }
    }

    #[inline]
    fn miss(&self) -> f64 {
        let miss = (self.used - self.most).max(self.least - self.used);
        if miss > LIMIT_TOLERANCE * 0.1 { miss / self.unit } else { 0.0 }
    }
}

impl Cells {
    pub fn new(problem: &RiskProblem) -> Self {
        let mut made = Self { cells: Vec::new(), first: Vec::new(), before: Vec::new(), change: 0.0 };
        for limit in &problem.limits {
            made.first.push(made.cells.len());
            made.cells.extend(limit.least.iter().zip(&limit.most).map(|(least, most)| Cell::new(*least, *most)));
        }
        made
    }

    #[inline]
    fn at(&self, limit: u32, period: u32) -> usize {
        self.first[limit as usize] + period as usize
    }

    pub fn used(&self, limit: u32, period: u32) -> f64 {
        self.cells[self.at(limit, period)].used
    }

    /// By limit and period.
    pub fn all_used(&self) -> Vec<Vec<f64>> {
        let ends = self.first.iter().skip(1).copied().chain([self.cells.len()]);
        let of = |(from, until): (&usize, usize)| self.cells[*from..until].iter().map(|c| c.used).collect();
        self.first.iter().zip(ends).map(of).collect()
    }

    /// How far limits are missed, each in parts of the limit.
    pub fn missed(&self) -> f64 {
        self.cells.iter().map(Cell::miss).sum()
    }

    /// Takes the use (1), or gives it back (-1).
    #[inline]
    pub fn take(&mut self, u: &Use, sign: f64) {
        let at = self.at(u.limit, u.period);
        self.cells[at].used += sign * u.amount;
    }

    /// The same until `undo`.
    #[inline]
    pub fn try_out(&mut self, u: &Use, sign: f64) {
        let at = self.at(u.limit, u.period);
        let cell = &mut self.cells[at];
        self.before.push((at, cell.used));
        let missed = cell.miss();
        cell.used += sign * u.amount;
        self.change += cell.miss() - missed;
    }

    /// Everything as it was before it was tried out, to the last digit; how much more was missed so.
    pub fn undo(&mut self) -> f64 {
        while let Some((at, used)) = self.before.pop() {
            self.cells[at].used = used;
        }
        std::mem::take(&mut self.change)
    }
}
