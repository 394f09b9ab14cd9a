//! (dev) What tests start from: third-party OPC UA servers and PostgreSQL on loopback.

pub mod counterparts;
#[cfg(unix)]
pub mod postgres;
