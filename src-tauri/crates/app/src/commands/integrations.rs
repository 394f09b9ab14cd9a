//! Integrations: configure, test, start and stop; browse their tags; take in SAP's objects; trust their certificates.

mod card;
mod certificates;
mod configure;
mod history;
mod sap;
mod source;
mod subtree;

pub use card::*;
pub use certificates::*;
pub use configure::*;
pub use history::*;
pub use sap::*;
pub use source::*;
pub use subtree::*;

use domain::IntegrationId;
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct IntegrationRef {
    pub id: IntegrationId,
}
