//! A page of a list that is searched, as the lists of the central database are asked for.

use super::checked::page_size;
use central::Window;
use domain::Page;
use serde::Deserialize;
use ts_rs::TS;

#[derive(Debug, Clone, Default, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct SearchPage {
    /// Every word of it must occur.
    pub search: Option<String>,
    pub offset: Option<u32>,
    pub limit: Option<u32>,
}

impl SearchPage {
    pub(crate) fn window(&self) -> Window {
        Window { search: self.search.clone(), offset: self.offset.unwrap_or(0), limit: page_size(self.limit) }
    }
}

pub(crate) fn shown<T, R>(page: Page<T>, of: impl FnMut(T) -> R) -> Page<R> {
    Page { items: page.items.into_iter().map(of).collect(), total: page.total }
}
