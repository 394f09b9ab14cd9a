//! The oracle: what must hold once everything has been exchanged, whatever went wrong before.

use crate::{server::Model, workstation::Workstation};
use serde::Serialize;
use std::error::Error;

/// All zero is well.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Verdict {
    /// Workstations whose shared rows are not the database's.
    pub diverged: u32,
    /// Operations that still wait.
    pub stuck: u64,
    /// Operations that the workstation that made them has no receipt of.
    pub lost: u32,
    /// Operations that took effect more than once.
    pub doubled: u32,
    /// Workstations with a conflicting value that is nowhere to be found.
    pub forgotten: u32,
    /// Operations in all, and those that met another's change; for the sum.
    pub operations: u32,
    pub conflicts: u32,
}

impl Verdict {
    pub fn is_well(&self) -> bool {
        (self.diverged, self.stuck, self.lost, self.doubled, self.forgotten) == (0, 0, 0, 0, 0)
    }

    pub fn add(&mut self, other: &Self) {
        self.diverged += other.diverged;
        self.stuck += other.stuck;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.forgotten += other.forgotten;
        self.operations += other.operations;
        self.conflicts += other.conflicts;
    }
}

pub(crate) fn look(server: &Model, all: &[Workstation]) -> Result<Verdict, Box<dyn Error + Send + Sync>> {
    let mut verdict = Verdict::default();
    let there = server.rows();
    for workstation in all {
        let here = workstation.rows()?;
        let is_same = here.len() == there.len()
            && here.iter().all(|(key, row)| {
                there
                    .get(key)
                    .is_some_and(|other| row.iter().all(|(k, v)| other.get(k).unwrap_or(&serde_json::Value::Null) == v))
            });
        verdict.diverged += u32::from(!is_same);
        verdict.stuck += workstation.waiting()?;
        let receipts = workstation.receipts()?;
        verdict.operations += workstation.made.len() as u32;
        verdict.conflicts += receipts.values().filter(|outcome| *outcome == "conflict").count() as u32;
        verdict.lost += workstation.made.iter().filter(|op| !receipts.contains_key(op)).count() as u32;
        verdict.forgotten += u32::from(!workstation.is_every_conflict_kept()?);
    }
    verdict.doubled += u32::from(server.most_effects() > 1);
    Ok(verdict)
}
