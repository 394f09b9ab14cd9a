//! The optimizations of SPEC section 7: pure functions from typed input to a typed, explained result. Here: maintenance
//! prioritization (7.1). No I/O, no clock, no randomness: the same input gives the same result and the same fingerprint.

pub mod deferral;
pub mod fingerprint;
pub mod prioritization;
pub mod reliability;

pub use prioritization::{
    CriticalityWeights, InputError, Prioritization, PrioritizationInput, Ranked, ScoredAsset, prioritize,
};
