//! A real PostgreSQL for one test: a cluster of its own in a temporary folder, on 127.0.0.1, with passwords (SCRAM) as
//! in a plant, gone when it is dropped. `initdb` runs once a machine; each cluster is a copy of what it made.
//!
//! PostgreSQL refuses to run as root: there the machine's user `postgres` runs it.

mod certificates;
mod server;

pub use certificates::{Certificates, Kind as CertificateKind, certificates, certificates_of};
pub use server::{Cluster, Settings, available, program};
