//! Histories: several workstations with the production `store` and `sync`, and a model of the central database, under
//! lost requests, lost answers, transactions that commit late, kills and restores from a backup, all from one seed.
//! At the end the faults stop, everything is exchanged, and an oracle looks at what came of it. `postgres` does the same with
//! the real database, behind a TCP proxy that spoils what passes.

mod changes;
mod history;
pub mod outage;
pub mod postgres;
mod proxy;
mod server;
mod verdict;
mod workstation;

pub use history::{Plan, play};
pub use proxy::{Proxy, Request, Weather};
pub use server::Rules;
pub use verdict::Verdict;
