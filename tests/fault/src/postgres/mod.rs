//! Histories against the real database: several workstations with the production `store` and `sync`, each behind a proxy
//! that delays, throttles, cuts and loses answers, all at once on a PostgreSQL that crashes now and then. What happens is
//! drawn from the seed; in which order the database sees it is the machine's affair, as in a plant.

mod history;
mod line;
pub(crate) mod scene;
pub(crate) mod verdict;

pub use history::{Plan, play};
pub use scene::Scene;

/// Whatever went wrong ends the history; a person reads it.
pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;
