//! Integrations: configure, test, start and stop; browse their tags; take in a maintenance system's objects; trust their certificates.

mod card;
mod certificates;
mod configure;
mod history;
mod objects;
mod source;
mod subtree;

pub use card::*;
pub use certificates::*;
pub use configure::*;
pub use history::*;
pub use objects::*;
pub use source::*;
pub use subtree::*;

use domain::IntegrationId;
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Deserialize, TS)]
pub struct IntegrationRef {
    pub id: IntegrationId,
}
