//! The store's errors as a person reads them.

use domain::{ErrorCode, Failure, Message};
use store::StoreError;

pub use domain::checked::out_of_range;

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
            (ErrorCode::NotFound, Message::new("store-not-found").with("what", what.replace(' ', "-")))
        }
        StoreError::Duplicate { what } => (ErrorCode::Conflict, Message::new(duplicate(what))),
        StoreError::Conflict { what } => (ErrorCode::Conflict, changed(what)),
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

/// What there can be only one of, by the columns that the store names.
fn duplicate(columns: &str) -> &'static str {
    match columns {
        "site.code" => "duplicate-site-code",
        "asset.site_id, asset.tag_code" => "duplicate-asset-tag",
        "metric.asset_id, metric.name" => "duplicate-metric-name",
        "integration.name" => "duplicate-integration-name",
        "mapping.integration_id, mapping.external_tag, mapping.metric_id" => "duplicate-mapping",
        "person.email" => "duplicate-person-email",
        "work_order.recommendation_id" => "duplicate-work-order",
        "engineer.code" => "duplicate-engineer-code",
        "engineer.person_id" => "duplicate-engineer-person",
        "resource.kind, resource.code" => "duplicate-resource-code",
        _ => "store-duplicate",
    }
}

/// What somebody else has changed meanwhile; an order by its number, which people know.
fn changed(what: &str) -> Message {
    match what.find("WO-") {
        Some(at) => Message::new("work-order-changed").with("number", &what[at..]),
        None if what == "a row that others refer to" => Message::new("store-row-in-use"),
        None => Message::new("store-conflict"),
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::{Language, is_translated, render_failure};

    #[test]
    fn no_column_of_the_store_is_shown_to_people() {
        let duplicates = [
            "site.code",
            "asset.site_id, asset.tag_code",
            "metric.asset_id, metric.name",
            "integration.name",
            "mapping.integration_id, mapping.external_tag, mapping.metric_id",
            "person.email",
            "work_order.recommendation_id",
            "engineer.code",
            "engineer.person_id",
            "resource.kind, resource.code",
            "thing.new_column",
        ];
        let conflicts = ["work order WO-000012", "a row that others refer to", "recommendation 018f"];
        let absent =
            ["site", "asset", "metric", "integration", "mapping", "run", "recommendation", "person", "work order"];
        let errors = duplicates
            .map(|what| StoreError::Duplicate { what: what.into() })
            .into_iter()
            .chain(conflicts.map(|what| StoreError::Conflict { what: what.into() }))
            .chain(absent.map(|what| StoreError::NotFound { what, id: "018f".into() }));
        for error in errors {
            let told = error.to_string();
            let failure = from_store(error);
            assert!(is_translated(&failure.message.id) && is_translated(&failure.remedy.id), "{told}");
            for language in [Language::English, Language::Arabic] {
                let said = render_failure(&failure, language);
                assert!(!said.contains(['_', '$', '{']) && !said.contains("018f"), "{told}: {said}");
                assert!(!duplicates.iter().any(|columns| said.contains(columns)), "{told}: {said}");
            }
            let arabic = render_failure(&failure, Language::Arabic).replace("WO-000012", "");
            assert!(!arabic.chars().any(|c| c.is_ascii_alphabetic()), "{told}: {arabic}");
        }
    }
}
