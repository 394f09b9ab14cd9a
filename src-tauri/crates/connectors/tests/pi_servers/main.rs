//! The PI connector against a contract server made from the published description of PI Web API: no real one exists here.
#![allow(clippy::unwrap_used)]

mod channel;
mod described;
mod following;
#[cfg(target_os = "linux")]
mod kerberos;
#[path = "../recorder/mod.rs"]
#[allow(dead_code)]
mod recorder;
mod staged;
mod support;
