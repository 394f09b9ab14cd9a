//! Judges the optimizer's plans from the input alone. It reads both as JSON and shares no code with the crate that made
//! them, so a mistake in a solver's own arithmetic cannot excuse itself here.

pub mod deferral;
pub mod dispatch;
pub mod prioritization;
pub mod production_risk;
