//! (dev) What tests start from: third-party OPC UA servers, PostgreSQL and MariaDB on loopback; a contract server where
//! nothing real is to be had (PI Web API, SAP Plant Maintenance, Oracle Maintenance); a Kerberos domain with a web server
//! before it.

#[cfg(unix)]
pub mod contract;
pub mod counterparts;
#[cfg(target_os = "linux")]
pub mod kerberos;
#[cfg(unix)]
mod lasting;
#[cfg(unix)]
pub mod mariadb;
#[cfg(unix)]
pub mod oracle;
#[cfg(unix)]
pub mod pi;
#[cfg(unix)]
pub mod postgres;
#[cfg(unix)]
pub mod sap;
pub mod sap_peers;
mod signals;

pub use signals::Interruptible;
