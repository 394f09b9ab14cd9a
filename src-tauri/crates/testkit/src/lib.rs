//! (dev) What tests start from: third-party OPC UA servers on loopback, and what the other test helpers add.

pub mod counterparts;
