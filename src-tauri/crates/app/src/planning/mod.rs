//! From the plant's data to a model's input, and from its plan back to the plant's words: one file a model for what a
//! person may ask, one for how it is told. The models themselves are pure and know no plant (`optimizer`).

pub mod compare;
mod currency;
pub mod deferral_fleet;
pub mod dispatch;
pub mod dispatch_view;
pub mod export;
pub mod horizon;
pub mod presets;
pub mod production_risk;
pub mod risk_view;

use crate::failures::out_of_range;
use domain::{Failure, Message};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;

pub(crate) use currency::in_currency;
pub use deferral_fleet::DeferralFleetParameters;
pub use dispatch::DispatchParameters;
pub use production_risk::RiskParameters;

/// What a run is asked for: a model with its parameters.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "model", content = "parameters", rename_all = "snake_case")]
pub enum RunRequest {
    WorkforceDispatch(DispatchParameters),
    ProductionRisk(RiskParameters),
    DeferralFleet(DeferralFleetParameters),
}

/// How long a search goes on: seconds of the clock, or rounds, which give the same plan every time.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Effort {
    Seconds(f64),
    Rounds(u32),
}

const MOST_SECONDS: f64 = 600.0;
const MOST_ROUNDS: u32 = 1_000_000;

impl Effort {
    pub fn seconds(self) -> Option<f64> {
        match self {
            Self::Seconds(seconds) => Some(seconds),
            Self::Rounds(_) => None,
        }
    }

    pub fn rounds(self) -> Option<u64> {
        match self {
            Self::Seconds(_) => None,
            Self::Rounds(rounds) => Some(u64::from(rounds)),
        }
    }

    fn check(self) -> Result<(), Failure> {
        match self {
            Self::Seconds(seconds) => within(seconds, 1.0, MOST_SECONDS, "effort"),
            Self::Rounds(rounds) => within(f64::from(rounds), 1.0, f64::from(MOST_ROUNDS), "effort"),
        }
    }
}

/// What a model is about to do.
pub struct Planned {
    pub model: &'static str,
    pub fingerprint: String,
    pub seed: u64,
    pub effort: Option<Effort>,
    pub cost_model_version: u32,
    /// All that the model will see, as JSON.
    pub input: String,
    pub work: crate::runs::Work,
}

impl RunRequest {
    pub fn model(&self) -> &'static str {
        match self {
            Self::WorkforceDispatch(_) => domain::run::DISPATCH,
            Self::ProductionRisk(_) => domain::run::PRODUCTION_RISK,
            Self::DeferralFleet(_) => domain::run::DEFERRAL_FLEET,
        }
    }

    /// As the run keeps them.
    pub fn parameters(&self) -> serde_json::Value {
        let parameters = match self {
            Self::WorkforceDispatch(p) => serde_json::to_value(p),
            Self::ProductionRisk(p) => serde_json::to_value(p),
            Self::DeferralFleet(p) => serde_json::to_value(p),
        };
        parameters.unwrap_or_default()
    }

    /// The inverse of [`Self::parameters`].
    pub fn of(run: &domain::OptimizationRun) -> Option<Self> {
        let request = serde_json::json!({ "model": run.model, "parameters": run.parameters });
        serde_json::from_value(request).ok()
    }
}

/// A number from `least` to `most`, or the word which field is not.
pub(crate) fn within(value: f64, least: f64, most: f64, field: &str) -> Result<(), Failure> {
    if (least..=most).contains(&value) { Ok(()) } else { Err(out_of_range(field, least, most)) }
}

/// A share as people are told it: in hundredths.
pub(crate) fn share_within(value: f64, least: f64, most: f64, field: &str) -> Result<(), Failure> {
    within(value, least, most, field).map_err(|_| {
        let in_hundredths = |share: f64| format!("{} %", (share * 1e3).round() / 10.0);
        let message = Message::new("config-number-out-of-range")
            .with("field", field)
            .with("least", in_hundredths(least))
            .with("most", in_hundredths(most));
        Failure::new(domain::ErrorCode::Invalid, message)
    })
}

/// SHA-256 (hex) of the model's name, the version of its input's form, and the input's bytes.
pub(crate) fn fingerprint(model: &str, version: u32, input: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(format!("optria {model} {version}\n"));
    hash.update(input);
    hex::encode(hash.finalize())
}

pub(crate) fn json(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value)
        .map_err(|e| Failure::new(domain::ErrorCode::Internal, Message::new("internal")).detail(e))
}
