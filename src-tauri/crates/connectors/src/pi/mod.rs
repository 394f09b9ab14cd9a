//! PI Web API: points of a PI Data Archive, their snapshots as they change, and what was recorded between them.
//! docs/connectors/pi.md says what it does and against what it was proven.
//!
//! ```text
//! config -> client (HTTP, sign-in, what an answer means) -> model (the documented shapes) -> value (quality, states)
//!   points    servers, browse, search, names to WebIDs
//!   batch     many questions in one
//!   history   recorded values, page by page, or thinned to steps
//!   channel   what the server sends by itself
//!   follow    the stream: what is sent, new snapshots, and what lies between
//! ```

mod answer;
mod batch;
mod channel;
mod client;
mod config;
mod declaration;
mod failure;
mod follow;
mod history;
mod model;
mod points;
mod source;
mod test;
mod value;

pub use declaration::declaration;
pub use source::PiSource;
