//! Proposals for mapping tags: by a person's rule on tag names (`rule.rs`), or by what names and units have in common
//! (`suggest.rs`). Pure: a proposal is shown with its reason and applied by a person, never by itself. `names.rs` takes
//! tag names apart.

mod names;
mod rule;
mod suggest;

pub use rule::{MappingRule, MatchedOn, Rule, RuleOutcome};
pub use suggest::{Suggester, Suggestion};

use domain::AssetId;
use serde::Deserialize;
use std::collections::HashMap;
use ts_rs::TS;

/// A tag as browsing has shown it.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
#[ts(optional_fields)]
pub struct SeenTag {
    pub external_tag: String,
    /// Its display name.
    pub name: String,
    /// Names of the nodes above it, from the root.
    #[ts(optional = false)]
    pub path: Vec<String>,
    /// UCUM, where the source tells it.
    pub unit: Option<String>,
}

/// An asset that a proposal may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownAsset {
    pub id: AssetId,
    pub site_code: String,
    pub tag_code: String,
}

/// The plant's assets by their tags, without regard to case.
pub struct Assets {
    by_tag: HashMap<String, Vec<KnownAsset>>,
}

impl Assets {
    pub fn of(all: impl IntoIterator<Item = KnownAsset>) -> Self {
        let mut by_tag: HashMap<String, Vec<KnownAsset>> = HashMap::new();
        for asset in all {
            by_tag.entry(asset.tag_code.to_lowercase()).or_default().push(asset);
        }
        Self { by_tag }
    }

    fn named(&self, tag_code: &str) -> &[KnownAsset] {
        self.by_tag.get(&tag_code.trim().to_lowercase()).map(Vec::as_slice).unwrap_or_default()
    }

    fn all(&self) -> impl Iterator<Item = &KnownAsset> {
        self.by_tag.values().flatten()
    }
}
