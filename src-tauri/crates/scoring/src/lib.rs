//! Readings to health, failure probability and the factors that explain them. Pure: no I/O, no clock; the moment is
//! passed in. Formulas, constants and their sources: `docs/scoring.md`.
//!
//! ```text
//! readings -> Hourly (good and uncertain only) -> learn -> Baseline
//!                                             \-> evidence (deviation, limit, trend) -> ScoreOutcome
//! ```

pub mod baseline;
pub mod evidence;
pub mod hourly;
pub mod robust;
pub mod score;
pub mod trend;
pub mod windows;

pub use baseline::{Baseline, TooShort, learn, learn_before};
pub use hourly::Hourly;
pub use score::{AssetInput, MetricInput, score_asset, score_asset_with};
pub use windows::Windows;
