//! OPC UA on async-opcua's codec and channels, with sessions, subscriptions and recovery of our own.
//! docs/connectors/opcua.md says what it does, what it was proven against, and why it recovers by itself.
//!
//! ```text
//! config -> address -> endpoint (discovery) -> certificate + trust -> channel (Wire) -> session -> Link (services)
//!   Link -> browse, search, read         asked by a person
//!   Link -> subscribe -> publish -> follow   the stream; history fills what a break left out
//! ```

mod address;
mod browse;
mod certificate;
mod channel;
mod config;
mod declaration;
mod describe;
mod endpoint;
mod failure;
mod follow;
mod history;
mod identity;
mod limits;
mod link;
mod node;
pub mod own_certificate;
mod session;
mod source;
mod steady;
mod test;
mod transport;
pub mod trust;
pub(crate) mod unit;
mod value;

pub use certificate::read as read_certificate;
pub use declaration::declaration;
pub use endpoint::{EndpointInfo, discover_endpoints};
pub use own_certificate::own_certificate;
pub use source::OpcuaSource;
pub use trust::{TrustList, TrustedCertificate};
