//! The few stable kinds of error (SPEC section 2) and the form in which an error reaches a person:
//! what happened, why, what to do. `detail` goes to the log only.

use crate::Message;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Stable error kinds with the HTTP-like number that the field knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    Invalid,
    Locked,
    RateLimited,
    Internal,
    Unavailable,
}

impl ErrorCode {
    pub const ALL: [Self; 9] = [
        Self::Unauthenticated,
        Self::Forbidden,
        Self::NotFound,
        Self::Conflict,
        Self::Invalid,
        Self::Locked,
        Self::RateLimited,
        Self::Internal,
        Self::Unavailable,
    ];

    pub fn number(self) -> u16 {
        match self {
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Invalid => 422,
            Self::Locked => 423,
            Self::RateLimited => 429,
            Self::Internal => 500,
            Self::Unavailable => 503,
        }
    }
}

/// What happened (`message`) and what to do (`remedy`), in no language yet. Its ids are in both locale files.
/// Convention: the remedy of message `x` is message `x-remedy`, unless another is given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Failure {
    pub code: ErrorCode,
    pub message: Message,
    pub remedy: Message,
    /// For the log and for support: technical, in English, without secrets. May be shown on demand, never instead of the message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub detail: Option<String>,
}

impl Failure {
    /// A failure whose remedy is `<id>-remedy` with the same arguments.
    pub fn new(code: ErrorCode, message: Message) -> Self {
        let remedy = Message { id: format!("{}-remedy", message.id), args: message.args.clone() };
        Self { code, message, remedy, detail: None }
    }

    #[must_use]
    pub fn detail(mut self, detail: impl std::fmt::Display) -> Self {
        self.detail = Some(detail.to_string());
        self
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.message.id, self.code.number())?;
        if let Some(d) = &self.detail {
            write!(f, ": {d}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
