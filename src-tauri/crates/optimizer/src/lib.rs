//! The optimizations of SPEC section 7: pure functions from typed input to a typed, explained result. Here: maintenance
//! prioritization (7.1). No I/O, no clock, no randomness: the same input gives the same result and the same fingerprint.

pub mod budget;
pub mod deferral;
pub mod dispatch;
pub mod exact;
pub mod fingerprint;
pub mod prioritization;
mod random;
pub mod reliability;
pub mod risk;
pub mod routing;

pub use prioritization::{InputError, Prioritization, PrioritizationInput, Ranked, ScoredAsset, prioritize};
