//! The store's errors as a person reads them.

use domain::{ErrorCode, Failure, Message};
use store::StoreError;

/// A failure with a message of the core's own.
pub fn failure(code: ErrorCode, id: &str) -> Failure {
    Failure::new(code, Message::new(id))
}

pub fn invalid(id: &str, field: &str) -> Failure {
    Failure::new(ErrorCode::Invalid, Message::new(id).with("field", field))
}

/// Every store error has its own message and remedy; the technical text goes to the log.
pub fn from_store(e: StoreError) -> Failure {
    let (code, message) = match &e {
        StoreError::NotFound { what, .. } => {
            (ErrorCode::NotFound, Message::new("store-not-found").with("what", what.to_string()))
        }
        StoreError::Duplicate { what } => {
            (ErrorCode::Conflict, Message::new("store-duplicate").with("what", what.to_string()))
        }
        StoreError::Conflict { what } => {
            (ErrorCode::Conflict, Message::new("store-conflict").with("what", what.to_string()))
        }
        StoreError::DiskFull => (ErrorCode::Unavailable, Message::new("store-disk-full")),
        StoreError::Busy => (ErrorCode::Unavailable, Message::new("store-busy")),
        StoreError::WrongKey => (ErrorCode::Unavailable, Message::new("store-wrong-key")),
        StoreError::Damaged { .. } => (ErrorCode::Unavailable, Message::new("store-damaged")),
        StoreError::TooNew { found, known } => (
            ErrorCode::Unavailable,
            Message::new("store-too-new").with("found", f64::from(*found)).with("known", f64::from(*known)),
        ),
        _ => (ErrorCode::Internal, Message::new("internal")),
    };
    Failure::new(code, message).detail(e)
}

/// `?` on store results in commands.
pub trait OrFailure<T> {
    fn or_failure(self) -> Result<T, Failure>;
}

impl<T> OrFailure<T> for store::Result<T> {
    fn or_failure(self) -> Result<T, Failure> {
        self.map_err(from_store)
    }
}
