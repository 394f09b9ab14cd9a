//! Sites, assets, their metrics and limits: the plant as a tree and as a list.

mod detail;
mod health_band;
mod list;
mod save;
mod sites;
mod values;

pub(crate) use super::checked::page_size;
pub use detail::*;
pub use health_band::*;
pub use list::*;
pub use save::*;
pub use sites::*;
pub use values::*;
