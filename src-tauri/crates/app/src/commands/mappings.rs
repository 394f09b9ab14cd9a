//! Signal mappings: which tag feeds which metric. `read.rs` lists and previews, `draw.rs` turns what a person drew into
//! what is stored, `write.rs` makes and changes, `exchange.rs` goes by file.

mod draw;
mod exchange;
mod read;
mod write;

pub use draw::*;
pub use exchange::*;
pub use read::*;
pub use write::*;
