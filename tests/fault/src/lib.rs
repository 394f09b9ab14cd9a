//! Histories: several workstations with the production `store` and `sync`, and a model of the central database, under
//! lost requests, lost answers, transactions that commit late, kills and restores from a backup, all from one seed.
//! At the end the faults stop, everything is exchanged, and an oracle looks at what came of it.

mod history;
mod server;
mod verdict;
mod workstation;

pub use history::{Plan, play};
pub use server::Rules;
pub use verdict::Verdict;
