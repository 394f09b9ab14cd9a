//! (dev) What tests start from: third-party OPC UA servers on loopback.

pub mod counterparts;
