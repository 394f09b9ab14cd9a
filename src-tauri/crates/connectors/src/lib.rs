//! Sources of tags behind one trait, and the maintenance system of the plant. A connector is a folder: its declaration, its client, its conversions.
//!
//! ```text
//! Declaration (fields, help)  ->  config (JSON, parsed once)  ->  TagSource: test, browse, search, read, run, backfill
//! ```
//! Each source runs supervised: it reconnects by itself, says what it is doing, and never drops a value without
//! marking a gap. What it hears goes into one bounded channel of [`SourceEvent`]s.
//!
//! SAP and Oracle EAM have no tags: each is a [`maintenance::MaintenanceSystem`], with a declaration and a test as the
//! others have, asked page by page.

mod backoff;
pub mod browse;
pub mod declaration;
pub mod demo;
mod json_row;
pub mod maintenance;
mod net;
pub mod opcua;
pub mod oracle_eam;
pub mod pi;
pub mod polling;
pub mod registry;
#[cfg(test)]
mod said;
pub mod sap;
pub mod source;
pub mod sql;
mod staged;
pub mod test_report;
mod zone;

pub use browse::{BrowseNode, BrowsePage, NodeKind};
pub use declaration::{Declaration, Field, FieldKind, FieldOption, ShowWhen};
pub use net::http::Refused;
pub use registry::{declarations, open};
pub use source::{
    Backfill, SourceContext, SourceError, SourceEvent, TagPreview, TagSource, TagSubscription, event_channel,
};
pub use test_report::{Stage, StageOutcome, TestReport};
