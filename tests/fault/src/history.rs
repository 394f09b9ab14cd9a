//! One history: who does what when, drawn from the seed.

use crate::{
    Verdict,
    changes::Reach,
    server::{Model, Rules},
    verdict,
    workstation::Workstation,
};
use domain::{PersonId, Role};
use rand::{Rng, SeedableRng, rngs::StdRng};
use std::error::Error;
use sync::Replica;
use uuid::Uuid;

#[derive(Debug, Clone, Copy)]
pub struct Plan {
    pub workstations: u128,
    pub steps: u32,
    /// Of a hundred calls of the server that go wrong in one way or another.
    pub faults: u32,
    /// The database may be taken back to a backup.
    pub restores: bool,
    pub rules: Rules,
}

impl Default for Plan {
    fn default() -> Self {
        Self { workstations: 3, steps: 60, faults: 15, restores: true, rules: Rules::default() }
    }
}

/// Rounds that everything must have been exchanged in, once nothing goes wrong any more.
const ROUNDS: u32 = 8;

/// Plays the history of a seed and says what came of it. The same seed makes the same choices again.
pub async fn play(seed: u64, plan: Plan) -> Result<Verdict, Box<dyn Error + Send + Sync>> {
    let mut rng = StdRng::seed_from_u64(seed);
    let folder = tempfile::Builder::new().prefix("optria-history-").tempdir_in(fast_folder())?;
    let server = Model::new(plan.rules, StdRng::seed_from_u64(seed ^ 0x5eed), plan.faults);
    let mut all = Vec::new();
    for n in 0..plan.workstations {
        let replica = Replica {
            person: PersonId(Uuid::from_u128(100 + n)),
            device: Uuid::from_u128(200 + n),
            role: Role::TenantAdmin,
        };
        all.push(Workstation::new(folder.path().join(format!("{n}/optria.db")), replica, Reach::Model)?);
    }
    let mut is_backed_up = false;
    for _ in 0..plan.steps {
        let at = rng.random_range(0..all.len());
        match rng.random_range(0..100) {
            0..=44 => all[at].change(&mut rng)?,
            45..=84 => drop(all[at].exchange(&server).await),
            85..=92 => {
                let killed = all.swap_remove(at).restart()?;
                all.push(killed);
            }
            93..=95 if plan.restores => {
                server.back_up();
                is_backed_up = true;
            }
            96 if is_backed_up => server.restore(),
            _ => {}
        }
    }
    server.be_well();
    let mut failed = 0;
    for _ in 0..ROUNDS {
        failed = 0;
        for workstation in &mut all {
            failed += u32::from(workstation.exchange(&server).await.is_err());
        }
    }
    let verdict = verdict::look(&server, &all)?;
    // A replica that can't take in what there is will never be equal to it.
    Ok(Verdict { diverged: verdict.diverged.max(failed), ..verdict })
}

/// In memory where the machine has a place for it: a history is many small durable writes.
pub(crate) fn fast_folder() -> std::path::PathBuf {
    let memory = std::path::Path::new("/dev/shm");
    if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() }
}
