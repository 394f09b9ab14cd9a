//! Signal mappings: which tag feeds which metric. `read.rs` lists and previews, `draw.rs` turns what a person drew into
//! what is stored, `write.rs` makes and changes, `exchange.rs` goes by file, `propose.rs` shows what rules and likeness make
//! of tags, `drift.rs` looks whether the source is still as it was mapped.

mod draw;
mod drift;
mod exchange;
mod propose;
mod read;
mod write;

pub use draw::*;
pub use drift::*;
pub use exchange::*;
pub use propose::*;
pub use read::*;
pub use write::*;
